"""Today's queue, from what the store holds."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from alliance_cards.collection.collection import Collection
from alliance_cards.core.calendar import Moment
from alliance_cards.core.cards import Card
from alliance_cards.core.queue import Answered, Limits, Queue, plan
from alliance_cards.core.schedule import Schedule
from alliance_cards.core.wishes import Wish
from alliance_cards.store import index, queue, recent
from alliance_cards.store.shelves import Choice

if TYPE_CHECKING:
    from alliance_cards.core.history import Row


class Scope(NamedTuple):
    """The cards that a session is about: of some decks, with any of some tags (none: all).

    `cards` are those that a query found; None: it is about all of them.
    """

    decks: Sequence[str] = ()
    tags: Sequence[str] = ()
    cards: frozenset[str] | None = None

    @property
    def choice(self) -> Choice:
        """The cards as the store knows to choose them; `of` has those that a query found."""
        return Choice(self.decks, self.tags)

    def of(self, cards: Iterable[str]) -> Iterable[str]:
        """Those of some cards of the choice that the query found."""
        if self.cards is None:
            return cards
        chosen = self.cards
        return (card for card in cards if card in chosen)

    def has(self, card: Card) -> bool:
        """Whether the session is about a card."""
        is_found = self.cards is None or card.id in self.cards
        is_tagged = not self.tags or not set(self.tags).isdisjoint(card.tags)
        return is_found and is_tagged and (not self.decks or card.deck in self.decks)


def queue_of_today(collection: Collection, now: Moment, decks: Sequence[str]) -> Queue:
    """What is left today in some decks, or in all (no deck named)."""
    return queue_of(collection, now, Scope(decks), Wish())


def queue_of(collection: Collection, now: Moment, scope: Scope, wish: Wish) -> Queue:
    """What is left today of what a person wishes, whatever its time and number of cards."""
    day = collection.day(now)
    store, choice = collection.store, scope.choice
    due = queue.valuable_cards if wish.minutes else queue.due_cards
    ahead = queue.cards_between(store, day, day + wish.ahead, choice) if wish.ahead else ()
    planned = plan(
        due=scope.of(due(store, day, choice)),
        ahead=scope.of(ahead),
        new=scope.of(queue.new_cards(store, day, choice)),
        today=todays_answers(collection, now),
        limits=limits_of(collection, wish),
        needs_drill=collection.scheduler.needs_drill,
    )
    drill = (card for card in planned.drill if _is_drilled(collection, scope, card, day))
    return planned._replace(drill=tuple(drill))


def limits_of(collection: Collection, wish: Wish) -> Limits:
    """The day's limits: those of the settings, unless the person wishes other new ones."""
    limits = collection.settings.limits
    if wish.new is None:
        return limits
    decks = {deck: own._replace(new=None) for deck, own in limits.decks.items()}
    return limits._replace(new=wish.new, decks=decks)


def todays_answers(collection: Collection, now: Moment) -> list[Answered]:
    """The answers of today that stand, in order, under the names that cards have now."""
    rows = recent.answers_of_day(collection.store, collection.day(now))
    if not rows:
        return []
    from alliance_cards.core.renames import current_name
    from alliance_cards.store import log

    renames = log.renames(collection.store)
    return [_answered(row, current_name(row.entry.card or "", row.stamp, renames)) for row in rows]


def _answered(row: "Row", card: str) -> Answered:
    from alliance_cards.core.history import Kind

    entry = row.entry
    return Answered(
        card=card,
        grade=entry.grade or 0,
        drill=entry.kind is Kind.DRILL,
        was_new=entry.was_new,
        together=entry.value == 1,
    )


def _is_drilled(collection: Collection, scope: Scope, name: str, day: int) -> bool:
    """Whether a card of the drill can be asked here and now."""
    card = index.find_card(collection.store, name)
    is_meant = card is not None and scope.has(card)
    return is_meant and may_be_drilled(collection.schedule_of(name), day)


def may_be_drilled(schedule: Schedule, day: int) -> bool:
    """Whether nothing holds a card back; after a reset it begins anew tomorrow.

    After a journey to the west its last review may be one of a day before this one.
    """
    held_back = schedule.suspended or schedule.buried_until > day
    return schedule.last_day == day and not held_back and not schedule.is_new
