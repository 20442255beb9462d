"""The progress file: opened, checked, and spoken to through one gateway."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from alliance_cards.core.errors import StoreError
from alliance_cards.store.versions import APPLICATION_ID, SCHEMA_VERSION

WAIT_SECONDS = 10.0
OLDEST_SQLITE = (3, 37, 0)

Value: TypeAlias = int | str | bytes | None
Record: TypeAlias = tuple[Any, ...]


class Store:
    """An open progress file.

    Every statement passes through `rows`, `one` or `write`, which turn SQLite's errors
    into a StoreError with a sentence.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path

    def rows(self, sql: str, values: Sequence[Value] = ()) -> Iterator[Record]:
        """The rows that a query gives, read one by one."""
        with translated(self.path):
            yield from self.connection.execute(sql, values)

    def one(self, sql: str, values: Sequence[Value] = ()) -> Record | None:
        """The first row that a query gives, None without one."""
        with translated(self.path):
            found: Record | None = self.connection.execute(sql, values).fetchone()
            return found

    def write(self, sql: str, values: Sequence[Value] = ()) -> int:
        """Run a statement; the row id of what it inserted, if it did."""
        with translated(self.path):
            return self.connection.execute(sql, values).lastrowid or 0

    def write_many(self, sql: str, values: Iterable[Sequence[Value]]) -> None:
        """Run a statement once for each set of values."""
        with translated(self.path):
            self.connection.executemany(sql, values)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read everything as it is at one moment, whatever others write meanwhile."""
        self.write("begin")
        try:
            yield
        finally:
            self.connection.rollback()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Hold the write lock from the start; all is durable at the end, or nothing is."""
        self.write("begin immediate")
        try:
            yield
            self.write("commit")
        finally:
            if self.connection.in_transaction:
                self.connection.rollback()

    @property
    def data_version(self) -> int:
        """A number that changes when another program has written."""
        (version,) = self.one("pragma data_version") or (0,)
        return int(version)

    def close(self) -> None:
        """Close the file; what was committed stays."""
        self.connection.close()


def open_store(path: Path) -> Store:
    """Open the progress file, made or migrated where needed.

    Raises StoreError for a folder or file that cannot be used, a file that is not a
    progress file, and one written by a newer program; none of them is changed.
    """
    _require_sqlite()
    _make_private(path)
    with translated(path):
        connection = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
    return Store(connection, path)


def _require_sqlite() -> None:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise StoreError(
            f"This Python comes with SQLite {sqlite3.sqlite_version}; alliance-cards needs"
            " 3.37 or newer. Use a newer Python.",
            code="old_sqlite",
        )


def _make_private(path: Path) -> None:
    """Make the folder and an empty file that only their owner can read."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise StoreError(
            f"The progress file {path} cannot be opened for writing"
            f" ({error.strerror or error}). Check the folder's permissions, or name another"
            " folder with --home or ALLIANCE_CARDS_HOME.",
            code="home_not_writable",
        ) from error


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    for pragma in ("synchronous = full", "fullfsync = on", "checkpoint_fullfsync = on"):
        connection.execute(f"pragma {pragma}")
    connection.execute("pragma foreign_keys = on")
    connection.execute("begin")  # one look, while another program may be making the file
    (version,) = connection.execute("pragma user_version").fetchone()
    (application,) = connection.execute("pragma application_id").fetchone()
    is_foreign = application != APPLICATION_ID and not _is_empty(connection)
    connection.execute("rollback")
    if is_foreign:
        raise StoreError(
            f"{path} is a database, but not one of alliance-cards. It was left untouched."
            " Move it away, or name another folder with --home.",
            code="not_a_collection",
        )
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"{path} was written by a newer alliance-cards (its format is {version}, this"
            f" program knows {SCHEMA_VERSION}). It was left untouched. Upgrade alliance-cards"
            " to open it.",
            code="newer_database",
        )
    if version < SCHEMA_VERSION:
        from alliance_cards.store.migrations import migrate

        migrate(connection)


def _is_empty(connection: sqlite3.Connection) -> bool:
    return connection.execute("select 1 from sqlite_master limit 1").fetchone() is None


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
            code, advice = _diagnosis(error)
            raise StoreError(
                f"The progress file {self.path}: {error}. {advice}", code=code
            ) from error


def _diagnosis(error: sqlite3.Error) -> tuple[str, str]:
    primary = (getattr(error, "sqlite_errorcode", None) or sqlite3.SQLITE_ERROR) & 0xFF
    if primary in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
        return "damaged_database", (
            "It is not a whole database and was left as it is. Put a copy of yours in its"
            " place, or move it away to start anew."
        )
    if primary == sqlite3.SQLITE_FULL:
        return "disk_full", "Free some space and try again; what was answered before is kept."
    if primary in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return "busy", "Another program is writing to it; try again in a moment."
    if primary in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}:
        return "home_not_writable", (
            "Check the permissions of its folder, or name another with --home."
        )
    if primary == sqlite3.SQLITE_IOERR:
        return "write_error", "The disk refused; what was answered before is kept."
    return "store_error", 'Run "alliance-cards doctor" to look into it.'
