"""The progress file, spoken to through one gateway; `store.opening` opens it."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from alliance_cards.core.errors import StoreError
from alliance_cards.store.failures import failure, translated

APPLICATION_ID = 0x414C_4C43
"""What marks a progress file: "ALLC", in SQLite's header."""
SCHEMA_VERSION = 6
"""The number of the last migration, in user_version."""

Value: TypeAlias = int | float | str | bytes | None
Record: TypeAlias = tuple[Any, ...]
T = TypeVar("T")


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
        self._place = str(path)  # looked up faster than a Path
        self._file = _identity(self._place)
        self._version = 0
        self._found: tuple[str, tuple[int, int], Any] | None = None

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

    def transaction(self) -> "Transaction":
        """Hold the write lock from the start; all is durable at the end, or nothing is.

        Raises StoreError, too, if the file is no longer where it was opened: what is
        written to a file that was deleted or moved away would be lost.
        """
        return Transaction(self)

    def require_writable(self) -> None:
        """Raise StoreError if the file can only be read."""
        if self.refusal:
            raise self.refusal

    def require_file(self) -> None:
        """Raise StoreError if the file is not where it was opened."""
        if _identity(self._place) != self._file:
            raise StoreError(
                f"The progress file {self.path} was moved or deleted while it was in use. This"
                " was not recorded; what was answered before lies in the file, wherever it is"
                " now. Start again.",
                code="home_vanished",
            )

    @property
    def data_version(self) -> int:
        """A number that changes when another program has written."""
        (self._version,) = self.one("pragma data_version") or (0,)
        return self._version

    def unchanged(self, name: str, look: Callable[[], T]) -> T:
        """What a look for a name finds; what the last one found while nobody has written since.

        Nobody: neither this program, by its own count of changes, nor another.
        """
        found: T
        if self._found is not None and self._found[0] == name:
            _, state, found = self._found
            if state == (self.data_version, self.connection.total_changes):
                return found
        # The version may be an older one: then the next look is one too many, and never too few.
        state = self._version, self.connection.total_changes
        found = look()
        self._found = name, state, found
        return found

    def forget(self) -> None:
        """Let the next look be a new one: what was written is taken back."""
        self._found = None

    def close(self) -> None:
        """Close the file; what was committed stays."""
        self.connection.close()


class Transaction:
    """What `Store.transaction` gives. A class, which costs a third of a generator."""

    __slots__ = ("_store",)

    def __init__(self, store: Store) -> None:
        self._store = store

    def __enter__(self) -> None:
        """Take the write lock."""
        self._store.require_writable()
        self._store.write("begin immediate")

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Make durable what was written, or take it back after an error."""
        is_kept = False
        try:
            if error is None:
                self._store.require_file()
                self._store.write("commit")
                is_kept = True
        finally:
            if not is_kept:
                self._store.forget()  # also where SQLite itself has taken it back
            if self._store.connection.in_transaction:
                self._store.connection.rollback()


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


def _identity(path: str) -> tuple[int, int] | None:
    try:
        status = os.stat(path)  # noqa: PTH116 - before every commit, and a Path takes longer
    except OSError:
        return None
    return status.st_dev, status.st_ino
