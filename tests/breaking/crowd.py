"""Several at once: programs that study, grade, import, back up and migrate in one home."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from alliance_cards.store.backups import backups_in
from breaking.child import Torn, answers, deck_text, noon, put_deck, require_whole, stale_answers
from breaking.scenes import SCHEMAS, require_whole_backup
from breaking.sitting import CARDS

JOBS = ("study", "grade", "grade", "grade", "undo", "import", "backup", "look")
WORKER = [sys.executable, "-m", "breaking.worker"]


class Crowd(NamedTuple):
    """What a crowd came to: acknowledged answers, refused ones, other commands, the longest."""

    answers: int
    refused: int
    others: int
    longest: float
    seconds: float


def crowd(folder: Path, seconds: float) -> Crowd:
    """Let programs work in one home, each until the time is over and what it is at is done.

    Torn if an answer is lost or anything damaged.
    """
    home = folder / "home"
    put_deck(home, "t", 40)
    put_deck(home, "s", CARDS)
    shutil.copy(SCHEMAS / "schema-1.db", home / "progress.db")
    for word in "ab":
        (folder / f"{word}.json").write_text(deck_text("other", 200, word), encoding="utf-8")
    started = time.monotonic()
    environment = {**os.environ, "ALLIANCE_CARDS_HOME": str(home), "ALLIANCE_CARDS_NOW": noon(0)}
    tests = Path(__file__).parents[1]
    environment["PYTHONPATH"] = os.pathsep.join((str(tests.parent / "src"), str(tests)))
    workers = [
        subprocess.Popen(
            [*WORKER, job, str(number), str(seconds), str(folder)],
            env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for number, job in enumerate(JOBS)
    ]  # fmt: skip
    told = [json.loads(_ended(worker)) for worker in workers]
    require_whole(home)
    for made in backups_in(home / "backups"):
        require_whole_backup(made.path)
    _compare(home, told)
    return Crowd(
        answers=sum(len(one["given"]) for one in told),
        refused=sum(one["refused"] for one in told),
        others=sum(one["others"] for one in told),
        longest=max(one["longest"] for one in told),
        seconds=time.monotonic() - started,
    )


def _ended(worker: "subprocess.Popen[str]") -> str:
    out, errors = worker.communicate()
    if worker.returncode or "Traceback" in errors:
        raise Torn(errors[-3000:])
    return out


def _compare(home: Path, told: list[dict[str, Any]]) -> None:
    """Every acknowledged answer stands, and each was given on the state that stood then."""
    cards = Counter(card for one in told for card in one["given"])
    lost = cards - Counter(answers(home))
    if lost:
        raise Torn(f"lost: {lost}")
    stale = stale_answers(home)
    if stale:
        raise Torn(f"answered on a state that stood no more: {stale}")
