"""Kills: the program is ended by SIGKILL at random moments, and nothing may be lost."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from breaking.child import (
    CHANCE,
    Torn,
    noon,
    put_deck,
    require_no_traceback,
    require_whole,
    tortured,
)
from breaking.scenes import CARDS, Ledger, Scene, repair

LONGEST = 1.5  # seconds until a kill


class Told(NamedTuple):
    """What a scene came to."""

    kills: int
    acknowledged: int
    seconds: float


def torture(scene: Scene, folder: Path, kills: int) -> Told:
    """Kill a scene as often as asked; Torn if anything does not hold."""
    folder.mkdir(parents=True)
    started, errors = time.monotonic(), folder / "errors"
    template = folder / "template"
    scene.prepare(template)
    home = shutil.copytree(template, folder / "home")
    whole = tortured(scene.work, home, 1, after=None, errors=errors)
    _require(scene, home, whole.said, errors)
    done = acknowledged = round_ = 0
    while done < kills:
        round_ += 1
        if scene.anew:
            shutil.rmtree(home)
            shutil.copytree(template, home)
        after = CHANCE.uniform(0, min(whole.seconds, LONGEST))
        outcome = tortured(scene.work, home, round_ + 1, after=after, errors=errors)
        done += outcome.killed
        acknowledged += len(outcome.said)
        try:
            _require(scene, home, outcome.said, errors)
        except Exception as error:
            raise Torn(f"{scene.work.__name__}, kill {done}, in {home}: {error}") from error
    return Told(done, acknowledged, time.monotonic() - started)


def _require(scene: Scene, home: Path, said: list[str], errors: Path) -> None:
    if scene.work is not repair:
        require_whole(home)
    scene.check(home, said)
    require_whole(home)
    require_no_traceback(errors)


def starts(folder: Path, kills: int) -> Told:
    """Kill whole processes of the program, also while Python still loads it."""
    home = folder / "home"
    put_deck(home, "t", CARDS)
    ledger, said = Ledger(), 0
    started = time.monotonic()
    environment = {
        **os.environ, "ALLIANCE_CARDS_HOME": str(home),
        "PYTHONPATH": str(Path(__file__).parents[2] / "src"),
    }  # fmt: skip
    for number in range(kills):
        command = [sys.executable, "-m", "alliance_cards", "grade", f"t/c{number % CARDS}", "4"]
        environment["ALLIANCE_CARDS_NOW"] = noon(number + 1)
        program = subprocess.Popen(
            [*command, "--early"],
            env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        time.sleep(CHANCE.uniform(0, 0.5))
        program.send_signal(signal.SIGKILL)
        output, errors = program.communicate()
        if b"Traceback" in errors:
            raise Torn(errors.decode(errors="replace"))
        given = [f"t/c{number % CARDS}"] if b"grade 4" in output else []
        said += len(given)
        require_whole(home)
        ledger.check(home, given)
    return Told(kills, said, time.monotonic() - started)
