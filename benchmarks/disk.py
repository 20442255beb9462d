"""What a review and a card take on the disk, in pages of the file that hold them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.figures import Result, compared
from benchmarks.setting import Setting, thousands

LOG = ("log", "total")
REVLOG = ("revlog",)
PAGES = """select coalesce(sum(pgsize), 0) from dbstat
    where (select tbl_name from sqlite_master as m where m.name = dbstat.name) {which} ({names})"""


def disk(setting: Setting) -> Iterator[Result]:
    """Bytes a review and a card, indexes and all, against the same content in Anki."""
    if setting.anki.missing:
        return
    home = setting.home(setting.large)
    theirs = setting.large_anki()
    ours = home.progress
    reviews = 10 * setting.large
    cards = setting.large
    yield compared(
        f"disk a review, {thousands(reviews)} of them",
        "Anki",
        ([_bytes(ours, LOG, reviews)], [_bytes(theirs, REVLOG, reviews)]),
        aim=1.8,
        unit="bytes",
        note="the log with its indexes, and the totals for statistics",
    )
    rest = _bytes(ours, LOG, cards, rest=True), _bytes(theirs, REVLOG, cards, rest=True)
    yield compared(
        f"disk a card, {thousands(cards)} of them",
        "Anki",
        ([rest[0]], [rest[1]]),
        aim=1,
        unit="bytes",
        note=(
            "the rest of the progress file; the deck file, which is the person's own,"
            f" takes {_deck_bytes(home.decks) / cards:.0f} more"
        ),
    )


def _bytes(path: Path, tables: tuple[str, ...], number: int, *, rest: bool = False) -> float:
    """Bytes of some tables and their indexes, or of all the others, for each of a number."""
    which, names = "not in" if rest else "in", ", ".join("?" * len(tables))
    with closing(sqlite3.connect(path)) as connection:
        sql = PAGES.format(which=which, names=names)
        (found,) = connection.execute(sql, tables).fetchone()
    return float(found) / number


def _deck_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("*.yaml"))
