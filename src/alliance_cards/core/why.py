"""Why a card is due when it is: its history, and the arithmetic of its next date."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from alliance_cards.core.calendar import iso_date, spoken_date
from alliance_cards.core.history import Kind, Row, step
from alliance_cards.core.schedule import Schedule, outcome, unseen
from alliance_cards.core.scheduler import Scheduler

DATING = frozenset({Kind.REVIEW, Kind.SET, Kind.RESET})
DONE_AGAIN = frozenset({Kind.DRILL, Kind.CRAM})
PASSED_WELL, FAILED = 4, 1


class Event(NamedTuple):
    """A row of a card's history, with the schedule before and after it."""

    row: Row
    before: Schedule
    after: Schedule


class Story(NamedTuple):
    """All that happened to a card, and what follows.

    `events` are its live rows, in order, also those under earlier names. `reasons` are
    sentences: how the last review led to the date at which the card is due, and what has
    happened since. `today` is the study day from which they are told.
    """

    card: str
    schedule: Schedule
    today: int
    events: tuple[Event, ...]
    reasons: tuple[str, ...]


def told(card: str, rows: Iterable[Row], *, scheduler: Scheduler, today: int) -> Story:
    """The story of a card, from its live rows in order."""
    events = tuple(_events(rows, scheduler))
    schedule = events[-1].after if events else unseen(scheduler)
    return Story(
        card=card,
        schedule=schedule,
        today=today,
        events=events,
        reasons=tuple(_reasons(schedule, events, scheduler, today)),
    )


def _events(rows: Iterable[Row], scheduler: Scheduler) -> Iterator[Event]:
    schedule = unseen(scheduler)
    for row in rows:
        after = step(schedule, row, scheduler)
        yield Event(row, schedule, after)
        schedule = after


def _reasons(
    schedule: Schedule, events: Sequence[Event], scheduler: Scheduler, today: int
) -> Iterator[str]:
    place = max((n for n, e in enumerate(events) if e.row.entry.kind in DATING), default=None)
    if place is None:
        yield "The card is new: no review has given it a date yet."
    else:
        yield from _dated(events[place], scheduler, today)
    since = events if place is None else events[place + 1 :]
    yield from _since(schedule, since, today)
    if schedule.due is not None and not schedule.suspended:
        yield _ahead(schedule, scheduler, today)


def _dated(event: Event, scheduler: Scheduler, today: int) -> Iterator[str]:
    entry, day = event.row.entry, event.row.day
    if entry.kind is Kind.RESET:
        yield f"It was reset {_when(day, today)}: it begins anew, as a new card."
        return
    if entry.kind is Kind.SET:
        state = "a new card" if event.after.is_new else f"an interval of {_of(event.after)}"
        yield f"Its state was brought in {_when(day, today)}: {state}."
    else:
        yield f"Last reviewed {_when(day, today)}{_late(event)}."
        yield from scheduler.explain(event.before.state, entry.grade or 0)
        if event.after.lapses > event.before.lapses:
            yield f"It was known before: this is lapse number {event.after.lapses}."
    if event.after.due is not None:
        yield _sum(event, today)


def _sum(event: Event, today: int) -> str:
    due, interval = event.after.due or 0, event.after.state.interval
    when = spoken_date(due, today)
    words = "" if when.startswith("on ") else f", {when}"
    if event.row.day + interval == due:
        return f"Due: {iso_date(event.row.day)} + {_days(interval)} = {iso_date(due)}{words}."
    return f"Due: {iso_date(due)}{words}; the date was brought in with it."


def _late(event: Event) -> str:
    planned = event.before.due
    away = 0 if planned is None else event.row.day - planned
    if not away:
        return ""
    how = f"{_days(abs(away))} {'late' if away > 0 else 'early'}"
    return f", {how}; the planned interval counts all the same"


def _since(schedule: Schedule, events: Sequence[Event], today: int) -> Iterator[str]:
    again = sum(event.row.entry.kind in DONE_AGAIN for event in events)
    if again:
        yield (
            f"It was repeated {'once' if again == 1 else f'{again} times'} since, in the drill"
            " or while cramming, which changes no date."
        )
    if schedule.buried_until > max(today, schedule.due or 0):
        yield f"It is buried until {iso_date(schedule.buried_until)}."
    if schedule.suspended:
        yield "It is suspended: it does not come before it is resumed."


def _ahead(schedule: Schedule, scheduler: Scheduler, today: int) -> str:
    day = max(schedule.ready, today)
    well, badly = (
        outcome(schedule, grade, day, scheduler).position.state.interval
        for grade in (PASSED_WELL, FAILED)
    )
    return f"The time after that: {_days(well)} later if it is known, {_days(badly)} if not."


def _of(schedule: Schedule) -> str:
    return _days(schedule.state.interval)


def _when(day: int, today: int) -> str:
    spoken = spoken_date(day, today)
    return spoken if spoken.startswith("on ") else f"{spoken} ({iso_date(day)})"


def _days(number: int) -> str:
    return f"{number} day" if number == 1 else f"{number} days"
