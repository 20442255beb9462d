"""Answers are given and taken back, each as one durable action."""

from typing import Literal, NamedTuple

from alliance_cards.collection.asking import schedule_called, todays_answers
from alliance_cards.collection.collection import Collection, card_called
from alliance_cards.core.calendar import Moment, iso_date
from alliance_cards.core.cards import Card
from alliance_cards.core.errors import AnswerRefused
from alliance_cards.core.history import Entry, Kind, Row, Schedule, outcome
from alliance_cards.core.queue import drill_cards
from alliance_cards.store import index, log
from alliance_cards.store.recording import record

Seen = bytes | None | Literal["any"]


class Given(NamedTuple):
    """An answer that was recorded, and the card's schedule after it."""

    card: Card
    grade: int
    drill: bool
    schedule: Schedule
    action: bytes


class Turned(NamedTuple):
    """An action that was taken back or brought back: its rows' first entry and card."""

    action: bytes
    entry: Entry
    schedule: Schedule | None


def answer(
    collection: Collection,
    name: str,
    grade: int,
    *,
    now: Moment,
    taken_ms: int | None,
    seen: Seen = "any",
    early: bool = False,
) -> Given:
    """Record a grade (0 to 5) for a card.

    `seen` is the card's last row as the caller knows it ("any": do not ask). Raises
    UnknownName, or AnswerRefused when the card has moved on, is suspended, was answered
    today and is not in the drill, or is not due and `early` is not set.
    """
    card = card_called(collection, name)
    day = collection.day(now)
    with collection.store.transaction():
        schedule = schedule_called(collection, name)
        _refuse_stale(schedule, seen)
        drill = schedule.last_day == day
        if drill:
            _refuse_second(collection, schedule, card, now)
            entry = Entry(kind=Kind.DRILL, card=name, grade=grade, taken_ms=taken_ms)
        else:
            _refuse_early(schedule, card, day, early=early)
            entry = _review(collection, schedule, card, grade, day=day, taken_ms=taken_ms)
        rows = _record(collection, entry, now)
        index.remember(collection.store, card)
        schedule = schedule_called(collection, name)
    return Given(card=card, grade=grade, drill=drill, schedule=schedule, action=rows[0].action)


def undo(collection: Collection, now: Moment) -> Turned:
    """Take back the newest action that stands; AnswerRefused if there is none."""
    with collection.store.transaction():
        action = log.action_to_undo(collection.store)
        if action is None:
            raise AnswerRefused("There is nothing to undo.", code="nothing_to_undo")
        _record(collection, Entry(kind=Kind.UNDO, target=action), now)
        return _turned(collection, action)


def redo(collection: Collection, now: Moment) -> Turned:
    """Bring back what the newest undo took back; AnswerRefused if there is none."""
    with collection.store.transaction():
        found = log.undo_to_redo(collection.store)
        if found is None:
            raise AnswerRefused("There is nothing to redo.", code="nothing_to_redo")
        undone, action = found
        _record(collection, Entry(kind=Kind.REDO, target=undone), now)
        return _turned(collection, action)


def rename(collection: Collection, old: str, new: str, *, now: Moment) -> None:
    """Move the history of one card name to another, as an action of its own."""
    with collection.store.transaction():
        _record(collection, Entry(kind=Kind.RENAME, card=old, new_name=new), now)


def _record(collection: Collection, entry: Entry, now: Moment) -> list[Row]:
    return record(
        collection.store,
        [entry],
        when=now,
        day=collection.day(now),
        device=collection.device(),
        scheduler=collection.scheduler,
    )


def _turned(collection: Collection, action: bytes) -> Turned:
    entry = log.rows_of_action(collection.store, action)[0].entry
    schedule = None if entry.card is None else schedule_called(collection, entry.card)
    return Turned(action=action, entry=entry, schedule=schedule)


def _review(
    collection: Collection,
    schedule: Schedule,
    card: Card,
    grade: int,
    *,
    day: int,
    taken_ms: int | None,
) -> Entry:
    result = outcome(schedule, grade, day, collection.scheduler)
    return Entry(
        kind=Kind.REVIEW,
        card=card.id,
        grade=grade,
        taken_ms=taken_ms,
        before=schedule.position,
        after=result.position,
    )


def _refuse_stale(schedule: Schedule, seen: Seen) -> None:
    if seen not in {"any", schedule.seen}:
        raise AnswerRefused(
            "This card was answered elsewhere in the meantime. Nothing was recorded; ask for"
            " the next card again.",
            code="card_moved_on",
        )


def _refuse_second(collection: Collection, schedule: Schedule, card: Card, now: Moment) -> None:
    drill = drill_cards(todays_answers(collection, now), collection.scheduler.needs_drill)
    if card.id not in drill:
        due = iso_date(schedule.due or collection.day(now))
        raise AnswerRefused(
            f'"{card.id}" was answered today. It is next due on {due}; "undo" takes the'
            " last answer back.",
            code="already_answered",
        )


def _refuse_early(schedule: Schedule, card: Card, day: int, *, early: bool) -> None:
    if schedule.suspended:
        raise AnswerRefused(f'"{card.id}" is suspended and takes no answer.', code="suspended")
    if schedule.due is not None and schedule.due > day and not early:
        raise AnswerRefused(
            f'"{card.id}" is not due before {iso_date(schedule.due)}. To answer it all the'
            " same, add --early.",
            code="not_due",
        )
