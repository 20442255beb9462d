"""Run by an interpreter that has Anki: fill a collection, or compute its graphs.

`fill COLLECTION PROGRESS NOW_MS` copies cards and answers out of a progress file;
`graphs COLLECTION DAYS` prints seconds, megabytes and the answers of the log as JSON.
"""

import importlib
import json
import resource
import sqlite3
import sys
import time
from collections.abc import Iterator
from typing import Any

DAY_MS = 86_400_000
RATINGS = (1, 1, 1, 2, 3, 4)
CARD = "insert into cards values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
NOTE = "insert into notes values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
REVIEW = "insert or ignore into revlog values (?, ?, -1, ?, ?, ?, ?, ?, 1)"


def fill(path: str, progress: str, now_ms: int) -> None:
    """Copy cards and answers, moved by whole days up to today."""
    collection = importlib.import_module("anki.collection").Collection(path)
    source = sqlite3.connect(f"file:{progress}?mode=ro", uri=True)
    moved = (int(time.time() * 1000) - now_ms) // DAY_MS * DAY_MS
    model = collection.models.by_name("Basic")["id"]
    collection.close()
    target = sqlite3.connect(path)  # a hundred times faster than through Anki
    target.executemany(NOTE, _notes(source, model))
    target.executemany(CARD, _cards(source, now_ms // DAY_MS))
    target.executemany(REVIEW, _reviews(source, moved))
    target.commit()
    target.close()


def _notes(source: sqlite3.Connection, model: int) -> Iterator[tuple[Any, ...]]:
    for number, front, back in source.execute("select id, front, back from card"):
        fields = f"{front}\x1f{back}"
        yield number, str(number), model, 0, -1, "", fields, front, 0, 0, ""


def _cards(source: sqlite3.Connection, today: int) -> Iterator[tuple[Any, ...]]:
    found = source.execute(
        """select c.id, c.lane, s.due, s.interval, s.ease, s.reviews, s.lapses
        from card as c left join schedule as s on s.card = c.id"""
    )
    for number, lane, due, interval, ease, reviews, lapses in found:
        new = lane == 0
        state = (0, 0, number, 0, 0) if new else (2, 2, due - today, interval, ease * 10)
        counts = (reviews or 0, lapses or 0)
        yield (number, number, 1, 0, 0, -1, *state, *counts, 0, 0, 0, 0, "{}")


def _reviews(source: sqlite3.Connection, moved: int) -> Iterator[tuple[int, ...]]:
    found = source.execute(
        """select coalesce(clock, stamp), card, grade, interval, was_interval, ease, taken_ms
        from log where kind in (1, 2)"""
    )
    for stamp, card, grade, interval, before, ease, taken in found:
        times = (interval or 1, before or 0, 10 * (ease or 250), min(taken or 0, 60_000))
        yield stamp + moved, card, RATINGS[grade], *times


def graphs(path: str, days: int) -> None:
    """Compute all graphs once."""
    collection = importlib.import_module("anki.collection").Collection(path)
    start = time.process_time()
    collection._backend.graphs(search="", days=days)
    seconds = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([seconds, memory, collection.db.scalar("select count() from revlog")]))


if __name__ == "__main__":
    if sys.argv[1] == "fill":
        fill(sys.argv[2], sys.argv[3], int(sys.argv[4]))
    else:
        graphs(sys.argv[2], int(sys.argv[3]))
