"""Charts are laid out without a figure being lost or moved."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_cards.core.plots import (
    LEVELS,
    Shades,
    axis_end,
    day_date,
    in_bars,
    months,
    shades,
    spans,
    weakest_first,
    weeks,
)
from alliance_cards.core.statistics import Recall, StudyDay
from drawn import examples
from progress_samples import group

LAST = 20_513
DAYS = st.lists(st.integers(LAST - 1_500, LAST), unique=True, max_size=30).map(
    lambda days: [StudyDay(day, answers=day % 7 + 1, taken_ms=day) for day in sorted(days)]
)


@given(DAYS, st.integers(LAST - 5, LAST))
@examples(25)
def test_a_month_holds_its_days_on_their_weekdays(days: list[StudyDay], last: int) -> None:
    first = min([day.day for day in days], default=last)
    shown = [
        (day, weekday)
        for block in months(days, first=first, last=last)
        for week in block
        for weekday, day in enumerate(week)
        if day
    ]
    assert all(day_date(day.day).weekday() == weekday for day, weekday in shown)
    numbers = [day.day for day, _ in shown]
    start = first - day_date(first).day + 1
    assert sorted(numbers) == list(range(min(start, last + 1), last + 1))
    assert {day for day, _ in shown if day.answers} == {day for day in days if day.day <= last}


@given(DAYS, st.integers(1, 60))
def test_weeks_begin_on_monday_and_end_with_the_last_day(days: list[StudyDay], count: int) -> None:
    shown = weeks(days, last=LAST, count=count)
    flat = [day for week in shown for day in week if day]
    assert len(shown) == count
    assert flat[-1].day == LAST
    assert day_date(flat[0].day).weekday() == 0
    assert [day for day in flat if day.answers] == [d for d in days if d.day >= flat[0].day]


@given(DAYS, st.integers(0, 1_600))
def test_a_curve_loses_no_answer(days: list[StudyDay], length: int) -> None:
    first = LAST - length
    shown = spans(days, first=first, last=LAST)
    inside = [day for day in days if day.day >= first]
    assert sum(span.answers for span in shown) == sum(day.answers for day in inside)
    assert sum(span.taken_ms for span in shown) == sum(day.taken_ms for day in inside)
    assert shown[0].first == first
    assert shown[-1].last == LAST
    assert all(one.last + 1 == two.first for one, two in pairwise(shown))


@given(st.lists(st.integers(0, 50), min_size=1, max_size=400), st.integers(1, 120))
def test_bars_hold_all_days_in_the_room_there_is(days: list[int], room: int) -> None:
    size, bars = in_bars(days, room)
    assert len(bars) <= room
    assert sum(bars) == sum(days)
    assert bars[0] == sum(days[:size])


@given(DAYS, st.integers(1, 100))
def test_a_level_begins_where_the_key_says(days: list[StudyDay], top: int) -> None:
    for levels in (shades(days), Shades(top)):
        assert levels.level(0) == 0
        for level, start in enumerate(levels.starts, start=1):
            assert levels.level(start) >= level
            assert start == 1 or levels.level(start - 1) < level
        assert levels.level(10**6) == LEVELS


@pytest.mark.parametrize(
    ("most", "end"), [(0, 1), (1, 1), (7, 8), (9, 10), (10, 10), (41, 50), (101, 200), (999, 1000)]
)
def test_an_axis_ends_on_a_round_number(most: int, end: int) -> None:
    assert axis_end(most) == end


def test_study_day_0_is_the_first_of_january_1970() -> None:
    assert day_date(0) == date(1970, 1, 1)


def test_a_single_failure_does_not_make_a_group_the_weakest() -> None:
    once, often, well = group("once", 1, 0), group("often", 188, 117), group("well", 40, 39)
    assert weakest_first([well, once, often, group("never", 0, 0)]) == [often, once, well]
    assert Recall(1, 0).interval[1] > Recall(188, 117).interval[1]
