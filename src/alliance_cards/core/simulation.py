"""What the load would be: the coming days, played through with drawn grades.

The chance is the caller's, so that the same seed gives the same days. A grade is drawn
without regard to how long the card had rested or how hard it is: the load is about right,
a single card's fate is not.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from alliance_cards.core.scheduler import Scheduler, State

ENOUGH_ANSWERS = 100
MOST_REPEATS = 20
ASSUMED_FIRST = {1: 0.35, 3: 0.15, 4: 0.35, 5: 0.15}
ASSUMED_LATER = {1: 0.12, 3: 0.13, 4: 0.60, 5: 0.15}
ASSUMED_MS = 10_000
"""What is taken for granted of somebody who has answered little so far."""

Chance = Callable[[], float]


@dataclass(frozen=True, slots=True)
class SimulatedDay:
    """A study day to come, as a simulation has it.

    `reviews`, `new` cards and `drills` are numbers of answers; `taken_ms` is all their time.
    """

    day: int
    reviews: int
    new: int
    drills: int
    taken_ms: int


@dataclass(frozen=True, slots=True)
class Draws:
    """The grades from which a simulation draws: their shares, 0 to 1, by grade.

    They are the person's own (`is_own`) if these are enough; else they were assumed.
    `answers` is how many there are, `needed` how many would be enough.
    """

    shares: Mapping[int, float]
    answers: int
    needed: int

    @property
    def is_own(self) -> bool:
        """Whether the grades are the person's own."""
        return self.answers >= self.needed


@dataclass(frozen=True, slots=True)
class Simulation:
    """What the load would be with a number of new cards a day.

    `first` are the grades for new cards, `later` those for reviews. `backlog` cards were
    overdue at the start; `new_left` are new at the end, `overdue_left` then wait in vain.
    `is_own_pace` says whether the time of an answer is the person's. The same seed gives the
    same days.
    """

    seed: int
    new_per_day: int
    reviews_per_day: int
    first: Draws
    later: Draws
    ms_per_answer: int
    is_own_pace: bool
    backlog: int
    new_left: int
    overdue_left: int
    days: tuple[SimulatedDay, ...]


def draws(given: Mapping[int, int], assumed: Mapping[int, float]) -> Draws:
    """The grades to draw from: those that were given (by grade), if they are enough."""
    answers = sum(given.values())
    if answers < ENOUGH_ANSWERS:
        return Draws(dict(assumed), answers, ENOUGH_ANSWERS)
    shares = {grade: number / answers for grade, number in sorted(given.items())}
    return Draws(shares, answers, ENOUGH_ANSWERS)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a simulation starts from: the evening of `today`, and the limits of a day."""

    today: int
    days: int
    seed: int
    new: int
    new_per_day: int
    reviews_per_day: int
    first: Draws
    later: Draws
    ms_per_answer: int | None


def simulate(
    waiting: Iterable[tuple[int, State]], plan: Plan, *, scheduler: Scheduler, chance: Chance
) -> Simulation:
    """The days from tomorrow on.

    `waiting` are the cards that were met, each with the study day on which it is due and its
    state, the most overdue first. `chance` gives numbers from 0 to below 1.
    """
    course = _Course(plan, scheduler, chance)
    for due, state in waiting:
        course.put(max(due, plan.today), state)
    course.pending.extend(course.coming.pop(plan.today, ()))
    backlog = len(course.pending)
    days = tuple(course.play(plan.today + 1 + number) for number in range(plan.days))
    return Simulation(
        seed=plan.seed,
        new_per_day=plan.new_per_day,
        reviews_per_day=plan.reviews_per_day,
        first=plan.first,
        later=plan.later,
        ms_per_answer=course.pace,
        is_own_pace=plan.ms_per_answer is not None,
        backlog=backlog,
        new_left=course.new_left,
        overdue_left=len(course.pending),
        days=days,
    )


class _Course:
    """The cards while the days pass: those that wait, those that come later, the new ones."""

    def __init__(self, plan: Plan, scheduler: Scheduler, chance: Chance) -> None:
        self.plan, self.scheduler, self.chance = plan, scheduler, chance
        self.pending: deque[State] = deque()
        self.coming: dict[int, deque[State]] = defaultdict(deque)
        self.new_left = plan.new
        self.pace = plan.ms_per_answer or ASSUMED_MS

    def put(self, day: int, state: State) -> None:
        self.coming[day].append(state)

    def play(self, day: int) -> SimulatedDay:
        self.pending.extend(self.coming.pop(day, ()))
        reviews = min(len(self.pending), self.plan.reviews_per_day)
        new = min(self.new_left, self.plan.new_per_day)
        self.new_left -= new
        drills = sum(
            self._answer(day, self.pending.popleft(), self.plan.later) for _ in range(reviews)
        )
        drills += sum(
            self._answer(day, self.scheduler.start(), self.plan.first) for _ in range(new)
        )
        return SimulatedDay(day, reviews, new, drills, (reviews + new + drills) * self.pace)

    def _answer(self, day: int, state: State, grades: Draws) -> int:
        """Answer a card; how often the drill repeats it."""
        grade = _drawn(grades, self.chance())
        after = self.scheduler.review(state, grade, elapsed_days=None)
        self.put(day + after.interval, after)
        return _repeats(grade, self.plan.later, self.scheduler, self.chance)


def _repeats(grade: int, grades: Draws, scheduler: Scheduler, chance: Chance) -> int:
    """How often the drill asks a card again on the same day."""
    repeats = 0
    while scheduler.needs_drill(grade) and repeats < MOST_REPEATS:
        repeats += 1
        grade = _drawn(grades, chance())
    return repeats


def _drawn(grades: Draws, chance: float) -> int:
    for grade, share in grades.shares.items():
        chance -= share
        if chance < 0:
            return grade
    return max(grades.shares)
