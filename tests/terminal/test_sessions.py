"""Whole sessions on a pseudo-terminal, seen through an emulator.

The screens in `screens/` are compared exactly; `RECORD_SCREENS=1` writes them anew.
"""

import json
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import pytest

from alliance_cards.core.cards import option_order
from terminal.decks import BOND, CLOZE, REASONED
from terminal.memory_desk import TODAY
from terminal.pseudo import PYTHON, Terminal

SCREENS = Path(__file__).parent / "screens"
CHILD = Path(__file__).parent / "child.py"
STOPPED = '"$@"; echo STOPPED; stty -a; read line; fg; echo OVER'


class Start(Protocol):
    """Starts a session on a new terminal."""

    def __call__(
        self,
        *,
        deck: str = "deck",
        columns: int = 80,
        lines: int = 24,
        color: bool = True,
        shell: str = "",
    ) -> Terminal: ...


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "journal"


@pytest.fixture
def start(journal: Path) -> Iterator[Start]:
    with ExitStack() as stack:

        def started(
            *,
            deck: str = "deck",
            columns: int = 80,
            lines: int = 24,
            color: bool = True,
            shell: str = "",
        ) -> Terminal:
            return stack.enter_context(
                Terminal(
                    [sys.executable, str(CHILD), str(journal), deck, str(int(color))],
                    PYTHON,
                    columns=columns,
                    lines=lines,
                    shell=shell,
                )
            )

        yield started


@pytest.fixture
def answers(journal: Path) -> Callable[[], list[list[object]]]:
    """What the desk has recorded so far: card and grade, or card and "undo"."""

    def recorded() -> list[list[object]]:
        lines = journal.read_text().splitlines() if journal.exists() else []
        return [json.loads(line) for line in lines]

    return recorded


Answers = Callable[[], list[list[object]]]


def compare(name: str, shown: str) -> None:
    file = SCREENS / f"{name}.txt"
    if os.environ.get("RECORD_SCREENS"):
        file.write_text(shown, encoding="utf-8")
    assert shown == file.read_text(encoding="utf-8")


@pytest.mark.parametrize(("columns", "lines"), [(80, 24), (40, 24), (120, 40)])
def test_the_recorded_screens(start: Start, columns: int, lines: int) -> None:
    terminal = start(columns=columns, lines=lines)
    size = f"{columns}x{lines}"
    compare(f"question-{size}", terminal.until("show the answer"))
    terminal.press(" ")
    compare(f"answer-{size}", terminal.until("1 again", "4 easy"))
    terminal.press("?")
    compare(f"help-{size}", terminal.until("back to the card"))
    terminal.press("?")
    terminal.until("1 again")
    terminal.press("2")
    terminal.until("[…]")
    terminal.press("\r")
    terminal.until("agreement")
    terminal.press("3")
    terminal.until("a) ")
    terminal.press(" ")
    compare(f"choice-{size}", terminal.until("Right:"))
    terminal.press("q")
    assert terminal.ended() == 0


def test_without_colour_only_bold_and_dim(start: Start) -> None:
    terminal = start(color=False)
    terminal.until("show the answer")
    terminal.press(" ")
    compare("answer-80x24", terminal.until("1 again", "4 easy"))
    assert set(re.findall(rb"\x1b\[([0-9;]*)m", terminal.raw)) == {b"0", b"1", b"2"}


def test_a_session_to_its_end(start: Start, answers: Answers) -> None:
    terminal = start()
    for words in ("three things", "[…]", "ultimate goal"):
        terminal.until(words, "Space show")
        terminal.press(" ")
        terminal.until("1 again")
        terminal.press("3")
    compare("end-80x24", terminal.until("u undo", "leave"))
    terminal.press("\r")
    assert terminal.ended() == 0
    assert terminal.is_restored()
    assert [grade for _, grade in answers()] == [4, 4, 4]
    assert "3 cards answered, 2 of them new" in terminal.text
    assert "Today       nothing is left" in terminal.text


def test_with_nothing_to_ask_the_screen_is_left_alone(start: Start) -> None:
    terminal = start(deck="none")
    assert terminal.ended() == 0
    assert terminal.text.startswith("Nothing is due today. Coming back: 3 cards tomorrow.")
    assert b"\x1b[?1049h" not in terminal.raw


def test_undo_shows_the_question_again(start: Start, answers: Answers) -> None:
    terminal = start()
    terminal.until("three things")
    terminal.press("u")
    terminal.until("Nothing to undo.")
    terminal.press(" ")
    terminal.until("1 again")
    terminal.press("1")
    terminal.until("[…]", "2 of 4")
    terminal.press("u")
    terminal.until("three things", "1 of 3", "Undone: the answer to")
    assert answers() == [[BOND.id, 1], [BOND.id, "undo"]]


def test_another_card_costs_far_fewer_bytes_than_the_whole_screen(start: Start) -> None:
    terminal = start(columns=120, lines=40)
    terminal.until("show the answer")
    whole = len(terminal.raw)
    terminal.press(" ")
    terminal.until("1 again")
    answer = len(terminal.raw) - whole
    terminal.press("3")
    terminal.until("[…]", "show the answer")
    card = len(terminal.raw) - whole - answer
    assert card < 650
    assert terminal.raw.count(b"\x1b[2J") == 1


def test_pasted_text_does_nothing(start: Start, answers: Answers) -> None:
    terminal = start()
    terminal.until("show the answer")
    terminal.press("\x1b[200~ 1 2 3\rq\x1b[201~")
    terminal.settled()
    terminal.press(" ")
    terminal.until("1 again")
    terminal.press("\x1b[200~3\r1\x1b[201~")
    terminal.settled()
    terminal.press("Trust, caring 3\r")
    assert "1 again" in terminal.settled()
    assert answers() == []


def test_keys_typed_ahead_of_the_answer_do_not_grade(start: Start, answers: Answers) -> None:
    terminal = start()
    terminal.until("show the answer")
    terminal.press("1 3")
    assert "1 again" in terminal.until("1 again")
    terminal.settled()
    assert answers() == []


def test_a_held_space_does_not_grade(start: Start, answers: Answers) -> None:
    terminal = start()
    terminal.until("show the answer")
    terminal.press(" ")
    terminal.until("1 again")
    for _ in range(30):
        terminal.press(" ")
    terminal.settled()
    assert answers() == []


@pytest.mark.parametrize("key", ["q", "\x1b", "\x03"])
def test_leaving_restores_the_terminal(start: Start, answers: Answers, key: str) -> None:
    terminal = start()
    terminal.until("show the answer")
    terminal.press(" ")
    terminal.until("1 again")
    terminal.press("4")
    terminal.until("[…]")
    assert terminal.screen.alternate
    terminal.press(key)
    assert terminal.ended() == 0
    assert terminal.is_restored()
    assert answers() == [[BOND.id, 5]]
    assert "1 card answered" in terminal.text


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_ends_the_session_with_its_code(
    start: Start, answers: Answers, number: signal.Signals
) -> None:
    terminal = start()
    terminal.until("show the answer")
    terminal.press(" ")
    terminal.until("1 again")
    terminal.press("3")
    terminal.until("[…]")
    terminal.send(number)
    assert terminal.ended() == 128 + number
    assert terminal.is_restored()
    assert answers() == [[BOND.id, 4]]


def test_a_terminal_that_is_closed_ends_the_session(start: Start) -> None:
    terminal = start()
    terminal.until("show the answer")
    terminal.hang_up()
    assert terminal.process.wait() == 128 + signal.SIGHUP


def test_ctrl_z_gives_the_terminal_back_and_fg_takes_it_again(
    start: Start, answers: Answers
) -> None:
    terminal = start(shell=STOPPED)
    terminal.until("show the answer")
    terminal.press(" ")
    before = terminal.until("1 again")
    terminal.press("\x1a")
    terminal.until("STOPPED", " icanon", " echo ")
    assert terminal.is_restored()
    terminal.press("\n")
    assert terminal.until("1 again", gone="STOPPED") == before
    assert terminal.screen.alternate
    assert terminal.screen.cursor.hidden
    terminal.press("3")
    terminal.until("[…]")
    terminal.press("q")
    terminal.until("OVER")
    terminal.ended()
    assert terminal.is_restored()
    assert answers() == [[BOND.id, 4]]


def test_after_a_stop_from_outside_the_screen_is_drawn_anew(start: Start) -> None:
    terminal = start()
    before = terminal.until("show the answer")
    terminal.send(signal.SIGSTOP)
    terminal.screen.reset()
    terminal.send(signal.SIGCONT)
    assert terminal.until("show the answer") == before


def test_a_resize_in_mid_card_redraws_it(start: Start) -> None:
    terminal = start()
    terminal.until("show the answer")
    terminal.press(" ")
    terminal.until("1 again")
    terminal.resize(40, 24)
    compare("answer-40x24", terminal.until("4 easy   15 d"))
    terminal.resize(120, 40)
    compare("answer-120x40", terminal.until("u undo", gone="4 easy   15 d"))


def test_a_long_card_scrolls(start: Start) -> None:
    terminal = start(deck="long")
    assert "Line 18" in terminal.until("Line 1 ", "↓ more below")
    terminal.press("\x1b[B")
    terminal.until("↑ more above", gone="Line 1 ")
    terminal.press("\x1b[6~")
    terminal.until("Line 36")
    terminal.press("\x1b[F")
    terminal.until("Line 40 of a long question", gone="↓ more below")
    terminal.press("\x1b[H")
    terminal.until("Line 1 ", gone="↑ more above")
    terminal.press(" ")
    terminal.until("Line 1 of a long answer", "Line 15 of a long answer", "↓ more below")


def test_wide_and_right_to_left_text(start: Start) -> None:
    terminal = start(deck="wide", columns=60)
    terminal.until("show the answer")
    terminal.press(" ")
    compare("wide-60x24", terminal.until("1 again"))


def test_hostile_text_stays_text(start: Start) -> None:
    terminal = start(deck="hostile")
    terminal.until("Space show")
    terminal.press(" ")
    compare("hostile-80x24", terminal.until("1 again"))
    assert b"\x1b]" not in terminal.raw
    assert b"\x07" not in terminal.raw


def test_every_way_of_the_terminal_is_named_in_the_first_bytes(start: Start) -> None:
    """The alternate screen, no cursor, no wrapping, bracketed paste; then the card."""
    terminal = start()
    terminal.until("show the answer")
    assert terminal.raw.startswith(b"\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2004h\x1b[2J")
    assert CLOZE.front not in terminal.text


def test_an_answer_is_typed_as_a_line_of_the_terminal(start: Start, answers: Answers) -> None:
    """With its echo, its cursor and its erase key; then what differs is marked."""
    terminal = start(deck="typed")
    terminal.until("open?", "Enter show the answer")
    terminal.press("authenttt\x7f\x7fcty")
    assert "› authentcty" in terminal.until("authentcty")
    cursor = terminal.screen.cursor
    assert (cursor.y, cursor.x, cursor.hidden) == (6, 16, False)
    terminal.press("\r")
    compare("typed-80x24", terminal.until("1 again", "4 easy"))
    assert (terminal.screen.cursor.hidden, terminal.screen.alternate) == (True, True)
    terminal.press("3")
    terminal.until("three things")
    assert [grade for _, grade in answers()] == [4]


@pytest.mark.parametrize(("columns", "lines"), [(40, 24), (120, 40)])
def test_a_resize_in_mid_line_keeps_what_was_typed(
    start: Start, answers: Answers, columns: int, lines: int
) -> None:
    terminal = start(deck="typed")
    terminal.until("Enter show the answer")
    terminal.press("authenti")
    terminal.until("authenti")
    terminal.resize(columns, lines)
    terminal.until("› authenti", "Enter")
    for key in "zz":
        terminal.press(key)
    terminal.until("› authentizz")
    for key in ("\x7f", "\x7f", "c", "i", "t", "y", "\r"):
        terminal.press(key)
        time.sleep(0.01)  # so that they are keys, and not a paste
    compare(f"typed-{columns}x{lines}", terminal.until("✓ right", "easy"))


def test_a_resize_before_anything_is_typed(start: Start) -> None:
    terminal = start(deck="typed")
    terminal.until("Enter show the answer")
    terminal.resize(40, 24)
    terminal.until("What makes it safe for a client to be\n")
    terminal.press("genuineness\r")
    terminal.until("✓ right")


@pytest.mark.parametrize("keys", ["\x03", "half\x03", "\x04", ":q\r", "\x1b\r"])
def test_leaving_while_a_line_is_typed(start: Start, keys: str) -> None:
    terminal = start(deck="typed")
    terminal.until("Enter show the answer")
    terminal.press(keys)
    assert terminal.ended() == 0
    assert terminal.is_restored()


def test_cursor_keys_are_no_part_of_a_typed_answer(start: Start, answers: Answers) -> None:
    """Arrows, Home, Delete, F1, Ctrl-Left, a lone Esc, Ctrl-A: none makes it wrong."""
    terminal = start(deck="typed")
    terminal.until("Enter show the answer")
    terminal.press("\x1b[D\x1bOHgenui\x1b[3~nen\x1bOP\x1b[1;5Dess\x1b\x01\r")
    shown = terminal.until("✓ right", "›3 good")
    assert "^[" not in shown
    assert answers() == []


def test_a_resize_after_cursor_keys(start: Start) -> None:
    terminal = start(deck="typed")
    terminal.until("Enter show the answer")
    terminal.press("genui\x1b[Dneness")
    terminal.until("neness")
    terminal.resize(40, 24)
    terminal.until("› genuineness")


def test_a_signal_while_a_line_is_typed(start: Start) -> None:
    terminal = start(deck="typed")
    terminal.until("Enter show the answer")
    terminal.press("half")
    terminal.until("› half")
    terminal.send(signal.SIGTERM)
    assert terminal.ended() == 128 + signal.SIGTERM
    assert terminal.is_restored()


def test_a_stop_while_a_line_is_typed(start: Start) -> None:
    terminal = start(deck="typed", shell=STOPPED)
    terminal.until("Enter show the answer")
    terminal.press("half\x1a")
    terminal.until("STOPPED", " icanon", " echo ")
    assert terminal.is_restored()
    terminal.press("\n")
    terminal.until("Enter show the answer", gone="STOPPED")
    terminal.press("genuineness\r")
    terminal.until("✓ right")
    terminal.press("q")
    terminal.until("OVER")
    terminal.ended()
    assert terminal.is_restored()


def test_a_paste_into_a_line_is_one_line_and_grades_nothing(start: Start, answers: Answers) -> None:
    terminal = start(deck="typed")
    terminal.until("Enter show the answer")
    terminal.press("genuineness\n3\n1\nq\n")
    terminal.until("✓ right", "1 again")
    terminal.settled()
    assert answers() == []


def test_a_long_line_leaves_no_trace(start: Start) -> None:
    terminal = start(deck="typed", columns=40)
    terminal.until("Enter show the answer")
    terminal.press("abcdefghij" * 12)
    terminal.until("\nhij\n")
    terminal.press("\r")
    shown = terminal.until("✗ not this", "1 again")
    assert shown.count("Authenticity") == 1
    assert all(line.startswith(" ") for line in shown.splitlines() if line)


def test_the_help_behind_a_colon(start: Start) -> None:
    terminal = start(deck="typed")
    terminal.until("Enter show the answer")
    terminal.press(":?\r")
    terminal.until("back to the card")
    terminal.press("?")
    terminal.until("Enter show the answer", gone="back to the card")
    terminal.press("genuineness\r")
    terminal.until("✓ right")


def test_a_choice_is_marked_and_judged_by_signs_and_words(start: Start) -> None:
    terminal = start(deck="reasoned")
    terminal.until("a – c or 1 – 3 choose")
    wrong = option_order(REASONED, TODAY).index(1)
    for key in ("abc"[wrong - 1], "abc"[wrong], str(wrong + 1)):  # the last two mean the same
        terminal.press(key)
        time.sleep(0.01)
    compare("chosen-80x24", terminal.until("› "))
    terminal.press("\r")
    compare("judged-80x24", terminal.until("you chose", "›1 again"))


@pytest.mark.parametrize(("columns", "lines"), [(80, 24), (40, 24)])
def test_a_list_is_asked_as_a_whole(
    start: Start, answers: Answers, columns: int, lines: int
) -> None:
    terminal = start(deck="list", columns=columns, lines=lines)
    terminal.until("[…]")
    terminal.press("w")
    terminal.until("3 items to recall")
    terminal.press("\r")
    terminal.until("keep")
    terminal.press("2")
    compare(f"list-{columns}x{lines}", terminal.until("· forgotten"))
    time.sleep(0.3)  # Enter counts once the list could be read
    terminal.press("\r")
    terminal.until("again today")
    assert [grade for _, grade in answers()] == [4, 1, 4]


def test_why_on_the_screen(start: Start) -> None:
    terminal = start()
    terminal.until("show the answer")
    terminal.press("i")
    terminal.until("Why it comes", "The card is new", "back to the card")
    terminal.press("q")
    terminal.until("show the answer", gone="Why it comes")


def test_the_last_card_can_be_undone(start: Start, answers: Answers) -> None:
    terminal = start(deck="wide")
    terminal.until("show the answer")
    terminal.press(" ")
    terminal.until("1 again")
    terminal.press("3")
    terminal.until("The end of the session")
    terminal.press("u")
    terminal.until("show the answer", "Undone")
    assert len(answers()) == 2
