"""A person's pace, what fits into some minutes, and when it is worth coming back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_cards.core.outlook import next_session
from alliance_cards.core.pace import Pace
from alliance_cards.core.queue import Counts, Queue, Turn
from alliance_cards.core.schedule import LONGEST_ANSWER_MS

TURNS: tuple[Turn, ...] = ("due", "new", "drill", "ahead", "cram")


def names(letter: str, count: int) -> tuple[str, ...]:
    """So many cards."""
    return tuple(f"{letter}/{number}" for number in range(count))


def test_a_beginner_is_guessed() -> None:
    """A due card takes ten seconds and a new one twenty, each with three for the drill."""
    assert Pace().time_for(Counts(due=6, new=0, drill=0)) == 6 * 13_000
    assert Pace().time_for(Counts(due=0, new=3, drill=2)) == 3 * 23_000 + 2 * 6_000


def test_the_pace_becomes_the_persons_own() -> None:
    """After many answers the guess is theirs, each turn for itself."""
    pace = Pace()
    for _ in range(396):
        pace = pace.after("due", 4_000)
    assert pace.due.mean == pytest.approx(4_060)
    assert pace.new.mean == 20_000


def test_a_long_absence_is_no_pace() -> None:
    """An hour away counts as two minutes."""
    assert Pace().after("new", 3_600_000) == Pace().after("new", LONGEST_ANSWER_MS)


@given(
    st.lists(st.tuples(st.sampled_from(TURNS), st.integers(0, 300_000)), max_size=30),
    st.tuples(*(st.integers(0, 30) for _ in range(5))),
    st.integers(0, 3_600_000),
)
def test_what_fits_takes_no_longer(
    answers: list[tuple[Turn, int]], sizes: tuple[int, ...], time: int
) -> None:
    """By the person's own pace; only a single card may take longer than there is time."""
    pace = Pace()
    for turn, taken in answers:
        pace = pace.after(turn, taken)
    due, new, drill, ahead, cram = sizes
    queue = Queue(names("d", due), names("n", new), names("r", drill), names("a", ahead))
    if not any(sizes[:4]):
        queue = queue._replace(cram=names("c", cram))
    fitted = pace.fitting(queue, time, first=False)
    if fitted.counts.total > 1:
        assert pace.time_for(fitted.counts) <= time + 1
    for part, whole in zip(fitted, queue, strict=True):
        assert part == whole[: len(part)]
    first = pace.fitting(queue, time, first=True)
    assert (first.next is not None) == (time > 0 and queue.next is not None)


def test_new_cards_come_only_when_all_due_ones_fit() -> None:
    """What is at risk of being forgotten goes first."""
    queue = Queue(names("d", 100), names("n", 5), ())
    fitted = Pace().fitting(queue, 720_000, first=True)
    assert (len(fitted.due), len(fitted.new)) == (55, 0)


def test_what_was_weak_is_repeated_once_more_while_any_time_is_left() -> None:
    queue = Queue((), (), names("w", 3))
    assert Pace().fitting(queue, 1, first=False).drill == queue.drill[:1]
    assert Pace().fitting(queue, 0, first=False).drill == ()


@pytest.mark.parametrize(
    ("coming", "waiting", "day", "number"),
    [
        ([], 0, 1, 0),
        ([(1, 3)], 0, 1, 3),
        ([(1, 1), (6, 20), (7, 15)], 0, 6, 21),
        ([(1, 3), (6, 2)], 0, 1, 3),
        ([(6, 2)], 0, 6, 2),
        ([(6, 30)], 20, 1, 20),
        ([(1, 4), (2, 4), (3, 4), (9, 40), (10, 40), (11, 40), (12, 40)], 0, 3, 12),
        ([], 5, 1, 5),
    ],
)
def test_when_a_session_is_worth_it(
    coming: list[tuple[int, int]], waiting: int, day: int, number: int
) -> None:
    """The first day with ten cards, or with as many as is usual for somebody with fewer."""
    assert next_session(coming, tomorrow=1, waiting=waiting) == (day, number)
