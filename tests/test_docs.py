"""The README and the docs say what is true."""

import os
import re
import shlex
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from alliance_cards.cli.app import COMMANDS
from alliance_cards.collection.collection import Home, open_collection
from alliance_cards.collection.desk import StudyDesk
from alliance_cards.core import sm2
from alliance_cards.core.calendar import moment
from alliance_cards.core.settings import Settings
from alliance_cards.core.wishes import Wish
from cli.program import NOON, ON_A_TERMINAL, call, put_deck, run
from people import DAY_MS, Person
from terminal.pseudo import Terminal

TOP = Path(__file__).parents[1]
PAGES = [TOP / "README.md", *sorted((TOP / "docs").glob("*.md")), TOP / "decks" / "README.md"]
README = PAGES[0].read_text(encoding="utf-8")
ROWS = re.findall(
    r"^\| (`.+?) \| (.*) \|$",
    README[README.index("## Commands") : README.index("## What is kept")],
    re.MULTILINE,
)
VALUES = {
    "CARD": "three/two",
    "CARD…": "three/two",
    "0–5": "4",
    "[DECK]…": "bordin",
    "DECK": "mine",
    "[QUERY]…": "is:new",
    "PATH…": "my-deck.yaml",
    "OLD": "three/one",
    "NEW": "three/new",
    "[BACKUP]": "",
    "SHELL": "bash",
}
# A terminal, an editor, a file, or something to bring back: more than a new home.
NEED_MORE = {"check", "edit", "import", "redo", "rename", "restore", "study"}
COMMAND = re.compile(r"`([a-z][^`]*)`")


def deck_of_the_readme() -> str:
    """The one deck that it shows."""
    (deck,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    return str(deck)


def shown_in_the_readme(beginning: str) -> str:
    """What it shows of a terminal, from a first line on."""
    (shown,) = re.findall(rf"```\n( {beginning}.*?)```", README, re.DOTALL)
    return str(shown)


def test_the_first_two_commands_install_and_study_and_install_and_test() -> None:
    """CI runs the first two shell blocks; each is one line."""
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    assert blocks[0] == "python -m pip install . && alliance-cards study\n"
    assert blocks[1] == 'python -m pip install -e ".[test]" && python -m pytest\n'


def test_every_command_is_in_the_readme() -> None:
    """The table has each once, and no other; the options that it names are there."""
    rows = [(COMMAND.findall(row[0]), row[1]) for row in ROWS]
    named = [words.split()[0] for commands, _ in rows for words in commands]
    assert sorted(named) == sorted(COMMANDS)
    for (words, *_), meaning in rows:
        options = set(re.findall(r"`(--[a-z]+)`", meaning))
        assert options <= set(re.findall(r"--[a-z]+", run(words.split()[0], "--help").stdout))


def test_every_command_of_the_readme_runs(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a value for each word in capitals; `study` runs on a terminal, below."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EDITOR", "true")
    (tmp_path / "my-deck.yaml").write_text(deck_of_the_readme(), encoding="utf-8")
    renamed = put_deck(home)
    run("grade", "three/one", "4")
    renamed.write_text(renamed.read_text().replace("id: one", "id: new").replace("first", "best"))
    inline = re.findall(r"`alliance-cards ?([^`]*)`", README)
    lines = re.findall(r"^alliance-cards (.*)$", README, re.MULTILINE)
    table = [words for row in ROWS for words in COMMAND.findall(row[0])]
    for words in [*lines, *inline, *table]:
        given = [value for word in words.split() if (value := VALUES.get(word, word))]
        if given[:1] == ["add"]:  # what it asks for on a terminal
            given += ["--front", f"Why {words}?", "--back", "Because"]
        if given[:1] != ["study"]:
            done = run(*given)
            assert done.code == 0, (words, done.stderr)


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
    monkeypatch.setenv("EDITOR", f"{shlex.quote(sys.executable)} -c pass")
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


def test_the_session_of_the_readme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A deck is written, checked, brought in and studied, and looks as it is shown there.

    A first session was held before, as the README has it: the day's 20 new cards are done.
    """
    screen = shown_in_the_readme("My deck")
    monkeypatch.setenv("ALLIANCE_CARDS_NOW", NOON)
    while card := run("next", "--json").json["card"]:
        assert run("grade", card["id"], "5").code == 0
    monkeypatch.chdir(tmp_path)
    Path("my-deck.yaml").write_text(deck_of_the_readme(), encoding="utf-8")
    lines = re.findall(r"^alliance-cards (.*)$", README, re.MULTILINE)
    assert [line.split()[0] for line in lines] == ["check", "import", "study"]
    assert run(*lines[0].split()).stdout == "1 file: 0 errors, 0 warnings.\n"
    assert run(*lines[1].split()).code == 0
    without = call("study", "my-deck", "--plain").stdout
    assert f"To study them today: alliance-cards {lines[2]}\n" in without
    with Terminal(
        [sys.executable, "-c", ON_A_TERMINAL, *lines[2].split()], dict(os.environ), lines=13
    ) as terminal:
        terminal.until("1 of", "show")
        terminal.press(" ")
        assert terminal.until("1 again") == screen
        terminal.press("q")
        assert terminal.ended() == 0


def test_the_statistics_of_the_readme(home: Path) -> None:
    """They are those of three weeks with two decks."""
    study_for_weeks(home)
    assert (
        shown_in_the_readme("Recall") in run("stats", "bordin", "foundations", COLUMNS="80").stdout
    )


def study_for_weeks(home: Path) -> None:
    """Two new cards a day, one day a week without; every seventh answer is wrong."""
    run("decks")
    noon = moment(datetime.fromisoformat(NOON))
    wish = Wish(decks=("bordin", "foundations"), new=2)
    count = 0
    with closing(
        open_collection(Home(home), settings=Settings(), scheduler=sm2, device=lambda: bytes(16))
    ) as collection:
        for back in range(20, 0, -1):
            now = noon._replace(milliseconds=noon.milliseconds - back * DAY_MS)
            desk = StudyDesk(collection, wish, editor=Person(home))
            while back % 7 != 3 and (asked := desk.ask(now)):
                grade = 4 if asked.turn == "drill" else (4, 4, 5, 4, 1, 5, 4)[count % 7]
                desk.answer(asked, grade, now=now, taken_ms=4_000 + count * 1_237 % 9_000)
                now = now._replace(milliseconds=now.milliseconds + 9_000)
                count += 1
