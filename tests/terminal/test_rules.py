"""The rules of a session, with a desk in memory, keys from a script and their own clock."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from alliance_cards.core.calendar import Moment
from alliance_cards.core.cards import option_order
from alliance_cards.core.errors import AllianceCardsError, AnswerRefused, StoreError
from alliance_cards.core.session import Asked
from alliance_cards.core.summary import Summary
from alliance_cards.terminal.actions import give, take, undo
from alliance_cards.terminal.bindings import keymap
from alliance_cards.terminal.events import Event, Key, Paste, Resize, Resume, Typed
from alliance_cards.terminal.scene import End, Room, Scene
from alliance_cards.terminal.stage import Stage
from alliance_cards.terminal.study import play
from terminal.decks import BOND, CHOICE, CHOICE_OF_TWO, CLOZE, DECK, LIST, REWORDED, TYPED
from terminal.memory_desk import NOW, TODAY, MemoryDesk, seen_twice

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
        if isinstance(step, Paste):
            return step
        return Key(step) if isinstance(step, str) else step

    def line(self, show: Callable[[], None], *, leave: bytes) -> Event:
        show()
        event = self.read(None)
        assert event is not None
        return event

    def pending_discard(self) -> None:
        self.discards += 1

    @contextmanager
    def given_back(self) -> Iterator[None]:
        self.now += 60.0
        yield


@pytest.fixture
def desk() -> MemoryDesk:
    return MemoryDesk(DECK, due={BOND.id: seen_twice()})


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with (tmp_path / "screen").open("w", encoding="utf-8") as output:
        yield Stage(output, color=True, columns=0)


def room_of(
    desk: MemoryDesk, script: Script, *, rebound: Mapping[str, Sequence[str]] | None = None
) -> Room:
    keys = keymap(rebound or {})
    return Room(desk, script, lambda: NOW, lambda: script.now, keys, pause_after=120)


def played(
    desk: MemoryDesk,
    stage: Stage,
    *steps: Step,
    rebound: Mapping[str, Sequence[str]] | None = None,
) -> Summary:
    """A session with these steps; it must have ended with the last one."""
    script = Script(*steps)
    room = room_of(desk, script, rebound=rebound)
    play(room, room.ask(answered=0), keyboard=script, stage=stage)
    return desk.summary(NOW)


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
    room = room_of(desk, script)
    play(room, room.ask(answered=0), keyboard=script, stage=stage)
    assert script.discards == 1


def test_a_session_ends_when_nothing_is_left(desk: MemoryDesk, stage: Stage) -> None:
    summary = played(desk, stage, *[" ", "3"] * 3, "enter")
    assert (summary.reviews, summary.new, summary.left.total) == (3, 2, 0)


def test_what_failed_comes_again_until_it_is_good(desk: MemoryDesk, stage: Stage) -> None:
    played(desk, stage, " ", "1", " ", "3", " ", "3", " ", "2", " ", "4", "q")
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


def test_with_nothing_to_ask_any_leaving_key_ends(stage: Stage) -> None:
    assert played(MemoryDesk([]), stage, "x", "q").left.total == 0


def test_the_summary_at_the_end_can_be_undone(stage: Stage) -> None:
    desk = MemoryDesk([BOND])
    played(desk, stage, " ", "3", "u", " ", "4", "?", "?", "enter")
    assert grades(desk) == [5]


def test_redo_brings_back_what_undo_took(desk: MemoryDesk, stage: Stage) -> None:
    played(desk, stage, " ", "4", "u", "U", "ctrl-r", "q")
    assert grades(desk) == [5]


@pytest.mark.parametrize(("text", "grade"), [("authenticty", 4), ("GENUINENESS", 4), ("no", 1)])
@pytest.mark.parametrize("key", [" ", "enter"])
def test_the_grade_of_a_typed_answer_is_suggested(
    stage: Stage, text: str, grade: int, key: str
) -> None:
    desk = MemoryDesk([TYPED])
    played(desk, stage, Typed(text, done=True), 1.0, key, 0.5, "ctrl-c")
    assert grades(desk) == [grade]


def test_a_suggestion_is_never_imposed(stage: Stage) -> None:
    desk = MemoryDesk([TYPED])
    played(desk, stage, Typed("no", done=True), "3", "q")
    assert grades(desk) == [4]


def test_an_empty_line_only_shows_the_answer(stage: Stage) -> None:
    desk = MemoryDesk([TYPED])
    played(desk, stage, Typed("", done=True), 1.0, "2", "ctrl-c")
    assert grades(desk) == [3]


def test_a_line_that_was_broken_off_goes_on(stage: Stage) -> None:
    desk = MemoryDesk([TYPED])
    played(
        desk, stage, Typed("genuinq", done=False), "backspace", *"e", Paste("ness\nq"), "enter",
        1.0, "enter", 0.5, "q",
    )  # fmt: skip
    assert grades(desk) == [4]


def test_a_colon_makes_a_command_of_a_line(stage: Stage) -> None:
    desk = MemoryDesk([BOND, TYPED])
    played(desk, stage, " ", "1", Typed(":u", done=True), " ", "3", Typed(":q", done=True))
    assert grades(desk) == [4]


@pytest.mark.parametrize(("wanted", "grade"), [(True, 4), (False, 1)])
def test_a_chosen_option_suggests_a_grade(stage: Stage, wanted: bool, grade: int) -> None:
    desk = MemoryDesk([CHOICE])
    order = option_order(CHOICE, TODAY)
    place = next(n for n, option in enumerate(order) if (option == 0) is wanted)
    played(desk, stage, "abc"[place], str(place + 1), str(place + 1), "enter", 1.0, " ", 0.5, "q")
    assert grades(desk) == [grade]


def test_of_several_right_options_all_must_be_chosen(stage: Stage) -> None:
    for chosen, grade in (((0, 2), 4), ((0,), 1), ((0, 1, 2), 1)):
        desk = MemoryDesk([CHOICE_OF_TWO])
        order = option_order(CHOICE_OF_TWO, TODAY)
        keys = [str(order.index(option) + 1) for option in chosen]
        played(desk, stage, *keys, "enter", 1.0, "enter", 0.5, "q")
        assert grades(desk) == [grade]


def test_a_whole_list_gives_credit_by_item(stage: Stage) -> None:
    desk = MemoryDesk(LIST)
    played(desk, stage, "w", " ", "2", "3", "3", 1.0, "enter", 0.5, "q")
    assert grades(desk) == [4, 1, 4]


def test_no_item_of_a_long_list_is_kept_unseen(stage: Stage) -> None:
    """Space and Enter page down first; a Space that is held down keeps nothing either."""
    items = [LIST[0]._replace(id=f"d/long#{n}", back="An item. " * 40) for n in range(6)]
    for key in (" ", "enter"):
        desk = MemoryDesk(items, asks_wholes=True)
        played(desk, stage, key, 1.0, key, 1.0, key, 1.0, "q")
        assert grades(desk) == []
        played(desk, stage, key, *[1.0, key] * 12, 0.5, "q")
        assert grades(desk) == [4] * 6
    desk = MemoryDesk(items, asks_wholes=True)
    played(desk, stage, " ", *HELD, "q")
    assert grades(desk) == []


@pytest.mark.parametrize(("crams", "cards"), [(False, 1), (True, 3)])
def test_a_whole_list_is_one_card_of_the_session(crams: bool, cards: int) -> None:
    """But each item is one of a cram; and undo counts as the answer did."""
    desk = MemoryDesk([*LIST, BOND], asks_wholes=True, crams=crams)
    room = room_of(desk, Script())
    whole = room.ask(answered=0)
    assert isinstance(whole, Scene)
    after = take(room, whole._replace(revealed=True), at=0.0)
    assert isinstance(after, Scene)
    assert (after.answered, after.asked.left.total) == (cards, 1)
    last = give(room, after, grade=4, at=0.0)
    assert isinstance(last, End)
    back = undo(room, last)
    assert isinstance(back, Scene)
    assert (back.answered, back.asked.left.total) == (cards, 1)


def test_a_whole_list_can_be_asked_item_by_item_again(stage: Stage) -> None:
    desk = MemoryDesk(LIST)
    played(desk, stage, "w", "w", " ", "3", "q")
    assert [given.card for given in desk.given] == [LIST[0].id]


def test_only_lists_are_asked_as_a_whole(desk: MemoryDesk, stage: Stage) -> None:
    played(desk, stage, "w", " ", "3", "q")
    assert grades(desk) == [4]


def test_a_new_card_is_read_before_it_is_asked(stage: Stage) -> None:
    desk = MemoryDesk([BOND], reads=True)
    played(desk, stage, "3", 1.0, " ", 1.0, " ", 1.0, "4", "q")
    assert grades(desk) == [5]


def test_a_held_space_reads_nothing(stage: Stage) -> None:
    desk = MemoryDesk([BOND], reads=True)
    played(desk, stage, *REPETITION * 30, 1.0, "q")
    assert desk.was_read == []


@pytest.mark.parametrize("key", ["-", "@"])
def test_a_card_put_aside_is_asked_no_more(desk: MemoryDesk, stage: Stage, key: str) -> None:
    played(desk, stage, key, " ", "3", "q")
    assert [given.card for given in desk.given] == [CLOZE.id]


def test_a_flag_leaves_the_answer_on_the_screen(desk: MemoryDesk, stage: Stage) -> None:
    played(desk, stage, " ", "!", "4", "q")
    assert [done.kind for done in desk.done] == ["flag", "review"]
    played(desk, stage, "u", "!", "!", "q")
    assert [done.kind for done in desk.done] == ["flag", "unflag", "flag"]


def test_after_an_edit_it_goes_on_with_the_card_as_it_is_then(stage: Stage) -> None:
    desk = MemoryDesk([BOND], edits=lambda card: card._replace(back="Reworded"))
    played(desk, stage, 2.0, " ", "e", 1.0, "4", "q")
    assert desk.cards[0].back == "Reworded"
    assert [(given.grade, given.taken_ms) for given in desk.given] == [(5, 3000)]


def test_why_lies_over_the_card(desk: MemoryDesk, stage: Stage) -> None:
    played(desk, stage, " ", "i", "1", "down", "i", "i", "esc", "4", "q")
    assert grades(desk) == [5]


def test_an_absence_does_not_count(desk: MemoryDesk, stage: Stage) -> None:
    """After two minutes without a key the clock of the answer stands still."""
    played(desk, stage, 30.0, " ", 3600.0, "3", "q")
    assert [given.taken_ms for given in desk.given] == [150_000]


def test_keys_can_be_set(desk: MemoryDesk, stage: Stage) -> None:
    played(desk, stage, "z", "u", "g", "q", rebound={"show": ["z"], "good": ["g"]})
    assert grades(desk) == [4]
