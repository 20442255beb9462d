"""Long work before a command shows on a terminal, and leaves nothing behind."""

import errno
import io
import os
import sqlite3
import sys
from pathlib import Path
from threading import Event, Thread

import pytest

from alliance_cards.cli import waiting
from cli.program import ON_A_TERMINAL, put_deck, run
from terminal.pseudo import Terminal

SLOW = """
import importlib, pathlib, sys, time
from alliance_cards.cli import waiting
waiting.PATIENCE_SECONDS = waiting.PAUSE_SECONDS = 0.001
held, room, work = pathlib.Path(sys.argv.pop(1)), sys.argv.pop(1), sys.argv.pop(1)
room = importlib.import_module(f"alliance_cards.{room}")
does = getattr(room, work)
def slow(*words, **more):
    while held.exists():
        time.sleep(0.001)
    return does(*words, **more)
setattr(room, work, slow)
"""


def slow(held: Path, room: str, work: str) -> list[str]:
    """The program, in which a function waits as long as the file `held` is there."""
    return [sys.executable, "-c", SLOW + ON_A_TERMINAL, str(held), room, work]


@pytest.mark.parametrize("way", [[], ["--plain"]])
def test_a_long_reading_of_decks_is_shown(home: Path, tmp_path: Path, way: list[str]) -> None:
    """Until it is over; in the linear mode as a line like any other."""
    put_deck(home)
    run("next")
    held = tmp_path / "held"
    held.touch()
    command = [*slow(held, "cli.opening", "refresh"), "study", "three", *way]
    with Terminal(command, dict(os.environ)) as terminal:
        terminal.until("Reading deck files")
        held.unlink()
        terminal.until("The first question?", gone="" if way else "Reading deck files")
        terminal.press("q\n")
        assert terminal.ended() == 0
        assert ("Reading deck files …\n" in terminal.text) == bool(way)
        assert (b"\x1b" in terminal.raw) == (not way)


@pytest.mark.parametrize(
    ("work", "shown"),
    [("examine", "Checking the progress file"), ("repair", "Mending the progress file")],
)
def test_a_long_look_of_the_doctor_is_shown(
    home: Path, tmp_path: Path, work: str, shown: str
) -> None:
    """A log of a million rows takes half a minute to replay."""
    put_deck(home)
    run("grade", "three/one", "4")
    with sqlite3.connect(home / "progress.db") as connection:
        connection.execute("update schedule set ease = 260")
    connection.close()
    held = tmp_path / "held"
    held.touch()
    command = [*slow(held, "collection.mending", work), "doctor", "--repair"]
    with Terminal(command, dict(os.environ)) as terminal:
        terminal.until(shown)
        held.unlink()
        assert terminal.ended() == 0
        assert shown not in terminal.text
        assert "is in order: 1 row replayed" in terminal.text


def test_nothing_of_it_is_written_to_a_file(home: Path) -> None:
    put_deck(home)
    assert run("next", "three").stderr == ""


def test_what_is_being_drawn_is_finished_before_the_work_goes_on() -> None:
    """Else two threads would load Rich at once, or write over each other."""
    step, begun, go, order = waiting.Step("Work"), Event(), Event(), list[str]()

    def draw(_: waiting.Step) -> str:
        begun.set()
        go.wait(10)
        order.append("drawn")
        return ""

    drawing = Thread(target=step.show, args=(draw,))
    ending = Thread(target=lambda: order.append("over" if step.end() else "never shown"))
    drawing.start()
    assert begun.wait(10)
    ending.start()
    ending.join(0.02)
    go.set()
    ending.join()
    drawing.join()
    step.show(draw)
    assert order == ["drawn", "over"]


class Gone(io.StringIO):
    """A terminal that takes nothing any more."""

    def __init__(self) -> None:
        super().__init__()
        self.tried = Event()

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.tried.set()
        raise OSError(errno.EIO, os.strerror(errno.EIO))


@pytest.mark.parametrize("plain", [False, True])
def test_work_goes_on_when_nobody_sees_it(monkeypatch: pytest.MonkeyPatch, *, plain: bool) -> None:
    monkeypatch.setattr(sys, "stderr", gone := Gone())
    monkeypatch.setattr(waiting, "PATIENCE_SECONDS", 0)
    monkeypatch.setattr(waiting, "PAUSE_SECONDS", 0)
    with waiting.waiting("Work", plain=plain):
        assert gone.tried.wait(10)
