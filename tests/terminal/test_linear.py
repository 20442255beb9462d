"""The linear mode: lines in, lines out; heard, on a plain terminal, or through a pipe."""

import io
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from alliance_cards.terminal.bindings import keymap
from alliance_cards.terminal.linear import run_linear
from alliance_cards.terminal.lines import Lines, Voice
from cli.program import ON_A_TERMINAL, call, run
from terminal.decks import BOND, CHOICE_OF_TWO, CLOZE, DECK, LIST, REASONED, TYPED
from terminal.memory_desk import NOW, MemoryDesk, seen_twice
from terminal.pseudo import Terminal

SCREENS = Path(__file__).parent / "screens"


def heard(desk: MemoryDesk, *lines: str) -> str:
    """What is said in a session with these lines, which come through a pipe."""
    ours, theirs = os.pipe()
    os.write(theirs, "".join(f"{line}\n" for line in lines).encode())
    os.close(theirs)
    said = io.StringIO()
    try:
        run_linear(
            desk,
            lines=Lines(ours),
            voice=Voice(said, columns=0),
            clock=lambda: NOW,
            ticks=lambda: 1000.0,
            keys=keymap({}),
            pause_after=120,
        )
    finally:
        os.close(ours)
    return said.getvalue()


def grades(desk: MemoryDesk) -> list[int]:
    return [given.grade for given in desk.given]


def test_a_session_as_it_is_heard() -> None:
    """Place, question, what to type; then the answer, and what each grade would do."""
    desk = MemoryDesk([BOND, CLOZE, TYPED, REASONED, *LIST], due={BOND.id: seen_twice()})
    said = heard(desk, "", "3", "", "again", "authenticty", "", "b", "2", "w", "", "2", "?", "q")
    file = SCREENS / "linear.txt"
    if os.environ.get("RECORD_SCREENS"):
        file.write_text(said, encoding="utf-8")
    assert said == file.read_text(encoding="utf-8")
    assert grades(desk) == [4, 1, 4, 3, 4, 1, 4]


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (["3", "", "3"], [4]),  # a grade before the answer was asked for is none
        (["", "good", "", "EASY"], [4, 5]),
        (["", "", "", "7", "4"], [5]),  # an empty line is no grade
        (["", "1", "u", "", "3"], [4]),
        (["", "4", "undo", "redo"], [5]),
        (["", "3", "q", "", "3"], [4]),
        (["", "3"], [4]),  # the input ends like q
        (["-", "@", "", "2"], [3]),
        (["!", "", "3"], [4]),
    ],
)
def test_lines_and_what_they_do(lines: Sequence[str], kept: Sequence[int]) -> None:
    desk = MemoryDesk(DECK, due={BOND.id: seen_twice()})
    heard(desk, *lines)
    assert grades(desk) == list(kept)


@pytest.mark.parametrize(
    ("line", "grade"), [("genuineness", 4), ("authenticty", 4), ("no idea", 1)]
)
def test_a_typed_answer(line: str, grade: int) -> None:
    desk = MemoryDesk([TYPED])
    said = heard(desk, line, "", "q")
    assert grades(desk) == [grade]
    assert ("You typed: " in said) == (line != "genuineness")


def test_a_command_while_an_answer_is_typed() -> None:
    desk = MemoryDesk([BOND, TYPED])
    heard(desk, "", "1", ":u", "", "3", ":-", "q")
    assert grades(desk) == [4]
    assert [done.kind for done in desk.done] == ["review", "bury"]


def test_what_means_nothing_is_said_to_be_not_understood() -> None:
    """At a question, at a grade and at the end, which it does not leave."""
    said = heard(MemoryDesk([BOND]), "foo", "", "x" * 90, "3", "9", "u", "", "4", "")
    assert '"foo" is not understood. Enter shows the answer.\n' in said
    assert f'"{"x" * 40}…" is not understood. Type your grade, 1 to 4.\n' in said
    assert '"9" is not understood.\nNothing is left. u takes the last answer back' in said
    assert "Undone: the answer to" in said
    assert "input" not in said


def test_the_end_of_a_pipe_is_said() -> None:
    said = heard(MemoryDesk([TYPED]), ":?")
    assert "Enter alone shows the right one; :q leaves.\n" in said
    assert said.endswith("The input has ended.\n\n")


def test_several_options_at_once() -> None:
    desk = MemoryDesk([CHOICE_OF_TWO])
    said = heard(desk, "1, 2, 3", "", "q")
    assert "That is not it." in said
    assert grades(desk)[0] == 1


def test_all_or_none_of_a_list() -> None:
    for word, grade in (("none", 4), ("all", 1)):
        desk = MemoryDesk(LIST, asks_wholes=True)
        heard(desk, "", "", word)
        assert grades(desk) == [grade] * 3


def test_a_new_card_is_read_first() -> None:
    desk = MemoryDesk([BOND], reads=True)
    said = heard(desk, "", "", "3")
    assert said.index("Answer: Trust") < said.index("read it") < said.index("Enter shows")
    assert grades(desk) == [4]


def test_the_last_answer_can_be_undone_at_the_end() -> None:
    desk = MemoryDesk([BOND])
    heard(desk, "", "3", "u", "", "4", "")
    assert grades(desk) == [5]


def test_without_a_terminal_nothing_is_edited() -> None:
    desk = MemoryDesk([BOND])
    assert "no terminal here to edit" in heard(desk, "e", "q")


@pytest.mark.usefixtures("deck")
def test_a_pipe_gives_answers_and_gets_no_escape_sequence() -> None:
    done = call("study", "three", "--plain", input="\n3\n\n1\n")
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert done.stderr == ""
    said = done.stdout.partition("The input has ended.\n\n")[2].splitlines()
    assert [line.partition(":")[0] for line in said if not line.startswith("- ")] == [
        "2 new cards answered.", "Left today of Three cards", "Coming back", "Not known", "Learnt",
    ]  # fmt: skip
    assert [c["state"]["repetitions"] for c in cards()] == [1, 0, 0]


def cards() -> list[dict[str, dict[str, int]]]:
    found: list[dict[str, dict[str, int]]] = run("cards", "three/", "--json").json["cards"]
    return found


def plain_session(*words: str, **environment: str) -> Terminal:
    return Terminal(
        [sys.executable, "-c", ON_A_TERMINAL, "study", *words], {**os.environ, **environment}
    )


@pytest.mark.usefixtures("deck")
@pytest.mark.parametrize("keys", ["\x03", "\x04", "\x1b\n", "\x1b[D:q\n"])
def test_whoever_leaves_hears_the_summary_on_a_line_of_its_own(keys: str) -> None:
    with plain_session("three", "--plain") as terminal:
        terminal.until("Enter shows the answer.\n>")
        terminal.press(keys)
        assert terminal.ended() == 0
        assert "\nLeft today of Three cards: 3 new; elsewhere: 17 new.\n" in terminal.text


@pytest.mark.usefixtures("deck")
@pytest.mark.parametrize("how", ["option", "dumb", "setting"])
def test_three_ways_to_the_linear_mode(tmp_path: Path, how: str) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text(f"plain = {'true' if how == 'setting' else 'false'}\n")
    words = ["three", *["--plain"] * (how == "option")]
    environment = {"ALLIANCE_CARDS_CONFIG": str(settings), "TERM": "xterm"}
    if how == "dumb":
        environment["TERM"] = "dumb"
    with plain_session(*words, **environment) as terminal:
        terminal.press("\n3\n")  # typed before there was a question
        terminal.until("Card 1 of 3, new. Three cards.", "Enter shows the answer.\n>")
        terminal.press("\n3\n")  # typed ahead: the grade was not asked for yet
        terminal.until("Answer: The first answer", "Type your grade, 1 to 4.\n>")
        terminal.press("3\n")
        terminal.until("Card 2 of 3")
        terminal.press("q\n")
        assert terminal.ended() == 0
        assert b"\x1b" not in terminal.raw
        assert terminal.text.count("Answer:") == 1
    assert [c["state"]["repetitions"] for c in cards()] == [1, 0, 0]


@pytest.mark.usefixtures("deck")
@pytest.mark.parametrize("how", ["option", "dumb", "setting"])
def test_each_of_them_takes_a_pipe(tmp_path: Path, how: str) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text(f"plain = {'true' if how == 'setting' else 'false'}\n")
    environment = {**os.environ, "ALLIANCE_CARDS_CONFIG": str(settings)}
    environment["TERM"] = "dumb" if how == "dumb" else "xterm"
    words = ["three", *["--plain"] * (how == "option")]
    done = call("study", *words, input="\n3\nq\n", env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 new card answered" in done.stdout


def test_ctrl_c_is_heard_once_the_prompt_is_written() -> None:
    ours, theirs = os.pipe()
    assert Lines(ours).read(lambda: signal.raise_signal(signal.SIGINT)) is None
    os.close(ours)
    os.close(theirs)


@pytest.mark.usefixtures("deck")
@pytest.mark.parametrize("keys", ["\x03", "\x04"])
def test_ctrl_c_and_the_end_of_the_input_leave(keys: str) -> None:
    with plain_session("three", "--plain") as terminal:
        terminal.until("Enter shows the answer.\n>")
        terminal.press(keys)
        assert terminal.ended() == 0
        assert "Left today of Three cards: 3 new" in terminal.text
