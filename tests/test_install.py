"""The wheel, the editable install and the module are the same program with the same decks."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from cli.program import call, put_deck

TOP = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=TOP, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def test_what_a_wheel_holds(wheel: Path) -> None:
    """The decks and the type marker, and no tests."""
    names = set(zipfile.ZipFile(wheel).namelist())
    decks = {path.name for path in (TOP / "decks").glob("*.yaml")}
    assert decks
    assert {f"alliance_cards/shipped/{deck}" for deck in decks} <= names
    assert "alliance_cards/py.typed" in names
    assert not [name for name in names if "test" in name]


def test_wheel_and_editable_install_show_the_same_cards(wheel: Path, tmp_path: Path) -> None:
    """Card for card, from the package's own folder and from `decks/` at the top."""
    installed = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(installed)
    there = {"PYTHONPATH": str(installed), "ALLIANCE_CARDS_HOME": str(tmp_path / "there")}
    shown = {}
    for name, environment in (("wheel", there), ("editable", {})):
        # -P: the checkout, where the tests run, must not be importable by chance.
        command = [sys.executable, "-P", "-m", "alliance_cards"]
        for words in ("cards", "decks", "paths"):
            done = subprocess.run(
                [*command, words, "--json"],
                env={**os.environ, **environment},
                cwd=tmp_path,
                capture_output=True,
                text=True,
                check=True,
            )
            shown[name, words] = json.loads(done.stdout)
    assert shown["wheel", "paths"]["shipped_decks"] == str(installed / "alliance_cards" / "shipped")
    assert shown["editable", "paths"]["shipped_decks"] == str(TOP / "decks")
    assert len(shown["wheel", "cards"]["cards"]) > 100
    assert shown["wheel", "cards"] == shown["editable", "cards"]
    assert shown["wheel", "decks"] == shown["editable", "decks"]


def test_module_and_script_are_the_same() -> None:
    """`alliance-cards` and `python -m alliance_cards` print the same."""
    script = Path(sys.executable).parent / "alliance-cards"
    done = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == call("--version").stdout
    assert done.stdout.startswith("alliance-cards ")


def test_a_pipe_that_closes_ends_quietly() -> None:
    """`alliance-cards cards | head -1` is no error."""
    command = f'"{sys.executable}" -m alliance_cards cards | head -1'
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)  # noqa: S602
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_no_encoding_breaks_the_output(encoding: str, home: Path) -> None:
    """What a stream cannot write comes out as an escape."""
    deck = {"name": "Ünïcode 信頼", "cards": [{"front": "信頼?", "back": "ü"}]}
    put_deck(home, "u", json.dumps(deck))
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    done = call("decks", env=environment, encoding=encoding)
    assert (done.returncode, done.stderr) == (0, "")
