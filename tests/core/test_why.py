"""The arithmetic of a date in words, against the tables worked by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_cards.core import sm2
from alliance_cards.core.history import Entry, Kind, Row, fold
from alliance_cards.core.schedule import Position
from alliance_cards.core.scheduler import State
from alliance_cards.core.sm2 import explain
from alliance_cards.core.why import Story, told


def story(*entries: Entry, days: list[int] | None = None, today: int = 0) -> Story:
    """The story of rows on some days, on days 0, 1, 2 … without any given."""
    rows = [
        Row(
            uuid=n.to_bytes(16, "big"),
            action=n.to_bytes(16, "big"),
            device=bytes(16),
            stamp=n,
            clock=n,
            offset_minutes=0,
            day=days[n] if days else n,
            entry=entry._replace(card="d/c"),
        )
        for n, entry in enumerate(entries)
    ]
    return told("d/c", rows, scheduler=sm2, today=today)


def reviews(grades: str) -> list[Entry]:
    """Reviews with these grades."""
    return [Entry(kind=Kind.REVIEW, grade=int(grade)) for grade in grades]


@pytest.mark.parametrize(
    ("grades", "sentence"),
    [
        ("5", "The first interval is always 1 day."),
        ("44", "The second interval is always 6 days."),
        ("444", "6 days × 2.50 = 15 days."),
        ("4444", "15 days × 2.50 = 37.50, rounded up to 38 days."),
        ("555", "6 days × 2.70 = 16.20, rounded up to 17 days."),
        ("55555", "48 days × 2.90 = 139.20, rounded up to 140 days."),
        ("333333333", "271 days × 1.38 = 373.98, rounded up to 374 days."),
        ("333333333", "1.38 − 0.14 = 1.24, but never less than 1.30; it counts from"),
        ("554454", "125 days × 2.80 = 350 days."),
        ("5", "2.50 + 0.10 = 2.60; it counts from the next interval on."),
        ("55444", "Grade 4 leaves the ease at 2.70."),
        ("4441", "Grade 1 (again: it was wrong) is below 3: not known."),
        ("4441", "A failure does not change the ease: it stays 2.50."),
        ("4441", "this is lapse number 1."),
        ("4441444", "6 days × 2.50 = 15 days."),
        ("4444444444", "10 times in a row by now."),
        ("4" * 14, "is more than 36,500 days, and that is the longest there is."),
    ],
)
def test_rows_worked_by_hand(grades: str, sentence: str) -> None:
    """The last step of every row of the table is told with its numbers."""
    assert sentence in "\n".join(story(*reviews(grades)).reasons)


@given(st.lists(st.integers(0, 5), min_size=1, max_size=20))
def test_what_is_told_is_what_is_scheduled(grades: list[int]) -> None:
    """Interval, ease and lapses in the words are those of the fold."""
    told_ = story(*reviews("".join(map(str, grades))))
    after = told_.events[-1].after
    text = "\n".join(explain(told_.events[-1].before.state, grades[-1]))
    assert f"{after.state.ease / 100:.2f}" in text
    days = after.state.interval
    assert f"{days} day" in text or (days == 36_500 and "36,500 days" in text)
    assert after == told_.schedule == fold((event.row for event in told_.events), sm2)


def test_late_early_and_on_the_day() -> None:
    """How far an answer was from its day is told, and that it does not matter."""
    late = story(*reviews("44"), days=[0, 10], today=10)
    assert "today (1970-01-11), 9 days late; the planned interval" in late.reasons[0]
    assert late.reasons[-2] == "Due: 1970-01-11 + 6 days = 1970-01-17, in 6 days."
    early = story(*reviews("444"), days=[0, 1, 3], today=4)
    assert "yesterday (1970-01-04), 4 days early;" in early.reasons[0]
    assert "late" not in story(*reviews("44"), days=[0, 1], today=1).reasons[0]


def test_what_would_come_next() -> None:
    """The last sentence says what the next answer would do."""
    assert story(*reviews("444")).reasons[-1] == (
        "The time after that: 38 days later if it is known, 1 day if not."
    )


def test_what_happened_since() -> None:
    """Drills, burying and suspending are told after the date; none changes it."""
    drill, bury = Entry(kind=Kind.DRILL, grade=1), Entry(kind=Kind.BURY, value=9)
    buried = "\n".join(story(*reviews("3"), drill, drill, bury).reasons)
    assert "repeated 2 times since" in buried
    assert "buried until 1970-01-10" in buried
    suspended = story(*reviews("3"), Entry(kind=Kind.SUSPEND))
    assert suspended.reasons[-1].startswith("It is suspended")


def test_a_card_without_a_date() -> None:
    """New, or new again."""
    assert story().reasons == ("The card is new: no review has given it a date yet.",)
    again = story(*reviews("44"), Entry(kind=Kind.RESET), today=2)
    assert again.reasons == ("It was reset today (1970-01-03): it begins anew, as a new card.",)


def test_a_state_from_elsewhere() -> None:
    """What was imported is told as such: no arithmetic of ours led to it."""
    given_ = Entry(kind=Kind.SET, after=Position(State(5, 210, 40), 55), value=2)
    assert story(given_, today=20).reasons[:2] == (
        "Its state was brought in 20 days ago (1970-01-01): an interval of 40 days.",
        "Due: 1970-02-25; the date was brought in with it.",
    )
    new = Entry(kind=Kind.SET, after=Position(sm2.start(), None), value=0)
    assert story(new).reasons == ("Its state was brought in today (1970-01-01): a new card.",)
