"""What actions wrote to deck files, so that they can be taken back."""

import zlib
from typing import NamedTuple

from alliance_cards.store.database import Store


class FileChange(NamedTuple):
    """A deck file before (None: there was none) and after an action."""

    path: str
    before: bytes | None
    after: bytes


def keep_change(store: Store, action: bytes, change: FileChange) -> None:
    """Remember what an action wrote, inside the caller's transaction."""
    before = None if change.before is None else zlib.compress(change.before)
    store.write(
        "insert into file_change values (?, ?, ?, ?)",
        (action, change.path, before, zlib.compress(change.after)),
    )


def changes_of(store: Store, action: bytes) -> list[FileChange]:
    """The files that an action wrote."""
    sql = "select path, before, after from file_change where action = ? order by path"
    return [_change(record) for record in store.rows(sql, (action,))]


def last_change(store: Store, path: str) -> FileChange | None:
    """What was last written to a file by an action that stands."""
    found = store.one(
        """select path, before, after from file_change as c
        join live on live.uuid = c.action where path = ? order by live.uuid desc limit 1""",
        (path,),
    )
    return None if found is None else _change(found)


def _change(record: tuple[str, bytes | None, bytes]) -> FileChange:
    path, before, after = record
    return FileChange(
        path, None if before is None else zlib.decompress(before), zlib.decompress(after)
    )
