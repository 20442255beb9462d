"""What there is: decks, cards, and the state of the file."""

from collections.abc import Iterator, Sequence

from alliance_cards.collection.collection import Collection
from alliance_cards.core.calendar import Moment
from alliance_cards.core.cards import Card
from alliance_cards.core.history import Schedule
from alliance_cards.store import index
from alliance_cards.store.audit import Audit, audit
from alliance_cards.store.index import DeckCounts


def decks(collection: Collection, now: Moment) -> list[DeckCounts]:
    """All decks in order, with how many cards they have today, limits aside."""
    return index.deck_counts(collection.store, collection.day(now))


def cards(collection: Collection, words: Sequence[str]) -> Iterator[tuple[Card, Schedule]]:
    """The cards, in order, in whose texts all the words occur (case folded)."""
    wanted = [word.casefold() for word in words]
    for card, schedule in index.all_cards(collection.store, collection.scheduler):
        text = "\n".join((card.id, card.front, card.back, *card.options, *card.tags)).casefold()
        if all(word in text for word in wanted):
            yield card, schedule


def next_due_day(
    collection: Collection, now: Moment, names: Sequence[str]
) -> tuple[int, int] | None:
    """The next study day after today with cards due, and their number."""
    ahead = index.upcoming(collection.store, collection.day(now), names)
    return next(ahead, None)


def examine(collection: Collection) -> Audit:
    """Look whether the progress file is whole and says what its log says."""
    return audit(collection.store, collection.scheduler)
