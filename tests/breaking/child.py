"""The program in child processes that can be killed, and what must hold afterwards."""

import io
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from contextlib import closing, redirect_stderr, redirect_stdout, suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from alliance_cards.cli.app import app
from alliance_cards.collection.collection import Collection, Home, open_collection
from alliance_cards.collection.looking import examine
from alliance_cards.core import sm2
from alliance_cards.core.history import step
from alliance_cards.core.schedule import unseen
from alliance_cards.core.settings import Settings
from alliance_cards.decks.reading import read_deck
from alliance_cards.store.log import history, renames

DAY = "20{year:02}-{month:02}-{day:02}T12:00:00+00:00"
Say = Callable[[str], None]
Work = Callable[[Path, int, Say], None]


class Torn(AssertionError):
    """Something does not hold that the program promises."""


class Outcome(NamedTuple):
    """What became of a child: whether it was killed, and what it had acknowledged."""

    killed: bool
    said: list[str]
    seconds: float


def noon(day: int) -> str:
    """Noon of a study day of the torture's own calendar."""
    month, rest = divmod(day, 28)
    year, month = divmod(month, 12)
    return DAY.format(year=year + 26, month=month + 1, day=rest + 1)


def run(*words: str) -> int:
    """Run a command of the program in this process; its exit code."""
    return int(app(list(words), standalone_mode=False) or 0)


def run_quietly(*words: str) -> int:
    """The same, without a word."""
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        return run(*words)


def preload() -> None:
    """Import what the commands import, once for all children."""
    from importlib import import_module

    from alliance_cards.cli.app import COMMANDS, FILES

    for name in COMMANDS:
        import_module(f"alliance_cards.cli.commands.{FILES.get(name, name)}")
    for name in ("store.migrations", "decks.reading", "collection.caring", "collection.mending"):
        import_module(f"alliance_cards.{name}")


def tortured(work: Work, home: Path, round_: int, *, after: float | None, errors: Path) -> Outcome:
    """Do some work in a child process, killed after some seconds (None: it may end)."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        _be_child(work, home, round_, write, errors)
    os.close(write)
    with os.fdopen(read, "rb") as acknowledged:
        acknowledged.readline()  # it has begun
        began = time.monotonic()
        if after is not None:
            time.sleep(after)
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        said = acknowledged.read().decode().splitlines()
    status = os.waitpid(child, 0)[1]
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    if not killed and status:
        raise Torn(f"{work.__name__} failed: {errors.read_text(errors='replace')[-2000:]}")
    return Outcome(killed, said, time.monotonic() - began)


def _be_child(work: Work, home: Path, round_: int, write: int, errors: Path) -> None:
    code = 1
    try:
        with errors.open("wb") as talk:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(talk.fileno(), 2)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8")
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="backslashreplace")
        os.environ["ALLIANCE_CARDS_HOME"] = str(home)
        os.environ["ALLIANCE_CARDS_NOW"] = noon(round_)
        os.write(write, b"begun\n")
        work(home, round_, partial(_say, write))
        code = 0
    finally:
        sys.stderr.flush()
        os._exit(code)


def _say(write: int, text: str) -> None:
    os.write(write, f"{text}\n".encode())


def answers(home: Path) -> dict[str, int]:
    """How many reviews every card has that stand, after all was found whole."""
    with closing(opened_home(home)) as collection:
        rows = collection.store.rows(
            """select n.text, count(*) from live as l join name as n on n.id = l.card
            where l.kind = 1 group by n.text"""
        )
        return dict(rows)


def stale_answers(home: Path) -> list[str]:
    """Cards with a review that was not given on what the rows before it amount to."""
    stale = []
    with closing(opened_home(home)) as collection:
        names = renames(collection.store)
        for card in answers(home):
            schedule = unseen(sm2)
            for row in history(collection.store, card, names):
                before = row.entry.before
                if before is not None and before != schedule.position:
                    stale.append(card)
                schedule = step(schedule, row, sm2)
    return stale


def rows(home: Path) -> int:
    """How many rows the log has."""
    with closing(opened_home(home)) as collection:
        (number,) = collection.store.one("select count(*) from log") or (0,)
        return int(number)


def uuids(home: Path) -> frozenset[bytes]:
    """The names of all rows of the log."""
    with closing(opened_home(home)) as collection:
        return frozenset(uuid for (uuid,) in collection.store.rows("select uuid from log"))


def require_whole(home: Path) -> None:
    """Raise Torn unless the log replays to the schedule and every deck file is a good one."""
    with closing(opened_home(home)) as collection:
        findings = examine(collection).findings
    for path in (home / "decks").glob("*.yaml"):
        reading = read_deck(path)
        findings += tuple(problem.message for problem in reading.problems)
    if findings:
        raise Torn("; ".join(findings))


def require_no_traceback(errors: Path) -> None:
    """Raise Torn if a child has printed a traceback."""
    text = errors.read_text(encoding="utf-8", errors="replace")
    if "Traceback" in text:
        raise Torn(text[-3000:])


def opened_home(home: Path) -> Collection:
    """The collection of a home, without a look at its deck files."""
    return open_collection(Home(home), settings=Settings(), scheduler=sm2, device=lambda: bytes(16))


def put_deck(home: Path, name: str, cards: int, word: str = "Answer") -> Path:
    """Put a deck of some cards into a home."""
    path = home / "decks" / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(deck_text(name, cards, word), encoding="utf-8")
    return path


def deck_text(name: str, cards: int, word: str) -> str:
    """A deck as JSON, which is YAML too."""
    made = [{"id": f"c{n}", "front": f"Question {n}?", "back": f"{word} {n}"} for n in range(cards)]
    return json.dumps({"name": name, "cards": made})


CHANCE = random.Random(20_261_125)  # noqa: S311
