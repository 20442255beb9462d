"""How much is loaded before a command does its work: modules, counted and never timed."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from cli.program import put_deck, run

FLOOR = """
import typer
app = typer.Typer()
@app.command()
def one(): ...
@app.command()
def other(): ...
app(["one"], standalone_mode=False)
"""
OURS = """
import sys
sys.argv = ["alliance-cards", *{words!r}]
from alliance_cards.cli import run
run()
"""
STUDY = """
import alliance_cards.cli.app
import alliance_cards.cli.commands.study
import alliance_cards.terminal.study
"""


@cache
def loaded(code: str) -> frozenset[str]:
    """The modules that a program has loaded at its end."""
    told = f"{code}\nimport sys\nprint(*sys.modules, file=sys.stderr)"
    command = [sys.executable, "-c", told]
    # Where branches are counted, that is no part of the program and loads modules of its own.
    alone = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=alone)
    return frozenset(done.stderr.split())


@pytest.mark.parametrize(
    ("words", "most"),
    [(["--help"], 12), ([], 74), (["next", "--json"], 60), (["decks", "--json"], 71)],
)
def test_a_command_loads_few_modules_more_than_a_bare_one(words: list[str], most: int) -> None:
    run("next")  # the home is made and the decks are read
    more = loaded(OURS.format(words=words)) - loaded(FLOOR)
    assert len(more) <= most, sorted(more)


def test_a_session_loads_few_modules_more_than_rich_and_typer() -> None:
    more = loaded(STUDY) - loaded(f"{FLOOR}\nimport rich.console, rich.panel")
    assert len(more) <= 81, sorted(more)


def test_no_command_loads_what_it_does_not_need(home: Path) -> None:
    """The way to a card imports neither sqlite-utils nor YAML nor Rich's slow parts.

    Nor where a deck file is so new that its content must tell that it was read.
    """
    put_deck(home)
    run("next")
    found = loaded(OURS.format(words=["next", "three", "--json"]))
    assert "alliance_cards.collection.asking" in found
    unwanted = {
        "alliance_cards.decks.reading", "alliance_cards.store.migrations", "msgspec",
        "importlib.metadata", "platformdirs", "rich.console", "rich.markdown", "rich.table",
        "sqlite_utils", "tomllib", "typer.rich_utils", "yaml", "yaml_rs",
    }  # fmt: skip
    assert found & unwanted == set()


def test_an_import_loads_the_reader_of_its_format_only(home: Path, tmp_path: Path) -> None:
    """A good deck of our own needs no exact reader, and no other program's formats.

    Nor does the backup of the day load what mends a file.
    """
    run("next")
    path = tmp_path / "brought.yaml"
    path.write_text("name: Brought\ncards:\n- front: Which?\n  back: This\n", encoding="utf-8")
    found = loaded(OURS.format(words=["import", str(path), "--yes", "--json"]))
    assert "alliance_cards.formats.yaml_files" in found
    assert list((home / "backups").iterdir())
    unwanted = {
        "alliance_cards.cli.links", "alliance_cards.decks.exact",
        "alliance_cards.formats.anki_package", "alliance_cards.formats.csv_files",
        "alliance_cards.store.salvage", "yaml",
    }  # fmt: skip
    assert found & unwanted == set()
