"""SM-2 against tables worked by hand, and against exact rational arithmetic."""

from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_cards.core import sm2
from alliance_cards.core.scheduler import State

grades = st.integers(0, 5)
histories = st.lists(grades, max_size=30)

WORKED = [
    ("5", 1, 260, [1]),
    ("3", 1, 236, [1]),
    ("0", 0, 250, [1]),
    ("44", 2, 250, [1, 6]),
    ("4444", 4, 250, [1, 6, 15, 38]),
    ("555", 3, 280, [1, 6, 17]),
    ("55555", 5, 300, [1, 6, 17, 48, 140]),
    ("445", 3, 260, [1, 6, 15]),
    ("333333333", 9, 130, [1, 6, 14, 30, 59, 107, 178, 271, 374]),
    ("4441444", 3, 250, [1, 6, 15, 1, 1, 6, 15]),
    ("555055", 2, 300, [1, 6, 17, 1, 1, 6]),
    ("543210", 0, 246, [1, 6, 16, 1, 1, 1]),
    ("554454", 6, 280, [1, 6, 17, 46, 125, 350]),
]


def after(history: list[int]) -> list[State]:
    """The states after each grade of a history."""
    states = [sm2.start()]
    for grade in history:
        states.append(sm2.review(states[-1], grade))
    return states[1:]


@pytest.mark.parametrize(("history", "repetitions", "ease", "intervals"), WORKED)
def test_worked_table(history: str, repetitions: int, ease: int, intervals: list[int]) -> None:
    """Every row of the table that was worked by hand."""
    states = after([int(grade) for grade in history])
    assert [state.interval for state in states] == intervals
    assert (states[-1].repetitions, states[-1].ease) == (repetitions, ease)


def test_binary_floats_would_be_wrong() -> None:
    """50 days at an ease of 3.00 are 150 days; with floats it could come to 151."""
    assert sm2.review(State(repetitions=3, ease=300, interval=50), 4).interval == 150


@given(histories)
def test_ease_never_falls_below_its_floor(history: list[int]) -> None:
    """The E-Factor stays at 1.30 or above."""
    assert all(state.ease >= 130 for state in after(history))


@given(histories, grades)
def test_due_after_the_day_of_the_answer(history: list[int], grade: int) -> None:
    """Every interval is a day at least, and none exceeds 36,500 days."""
    assert all(1 <= state.interval <= 36_500 for state in after([*history, grade]))


@given(histories, grades, grades)
def test_a_better_grade_never_comes_due_earlier(history: list[int], one: int, two: int) -> None:
    """Whatever follows is never sooner for the better of two grades, now or next time."""
    state = [sm2.start(), *after(history)][-1]
    worse, better = sm2.review(state, min(one, two)), sm2.review(state, max(one, two))
    assert worse.interval <= better.interval
    assert sm2.review(worse, 4).interval <= sm2.review(better, 4).interval


@given(histories)
def test_equals_exact_rational_arithmetic(history: list[int]) -> None:
    """The published formulas, in fractions, give the same days and the same ease."""
    ease, interval, repetitions = Fraction(5, 2), 0, 0
    for grade, state in zip(history, after(history), strict=True):
        if grade < 3:
            repetitions, interval = 0, 1
        else:
            repetitions += 1
            grown = {1: 1, 2: 6}.get(repetitions) or ceil(interval * ease)
            interval = min(grown, 36_500)
            change = Fraction(1, 10) - (5 - grade) * (
                Fraction(8, 100) + (5 - grade) * Fraction(2, 100)
            )
            ease = max(Fraction(13, 10), ease + change)
        assert (state.repetitions, state.interval) == (repetitions, interval)
        assert Fraction(state.ease, 100) == ease


@given(histories)
def test_a_failing_grade_keeps_the_ease(history: list[int]) -> None:
    """Grades 0, 1 and 2 schedule alike and leave the E-Factor alone."""
    state = [sm2.start(), *after(history)][-1]
    failed = {sm2.review(state, grade) for grade in (0, 1, 2)}
    assert failed == {State(repetitions=0, ease=state.ease, interval=1)}


def test_the_longest_interval_stays() -> None:
    """36,500 days are the end of it."""
    assert sm2.review(State(9, 300, 36_500), 5).interval == 36_500


@pytest.mark.parametrize("grade", [-1, 6, 9])
def test_no_other_grades(grade: int) -> None:
    """A grade outside 0 to 5 is an error."""
    with pytest.raises(ValueError, match="0 to 5"):
        sm2.review(sm2.start(), grade)


def test_the_drill_takes_what_scored_below_four() -> None:
    """The final drill repeats 0 to 3, and lets 4 and 5 go."""
    assert [grade for grade in range(6) if sm2.needs_drill(grade)] == [0, 1, 2, 3]
