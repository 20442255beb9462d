"""How figures are laid out in a chart, whatever draws it. No new figure comes from here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from alliance_cards.core.calendar import EPOCH_ORDINAL
from alliance_cards.core.statistics import Group, Statistics, StudyDay

DAYS_OF_WEEK = 7
FIRST_WEEKDAY = 3
"""Study day 0, 1970-01-01, was a Thursday; Monday is 0."""
LEVELS = 4
MOST_SINGLE_DAYS, MOST_WEEKS = 120, 106 * DAYS_OF_WEEK

Week = tuple[StudyDay | None, ...]


@dataclass(frozen=True, slots=True)
class Shades:
    """The levels of a heat map: 0 without an answer, then 1 to 4.

    The highest begins at `top` answers, which nine in ten of the studied days do not pass:
    one day of cramming does not bleach all others.
    """

    top: int

    def level(self, answers: int) -> int:
        """The level of a day with so many answers."""
        return min(LEVELS, -(-LEVELS * answers // self.top)) if answers > 0 else 0

    @property
    def starts(self) -> tuple[int, ...]:
        """The fewest answers of the levels 1 to 4."""
        return tuple(self.top * level // LEVELS + 1 for level in range(LEVELS))


@dataclass(frozen=True, slots=True)
class Span:
    """Neighbouring study days of a curve, both ends included, and what was done on them."""

    first: int
    last: int
    answers: int
    taken_ms: int


def day_date(day: int) -> date:
    """The calendar date of a study day."""
    return date.fromordinal(day + EPOCH_ORDINAL)


def shades(days: Iterable[StudyDay]) -> Shades:
    """The levels that suit some days."""
    studied = sorted(day.answers for day in days if day.answers)
    return Shades(top=studied[(len(studied) - 1) * 9 // 10] if studied else 1)


def weeks(days: Iterable[StudyDay], *, last: int, count: int) -> tuple[Week, ...]:
    """So many weeks, the last of which holds the study day `last`. They begin on Mondays.

    A day without an answer is one with 0; the days after `last` are None.
    """
    known = {day.day: day for day in days}
    monday = last - (last + FIRST_WEEKDAY) % DAYS_OF_WEEK
    mondays = range(monday - (count - 1) * DAYS_OF_WEEK, monday + 1, DAYS_OF_WEEK)
    return tuple(
        tuple(
            known.get(day, StudyDay(day)) if day <= last else None
            for day in range(first, first + DAYS_OF_WEEK)
        )
        for first in mondays
    )


def months(days: Iterable[StudyDay], *, first: int, last: int) -> tuple[tuple[Week, ...], ...]:
    """The calendar months from that of one study day to another's, each as its weeks.

    The days of other months, and those after `last`, are None.
    """
    known = {day.day: day for day in days}
    found = []
    start = first - day_date(first).day + 1
    while start <= last:
        end = next(day for day in range(start + 28, start + 32) if day_date(day).day == 1) - 1
        inside = [known.get(day, StudyDay(day)) for day in range(start, end + 1)]
        found.append(
            tuple(
                tuple(day if day and start <= day.day <= end else None for day in week)
                for week in weeks(
                    inside, last=min(end, last), count=_weeks_between(start, min(end, last))
                )
            )
        )
        start = end + 1
    return tuple(found)


def _weeks_between(start: int, end: int) -> int:
    return (end + FIRST_WEEKDAY) // DAYS_OF_WEEK - (start + FIRST_WEEKDAY) // DAYS_OF_WEEK + 1


def spans(days: Sequence[StudyDay], *, first: int, last: int) -> tuple[Span, ...]:
    """A curve from one study day to another, both included.

    In single days for up to four months, in weeks for up to two years, else in months.
    """
    starts = _starts(first, last)
    edges = list(zip(starts, [start - 1 for start in starts[1:]] + [last], strict=True))
    found = []
    place = 0
    for start, end in edges:
        begun = place
        while place < len(days) and days[place].day <= end:
            place += 1
        inside = [day for day in days[begun:place] if day.day >= start]
        found.append(
            Span(
                start,
                end,
                answers=sum(day.answers for day in inside),
                taken_ms=sum(day.taken_ms for day in inside),
            )
        )
    return tuple(found)


def _starts(first: int, last: int) -> list[int]:
    if last - first < MOST_SINGLE_DAYS:
        return list(range(first, last + 1))
    if last - first < MOST_WEEKS:
        offset = (first + FIRST_WEEKDAY) % DAYS_OF_WEEK
        return [first, *range(first - offset + DAYS_OF_WEEK, last + 1, DAYS_OF_WEEK)]
    return [first, *(day for day in range(first + 1, last + 1) if day_date(day).day == 1)]


def in_bars(days: Sequence[int], room: int) -> tuple[int, tuple[int, ...]]:
    """Daily numbers in so many bars at most: how many days a bar sums up, and the bars.

    A bar stands for a day, a week, four weeks, or more of them; the last may be of fewer.
    """
    sizes = (1, DAYS_OF_WEEK, *range(4 * DAYS_OF_WEEK, len(days) + 1, 4 * DAYS_OF_WEEK))
    size = next((size for size in sizes if -(-len(days) // size) <= room), max(1, len(days)))
    return size, tuple(sum(days[start : start + size]) for start in range(0, len(days), size))


def axis_end(most: int) -> int:
    """Where the axis of a chart ends whose highest value is `most`: a round number."""
    power = int("1" + "0" * (len(str(max(1, most))) - 1))
    return next(factor * power for factor in (1, 2, 3, 4, 5, 6, 8, 10) if factor * power >= most)


def telling_groups(statistics: Statistics) -> tuple[Group, ...]:
    """The groups that tell most: by deck, or by what still differs within a single deck."""
    for aspect in ("deck", "document", "tag"):
        groups = statistics.of(aspect)
        if sum(bool(group.recall.reviews) for group in groups) > 1:
            return groups
    return statistics.of("deck")


def weakest_first(groups: Iterable[Group]) -> list[Group]:
    """The groups with a recall, first those that are weak for certain.

    The upper end of the interval decides: a single failure says little.
    """
    recalled = [group for group in groups if group.recall.reviews]
    return sorted(recalled, key=lambda group: (group.recall.interval[1], group.name))
