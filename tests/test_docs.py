"""The README and the docs say what is true."""

import os
import re
import shlex
import sys
from pathlib import Path

import pytest

from alliance_cards.cli.app import COMMANDS
from cli.program import ON_A_TERMINAL, put_deck, run
from terminal.pseudo import Terminal

TOP = Path(__file__).parents[1]
PAGES = [TOP / "README.md", *sorted((TOP / "docs").glob("*.md")), TOP / "decks" / "README.md"]
README = PAGES[0].read_text(encoding="utf-8")
# A terminal, an editor, a file, or something to bring back: more than a new home.
NEED_MORE = {"check", "edit", "import", "redo", "rename", "restore", "study"}
COMMAND = re.compile(r"`(alliance-cards[^`]*)`")


def test_the_first_two_commands_install_and_study_and_install_and_test() -> None:
    """CI runs the first two shell blocks; each is one line."""
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    assert blocks[0] == "python -m pip install . && alliance-cards study\n"
    assert blocks[1] == 'python -m pip install -e ".[test]" && python -m pytest\n'


def test_every_command_is_in_the_readme() -> None:
    """And the README names no other."""
    named = {words.split()[1] for words in COMMAND.findall(README) if len(words.split()) > 1}
    table = README[README.index("## Commands") : README.index("## Your own cards")]
    also = set(re.findall(r", `(\w+)(?: CARD 0–5)?`", table))
    assert named | also == set(COMMANDS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_link_is_dead(page: Path) -> None:
    """Every relative link leads to a file."""
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8"))
    dead = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert dead == []


def test_every_example_of_a_help_text_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each command's `--help` ends with examples that do what they say."""
    monkeypatch.chdir(tmp_path)
    for name in COMMANDS:
        done = run(name, "--help")
        examples = re.findall(r"^    (alliance-cards .*)$", done.stdout, re.MULTILINE)
        assert done.code == 0
        assert examples, name
        for example in examples:
            words = shlex.split(example)[1:]
            if name in NEED_MORE:
                continue
            assert run(*words).code == 0, example


def test_the_deck_of_the_readme_is_a_good_deck(home: Path) -> None:
    """The deck that the README shows has no problem."""
    (deck,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    path = put_deck(home, "my-deck", deck)
    assert run("check", str(path)).code == 0
    assert run("next", "my-deck", "--json").json["counts"]["new"] == 2


def test_the_screen_of_the_readme(home: Path) -> None:
    """The session that the README shows is what a terminal shows."""
    (screen,) = re.findall(r"```\n( .*?)```", README, re.DOTALL)
    with Terminal(
        [sys.executable, "-c", ON_A_TERMINAL, "study", "bordin"], dict(os.environ), lines=18
    ) as terminal:
        terminal.until("1 of", "show")
        terminal.press("Edward Bordn\r")
        assert terminal.until("1 again") == screen
        terminal.press("q")
        assert terminal.ended() == 0
