"""Today's queue, from what the store holds."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from alliance_cards.collection.collection import Collection
from alliance_cards.core.calendar import Moment
from alliance_cards.core.history import Kind, Row, Schedule
from alliance_cards.core.queue import Answered, Limits, Queue, plan
from alliance_cards.core.renames import current_name
from alliance_cards.core.wishes import Wish
from alliance_cards.store import index, log, queue


class Scope(NamedTuple):
    """The cards that a session is about: those of some decks (none named: of all).

    `cards` are those that a query found; None: it is about all cards of the decks.
    """

    decks: Sequence[str] = ()
    cards: frozenset[str] | None = None

    def of(self, cards: Iterable[str]) -> Iterable[str]:
        """Those of some cards of the decks that the query found."""
        if self.cards is None:
            return cards
        chosen = self.cards
        return (card for card in cards if card in chosen)

    def has(self, card: str) -> bool:
        """Whether the session is about a card."""
        is_found = self.cards is None or card in self.cards
        return is_found and (not self.decks or card.partition("/")[0] in self.decks)


def queue_of_today(collection: Collection, now: Moment, decks: Sequence[str]) -> Queue:
    """What is left today in some decks, or in all (no deck named)."""
    return queue_of(collection, now, Scope(decks), Wish())


def queue_of(collection: Collection, now: Moment, scope: Scope, wish: Wish) -> Queue:
    """What is left today of what a person wishes, whatever its time and number of cards."""
    day = collection.day(now)
    store, decks = collection.store, scope.decks
    due = queue.valuable_cards if wish.minutes else queue.due_cards
    ahead = queue.cards_between(store, day, day + wish.ahead, decks) if wish.ahead else ()
    planned = plan(
        due=scope.of(due(store, day, decks)),
        ahead=scope.of(ahead),
        new=scope.of(queue.new_cards(store, day, decks)),
        today=todays_answers(collection, now),
        limits=limits_of(collection, wish),
        needs_drill=collection.scheduler.needs_drill,
    )
    drill = (card for card in planned.drill if scope.has(card))
    return planned._replace(drill=tuple(c for c in drill if _is_drilled(collection, c, day)))


def limits_of(collection: Collection, wish: Wish) -> Limits:
    """The day's limits: those of the settings, unless the person wishes other new ones."""
    limits = collection.settings.limits
    if wish.new is None:
        return limits
    decks = {deck: own._replace(new=None) for deck, own in limits.decks.items()}
    return limits._replace(new=wish.new, decks=decks)


def todays_answers(collection: Collection, now: Moment) -> list[Answered]:
    """The answers of today that stand, in order, under the names that cards have now."""
    rows = log.answers_of_day(collection.store, collection.day(now))
    renames = log.renames(collection.store) if rows else []
    return [_answered(row, current_name(row.entry.card or "", row.stamp, renames)) for row in rows]


def _answered(row: Row, card: str) -> Answered:
    entry = row.entry
    return Answered(
        card=card,
        grade=entry.grade or 0,
        drill=entry.kind is Kind.DRILL,
        was_new=entry.was_new,
        together=entry.value == 1,
    )


def _is_drilled(collection: Collection, card: str, day: int) -> bool:
    """Whether a card of the drill can be asked here and now."""
    return index.find_card(collection.store, card) is not None and may_be_drilled(
        collection.schedule_of(card), day
    )


def may_be_drilled(schedule: Schedule, day: int) -> bool:
    """Whether nothing holds a card back; after a reset it begins anew tomorrow."""
    held_back = schedule.suspended or schedule.buried_until > day
    return not held_back and not schedule.is_new
