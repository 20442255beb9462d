"""Long work before a command shows on a terminal, and leaves nothing behind."""

import os
import sys
from pathlib import Path

import pytest

from cli.program import ON_A_TERMINAL, put_deck, run
from terminal.pseudo import Terminal

SLOW = """
import pathlib, sys, time
from alliance_cards.cli import opening, waiting
waiting.PATIENCE_SECONDS = waiting.PAUSE_SECONDS = 0.001
held, refresh = pathlib.Path(sys.argv.pop(1)), opening.refresh
def slow(*words, **more):
    while held.exists():
        time.sleep(0.001)
    return refresh(*words, **more)
opening.refresh = slow
"""


@pytest.mark.parametrize("way", [[], ["--plain"]])
def test_a_long_reading_of_decks_is_shown(home: Path, tmp_path: Path, way: list[str]) -> None:
    """Until it is over; in the linear mode as a line like any other."""
    put_deck(home)
    run("next")
    held = tmp_path / "held"
    held.touch()
    command = [sys.executable, "-c", SLOW + ON_A_TERMINAL, str(held), "study", "three", *way]
    with Terminal(command, dict(os.environ)) as terminal:
        terminal.until("Reading deck files")
        held.unlink()
        terminal.until("The first question?", gone="" if way else "Reading deck files")
        terminal.press("q\n")
        assert terminal.ended() == 0
        assert ("Reading deck files …\n" in terminal.text) == bool(way)
        assert (b"\x1b" in terminal.raw) == (not way)


def test_nothing_of_it_is_written_to_a_file(home: Path) -> None:
    put_deck(home)
    assert run("next", "three").stderr == ""
