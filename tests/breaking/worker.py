"""One program of a crowd: `python -m breaking.worker JOB NUMBER SECONDS FOLDER`."""

import contextlib
import io
import json
import os
import sys
import time
from itertools import count
from pathlib import Path
from typing import Any

from breaking.child import noon, run
from breaking.sitting import PATIENCE, Sitting

BUSY_CODES = {"busy", "nothing_to_undo", "nothing_to_redo"}
REFUSALS = {"already_answered", "card_moved_on", "not_due"}


class Worker:
    """Runs commands, and keeps what they said and how long they took."""

    def __init__(self) -> None:
        self.told: dict[str, Any] = {"given": [], "refused": 0, "others": 0, "longest": 0.0}

    def call(self, *words: str) -> dict[str, Any]:
        """Run a command; its JSON object."""
        out, began = io.StringIO(), time.monotonic()
        with contextlib.redirect_stdout(out):
            run(*words, "--json")
        self.told["longest"] = max(self.told["longest"], time.monotonic() - began)
        result: dict[str, Any] = json.loads(out.getvalue())
        code = result.get("error", {}).get("code")
        if code in REFUSALS:
            self.told["refused"] += 1
        elif code and code not in BUSY_CODES:
            raise SystemExit(f"{words}: {result['error']}")
        return result

    def grade(self, number: int, turn: int, folder: Path) -> None:
        """Answer the cards of a day that others answer too, on the state that was shown."""
        day, card = turn // 40, f"t/c{(turn * 7 + number) % 40}"
        os.environ["ALLIANCE_CARDS_NOW"] = noon(day)
        shown = self.call("show", card)
        if "card" not in shown:
            return  # too many at once: it said so
        seen = shown["card"]["seen"] or "null"
        result = self.call("grade", card, "4", "--early", "--seen", seen)
        if result.get("grade") == 4 and not result["drill"]:
            self.told["given"].append(card)

    def study(self, number: int, turn: int, folder: Path) -> None:
        """Sit at a terminal of one's own, for a few cards of a deck that nobody else answers."""
        with (sitting := Sitting(folder / "home", "s", noon(turn))).terminal:
            sitting.answer(most=5, seconds=PATIENCE)
            sitting.killed()
        self.told["given"] += sitting.said

    def undo(self, number: int, turn: int, folder: Path) -> None:
        """Flag a card, and take nothing back but that: marks of its own."""
        self.call("flag", f"t/c{turn % 40}", *(["--off"] if turn % 2 else []))
        self.told["others"] += 1

    def import_(self, number: int, turn: int, folder: Path) -> None:
        """Replace a deck by another version of it."""
        self.call("import", str(folder / f"{'ab'[turn % 2]}.json"), "--deck", "other", "--yes")
        self.told["others"] += 1

    def backup(self, number: int, turn: int, folder: Path) -> None:
        """Back up."""
        made = self.call("backup").get("backup")
        if made and turn % 3:
            Path(made).unlink()
        self.told["others"] += 1

    def look(self, number: int, turn: int, folder: Path) -> None:
        """Look at everything, and have it examined."""
        self.call("cards")
        found = self.call("doctor")
        if found.get("findings"):
            raise SystemExit(found["findings"])
        self.told["others"] += 1


def main(job: str, number: str, seconds: str, folder: str) -> None:
    """Do one job again and again until the time is over."""
    worker, ends = Worker(), time.monotonic() + float(seconds)
    does = getattr(worker, {"import": "import_"}.get(job, job))
    for turn in count():
        does(int(number), turn, Path(folder))
        if time.monotonic() > ends:
            break
    sys.stdout.write(json.dumps(worker.told))


if __name__ == "__main__":
    main(*sys.argv[1:])
