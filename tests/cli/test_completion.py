"""Shell completion: what is offered, what is not, and that bash takes it without harm.

`python tests/cli/in_shells.py` types into bash, zsh and fish, where they are installed.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from alliance_cards.cli.app import COMMANDS, LINE
from alliance_cards.cli.completing import FINDERS, SHELLS
from alliance_cards.cli.options import Words
from cli.program import put_deck, run

EVIL_DECK = "ev$(touch${IFS}pwned)"
EVIL = """\
name: Evil
cards:
  - {id: a, front: "Q `touch pwned`", back: A, tags: ["$(touch pwned)", "two words", plain]}
  - {id: b, front: "\\e[2Jcleared", back: B}
"""


def offered(line: str, **environment: str) -> list[str]:
    """The words that a shell is offered; "files" alone for the names of files."""
    kind, *words = run(**{LINE: line, **environment}).stdout.splitlines() or ["words"]
    assert kind in {"files", "words"}
    return [word.partition("\t")[0] for word in words] if kind == "words" else [kind]


def test_every_kind_of_words_is_found() -> None:
    assert set(FINDERS) == set(get_args(Words))


def test_commands_and_options() -> None:
    assert offered("alliance-cards ") == list(COMMANDS)
    assert offered("alliance-cards su") == ["suspend"]
    assert offered("alliance-cards --v") == ["--version"]
    assert offered("alliance-cards grade x 4 --ea") == ["--early"]
    assert offered("alliance-cards completion ") == list(SHELLS)
    assert offered("alliance-cards nothing ") == []


@pytest.mark.usefixtures("deck")
def test_decks_and_cards() -> None:
    """Cards come a deck at a time."""
    assert offered("alliance-cards study th") == ["three"]
    assert offered("alliance-cards study three th") == ["three"]
    assert offered("alliance-cards show th") == ["three/"]
    assert offered("alliance-cards show three/") == ["three/one", "three/three", "three/two"]
    assert offered("alliance-cards grade three/t") == ["three/three", "three/two"]
    assert offered("alliance-cards grade three/two ") == list("012345")
    assert offered("alliance-cards suspend three/one three/o") == ["three/one"]


@pytest.mark.usefixtures("deck")
def test_queries_and_values_of_options() -> None:
    assert offered("alliance-cards cards is:s") == ["is:suspended"]
    assert offered("alliance-cards cards deck:th") == ["deck:three"]
    assert "tag:trust" in offered("alliance-cards cards -- tag:")
    assert offered("alliance-cards export --tag trus") == ["trust"]
    assert offered("alliance-cards export --tag=trus") == ["--tag=trust"]
    assert offered('alliance-cards add mine --front "A question" --ba') == ["--back"]
    assert offered("alliance-cards import new.csv --format q") == ["quizlet"]
    assert offered("alliance-cards export --format log-") == ["log-csv", "log-json"]
    assert offered("alliance-cards import new.csv --deck th") == ["three"]
    assert offered("alliance-cards study --tag trus") == ["trust"]
    assert offered("alliance-cards study --query is:l") == ["is:leech"]
    assert offered("alliance-cards stats th") == ["three"]
    assert offered("alliance-cards stats deck:th") == ["deck:three"]


@pytest.mark.usefixtures("deck")
def test_backups() -> None:
    backup = Path(run("backup", "--json").json["backup"])
    assert offered("alliance-cards restore 2") == [backup.stem]
    assert offered("alliance-cards restore 3") == []


def test_files_are_the_shells_part() -> None:
    assert offered("alliance-cards check ") == ["files"]
    assert offered("alliance-cards --home=") == ["files"]


@pytest.mark.parametrize("line", ["alliance-cards show three/", "alliance-cards --version "])
def test_nothing_is_made_or_read_anew(line: str, home: Path, tmp_path: Path) -> None:
    """Without a home there is none afterwards; with one, no file in it is touched."""
    offered(line)
    assert not home.exists()
    put_deck(home)
    run("decks")
    put_deck(home, "later")
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*")}
    assert "later" not in offered("alliance-cards study ")
    assert {path: path.stat().st_mtime_ns for path in home.rglob("*")} == before
    assert offered(f"alliance-cards --home {tmp_path / 'other'} study ") == []


def test_names_that_a_terminal_cannot_show_are_not_offered(home: Path) -> None:
    put_deck(home, "we\x1b[2Jird", EVIL)
    put_deck(home, "plain", EVIL)
    run("decks")
    assert not [word for word in offered("alliance-cards study ") if not word.isprintable()]
    shown = run(**{LINE: "alliance-cards show plain/"}).stdout
    assert "plain/b\t␛[2Jcleared" in shown


def completed_by_bash(line: str, folder: Path) -> str:
    """What the line becomes when bash has put in the only word that is offered."""
    bin_folder = Path(sys.executable).parent
    script = f"""
source <(alliance-cards completion bash)
COMP_LINE='{line}' COMP_POINT={len(line)}
COMP_WORDS=(alliance-cards study '{line.split()[-1]}') COMP_CWORD=2
_alliance_cards
[[ ${{#COMPREPLY[@]}} == 1 ]] && eval "printf '%s\\n' ${{COMPREPLY[0]}}"
"""
    done = subprocess.run(
        ["bash", "-c", script],
        env={**os.environ, "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}"},
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.removesuffix("\n")


def test_bash_quotes_what_it_puts_in(home: Path, tmp_path: Path) -> None:
    """A deck's name is a text for the shell, never a command."""
    put_deck(home, EVIL_DECK, EVIL)
    run("decks")
    assert completed_by_bash("alliance-cards study ev", tmp_path) == EVIL_DECK
    assert not (tmp_path / "pwned").exists()
    assert completed_by_bash("alliance-cards study tru", tmp_path) == "trust"


def test_every_script_speaks_to_the_program() -> None:
    """Each shell's script passes the line on in the variable that the program reads."""
    for shell in SHELLS:
        script = run("completion", shell).stdout
        assert LINE in script
        assert "command alliance-cards" in script
    assert run("completion", "tcsh").code == 2
