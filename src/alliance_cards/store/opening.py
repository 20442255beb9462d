"""Opening the progress file: made, migrated and made durable, or refused with a reason."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import sleep

from alliance_cards.core.errors import StoreError
from alliance_cards.store.database import APPLICATION_ID, SCHEMA_VERSION, Store, connect_to_read
from alliance_cards.store.failures import is_of_full_disk, translated

WAIT_SECONDS = 10.0
TRIES, PAUSE_SECONDS = 200, 0.05
OLDEST_SQLITE = (3, 37, 0)


def open_store(path: Path, *, before_migration: Callable[[], object] = lambda: None) -> Store:
    """Open the progress file, made or migrated where needed.

    `before_migration` is called before a file of an older schema is changed, and may refuse
    by raising. A file that can only be read, or lies on a full disk, is opened so. Raises
    StoreError for a folder or file that cannot be used, a file that is not a progress file,
    and one written by a newer program; none of them is changed.
    """
    _require_sqlite()
    _require_no_stray_log(path)
    _make_private(path)
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return _opened_to_read(path, can_only_be_read(path))
    with translated(path):
        connection = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
        try:
            _prepare(connection, path, before_migration)
        except BaseException as error:
            connection.close()
            if is_of_full_disk(error):
                with suppress(StoreError):
                    return _opened_to_read(path, _is_on_full_disk(path))
            raise
    return Store(connection, path)


def schema_of(connection: sqlite3.Connection, path: Path) -> int:
    """The number of a progress file's schema, 0 of an empty file; StoreError for others."""
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
            about=str(path),
        )
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"{path} was written by a newer alliance-cards (its format is {version}, this"
            f" program knows {SCHEMA_VERSION}). It was left untouched. Upgrade alliance-cards"
            " to open it.",
            code="newer_database",
        )
    return int(version)


def can_only_be_read(path: Path) -> StoreError:
    """What there is to say of a progress file in a folder that can only be read."""
    return StoreError(
        f"The progress file {path} or its folder can only be read, so nothing can be recorded."
        " Check the permissions, or name another folder with --home.",
        code="home_not_writable",
    )


def write_durably(connection: sqlite3.Connection) -> None:
    """Let a commit end only when the disk itself has what it wrote."""
    for pragma in ("synchronous = full", "fullfsync = on", "checkpoint_fullfsync = on"):
        connection.execute(f"pragma {pragma}")


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Let readers and a writer work at once. SQLite does not wait here for others."""
    for attempt in range(TRIES):
        try:
            connection.execute("pragma journal_mode = wal")
        except sqlite3.OperationalError:
            if attempt == TRIES - 1:
                raise
            sleep(PAUSE_SECONDS)
        else:
            return


def _require_sqlite() -> None:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise StoreError(
            f"This Python comes with SQLite {sqlite3.sqlite_version}; alliance-cards needs"
            " 3.37 or newer. Use a newer Python.",
            code="old_sqlite",
        )


def _require_no_stray_log(path: Path) -> None:
    """Raise StoreError where a new file would make SQLite delete another one's log."""
    log = path.with_name(f"{path.name}-wal")
    if not _has_content(path) and _has_content(log):
        there = f"{path} is empty" if path.exists() else f"There is no {path}"
        raise StoreError(
            f"{there}, but there is {log}, which may hold its last answers. Put the two"
            " together again, or move that file away to begin anew.",
            code="stray_log",
        )


def _make_private(path: Path) -> None:
    """Make the folder and an empty file that only their owner can read, where there is none.

    A file that is there is not opened: closing it would end SQLite's locks in this process.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        if os.access(path, os.F_OK):
            return  # it is there, perhaps on a disk that can only be read
        raise StoreError(
            f"The progress file {path} cannot be opened for writing"
            f" ({error.strerror or error}). Check the folder's permissions, or name another"
            " folder with --home or ALLIANCE_CARDS_HOME.",
            code="home_not_writable",
        ) from error


def _prepare(
    connection: sqlite3.Connection, path: Path, before_migration: Callable[[], object]
) -> None:
    write_durably(connection)
    connection.execute("pragma foreign_keys = on")
    version = schema_of(connection, path)
    if connection.execute("pragma journal_mode").fetchone() != ("wal",):
        _use_write_ahead_log(connection)  # a new file, or a backup that was put in its place
    if version < SCHEMA_VERSION:
        from alliance_cards.store.migrations import migrate

        migrate(connection, before_migration)


def _is_on_full_disk(path: Path) -> StoreError:
    return StoreError(
        f"The disk with {path} is full, so nothing can be recorded. Free some space and try"
        " again; what was answered before is kept.",
        code="disk_full",
    )


def _opened_to_read(path: Path, refusal: StoreError) -> Store:
    """A file that cannot be written, and why."""
    with translated(path):
        connection = connect_to_read(path, wait=WAIT_SECONDS)
        try:
            try:
                version = schema_of(connection, path)
            except sqlite3.OperationalError:
                if _has_content(path.with_name(f"{path.name}-wal")):
                    raise  # it holds answers, and cannot be read here
                connection.close()
                connection = connect_to_read(path, wait=WAIT_SECONDS, immutable=True)
                version = schema_of(connection, path)
            if version < SCHEMA_VERSION:
                raise StoreError(
                    f"{path} is of an older format, and cannot be brought to today's where it"
                    " can only be read. Copy it to a folder that can be written, and name that"
                    " with --home.",
                    code="home_not_writable",
                )
        except BaseException:
            connection.close()
            raise
    return Store(connection, path, refusal=refusal)


def _has_content(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def _is_empty(connection: sqlite3.Connection) -> bool:
    return connection.execute("select 1 from sqlite_master limit 1").fetchone() is None
