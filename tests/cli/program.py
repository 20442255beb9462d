"""The program as other processes run it."""

import json
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from typer.testing import CliRunner

from alliance_cards.cli.app import app
from stores import begin

NOON = "2026-03-01T12:00:00+01:00"
DECK = """\
name: Three cards
cards:
  - {id: one, front: The first question?, back: The first answer, explanation: Because it is so.}
  - {id: two, front: The second question?, back: The second answer}
  - {id: three, front: The third question?, back: The third answer}
"""
# A terminal of its own, as a shell gives it: Ctrl-C and a change of size arrive as signals.
ON_A_TERMINAL = """
import fcntl, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
from alliance_cards.cli import main
main()
"""


@dataclass(frozen=True)
class Result:
    """What a call printed, and how it ended."""

    stdout: str
    stderr: str
    code: int

    @property
    def json(self) -> dict[str, Any]:
        """The one object on standard output."""
        found: dict[str, Any] = json.loads(self.stdout)
        return found


def run(*words: str, at: str = NOON, **environment: str) -> Result:
    """Run a command in this process, as the person of the `home` fixture."""
    result = CliRunner().invoke(app, words, env={"ALLIANCE_CARDS_NOW": at, **environment})
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return Result(result.stdout, result.stderr, result.exit_code)


def call(*words: str, **options: Any) -> "subprocess.CompletedProcess[str]":
    """Run a command as a process of its own."""
    command = [sys.executable, "-m", "alliance_cards", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def put_deck(home: Path, name: str = "three", text: str = DECK) -> Path:
    """Put a deck file into a home that was opened before."""
    begin(home, in_use())
    path = home / "decks" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@cache
def in_use() -> bytes:
    """A progress file without a row, with which the shipped decks were read."""
    with TemporaryDirectory() as folder:
        run("next", ALLIANCE_CARDS_HOME=folder)
        return (Path(folder) / "progress.db").read_bytes()
