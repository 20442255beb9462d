"""A card's schedule, and what a grade would make of it."""

from typing import NamedTuple

from alliance_cards.core.scheduler import PASSING_GRADE, Scheduler, State

LONGEST_ANSWER_MS = 120_000
"""What statistics and the pace count of an answer's time at most; the rest was a pause."""


class Position(NamedTuple):
    """A card's state and the study day on which it is due (None: it is new)."""

    state: State
    due: int | None


class Schedule(NamedTuple):
    """What follows from a card's rows.

    `due`, `last_day` (of the last review) and `buried_until` are study days; `reviews`,
    `lapses` and `taken_ms` are totals; `seen` is the UUID of the last row. `answers`,
    `recalls` and `recalled` (those that were passed) count for statistics: they hold
    imported history too, and outlast a reset.
    """

    state: State
    due: int | None = None
    last_day: int | None = None
    reviews: int = 0
    lapses: int = 0
    taken_ms: int = 0
    suspended: bool = False
    buried_until: int = 0
    flagged: bool = False
    seen: bytes | None = None
    answers: int = 0
    recalls: int = 0
    recalled: int = 0

    @property
    def position(self) -> Position:
        """The state and the due day together."""
        return Position(self.state, self.due)

    @property
    def is_new(self) -> bool:
        """Whether the card was never reviewed."""
        return self.due is None

    def is_leech(self, lapses: int) -> bool:
        """Whether the card has failed as often as makes a leech: that many lapses."""
        return self.lapses >= lapses

    @property
    def ready(self) -> int:
        """The study day from which the queue may ask the card."""
        return max(self.due or 0, self.buried_until)


class Outcome(NamedTuple):
    """What a grade would do: the next state, the due day, whether it is a lapse."""

    grade: int
    position: Position
    lapse: bool
    drill: bool


def unseen(scheduler: Scheduler) -> Schedule:
    """The schedule of a card without rows."""
    return Schedule(state=scheduler.start())


def outcome(schedule: Schedule, grade: int, day: int, scheduler: Scheduler) -> Outcome:
    """What a review with this grade on this study day would do."""
    elapsed = None if schedule.last_day is None else day - schedule.last_day
    state = scheduler.review(schedule.state, grade, elapsed_days=elapsed)
    position = Position(state, day + state.interval)
    lapse = grade < PASSING_GRADE and schedule.state.repetitions >= 1
    return Outcome(grade, position, lapse, scheduler.needs_drill(grade))
