"""The load of days to come."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from alliance_cards.core import sm2
from alliance_cards.core.scheduler import State
from alliance_cards.core.simulation import ASSUMED_MS, Draws, Plan, Simulation, draws, simulate

GOOD = Draws({4: 1.0}, 100, 100)
MIXED = Draws({1: 0.3, 3: 0.2, 4: 0.5}, 100, 100)


def played(
    waiting: list[tuple[int, State]] | None = None,
    *,
    new: int = 0,
    a_day: tuple[int, int] = (20, 200),
    days: int = 9,
    grades: Draws = GOOD,
    seed: int = 1,
) -> Simulation:
    """A simulation that begins on the evening of day 0."""
    plan = Plan(
        today=0,
        days=days,
        seed=seed,
        new=new,
        new_per_day=a_day[0],
        reviews_per_day=a_day[1],
        first=grades,
        later=grades,
        ms_per_answer=None,
    )
    return simulate(waiting or [], plan, scheduler=sm2, chance=Random(seed).random)  # noqa: S311


def test_who_always_knows_meets_the_intervals_of_sm2() -> None:
    """Two cards, met on days 1 and 2, come after 1 and after 6 days."""
    found = played(new=2, a_day=(1, 200))
    assert [day.new for day in found.days] == [1, 1, 0, 0, 0, 0, 0, 0, 0]
    assert [day.reviews for day in found.days] == [0, 1, 1, 0, 0, 0, 0, 1, 1]
    assert found.days[1].taken_ms == 2 * ASSUMED_MS
    assert (found.new_left, found.backlog, found.overdue_left) == (0, 0, 0)


def test_a_limit_makes_the_overdue_wait() -> None:
    """What does not fit into a day comes on the next, oldest first."""
    late = [(day, State(3, 250, 100)) for day in (-9, -5, 0)]
    found = played(late, a_day=(0, 1), days=2, new=7)
    assert (found.backlog, [day.reviews for day in found.days]) == (3, [1, 1])
    assert (found.overdue_left, found.new_left) == (1, 7)


def test_own_grades_where_there_are_enough() -> None:
    """A hundred answers are; until then it says how many there were."""
    assert draws({4: 75, 1: 25}, {5: 1.0}) == Draws({1: 0.25, 4: 0.75}, 100, 100)
    few = draws({4: 99}, {5: 1.0})
    assert (few.is_own, few.answers, dict(few.shares)) == (False, 99, {5: 1.0})


@given(st.integers(0, 60), st.integers(0, 9), st.integers(0, 9), st.integers(0, 5))
def test_no_card_is_lost_and_no_limit_passed(new: int, a_day: int, most: int, seed: int) -> None:
    """Every card met is new no more, limits hold, and the same seed gives the same days."""
    found = played(new=new, a_day=(a_day, most), grades=MIXED, seed=seed, days=12)
    assert found == played(new=new, a_day=(a_day, most), grades=MIXED, seed=seed, days=12)
    assert sum(day.new for day in found.days) + found.new_left == new
    assert all(day.new <= a_day and day.reviews <= most for day in found.days)
