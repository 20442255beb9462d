"""What is asked on a terminal: before an import, about cards that may be the same, for a card."""

import os
import sys
from pathlib import Path

import pytest

from alliance_cards.decks.schema import BasicEntry
from alliance_cards.formats.reading import gather
from cli.program import NOON, ON_A_TERMINAL, put_deck, run
from terminal.pseudo import Terminal

MOVED = """\
name: Three cards
cards:
  - {id: uno, front: Quite another thing to ask?, back: And another answer}
  - {id: two, front: The second question?, back: The second answer}
  - {id: three, front: The third question?, back: The third answer}
"""
MOVED_AND_RENAMED = """\
name: Three cards
cards:
  - {id: uno, front: The first question?, back: The first answer}
  - {id: due, front: The second question?, back: The second answer}
"""
WAIT = """
import pathlib, sys, time
from alliance_cards.cli import waiting
waiting.PATIENCE_SECONDS = 0.0
with waiting.waiting("Reading") as step:
    step("words\\x1b[2J.csv", 3_000, 12_000)
    while not pathlib.Path(sys.argv[1]).exists():
        time.sleep(0.01)
input("over")
"""


def terminal(*words: str, columns: int = 80) -> Terminal:
    """A command on a terminal."""
    return Terminal(
        [sys.executable, "-c", ON_A_TERMINAL, *words],
        {**os.environ, "ALLIANCE_CARDS_NOW": NOON},
        columns=columns,
    )


def repetitions(card: str) -> int:
    """How often a card was known in a row."""
    found: int = run("show", card, "--json").json["card"]["state"]["repetitions"]
    return found


@pytest.mark.parametrize(("key", "known"), [("y", 1), ("n", 0)])
def test_a_card_whose_both_sides_changed_is_asked_about_once(
    home: Path, key: str, known: int
) -> None:
    """Yes moves the history, no keeps it apart and says how to settle it later."""
    put_deck(home)
    run("grade", "three/one", "5")
    put_deck(home, text=MOVED)
    with terminal("decks") as shown:
        shown.until("three/one", "The first question?", "Quite another thing", "same card?")
        shown.press(f"{key}\r")
        assert shown.ended() == 0
        assert ("rename" in shown.text) == (key == "n")
    assert repetitions("three/uno") == known
    with terminal("decks") as shown:
        assert shown.ended() == 0
        assert "same card?" not in shown.text


def test_a_renamed_deck_is_one_question(home: Path) -> None:
    """All its cards move with one answer, as one action."""
    path = put_deck(home)
    run("grade", "three/one", "5")
    run("grade", "three/two", "5")
    path.rename(path.with_name("four.yaml"))
    with terminal("decks") as shown:
        shown.until('2 cards that left the deck "three"', '"four"', "same cards?")
        shown.press("y\r")
        assert shown.ended() == 0
    assert (repetitions("four/one"), repetitions("four/two")) == (1, 1)
    run("undo")
    assert repetitions("four/one") == 0


def test_an_import_is_asked_about(home: Path, tmp_path: Path) -> None:
    """What changed on both sides is on the screen before the question; no writes nothing."""
    file = tmp_path / "w.csv"
    file.write_text("front,back\nWhat is trust?,A foundation\n")
    run("import", str(file))
    path = home / "decks" / "w.yaml"
    path.write_text(path.read_text().replace("A foundation", "A firm base"))
    before = path.read_bytes()
    file.write_text("front,back\nWhat is trust?,A strong base\n")
    for key, code in (("n", 1), ("y", 0)):
        with terminal("import", str(file), columns=40) as shown:
            shown.until("A foundation", "A firm base", "A strong base", "Go ahead?")
            assert path.read_bytes() == before
            shown.press("j\r")
            shown.until("Type y or n.", "Go ahead? [y/N]")
            assert path.read_bytes() == before
            shown.press(f"{key}\r")
            assert shown.ended() == code
    assert "A strong base" in path.read_text()
    run("undo")
    assert path.read_bytes() == before


def test_a_card_is_asked_for(home: Path) -> None:
    """The kind, then what it needs; options up to an empty line."""
    with terminal("add", "mine") as shown:
        for question, answer in (
            ("Kind of card", "c"), ("one of these words", "ch"),
            ("Question", ""), ("cannot be left empty", "Which?"), ("Option 1", "This"),
            ("Option 2", ""), ("at least 2", "This"), ("stands there already", "That"),
            ("Option 3", ""), ("Number of the right option", "That"),
            ("from 1 to 2", "3"), ("from 1 to 2", "2"),
        ):  # fmt: skip
            shown.until(f"{question}")
            shown.press(f"{answer}\r")
        assert shown.ended() == 0
    card = run("show", "mine/which", "--json").json["card"]
    assert (card["options"], card["back"]) == (["This", "That"], "That")


def test_a_typed_card_is_asked_for(home: Path) -> None:
    """A question that the deck has is asked anew; nothing typed is lost for it."""
    put_deck(home, text="name: N\ncards:\n- front: The first question?\n  back: B\n")
    with terminal("add", "three") as shown:
        for question, answer in (
            ("Kind of card", ""), ("Question", "The first question?"), ("Answer", "Edward Bordin"),
            ("Accepted 1", "Bordin"), ("Accepted 2", ""),
            ("asks the same already", "Who was it?"),
        ):  # fmt: skip
            shown.until(question)
            shown.press(f"{answer}\r")
        assert shown.ended() == 0
    (deck,) = gather(home / "decks" / "three.yaml").decks
    assert deck.entries[-1] == BasicEntry(
        front="Who was it?", back="Edward Bordin", accept=("Bordin",)
    )


def test_a_fault_of_an_option_is_told_before_anything_is_typed() -> None:
    """What a person typed would be lost with it."""
    options = ("--option", "A", "--option", "B", "--answer", "second")
    with terminal("add", "mine", *options) as shown:
        shown.until("Kind of card")
        shown.press("choice\r")
        assert shown.ended() == 1
        assert "takes the numbers of the right options" in shown.text


def test_a_card_that_is_refused_is_shown_as_it_was_typed(home: Path) -> None:
    """The fault is not in what was asked for, so it cannot be asked again."""
    put_deck(home, text="name: N\ncards:\n- front: F\n")
    with terminal("add", "three", "--cloze", "") as shown:
        for question, answer in (("Kind of card", "cl"), ("Text with", "A {{bond}}: trust")):
            shown.until(question)
            shown.press(f"{answer}\r")
        assert shown.ended() == 1
        assert '- cloze: "A {{bond}}: trust"' in shown.text
        assert "was not added" in shown.text


@pytest.mark.parametrize("key", ["b", "k", "e", "\x04"])
def test_a_broken_edit_is_asked_about(home: Path, tmp_path: Path, key: str) -> None:
    """It is put back, kept, or edited again; an end of input keeps what was written."""
    path = put_deck(home)
    before = path.read_text()
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import pathlib, sys\np = pathlib.Path(sys.argv[1])\nt = p.read_text()\n"
        "p.write_text(t.replace('bakc:', 'back:') if 'bakc' in t else"
        " t.replace('back: The second', 'bakc: The second'))\n"
    )
    command = [sys.executable, "-c", ON_A_TERMINAL, "edit", "three/two"]
    environment = {**os.environ, "EDITOR": f"{sys.executable} {editor}"}
    with Terminal(command, environment, columns=80) as shown:
        shown.until("bakc", "edit it again", "put it back", "mend it later", "e, b or k")
        shown.press(key if key == "\x04" else f"{key}\r")
        assert shown.ended() == 0
    assert (path.read_text() == before) == (key in "be")


def test_long_work_is_shown_and_leaves_nothing(tmp_path: Path) -> None:
    """A bar with a count, through the gate; afterwards the line is empty."""
    flag = tmp_path / "done"
    command = [sys.executable, "-c", WAIT, str(flag)]
    with Terminal(command, dict(os.environ), columns=60) as shown:
        text = shown.until("words␛[2J.csv", "━", "3,000")
        assert all(len(line) < 60 for line in text.splitlines())
        flag.touch()
        assert shown.until("over", gone="words").startswith("over")
        shown.press("\r")
        assert shown.ended() == 0


def test_nothing_is_shown_where_there_is_no_terminal(home: Path, tmp_path: Path) -> None:
    """No bar and no question in a script."""
    put_deck(home)
    run("grade", "three/one", "5")
    put_deck(home, text=MOVED)
    done = run("decks")
    assert "same card?" not in done.stderr
    assert "alliance-cards rename three/one three/uno" in done.stderr


def test_a_renamed_deck_is_one_command(home: Path) -> None:
    """Where nobody can be asked; it settles all its cards."""
    path = put_deck(home)
    run("grade", "three/one", "5")
    run("grade", "three/two", "5")
    path.rename(path.with_name("four.yaml"))
    (told,) = run("decks").stderr.splitlines()
    assert told.startswith('2 cards that left the deck "three" with their progress')
    assert told.endswith("alliance-cards rename three four")
    assert run("rename", "three", "four").stdout == "The history of 2 cards moved.\n"


def test_cards_of_a_renamed_deck_that_have_other_names_are_told_one_by_one(home: Path) -> None:
    """One command would not settle them."""
    path = put_deck(home)
    run("grade", "three/one", "5")
    run("grade", "three/two", "5")
    path.unlink()
    put_deck(home, "four", MOVED_AND_RENAMED)
    told = run("decks").stderr.splitlines()
    assert [line.rpartition("rename ")[2] for line in told] == [
        "three/one four/uno",
        "three/two four/due",
    ]
