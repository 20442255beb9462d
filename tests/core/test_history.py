"""The fold of a card's rows into its schedule."""

from hypothesis import given
from hypothesis import strategies as st

from alliance_cards.core import sm2
from alliance_cards.core.history import Entry, Kind, Row, fold, step
from alliance_cards.core.schedule import Position, Schedule, outcome, unseen
from alliance_cards.core.scheduler import State


def row(stamp: int, day: int, **entry: object) -> Row:
    """A row of a card, on a study day."""
    uuid = stamp.to_bytes(16, "big")
    return Row(
        uuid=uuid,
        action=uuid,
        device=bytes(16),
        stamp=stamp,
        clock=stamp,
        offset_minutes=0,
        day=day,
        entry=Entry(**{"card": "d/c", **entry}),  # type: ignore[arg-type]
    )


def reviews(*answers: tuple[int, int]) -> list[Row]:
    """Reviews given as (day, grade)."""
    return [row(n, day, kind=Kind.REVIEW, grade=g) for n, (day, g) in enumerate(answers)]


def test_a_late_answer() -> None:
    """Answered 4 on days 0, 1 and (due on day 7) 20: 15 days from the day of the answer."""
    schedule = fold(reviews((0, 4), (1, 4), (20, 4)), sm2)
    assert schedule.position == Position(State(3, 250, 15), 35)
    assert (schedule.reviews, schedule.lapses, schedule.last_day) == (3, 0, 20)


def test_the_drill_changes_nothing() -> None:
    """Answered 3, then 0 and 4 in the drill, all on day 0: 1, 2.36, 1, due on day 1."""
    drilled = [row(9, 0, kind=Kind.DRILL, grade=0), row(10, 0, kind=Kind.DRILL, grade=4)]
    schedule = fold(reviews((0, 3)) + drilled, sm2)
    assert schedule.position == Position(State(1, 236, 1), 1)
    assert schedule.lapses == 0


@given(st.lists(st.tuples(st.integers(0, 5), st.lists(st.integers(0, 5), max_size=3))))
def test_drills_anywhere_change_nothing(days: list[tuple[int, list[int]]]) -> None:
    """A history with drills schedules as the same history without them."""
    plain, drilled = [], []
    for day, (grade, drills) in enumerate(days):
        plain.append(row(day * 10, day, kind=Kind.REVIEW, grade=grade))
        drilled.append(plain[-1])
        drilled += [
            row(day * 10 + n, day, kind=Kind.DRILL, grade=g) for n, g in enumerate(drills, 1)
        ]
    one, two = fold(plain, sm2), fold(drilled, sm2)
    assert (one.position, one.lapses, one.reviews) == (two.position, two.lapses, two.reviews)


def test_a_lapse_is_a_failure_of_what_was_known() -> None:
    """A review below 3 counts with one repetition or more behind it, not before."""
    assert fold(reviews((0, 1), (1, 2)), sm2).lapses == 0
    assert fold(reviews((0, 4), (1, 2), (2, 0)), sm2).lapses == 1


def test_every_outcome_is_known_before_the_answer() -> None:
    """What `outcome` promises is what the answer then does."""
    schedule = fold(reviews((0, 5), (1, 4)), sm2)
    for grade in range(6):
        promised = outcome(schedule, grade, 7, sm2)
        given_ = step(schedule, row(99, 7, kind=Kind.REVIEW, grade=grade), sm2)
        assert given_.position == promised.position
        assert given_.lapses - schedule.lapses == promised.lapse
        assert promised.drill == (grade < 4)


def test_a_given_state_and_a_reset() -> None:
    """SET puts a state in place; RESET begins anew and keeps what is no progress."""
    given_ = row(1, 3, kind=Kind.SET, after=Position(State(5, 210, 40), 43), value=2)
    schedule = fold([given_, row(2, 3, kind=Kind.FLAG, value=1)], sm2)
    assert (schedule.position, schedule.lapses) == (Position(State(5, 210, 40), 43), 2)
    reset = step(schedule, row(3, 4, kind=Kind.RESET), sm2)
    assert reset.is_new
    assert reset.flagged


def test_suspended_buried_and_back() -> None:
    """Suspending and burying hold a card back; resuming lets it go."""
    buried = step(fold(reviews((0, 4)), sm2), row(5, 0, kind=Kind.BURY, value=9), sm2)
    assert buried.ready == 9
    suspended = step(buried, row(6, 0, kind=Kind.SUSPEND), sm2)
    assert suspended.suspended
    resumed = step(suspended, row(7, 0, kind=Kind.RESUME), sm2)
    assert (resumed.suspended, resumed.ready) == (False, 1)


class Leitner:
    """Another scheduler, of boxes: the box is `repetitions`, box n waits n days."""

    def start(self) -> State:
        return State(0, 0, 0)

    def review(self, state: State, grade: int, *, elapsed_days: int | None) -> State:
        box = state.repetitions + 1 if grade >= 3 else 1
        return State(box, 0, box)

    def needs_drill(self, grade: int) -> bool:
        return False

    def explain(self, state: State, grade: int) -> tuple[str, ...]:
        return (f"It moves from box {state.repetitions}.",)


def test_another_scheduler_fits_the_seam() -> None:
    """The same rows under another rule, without a change anywhere else."""
    schedule = fold(reviews((0, 4), (1, 4), (3, 1)), Leitner())
    assert schedule.position == Position(State(1, 0, 1), 4)
    assert unseen(Leitner()) == Schedule(state=State(0, 0, 0))
