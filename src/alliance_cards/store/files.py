"""The deck files that the card index was read from.

A file is known by its path, size, and times of modification and change; one that was copied
or moved by its content.
"""

import json
from typing import NamedTuple

from alliance_cards.core.problems import Problem
from alliance_cards.store.database import Store

SETTLED_NS = 2_000_000_000
READER = 1  # raised when deck files are read otherwise than before


class FileStamp(NamedTuple):
    """What tells a changed file from an unchanged one; times in nanoseconds."""

    path: str
    size: int
    modified_ns: int
    changed_ns: int


class IndexedFile(NamedTuple):
    """A file of the index, and whether what was read of it can be relied on.

    It can if today's reader read it, and its times were not those of the moment. `digest`
    tells its content, None if that must be read again in any case.
    """

    stamp: FileStamp
    deck: str
    settled: bool
    digest: bytes | None


def indexed_files(store: Store) -> dict[str, IndexedFile]:
    """All files of the index, by path."""
    rows = store.rows(
        """select file.path, size, modified_ns, changed_ns, deck.name,
            reader = ? and min(abs(read_ns - modified_ns), abs(read_ns - changed_ns)) >= ?,
            iif(reader = ?, digest, null)
        from file join deck on deck.id = file.deck""",
        (READER, SETTLED_NS, READER),
    )
    return {
        path: IndexedFile(FileStamp(path, *times), deck, bool(settled), digest)
        for path, *times, deck, settled, digest in rows
    }


def keep_file(
    store: Store,
    stamp: FileStamp,
    deck: str,
    *,
    read_ns: int,
    problems: str,
    digest: bytes | None,
) -> None:
    """Note that a file was read, the problems it has (as JSON), and its content's digest."""
    store.write(
        """insert or replace into file values
        (?, (select id from deck where name = ?), ?, ?, ?, ?, ?, ?, ?)""",
        (
            stamp.path,
            deck,
            stamp.size,
            stamp.modified_ns,
            stamp.changed_ns,
            read_ns,
            READER,
            problems,
            digest,
        ),
    )


def drop_file(store: Store, path: str) -> None:
    """Take a file out of the index; its deck stays until `drop_fileless_decks`."""
    store.write("delete from file where path = ?", (path,))


def file_problems(store: Store) -> list[Problem]:
    """The problems that the files had when they were last read."""
    found = store.rows("select problems from file where problems <> '[]' order by path")
    return [Problem(*problem) for (text,) in found for problem in json.loads(text)]
