"""What actions wrote to deck files, so that they can be taken back.

A file in the home is named as seen from there: so it is found, too, when the home has moved.
"""

import zlib
from pathlib import Path
from typing import NamedTuple

from alliance_cards.store.database import Store

QUICKLY = 1  # four times as fast as zlib's usual level, and a sixth larger


class FileChange(NamedTuple):
    """A file before (None: there was none) and after an action.

    `brought` is the deck that an import brought, which is not what it wrote where a
    person's own edits were kept; None of anything but an import.
    """

    path: str
    before: bytes | None
    after: bytes
    brought: bytes | None = None


def keep_change(store: Store, action: bytes, change: FileChange) -> None:
    """Remember what an action wrote, inside the caller's transaction."""
    before, after = _packed(change.before), _packed(change.after)
    brought = after if change.brought is change.after else _packed(change.brought)
    store.write(
        "insert into file_change (action, path, before, after, brought) values (?, ?, ?, ?, ?)",
        (action, _from_home(store, change.path), before, after, brought),
    )


def _packed(text: bytes | None) -> bytes | None:
    return None if text is None else zlib.compress(text, level=QUICKLY)


def changes_of(store: Store, action: bytes) -> list[FileChange]:
    """The files that an action wrote."""
    sql = "select path, before, after, brought from file_change where action = ? order by path"
    return [_change(store, *record) for record in store.rows(sql, (action,))]


def last_import(store: Store, path: str) -> FileChange | None:
    """What the last import that stands wrote to a file."""
    found = store.one(
        """select path, before, after, brought from file_change as c
        join live on live.uuid = c.action
        where path in (?, ?) and brought is not null order by live.uuid desc limit 1""",
        (_from_home(store, path), path),  # until November 2026 all paths were absolute
    )
    return None if found is None else _change(store, *found)


def _change(store: Store, path: str, *packed: bytes | None) -> FileChange:
    before, after, brought = (None if text is None else zlib.decompress(text) for text in packed)
    return FileChange(str(store.path.parent / path), before, after or b"", brought)


def _from_home(store: Store, path: str) -> str:
    home = store.path.parent
    return Path(path).relative_to(home).as_posix() if Path(path).is_relative_to(home) else path
