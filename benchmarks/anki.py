"""Anki in a process of its own, and collections of its kind with the same content."""

import json
import sqlite3
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from shutil import rmtree
from typing import Any, NamedTuple

from alliance_cards.collection.collection import Home
from alliance_cards.core import sm2
from alliance_cards.core.history import Kind, Row
from alliance_cards.core.schedule import Schedule
from alliance_cards.store import index, log
from benchmarks.decks import Note, notes
from benchmarks.homes import SEED, opened
from benchmarks.lives import TODAY
from benchmarks.peers import Peer

INSIDE = Path(__file__).with_name("anki_process.py")
DAY_MS = 86_400_000
BUTTONS = {0: 1, 1: 1, 2: 1, 3: 2, 4: 3, 5: 4}
HEAD = "#separator:tab\n#notetype:Basic\n#deck:Default\n#tags column:3\n"


class Anki(NamedTuple):
    """A running Anki that does what it is told."""

    process: "subprocess.Popen[str]"

    def do(self, action: str, *values: Any) -> Any:
        """What comes of an action of `anki_process.Anki`."""
        if self.process.stdin is None or self.process.stdout is None:
            raise SystemExit("Anki has no pipe")
        self.process.stdin.write(json.dumps([action, *values]) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


@contextmanager
def running(peer: Peer) -> Iterator[Anki]:
    """Anki, until the end of the block."""
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    command = [peer.python, "-P", str(INSIDE)]
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere, text=True)
    try:
        yield Anki(process)
    finally:
        process.communicate()


def notes_text(made: Sequence[Note]) -> str:
    """The same notes as a text file that Anki imports."""
    return HEAD + "".join(
        f"{note.front}\t{note.back}<br>{note.explanation}\t{note.tag}\n" for note in made
    )


@cache
def collection_of(peer: Peer, folder: Path, *, cards: int, home: Home | None) -> Path:
    """A collection with the cards of a home, and its reviews too if the home is given.

    It is made once; who changes it takes a copy.
    """
    rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    path, text = folder / "collection.anki2", folder / "notes.txt"
    text.write_text(notes_text(notes(cards, seed=SEED)), encoding="utf-8")
    with running(peer) as anki:
        today = anki.do("open", str(path))
        anki.do("load", str(text))
        anki.do("close")
    if home is not None:
        _fill(path, home, today)
    return path


def _fill(path: Path, home: Home, today: int) -> None:
    """Give the cards the schedules that they have at home, and the log its reviews."""
    with closing(opened(home)) as collection, closing(sqlite3.connect(path)) as anki:
        numbers = [number for (number,) in anki.execute("select id from cards order by nid")]
        (begun,) = anki.execute("select crt from col").fetchone()
        later = begun * 1000 // DAY_MS + today - TODAY  # days by which Anki's today is later
        anki.executemany(
            "update cards set type = 2, queue = 2, due = ?, ivl = ?, factor = ?, reps = ?,"
            " lapses = ? where id = ?",
            (
                (*_place(schedule, today), numbers[_place_of(card.id)])
                for card, schedule in index.all_cards(collection.store, sm2)
                if schedule.due is not None
            ),
        )
        anki.executemany(
            "insert into revlog values (?, ?, -1, ?, ?, ?, ?, ?, ?)",
            (_review(row, numbers, later) for row in log.live_rows(collection.store)),
        )
        anki.commit()


def _place(schedule: Schedule, today: int) -> tuple[int, ...]:
    state = schedule.state
    due = today + (schedule.due or 0) - TODAY
    return due, state.interval, state.ease * 10, schedule.reviews, schedule.lapses


def _review(row: Row, numbers: Sequence[int], later: int) -> tuple[int, ...]:
    entry = row.entry
    after, before = entry.after, entry.before
    return (
        row.stamp + later * DAY_MS,
        numbers[_place_of(entry.card or "")],
        BUTTONS[entry.grade or 0],
        after.state.interval if after else 0,
        before.state.interval if before else 0,
        after.state.ease * 10 if after else 0,
        min(entry.taken_ms or 0, 60_000),
        3 if entry.kind is Kind.DRILL else 1,
    )


def _place_of(card: str) -> int:
    return int(card.rpartition("/n")[2])
