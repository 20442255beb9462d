"""What ten years of study would have written: answers to cards, by the real rules.

Every card begins on a day of its own and is then answered when it is due or a little later,
until yesterday. All chance comes from a seed.
"""

from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from alliance_cards.core import sm2
from alliance_cards.core.calendar import Moment
from alliance_cards.core.history import Entry, Kind
from alliance_cards.core.schedule import Schedule, outcome, unseen

DAY_MS, HOUR_MS, MINUTE_MS = 86_400_000, 3_600_000, 60_000
DAYS = 3_652  # ten years
TODAY = 20_513
NOW_TEXT = "2026-03-01T12:00:00+01:00"
NOW = Moment(TODAY * DAY_MS + 11 * HOUR_MS, 60)

GRADES, HOW_MANY = (5, 4, 3, 2, 1, 0), (25, 58, 10, 3, 3, 1)
DAYS_LATE, HOW_OFTEN = (0, 1, 2, 7, 30), (80, 10, 5, 4, 1)
HOURS = (7, 8, 12, 13, 18, 19, 20, 21)  # UTC; an hour more on the wall


class Answer(NamedTuple):
    """One answer of the past: when it was given, and what the log says of it."""

    milliseconds: int
    entry: Entry


def answers(cards: Sequence[str], number: int, *, seed: int) -> list[Answer]:
    """So many answers (reviews and drills) to the first of some cards, in order of time.

    Raises ValueError where ten years are too short for so many.
    """
    chance = Random(seed)  # noqa: S311 - no secret
    found: list[Answer] = []
    for card in cards:
        if len(found) >= number:
            break
        found += _life(card, chance)
    if len(found) < number:
        raise ValueError(f"{len(cards)} cards get {len(found)} answers in ten years")
    return sorted(found[:number], key=lambda answer: answer.milliseconds)


def _life(card: str, chance: Random) -> Iterator[Answer]:
    schedule = unseen(sm2)
    day = TODAY - chance.randint(1, DAYS)
    while day < TODAY:
        begun = day * DAY_MS + chance.choice(HOURS) * HOUR_MS + chance.randrange(30 * MINUTE_MS)
        grade = _grade(chance)
        after = outcome(schedule, grade, day, sm2).position
        yield Answer(
            begun,
            Entry(
                kind=Kind.REVIEW,
                card=card,
                grade=grade,
                taken_ms=_taken_ms(chance),
                before=schedule.position,
                after=after,
            ),
        )
        yield from _drill(card, grade, begun, chance)
        schedule = Schedule(state=after.state, due=after.due, last_day=day)
        day += after.state.interval + chance.choices(DAYS_LATE, HOW_OFTEN)[0]


def _drill(card: str, grade: int, begun: int, chance: Random) -> Iterator[Answer]:
    """The repetitions of the same day, minutes apart, until one is good."""
    while sm2.needs_drill(grade):
        begun += chance.randrange(2 * MINUTE_MS, 6 * MINUTE_MS)
        grade = _grade(chance)
        taken = _taken_ms(chance)
        yield Answer(begun, Entry(kind=Kind.DRILL, card=card, grade=grade, taken_ms=taken))


def _grade(chance: Random) -> int:
    return chance.choices(GRADES, HOW_MANY)[0]


def _taken_ms(chance: Random) -> int:
    return int(chance.lognormvariate(8.5, 0.6))  # five seconds, give or take
