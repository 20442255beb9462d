"""Whole sessions in a real terminal, as a person has them."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cli.program import ON_A_TERMINAL, call, put_deck, run
from terminal.pseudo import Terminal

TODAY = "2026-03-01T12:00:00+01:00"
COLOR = re.compile(rb"\x1b\[[0-9;]*3[0-7][0-9;]*m")


def session(*words: str, columns: int = 80, lines: int = 24, **environment: str) -> Terminal:
    """A terminal in which `study` runs."""
    return Terminal(
        [sys.executable, "-c", ON_A_TERMINAL, "study", *words],
        {**os.environ, "ALLIANCE_CARDS_NOW": TODAY, **environment},
        columns=columns,
        lines=lines,
    )


def grades() -> list[int]:
    """The grades that stand, by card, in the log's order (a due date means a review)."""
    cards = run("cards", "three/", "--json").json["cards"]
    return [card["state"]["interval_days"] for card in cards]


@pytest.mark.usefixtures("deck")
@pytest.mark.parametrize("columns", [80, 40])
def test_three_cards_a_mistake_and_its_undo(columns: int) -> None:
    """Study, slip, undo, drill, quit; afterwards everything is in its place."""
    with session("three", columns=columns) as terminal:
        assert "The first answer" not in terminal.until("The first question?", "show")
        terminal.press("1")  # grades nothing: the answer was not seen yet
        terminal.press(" ")
        assert "Because it is so." in terminal.until("The first answer", "good")
        terminal.press("4")
        terminal.until("The second question?")
        terminal.press(" ")
        terminal.until("The second answer")
        terminal.press("1")  # a slip
        terminal.until("The third question?")
        terminal.press("u")
        terminal.until("The second question?", "Undone: the answer to three/two.")
        terminal.press(" ")
        terminal.until("The second answer")
        terminal.press("3")
        terminal.until("The third question?")
        terminal.press(" ")
        terminal.until("The third answer")
        terminal.press("2")
        terminal.until("again today", "The third question?")
        terminal.press("q")
        assert terminal.ended() == 0
        assert terminal.is_restored()
        assert "3 new cards answered" in terminal.text
        assert "tomorrow" in terminal.text
    cards = run("cards", "three/", "--json").json["cards"]
    assert [card["state"]["ease"] for card in cards] == [2.6, 2.5, 2.36]
    assert {card["state"]["due"] for card in cards} == {"2026-03-02"}
    assert run("next", "three", "--json").json["counts"] == {"due": 0, "new": 0, "drill": 1}
    doctor = run("doctor", "--json").json
    assert (doctor["rows"], doctor["ok"]) == (5, True)


@pytest.mark.usefixtures("deck")
def test_without_colour() -> None:
    """NO_COLOR: not one colour is sent; with colour, some are."""
    for no_color, colored in (("1", False), ("", True)):
        with session("three", NO_COLOR=no_color) as terminal:
            terminal.until("The first question?", "show")
            terminal.press(" ")
            terminal.until("The first answer", "good")
            terminal.press("q")
            assert terminal.ended() == 0
            assert bool(COLOR.search(terminal.raw)) is colored


@pytest.mark.usefixtures("deck")
def test_the_final_drill_until_all_are_known() -> None:
    """What was weak comes again until it is good; then the session is over by itself."""
    with session("three") as terminal:
        for number in ("first", "second", "third"):
            terminal.until(f"The {number} question?", "show")
            terminal.press(" ")
            terminal.until("good")
            terminal.press("1" if number == "second" else "3")
        terminal.until("The second question?", "again today")
        terminal.press(" ")
        terminal.until("once more today")
        terminal.press("2")
        terminal.until("The second question?", "show")
        terminal.press(" ")
        terminal.until("once more today")
        terminal.press("3")
        terminal.until("nothing is left", "leave")
        terminal.press("q")
        assert terminal.ended() == 0
        assert "nothing is left" in terminal.text
    card = run("show", "three/two", "--json").json["card"]
    assert card["state"]["ease"] == 2.5  # the drill changed nothing
    assert run("doctor", "--json").json["rows"] == 5


@pytest.mark.usefixtures("deck")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_an_answer_that_was_given_is_kept(number: signal.Signals) -> None:
    """However the program ends, what was answered when the next card came is there."""
    with session("three") as terminal:
        for given in ("first", "second"):
            terminal.until(f"The {given} question?", "show")
            terminal.press(" ")
            terminal.until("good")
            terminal.press("3")
        terminal.until("The third question?")
        terminal.send(number)
        code = terminal.ended()
    assert code == -signal.SIGKILL if number == signal.SIGKILL else code == 128 + number
    assert grades() == [1, 1, 0]
    assert run("doctor").code == 0


@pytest.mark.usefixtures("deck")
def test_ctrl_c_leaves_with_everything_kept() -> None:
    """Ctrl-C is one more way to quit."""
    with session("three") as terminal:
        terminal.until("The first question?", "show")
        terminal.press(" ")
        terminal.until("good")
        terminal.press("3")
        terminal.until("The second question?")
        terminal.press("\x03")
        assert terminal.ended() == 0
        assert terminal.is_restored()
    assert grades() == [1, 0, 0]


@pytest.mark.usefixtures("deck")
def test_undo_reaches_back_over_sessions() -> None:
    """The first `u` of a session takes back the last answer of the one before."""
    run("grade", "three/one", "4")
    with session("three") as terminal:
        terminal.until("The second question?", "show")
        terminal.press("u")
        terminal.until("The first question?", "Undone: the answer to three/one.")
        terminal.press("q")
        assert terminal.ended() == 0
    assert grades() == [0, 0, 0]


@pytest.mark.usefixtures("deck")
def test_a_card_answered_elsewhere_is_not_graded_twice() -> None:
    """Another program answers the card on the screen: a sentence, and the next card."""
    with session("three") as terminal:
        terminal.until("The first question?", "show")
        terminal.press(" ")
        terminal.until("good")
        assert run("grade", "three/one", "5").code == 0
        terminal.press("1")
        terminal.until("The second question?", "elsewhere")
        terminal.press("q")
        assert terminal.ended() == 0
    assert run("show", "three/one", "--json").json["card"]["state"]["ease"] == 2.6


def test_without_a_terminal_it_refuses(home: Path) -> None:
    """It names what to use instead, and makes no progress file for it."""
    done = call("study", stdin=subprocess.DEVNULL, env={**os.environ, "TERM": "xterm"})
    assert not (home / "progress.db").exists()
    assert (done.returncode, done.stdout) == (1, "")
    for words in ("study --plain", "alliance-cards next", "alliance-cards grade"):
        assert words in done.stderr


@pytest.mark.usefixtures("deck")
def test_an_unknown_deck_is_named_without_a_terminal_too() -> None:
    """Whoever adds --plain should not be told of the next mistake only then."""
    run("next")
    done = call("study", "thre", stdin=subprocess.DEVNULL, env={**os.environ, "TERM": "xterm"})
    assert 'There is no deck "thre". Did you mean three?' in done.stderr


def test_nothing_to_study(home: Path) -> None:
    """A day on which all is done is told in a sentence, on the normal screen."""
    put_deck(
        home, text=json.dumps({"name": "D", "cards": [{"id": "a", "front": "F", "back": "B"}]})
    )
    run("grade", "three/a", "5")
    with session("three") as terminal:
        assert terminal.ended() == 0
        assert terminal.text.splitlines()[0] == (
            "Nothing is left today of D; elsewhere: 19 new. Coming back: 1 card tomorrow."
        )


@pytest.mark.usefixtures("deck")
def test_a_session_of_two_cards_and_a_cram() -> None:
    """The options reach the session: two cards, then a cram that changes no date."""
    with session("three", "--limit", "2") as terminal:
        for number in ("first", "second"):
            terminal.until(f"The {number} question?", "show")
            terminal.press(" ")
            terminal.until("good")
            terminal.press("4")
        terminal.until("The end of the session", "leave")
        terminal.press("q")
        assert terminal.ended() == 0
    assert grades() == [1, 1, 0]
    with session("--query", "deck:three", "--cram") as terminal:
        terminal.until("The third question?", "show")
        terminal.press("q")
        assert terminal.ended() == 0


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--cram", "--ahead", "2"], "there is none to be ahead of"),
        (["--cram", "--new", "2"], "no limit of new cards"),
        (["--limit", "0"], '"0" is no whole number from 1 to 9999'),
        (["--minutes", "twelve"], '"twelve" is no whole number from 1 to 1440'),
        (["--ahead", "²"], "is no whole number from 1 to 365"),
    ],
)
def test_what_cannot_be_meant_is_a_usage_error(words: list[str], complaint: str) -> None:
    """It says what would be right."""
    done = run("study", *words)
    assert (done.code, complaint in done.stderr) == (2, True)


READY = """
import signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)  # as main does, before anything else
print("ready", flush=True)
sys.argv = ["alliance-cards", "next", "--json"]
from alliance_cards.cli import main
main()
"""


def test_ctrl_c_leaves_no_traceback() -> None:
    """Whenever it comes, also while the home is made: the process ends, and says nothing."""
    for milliseconds in (1, 20, 40, 60, 80, 120):
        program = subprocess.Popen(
            [sys.executable, "-c", READY], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert program.stdout is not None
        assert program.stdout.readline() == b"ready\n"
        time.sleep(milliseconds / 1000)
        program.send_signal(signal.SIGINT)
        _, said = program.communicate()
        assert program.returncode in {0, -signal.SIGINT}
        assert said == b""


EDITOR = """\
#!{python}
import pathlib, sys, time
text = pathlib.Path(sys.argv[-1]).read_text()
print("EDITING", flush=True)
wait = sys.stdin.readline()
pathlib.Path(sys.argv[-1]).write_text(text.replace("The first answer", "The better answer"))
"""


@pytest.fixture
def editor(tmp_path: Path) -> str:
    """An editor that betters the first answer once Enter is pressed."""
    file = tmp_path / "editor"
    file.write_text(EDITOR.format(python=sys.executable))
    file.chmod(0o755)
    return str(file)


@pytest.mark.usefixtures("deck")
def test_a_card_is_edited_in_the_middle_of_a_session(editor: str) -> None:
    """The editor gets the terminal as it was, Ctrl-C too; then the edited card goes on."""
    with session("three", EDITOR=editor) as terminal:
        terminal.until("The first question?", "show")
        terminal.press(" ")
        terminal.until("The first answer")
        terminal.press("e")
        terminal.until("EDITING")
        assert terminal.is_restored()
        terminal.press("\n")
        terminal.until("The first question?", "The better answer", "1 again", "Kept.")
        assert terminal.screen.cursor.hidden
        terminal.press("3")
        terminal.until("The second question?")
        terminal.press("uu")
        terminal.until("The first question?", "show")
        terminal.press(" ")
        terminal.until("The first answer")
        terminal.press("q")
        assert terminal.ended() == 0
        assert terminal.is_restored()


@pytest.mark.usefixtures("deck")
def test_a_kill_while_the_editor_runs(editor: str) -> None:
    """The editor may end its work; then the process ends, and the terminal is in order."""
    with session("three", EDITOR=editor) as terminal:
        terminal.until("The first question?", "show")
        terminal.press("e")
        terminal.until("EDITING")
        terminal.send(signal.SIGTERM)
        terminal.press("\n")
        assert terminal.ended() == 128 + signal.SIGTERM
        assert terminal.is_restored()
    assert run("show", "three/one", "--json").json["card"]["back"] == "The better answer"


@pytest.mark.usefixtures("deck")
def test_without_an_editor_the_card_goes_on() -> None:
    with session("three", EDITOR="/nowhere/editor") as terminal:
        terminal.until("The first question?", "show")
        terminal.press("e")
        terminal.until("The first question?", "cannot be started")
        terminal.press(" ")
        terminal.until("The first answer")
        terminal.press("q")
        assert terminal.ended() == 0
