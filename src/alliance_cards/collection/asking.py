"""Today's queue, from what the store holds."""

from collections.abc import Sequence

from alliance_cards.collection.collection import Collection
from alliance_cards.core.calendar import Moment
from alliance_cards.core.history import Kind, Row, Schedule
from alliance_cards.core.queue import Answered, Queue, plan
from alliance_cards.core.renames import current_name
from alliance_cards.store import index, log


def queue_of_today(collection: Collection, now: Moment, decks: Sequence[str]) -> Queue:
    """What is left today in some decks, or in all (no deck named)."""
    day = collection.day(now)
    store = collection.store
    queue = plan(
        due=index.due_cards(store, day, decks),
        new=index.new_cards(store, day, decks),
        today=todays_answers(collection, now),
        limits=collection.settings.limits,
        needs_drill=collection.scheduler.needs_drill,
    )
    return _studied(collection, queue, decks, day)


def todays_answers(collection: Collection, now: Moment) -> list[Answered]:
    """The answers of today that stand, in order, under the names that cards have now."""
    rows = log.answers_of_day(collection.store, when=now, day=collection.day(now))
    renames = log.renames(collection.store) if rows else []
    return [_answered(row, current_name(row.entry.card or "", row.stamp, renames)) for row in rows]


def _answered(row: Row, card: str) -> Answered:
    entry = row.entry
    return Answered(
        card=card,
        grade=entry.grade or 0,
        drill=entry.kind is Kind.DRILL,
        was_new=entry.before is not None and entry.before.due is None,
    )


def _may_be_asked(schedule: Schedule, day: int) -> bool:
    held_back = schedule.suspended or schedule.buried_until > day
    return not held_back and not schedule.is_new  # after a reset it begins anew tomorrow


def _studied(collection: Collection, queue: Queue, decks: Sequence[str], day: int) -> Queue:
    """The queue with a drill of those cards only that can be asked here and now."""
    drill = tuple(
        card
        for card in queue.drill
        if (not decks or card.partition("/")[0] in decks)
        and index.find_card(collection.store, card)
        and _may_be_asked(collection.schedule_of(card), day)
    )
    return Queue(queue.due, queue.new, drill)
