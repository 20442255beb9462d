"""The progress file, spoken to through one gateway; `store.opening` opens it."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from alliance_cards.core.errors import StoreError
from alliance_cards.store.failures import failure, translated

APPLICATION_ID = 0x414C_4C43
"""What marks a progress file: "ALLC", in SQLite's header."""
SCHEMA_VERSION = 6
"""The number of the last migration, in user_version."""

Value: TypeAlias = int | float | str | bytes | None
Record: TypeAlias = tuple[Any, ...]


class Store:
    """An open progress file.

    Every statement passes through `rows`, `one` or `write`, which turn SQLite's errors
    into a StoreError with a sentence. `grown` says that the log got a row since the file
    was opened; `refusal` is why nothing can be written to it, None if it can.
    """

    def __init__(
        self, connection: sqlite3.Connection, path: Path, *, refusal: StoreError | None = None
    ) -> None:
        self.connection = connection
        self.path = path
        self.refusal = refusal
        self.grown = False
        self._file = _identity(path)

    def rows(self, sql: str, values: Sequence[Value] = ()) -> Iterator[Record]:
        """The rows that a query gives, read one by one."""
        with translated(self.path):
            yield from self.connection.execute(sql, values)

    def one(self, sql: str, values: Sequence[Value] = ()) -> Record | None:
        """The first row that a query gives, None without one."""
        try:
            found: Record | None = self.connection.execute(sql, values).fetchone()
        except sqlite3.Error as error:
            raise failure(self.path, error) from error
        return found

    def write(self, sql: str, values: Sequence[Value] = ()) -> int:
        """Run a statement; the row id of what it inserted, if it did."""
        try:
            return self.connection.execute(sql, values).lastrowid or 0
        except sqlite3.Error as error:
            raise failure(self.path, error) from error

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
        """Hold the write lock from the start; all is durable at the end, or nothing is.

        Raises StoreError, too, if the file is no longer where it was opened: what is
        written to a file that was deleted or moved away would be lost.
        """
        self.require_writable()
        self.write("begin immediate")
        try:
            yield
            self._require_file()
            self.write("commit")
        finally:
            if self.connection.in_transaction:
                self.connection.rollback()

    def require_writable(self) -> None:
        """Raise StoreError if the file can only be read."""
        if self.refusal:
            raise self.refusal

    def _require_file(self) -> None:
        if _identity(self.path) != self._file:
            raise StoreError(
                f"The progress file {self.path} was moved or deleted while it was in use. This"
                " was not recorded; what was answered before lies in the file, wherever it is"
                " now. Start again.",
                code="home_vanished",
            )

    @property
    def data_version(self) -> int:
        """A number that changes when another program has written."""
        (version,) = self.one("pragma data_version") or (0,)
        return int(version)

    def close(self) -> None:
        """Close the file; what was committed stays."""
        self.connection.close()


def connect_to_read(path: Path, *, wait: float, immutable: bool = False) -> sqlite3.Connection:
    """A connection that cannot write, and waits for others up to `wait` seconds.

    `immutable` is for a file that nobody can write now: nothing is made beside it.
    """
    options = "mode=ro&immutable=1" if immutable else "mode=ro"
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{options}",
        uri=True,
        timeout=wait,
        isolation_level=None,
    )


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
