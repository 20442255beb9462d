"""The progress file for those who only look: shell completion and the line of a prompt."""

import sqlite3
from pathlib import Path

from alliance_cards.store.database import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    Record,
    Store,
    connect_to_read,
)
from alliance_cards.store.failures import is_of_full_disk, translated

WAIT_SECONDS = 0.2
LAST_CHARACTER = "\U0010ffff"


def open_to_look(path: Path) -> Store | None:
    """The progress file as it is, None where there is none of today's schema.

    Nothing is made, migrated or written, not even a file beside it. Raises StoreError for
    a file that is damaged or cannot be read.
    """
    if not path.is_file():
        return None
    with translated(path):
        log = path.with_name(f"{path.name}-wal")
        # Without a log beside it nobody is writing, and SQLite need not make one to read.
        connection = connect_to_read(path, wait=WAIT_SECONDS, immutable=not log.exists())
        try:
            try:
                numbers = _numbers(connection)
            except sqlite3.OperationalError as error:
                if not is_of_full_disk(error) or log.stat().st_size:
                    raise
                connection.close()
                connection = connect_to_read(path, wait=WAIT_SECONDS, immutable=True)
                numbers = _numbers(connection)
        except BaseException:
            connection.close()
            raise
    if numbers != (APPLICATION_ID, SCHEMA_VERSION):
        connection.close()
        return None
    return Store(connection, path)


def _numbers(connection: sqlite3.Connection) -> tuple[int, int]:
    return _number(connection, "application_id"), _number(connection, "user_version")


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    found: Record = connection.execute(f"pragma {pragma}").fetchone()
    return int(found[0])


def cards_beginning(store: Store, prefix: str, most: int) -> list[tuple[str, str]]:
    """The first cards, by name, whose names begin so; each with what it asks."""
    found = store.rows(
        """select n.text, c.front from name as n join card as c on c.id = n.id
        where n.text >= ? and n.text < ? order by n.text limit ?""",
        (prefix, prefix + LAST_CHARACTER, most),
    )
    return [(str(name), str(front)) for name, front in found]
