"""From sums over a collection to the figures of its statistics page. Pure.

The sums (`GroupRow` and so on) may come from anywhere: the store makes them from its totals
or from the log, and tests count them one by one.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from alliance_cards.core.scheduler import State
from alliance_cards.core.statistics import (
    ASPECTS,
    FORECAST_DAYS,
    MATURE_DAYS,
    Advice,
    Aspect,
    Bin,
    Forecast,
    Group,
    HardCard,
    Hour,
    Recall,
    States,
    Streak,
    StudyDay,
)

SLOW = 2.0  # times the mean time of an answer
FEW_RECALLS = 3
EASE_STEP = 20
INTERVAL_BOUNDS = (1, 2, 7, 14, 21, 30, 60, 90, 180, 365)
LONG = INTERVAL_BOUNDS[-1]
KIND_NAMES = {"basic": "question", "cloze": "blank", "choice": "choice", "list": "list item"}


class GroupRow(NamedTuple):
    """Cards that are alike in deck (its id and name), document, kind and tags."""

    deck: str
    title: str
    document: str
    kind: str
    tags: tuple[str, ...]
    cards: int
    suspended: int
    studied: int
    due: int
    recalls: int
    recalled: int


class HourRow(NamedTuple):
    """What was answered in an hour of the day."""

    hour: int
    answers: int
    recalls: int
    recalled: int


class Spread(NamedTuple):
    """What cards amount to by what is scheduled: how many were answered, and are leeches.

    Of those that wait for a review, how many have which ease (in whole tenths), and which
    interval (one of `LONG` days stands for all that are longer).
    """

    answered: int
    leeches: int
    tenths: Mapping[int, int]
    intervals: Mapping[int, int]


class HardRow(NamedTuple):
    """A card that was failed, with what was answered of it (all, and recalls of the period)."""

    card: str
    front: str
    state: State
    lapses: int
    taken_ms: int
    answers: int
    recalls: int
    recalled: int


def streak(days: Sequence[int], today: int) -> Streak:
    """Days in a row, from all study days with an answer, in order."""
    longest = current = run = 0
    before = None
    for day in days:
        run = run + 1 if before == day - 1 else 1
        if run > longest:
            longest = run
        if day == today or day == today - 1:
            current = run
        before = day
    return Streak(current=current, longest=longest, studied=len(days))


def recall_of(days: Iterable[StudyDay]) -> Recall:
    """The recall of some days together."""
    parts = [day.recall for day in days]
    return Recall(sum(part.reviews for part in parts), sum(part.passed for part in parts))


def hours(rows: Iterable[HourRow]) -> tuple[Hour, ...]:
    """All 24 hours of the day."""
    found = {row.hour: row for row in rows}
    every = (found.get(hour, HourRow(hour, 0, 0, 0)) for hour in range(24))
    return tuple(Hour(row.hour, row.answers, Recall(row.recalls, row.recalled)) for row in every)


def states(rows: Sequence[GroupRow], spread: Spread) -> States:
    """The cards by state."""
    studied = sum(row.studied for row in rows)
    suspended = sum(row.suspended for row in rows)
    young = sum(cards for days, cards in spread.intervals.items() if days < MATURE_DAYS)
    return States(
        new=sum(row.cards for row in rows) - suspended - studied,
        young=young,
        mature=studied - young,
        suspended=suspended,
        leeches=spread.leeches,
    )


def eases(spread: Spread) -> tuple[Bin, ...]:
    """The eases of reviewed cards, in steps of 0.20 from 1.30; empty steps between are kept."""
    counts: dict[int, int] = defaultdict(int)
    for tenth, cards in spread.tenths.items():
        counts[(10 * tenth - 130) // EASE_STEP] += cards
    if not counts:
        return ()
    return tuple(
        Bin(low := 130 + step * EASE_STEP, low + EASE_STEP - 1, counts[step])
        for step in range(min(counts), max(counts) + 1)
    )


def intervals(spread: Spread) -> tuple[Bin, ...]:
    """The intervals of reviewed cards in days: a day, a week, two, three, a month and so on."""
    counts = [0] * len(INTERVAL_BOUNDS)
    for days, cards in spread.intervals.items():
        counts[bisect_right(INTERVAL_BOUNDS, days) - 1] += cards
    highs = [*(bound - 1 for bound in INTERVAL_BOUNDS[1:]), None]
    return tuple(map(Bin, INTERVAL_BOUNDS, highs, counts)) if any(counts) else ()


def forecast(due: Iterable[tuple[int, int]], *, today: int, new: int, new_per_day: int) -> Forecast:
    """The cards that come due, from how many are ready on which study day."""
    backlog, days = 0, [0] * FORECAST_DAYS
    for day, cards in due:
        if day < today:
            backlog += cards
        elif day < today + FORECAST_DAYS:
            days[day - today] += cards
    return Forecast(
        today=today,
        backlog=backlog,
        days=tuple(days),
        new_waiting=new,
        new_per_day=new_per_day,
    )


def groups(rows: Sequence[GroupRow]) -> tuple[Group, ...]:
    """The cards by deck (in order), then by document, tag and kind (the largest first)."""
    found: dict[tuple[Aspect, str], list[GroupRow]] = defaultdict(list)
    for row in rows:
        for aspect, key in _keys(row):
            found[aspect, key].append(row)
    made = [_group(aspect, key, parts) for (aspect, key), parts in found.items()]
    return tuple(
        sorted(
            made,
            key=lambda group: (
                ASPECTS.index(group.aspect),
                0 if group.aspect == "deck" else -group.cards,
            ),
        )
    )


def _keys(row: GroupRow) -> Iterator[tuple[Aspect, str]]:
    yield "deck", row.deck
    if row.document:
        yield "document", row.document
    for tag in row.tags:
        yield "tag", tag
    yield "kind", row.kind


def _group(aspect: Aspect, key: str, rows: Sequence[GroupRow]) -> Group:
    names = {"deck": rows[0].title, "kind": KIND_NAMES.get(key, key)}
    return Group(
        aspect=aspect,
        key=key,
        name=names.get(aspect, key),
        cards=sum(row.cards for row in rows),
        suspended=sum(row.suspended for row in rows),
        studied=sum(row.studied for row in rows),
        due=sum(row.due for row in rows),
        recall=Recall(sum(row.recalls for row in rows), sum(row.recalled for row in rows)),
    )


def hard_card(row: HardRow, *, ms_per_answer: int | None, leech_lapses: int) -> HardCard:
    """A hard card, with what to do about it; `ms_per_answer` is that of all cards."""
    return HardCard(
        card=row.card,
        front=row.front,
        state=row.state,
        lapses=row.lapses,
        taken_ms=row.taken_ms,
        recall=Recall(row.recalls, row.recalled),
        advice=_advice(row, ms_per_answer, leech_lapses),
    )


def _advice(row: HardRow, ms_per_answer: int | None, leech_lapses: int) -> Advice:
    failed = row.recalls - row.recalled
    usual = SLOW * (ms_per_answer or 0) * max(1, row.answers)
    is_slow = bool(ms_per_answer) and row.taken_ms > usual
    if row.lapses >= leech_lapses:
        return "rewrite"
    if failed >= FEW_RECALLS and is_slow:
        return "split"
    if 2 * failed >= max(row.recalls, FEW_RECALLS):
        return "learn"
    if is_slow:
        return "shorten"
    return "tell-apart" if max(row.lapses, failed) >= FEW_RECALLS else "wait"
