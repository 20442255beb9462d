"""The commands as a person types them and what comes back, one file a story.

In a file a line that begins with `$` is a command, run in a home with the deck `demo`
below. What follows is its standard output, then its standard error behind `! `, then its
exit code in brackets if it is not 0. `$ at TIME` sets the clock. `<home>` stands for the
folder, and `<shipped>` for that of the shipped decks. The files are written anew by
`PYTHONPATH=tests python tests/cli/test_transcripts.py`: read the difference.
"""

import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from alliance_cards.cli.app import app
from alliance_cards.decks.folder import shipped_folder
from cli.program import put_deck

FOLDER = Path(__file__).parent / "transcripts"
DEMO = """\
name: A demonstration
sources:
  book: {title: The demonstration}
cards:
  - id: bond
    front: Bordin's emotional bond is made of which three things?
    back: Trust, caring and respect
    explanation: The others concern the goals and the tasks.
    source: book, "Qualities"
    tags: [bordin]
  - id: quality
    cloze: "An emotional bond, {{agreement}} on the goals, {{collaboration::how}} on the tasks."
  - id: dual
    front: What is it called when a therapist is also a close friend?
    back: A dual relationship
    reverse: true
"""


def play(story: str, home: Path) -> str:
    """The story as the program tells it today."""
    put_deck(home, "demo", DEMO)
    environment = {"ALLIANCE_CARDS_HOME": str(home)}
    told = []
    for line in story.splitlines():
        if line.startswith("#"):
            told.append(line)
        if not line.startswith("$ "):
            continue
        told += ["", line]
        words = shlex.split(line[2:].replace("<home>", str(home)))
        if words[0] == "at":
            environment["ALLIANCE_CARDS_NOW"] = words[1]
        elif words[0] == "write":
            (home / words[1]).write_text(
                words[2].replace("\\n", "\n").replace("\\t", "\t"), encoding="utf-8"
            )
        else:
            told += _printed(words, environment)
    text = "\n".join(told).strip() + "\n"
    return text.replace(str(home), "<home>").replace(str(shipped_folder()), "<shipped>")


def _printed(words: list[str], environment: dict[str, str]) -> Iterator[str]:
    assert words[0] == "alliance-cards"
    result = CliRunner().invoke(app, words[1:], env=environment)
    yield from result.stdout.splitlines()
    yield from (f"! {line}" for line in result.stderr.splitlines())
    if result.exit_code:
        yield f"[{result.exit_code}]"


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.txt")))
def test_transcript(name: str, home: Path) -> None:
    """Every story comes out as it is written down."""
    written = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    assert play(written, home) == written


if __name__ == "__main__":
    for file in FOLDER.glob("*.txt"):
        with tempfile.TemporaryDirectory() as folder:
            told = play(file.read_text(encoding="utf-8"), Path(folder) / "home")
        file.write_text(told, encoding="utf-8")
        sys.stdout.write(f"{file.name}\n")
