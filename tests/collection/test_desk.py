"""A session as the study screen sees it, on a real home."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from alliance_cards.collection.asking import queue_of_today
from alliance_cards.collection.desk import StudyDesk
from alliance_cards.collection.looking import examine
from alliance_cards.collection.marking import mark
from alliance_cards.core.calendar import Moment
from alliance_cards.core.errors import AllianceCardsError, AnswerRefused
from alliance_cards.core.history import Kind
from alliance_cards.core.queue import Counts
from alliance_cards.core.session import Asked
from alliance_cards.core.settings import Settings
from people import FIRST_DAY, NOON, Person, at

CARDS = [(f"c{n}", f"Question {n}", f"Answer {n}") for n in range(5)]


@pytest.fixture
def homes() -> Iterator[ExitStack]:
    """Whatever is opened is closed."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def ann(tmp_path: Path, homes: ExitStack) -> Person:
    """Ann, with a deck `d` of five new cards."""
    return person(homes, tmp_path / "ann")


def person(homes: ExitStack, folder: Path, **settings: Any) -> Person:
    """A person with a deck of five cards and some settings."""
    somebody = Person(folder, Settings(**settings))
    homes.callback(somebody.collection.close)
    somebody.write(*CARDS)
    return somebody


def asked(desk: StudyDesk, now: Moment = NOON) -> Asked:
    """The card on the table."""
    found = desk.ask(now)
    assert found is not None
    return found


def give(desk: StudyDesk, grade: int, now: Moment = NOON) -> str:
    """Answer the card on the table; its name."""
    found = asked(desk, now)
    desk.answer(found, grade, now=now, taken_ms=700)
    return found.card.id


def test_the_days_limits(tmp_path: Path, homes: ExitStack) -> None:
    """Two new cards a day and one review; the rest waits, and the summary says so."""
    bob = person(homes, tmp_path / "bob", new_per_day=2, reviews_per_day=1)
    desk = bob.desk()
    assert [give(desk, 5), give(desk, 5)] == ["d/c0", "d/c1"]
    assert desk.ask(NOON) is None
    assert desk.summary(NOON).waiting == 3
    assert asked(desk, at(1)).left == Counts(due=1, new=2, drill=0)
    assert give(desk, 5, at(1)) == "d/c0"
    assert asked(desk, at(1)).left == Counts(due=0, new=2, drill=0)


def test_a_new_card_answered_again_does_not_eat_the_review_limit(
    tmp_path: Path, homes: ExitStack
) -> None:
    """Neither it nor its drill counts as a review."""
    bob = person(homes, tmp_path / "bob", new_per_day=1, reviews_per_day=1)
    bob.answer("d/c4", 5, now=at(-1))
    desk = bob.desk()
    assert give(desk, 5) == "d/c4"
    assert give(desk, 1) == "d/c0"
    assert asked(desk).turn == "drill"
    assert queue_of_today(bob.collection, at(1), ()).counts == Counts(due=1, new=1, drill=0)


def test_when_the_day_begins(tmp_path: Path, homes: ExitStack) -> None:
    """The hour is a setting: at five the day of four has begun, that of six has not."""
    for hour, days in ((4, 0), (6, -1)):
        bob = person(homes, tmp_path / f"from-{hour}", day_starts_at=hour)
        assert bob.collection.day(at(0, 5)) - bob.collection.day(at(0)) == days


def test_the_day_rolls_over_in_mid_session(ann: Person) -> None:
    """What comes after four o'clock is planned for the new day."""
    desk = ann.desk()
    give(desk, 5, at(1, 3, 58))  # still the day before
    assert asked(desk, at(1, 3, 59)).left.due == 0
    assert asked(desk, at(1, 4, 1)).card.id == "d/c0"
    assert asked(desk, at(1, 4, 1)).turn == "due"


def test_a_drill_shown_before_the_rollover_is_no_review_after_it(ann: Person) -> None:
    """The person was told that it changes nothing; so it is refused, and asked anew."""
    ann.write(CARDS[0])
    desk = ann.desk()
    give(desk, 1, at(1, 3, 58))
    drill = asked(desk, at(1, 3, 59))
    assert drill.turn == "drill"
    with pytest.raises(AnswerRefused, match="moved on"):
        desk.answer(drill, 1, now=at(1, 4, 1), taken_ms=0)
    assert asked(desk, at(1, 4, 1)).turn == "due"
    assert ann.reviews("d/c0") == 1


def test_what_another_program_answers_is_not_asked(ann: Person, homes: ExitStack) -> None:
    """The desk notices that somebody else has written."""
    desk = ann.desk()
    assert asked(desk).card.id == "d/c0"
    other = Person(ann.folder)
    homes.callback(other.collection.close)
    other.answer("d/c0")
    assert asked(desk).card.id == "d/c1"


def test_a_stale_card_takes_no_answer(ann: Person) -> None:
    """The card on the screen was answered meanwhile: nothing is recorded twice."""
    desk = ann.desk()
    shown = asked(desk)
    ann.answer("d/c0", 5)
    with pytest.raises(AnswerRefused, match="moved on"):
        desk.answer(shown, 1, now=NOON, taken_ms=0)
    assert ann.reviews("d/c0") == 1


def test_a_session_over_some_decks(ann: Person) -> None:
    """Neither cards nor drills of other decks come in, nor their dates."""
    ann.write(("x", "Another", "X"), deck="e")
    ann.answer("e/x", 1)
    ann.answer("d/c0", 1)
    desk = ann.desk(decks=("e",))
    assert asked(desk).card.id == "e/x"
    assert asked(desk).left == Counts(0, 0, 1)
    assert desk.summary(NOON).upcoming == ((ann.collection.day(NOON) + 1, 1),)


@pytest.mark.parametrize("kind", [Kind.SUSPEND, Kind.BURY])
def test_what_is_held_back_is_not_drilled(ann: Person, kind: Kind) -> None:
    """Suspended or buried, a card leaves today's drill too."""
    ann.answer("d/c0", 1)
    value = ann.collection.day(NOON) + 1 if kind is Kind.BURY else None
    mark(ann.collection, ["d/c0"], kind, now=NOON, value=value)
    assert queue_of_today(ann.collection, NOON, ()).drill == ()
    if kind is Kind.SUSPEND:
        with pytest.raises(AnswerRefused, match="suspended"):
            ann.answer("d/c0", 4)


def test_a_reset_gives_no_second_review_on_one_day(ann: Person) -> None:
    """The card begins anew tomorrow."""
    ann.answer("d/c0", 5)
    mark(ann.collection, ["d/c0"], Kind.RESET, now=NOON, value=None)
    assert ann.collection.schedule_of("d/c0").is_new
    with pytest.raises(AnswerRefused, match="answered today"):
        ann.answer("d/c0", 5)
    assert "d/c0" not in queue_of_today(ann.collection, NOON, ()).new
    assert "d/c0" in queue_of_today(ann.collection, at(1), ()).new
    assert mark(ann.collection, ["d/c0"], Kind.RESET, now=NOON, value=None) == ([], 1)


def test_a_renamed_card_stays_in_the_drill(ann: Person) -> None:
    """Under its new name."""
    ann.answer("d/c0", 1)
    ann.write(("new-name", "Question 0", "Answer 0"), *CARDS[1:])
    assert queue_of_today(ann.collection, NOON, ()).drill == ("d/new-name",)


def test_undo_says_what_it_took_back(ann: Person) -> None:
    """Also a card that no deck holds any more, and nothing when there is nothing."""
    desk = ann.desk()
    give(desk, 5)
    ann.write(*CARDS[1:])
    assert desk.undo(NOON) == ("review", "d/c0", 1, ())
    assert desk.undo(NOON) is None
    assert desk.summary(NOON).reviews == 0


def test_the_summary(ann: Person) -> None:
    """Reviews, new ones, drills, failures and time of what stands."""
    desk = ann.desk()
    for grade in (1, 3, 5, 5, 5, 4):
        give(desk, grade)
    summary = desk.summary(NOON)
    assert (summary.reviews, summary.new, summary.drills) == (5, 5, 1)
    assert [card.id for card in summary.failed] == ["d/c0"]
    assert summary.taken_ms == 6 * 700
    assert summary.left == Counts(0, 0, 1)
    (taken,) = ann.collection.store.one("select sum(taken_ms) from log") or (0,)
    assert taken == summary.taken_ms


def test_the_desk_and_a_fresh_plan_agree(ann: Person) -> None:
    """After any answer the desk's queue is what a new plan would be."""
    desk = ann.desk()
    for step in range(30):
        found = desk.ask(NOON)
        fresh = queue_of_today(ann.collection, NOON, ())
        if found is None:
            assert fresh.next is None
            break
        assert (found.turn, found.card.id) == fresh.next
        assert found.left == fresh.counts
        desk.answer(found, (step * 7) % 6, now=NOON, taken_ms=1)
    assert examine(ann.collection).findings == ()


def test_a_mark_is_made_once_and_where_it_is_needed(ann: Person) -> None:
    """Not twice for a card that is named twice, nor for one that is held back no longer."""
    again = ["d/c0", "d/c0"]
    assert mark(ann.collection, again, Kind.BURY, now=NOON, value=FIRST_DAY + 1) == (["d/c0"], 0)
    assert mark(ann.collection, again, Kind.RESUME, now=at(1), value=None) == ([], 1)
    assert mark(ann.collection, again, Kind.RESUME, now=NOON, value=None) == (["d/c0"], 0)


def test_a_mark_needs_a_card(ann: Person) -> None:
    """An empty query would mean all of them, and is refused."""
    for nothing in ([""], ['""'], [" "]):
        with pytest.raises(AllianceCardsError, match="every card"):
            mark(ann.collection, nothing, Kind.RESET, now=NOON, value=None)
