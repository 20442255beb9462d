"""Statistics counted one by one: the slow and plain second way to every figure.

Nothing here knows of totals, SQL or the core's sums; what a figure means is written out
anew, after `docs/statistics.md`.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from alliance_cards.core.calendar import Moment
from alliance_cards.core.cards import Card
from alliance_cards.core.history import Kind, Row
from alliance_cards.core.schedule import Schedule
from alliance_cards.core.statistics import Statistics


class Told(NamedTuple):
    """An answer under the name that its card has now, and what it says."""

    card: str
    day: int
    hour: int
    kind: Kind
    grade: int
    taken_ms: int | None
    meeting: bool
    recall: bool


def answers(rows: Iterable[Row]) -> list[Told]:
    """The answers among live rows, each card under its last name."""
    told: list[Told] = []
    for row in rows:
        entry = row.entry
        if entry.kind is Kind.RENAME:
            told = [
                a._replace(card=str(entry.new_name)) if a.card == entry.card else a for a in told
            ]
        elif entry.kind in (Kind.REVIEW, Kind.DRILL, Kind.CRAM, Kind.IMPORT):
            told.append(_told(row))
    return told


def _told(row: Row) -> Told:
    entry = row.entry
    was_new = entry.before is not None and entry.before.due is None
    if entry.kind is Kind.IMPORT:
        meeting, recall = entry.value == 1, entry.value == 2
    else:
        meeting = entry.kind is Kind.REVIEW and was_new
        recall = entry.kind is Kind.REVIEW and not was_new
    return Told(
        card=str(entry.card),
        day=row.day,
        hour=Moment(row.clock, row.offset_minutes).local.hour,
        kind=entry.kind,
        grade=int(entry.grade or 0),
        taken_ms=entry.taken_ms,
        meeting=meeting,
        recall=recall,
    )


def counted(
    rows: Iterable[Row],
    cards: Sequence[tuple[Card, Schedule]],
    *,
    everything: bool,
    first: int | None,
    today: int,
) -> dict[str, Any]:
    """The figures of some cards (or of `everything`), as `flat` writes them."""
    names = {card.id for card, _ in cards}
    history = [a for a in answers(rows) if everything or a.card in names]
    past = [a for a in history if first is None or a.day >= first]
    by_day = {day: _day([a for a in past if a.day == day]) for day in sorted({a.day for a in past})}
    plain = [(c, s) for c, s in cards if not s.suspended]
    return {
        "today": _day([a for a in history if a.day == today]),
        "streak": _streak({a.day for a in history}, today),
        "calendar": by_day,
        "states": _states(cards),
        "elsewhere": len({a.card for a in history} - names) if everything else 0,
        "recall": _recall(past),
        "groups": _groups(cards, past, today),
        "backlog": sum(not s.is_new and s.ready < today for _, s in plain),
        "due": [
            sum(not s.is_new and s.ready == today + away for _, s in plain) for away in range(365)
        ],
        "eases": dict(Counter((s.state.ease - 130) // 20 for _, s in plain if not s.is_new)),
        "intervals": sorted(s.state.interval for _, s in plain if not s.is_new),
        "pace": (
            sum(bool(a.taken_ms) for a in past),
            sum(min(120_000, a.taken_ms or 0) for a in past),
            len({a.card for a in past}),
        ),
        "spent": {
            name: sum(min(120_000, a.taken_ms or 0) for a in history if a.card == name)
            for name in names
        },
        "hours": {
            hour: (len(those), *_recall(those))
            for hour in range(24)
            if (those := [a for a in past if a.hour == hour and a.kind is not Kind.IMPORT])
        },
    }


def _recall(some: Sequence[Told]) -> tuple[int, int]:
    return sum(a.recall for a in some), sum(a.recall and a.grade >= 3 for a in some)


def _day(some: Sequence[Told]) -> tuple[int, ...]:
    kinds = Counter(a.kind for a in some)
    return (
        len(some),
        sum(a.meeting for a in some),
        kinds[Kind.DRILL],
        kinds[Kind.CRAM],
        sum(min(120_000, a.taken_ms or 0) for a in some),
        *_recall(some),
    )


def _streak(days: set[int], today: int) -> tuple[int, int, int]:
    def run_to(day: int) -> int:
        length = 0
        while day - length in days:
            length += 1
        return length

    current = run_to(today) or run_to(today - 1)
    return current, max(map(run_to, days), default=0), len(days)


def _states(cards: Sequence[tuple[Card, Schedule]]) -> dict[str, int]:
    found = Counter(
        "suspended"
        if s.suspended
        else "new"
        if s.due is None
        else "young"
        if s.state.interval < 21
        else "mature"
        for _, s in cards
    )
    return {**found, "leeches": sum(s.lapses >= 8 for _, s in cards)}


def _groups(
    cards: Sequence[tuple[Card, Schedule]], past: Sequence[Told], today: int
) -> dict[tuple[str, str], tuple[int, ...]]:
    found: dict[tuple[str, str], list[tuple[Card, Schedule]]] = {}
    for card, schedule in cards:
        keys = [("deck", card.deck), ("kind", card.kind), *(("tag", tag) for tag in card.tags)]
        if card.source:
            keys.append(("document", card.source.split(" · ")[0]))
        for key in keys:
            found.setdefault(key, []).append((card, schedule))
    return {
        key: (
            len(members),
            sum(s.suspended for _, s in members),
            sum(not s.suspended and not s.is_new for _, s in members),
            sum(not s.suspended and not s.is_new and s.ready <= today for _, s in members),
            *_recall([a for a in past if a.card in {c.id for c, _ in members}]),
        )
        for key, members in found.items()
    }


def flat(found: Statistics) -> dict[str, Any]:
    """The same figures as the program has them."""

    def day(one: Any) -> tuple[int, ...]:
        recall = (one.recall.reviews, one.recall.passed)
        return one.answers, one.new, one.drills, one.crams, one.taken_ms, *recall

    states = found.states
    named = ("new", "young", "mature", "suspended")
    return {
        "today": day(found.today),
        "streak": (found.streak.current, found.streak.longest, found.streak.studied),
        "calendar": {one.day: day(one) for one in found.calendar},
        "states": {
            **{name: n for name in named if (n := getattr(states, name))},
            "leeches": states.leeches,
        },
        "elsewhere": found.elsewhere,
        "recall": (found.recall.reviews, found.recall.passed),
        "groups": {
            (g.aspect, g.key): (
                g.cards,
                g.suspended,
                g.studied,
                g.due,
                g.recall.reviews,
                g.recall.passed,
            )
            for g in found.groups
        },
        "backlog": found.forecast.backlog,
        "due": list(found.forecast.days),
        "eases": {(part.low - 130) // 20: part.cards for part in found.eases if part.cards},
        "pace": (found.pace.answers, found.pace.taken_ms, found.pace.cards),
        "hours": {
            hour.hour: (hour.answers, hour.recall.reviews, hour.recall.passed)
            for hour in found.hours
            if hour.answers
        },
    }
