"""What SQLite's errors mean to a person: a code, and a sentence that says what to do."""

import sqlite3
from pathlib import Path

from alliance_cards.core.errors import StoreError

DAMAGED = frozenset({sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT})
BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
FULL = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE})
"""The last one: a file that readers and writers share has no room to be made."""
REFUSED = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM})


class translated:  # noqa: N801 - used like a function, and faster than a generator
    """Turn SQLite's errors into a StoreError that says what to do."""

    __slots__ = ("path",)

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        """Nothing is to be done before."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Raise the StoreError for an error of SQLite."""
        if isinstance(error, sqlite3.Error):
            raise failure(self.path, error) from error


def failure(path: Path, error: sqlite3.Error) -> StoreError:
    """What an error of SQLite means to a person."""
    code, advice = _diagnosis(error)
    return StoreError(f"The progress file {path}: {error}. {advice}", code=code, about=str(path))


def is_of_full_disk(error: BaseException) -> bool:
    """Whether an error of SQLite says that there is no space left."""
    return getattr(error, "sqlite_errorcode", None) in FULL


def _diagnosis(error: sqlite3.Error) -> tuple[str, str]:
    primary = (getattr(error, "sqlite_errorcode", None) or sqlite3.SQLITE_ERROR) & 0xFF
    if primary in DAMAGED:
        return "damaged_database", (
            'It is not a whole database and was left as it is. "alliance-cards restore" shows'
            ' the backups that there are; "alliance-cards doctor --repair" saves what can'
            " still be read."
        )
    if is_of_full_disk(error):
        return "disk_full", (
            "Its disk is full. Free some space and try again; what was answered before is kept."
        )
    if primary in BUSY:
        return "busy", "Another program is writing to it; try again in a moment."
    if primary in REFUSED:
        return "home_not_writable", (
            "Check the permissions of its folder, or name another with --home."
        )
    if primary == sqlite3.SQLITE_IOERR:
        return "write_error", "The disk refused; what was answered before is kept."
    return "store_error", 'Run "alliance-cards doctor" to look into it.'
