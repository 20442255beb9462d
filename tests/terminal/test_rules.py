"""The rules of a session, with a desk in memory, keys from a script and their own clock."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from alliance_cards.core.calendar import Moment
from alliance_cards.core.errors import AllianceCardsError, AnswerRefused, StoreError
from alliance_cards.core.session import Asked, Summary
from alliance_cards.terminal.events import Event, Key, Paste, Resize, Resume
from alliance_cards.terminal.scene import Stage
from alliance_cards.terminal.study import study
from terminal.decks import BOND, CHOICE, CLOZE, DECK, REWORDED
from terminal.memory_desk import NOW, MemoryDesk, seen_twice

Step = str | Event | float

REPETITION: list[str | float] = [" ", 0.033]
HELD = [0.5, *REPETITION * 30]


class Script:
    """A keyboard that plays keys, events and pauses in seconds; it is the clock, too."""

    def __init__(self, *steps: Step) -> None:
        self._steps = list(steps)
        self.now = 1000.0
        self.discards = 0

    def read(self, timeout: float | None) -> Event | None:
        while isinstance(self._steps[0], float):
            pause = self._steps.pop(0)
            assert isinstance(pause, float)
            if timeout is not None and pause > timeout:
                self.now += timeout
                self._steps.insert(0, pause - timeout)
                return None
            self.now += pause
            timeout = None if timeout is None else timeout - pause
        step = self._steps.pop(0)
        assert not isinstance(step, float)
        return Key(step) if isinstance(step, str) else step

    def pending_discard(self) -> None:
        self.discards += 1


@pytest.fixture
def desk() -> MemoryDesk:
    return MemoryDesk(DECK, due={BOND.id: seen_twice()})


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with (tmp_path / "screen").open("w", encoding="utf-8") as output:
        yield Stage(output, color=True, columns=0)


def played(desk: MemoryDesk, stage: Stage, *steps: Step) -> Summary:
    """A session with these steps; it must have ended with the last one."""
    script = Script(*steps)
    return study(desk, keyboard=script, stage=stage, clock=lambda: NOW, ticks=lambda: script.now)


def grades(desk: MemoryDesk) -> list[int]:
    return [given.grade for given in desk.given]


@pytest.mark.parametrize(("key", "grade"), [("1", 1), ("2", 3), ("3", 4), ("4", 5)])
def test_the_four_keys_store_grades_of_sm2(
    desk: MemoryDesk, stage: Stage, key: str, grade: int
) -> None:
    played(desk, stage, "enter", key, "q")
    assert grades(desk) == [grade]


def test_grade_keys_before_the_reveal_do_nothing(desk: MemoryDesk, stage: Stage) -> None:
    played(desk, stage, "1", "2", "3", "4", "q")
    assert grades(desk) == []


def test_what_was_typed_before_the_reveal_is_thrown_away(stage: Stage, desk: MemoryDesk) -> None:
    script = Script(" ", "q")
    study(desk, keyboard=script, stage=stage, clock=lambda: NOW, ticks=lambda: script.now)
    assert script.discards == 1


def test_a_session_ends_when_nothing_is_left(desk: MemoryDesk, stage: Stage) -> None:
    summary = played(desk, stage, *[" ", "3"] * 3)
    assert (summary.reviews, summary.new, summary.left.total) == (3, 2, 0)


def test_what_failed_comes_again_until_it_is_good(desk: MemoryDesk, stage: Stage) -> None:
    played(desk, stage, " ", "1", " ", "3", " ", "3", " ", "2", " ", "4")
    assert [(given.card, given.grade) for given in desk.given] == [
        (BOND.id, 1), (CLOZE.id, 4), (CHOICE.id, 4), (BOND.id, 3), (BOND.id, 5),
    ]  # fmt: skip


def test_space_means_good_after_a_pause(desk: MemoryDesk, stage: Stage) -> None:
    played(desk, stage, " ", 0.3, " ", 1.0, "q")
    assert grades(desk) == [4]


def test_space_too_soon_after_the_reveal_means_nothing(desk: MemoryDesk, stage: Stage) -> None:
    played(desk, stage, " ", 0.2, " ", 1.0, "q")
    assert grades(desk) == []


def test_a_held_space_reveals_and_never_grades(desk: MemoryDesk, stage: Stage) -> None:
    played(desk, stage, " ", *HELD, 1.0, "q")
    assert grades(desk) == []


def test_a_space_held_after_the_answer_was_read_grades_once(desk: MemoryDesk, stage: Stage) -> None:
    played(desk, stage, " ", 2.0, " ", *HELD, 1.0, "q")
    assert grades(desk) == [4]


def test_another_key_confirms_a_space(desk: MemoryDesk, stage: Stage) -> None:
    played(desk, stage, " ", 2.0, " ", 0.05, "q")
    assert grades(desk) == [4]


def test_the_last_card_can_be_graded_by_space(stage: Stage) -> None:
    desk = MemoryDesk([BOND])
    played(desk, stage, " ", 2.0, " ", 0.05, "q")
    assert grades(desk) == [4]


@pytest.mark.parametrize("text", ["1", " ", "3\n", "q"])
def test_pasted_text_never_grades_or_leaves(desk: MemoryDesk, stage: Stage, text: str) -> None:
    played(desk, stage, Paste(text), " ", 1.0, Paste(text), 1.0, "q")
    assert grades(desk) == []


def test_a_paste_right_after_a_space_takes_it_back(desk: MemoryDesk, stage: Stage) -> None:
    played(desk, stage, " ", 1.0, " ", 0.01, Paste("and more"), 1.0, "q")
    assert grades(desk) == []


def test_the_time_counts_from_the_card_to_the_grade(desk: MemoryDesk, stage: Stage) -> None:
    played(desk, stage, 2.0, " ", 1.5, "3", 4.0, " ", 1.0, " ", 1.0, "q")
    assert [given.taken_ms for given in desk.given] == [3500, 5000]


def test_the_time_of_a_stop_does_not_count(desk: MemoryDesk, stage: Stage) -> None:
    played(desk, stage, 900.0, Resume(), 2.0, " ", "3", "q")
    assert [given.taken_ms for given in desk.given] == [2000]


def test_undo_takes_back_and_asks_again(desk: MemoryDesk, stage: Stage) -> None:
    played(desk, stage, " ", "1", "u", " ", "3", "q")
    assert [(given.card, given.grade) for given in desk.given] == [(BOND.id, 4)]


def test_nothing_to_undo_keeps_the_card_as_it_is(desk: MemoryDesk, stage: Stage) -> None:
    played(desk, stage, " ", "u", "3", "q")
    assert grades(desk) == [4]


def test_help_holds_the_keys_back(desk: MemoryDesk, stage: Stage) -> None:
    played(desk, stage, " ", "?", "1", "u", "down", "end", "q", "?", "esc", "4", "ctrl-c")
    assert grades(desk) == [5]


@pytest.mark.parametrize("key", ["q", "esc", "ctrl-c"])
def test_every_way_out(desk: MemoryDesk, stage: Stage, key: str) -> None:
    summary = played(desk, stage, " ", "3", Resize(), "x", "unknown", key)
    assert summary.reviews == 1


def test_a_refusal_goes_on_with_what_is_right_now(desk: MemoryDesk, stage: Stage) -> None:
    desk.troubles = [AnswerRefused("It moved on.", code="stale")]
    played(desk, stage, " ", "3", "4", "q")
    assert grades(desk) == [5]


def test_a_card_that_changed_is_asked_anew(desk: MemoryDesk, stage: Stage) -> None:
    class Elsewhere(MemoryDesk):
        """A desk whose first card is answered by another program in between."""

        def answer(self, asked: Asked, grade: int, *, now: Moment, taken_ms: int) -> None:
            if asked.card == BOND:
                self.cards = [REWORDED, *DECK[1:]]
                self.due = {}
                raise AnswerRefused("It moved on.", code="stale")
            super().answer(asked, grade, now=now, taken_ms=taken_ms)

    elsewhere = Elsewhere(DECK, due=desk.due)
    played(elsewhere, stage, " ", "3", "3", "4", "q")
    assert grades(elsewhere) == []


def test_a_store_that_recovers_loses_nothing(desk: MemoryDesk, stage: Stage) -> None:
    desk.troubles = [StoreError("The disk is full.", code="store")]
    played(desk, stage, " ", "3", "3", "q")
    assert grades(desk) == [4]


def test_a_store_that_stays_broken_ends_the_session(desk: MemoryDesk, stage: Stage) -> None:
    desk.troubles = [StoreError("The disk is full.", code="store") for _ in range(2)]
    with pytest.raises(StoreError):
        played(desk, stage, " ", "3", "3")


def test_any_other_refusal_can_be_repeated(desk: MemoryDesk, stage: Stage) -> None:
    desk.troubles = [AllianceCardsError("No.", code="no") for _ in range(5)]
    played(desk, stage, " ", *["3"] * 6, "q")
    assert grades(desk) == [4]


def test_with_nothing_to_ask_no_key_is_read(stage: Stage) -> None:
    assert played(MemoryDesk([]), stage).left.total == 0
