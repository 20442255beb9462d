"""What there is: decks, cards, and the state of the file."""

from collections.abc import Iterator, Sequence

from alliance_cards.collection.collection import Collection, nearest
from alliance_cards.core.calendar import Moment
from alliance_cards.core.cards import Card
from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.core.query import Light, Term, folded, matches, parse_query
from alliance_cards.core.schedule import Schedule
from alliance_cards.store import index, known, looking, queue, shelves
from alliance_cards.store.audit import Audit, audit
from alliance_cards.store.counts import DeckCounts, deck_counts
from alliance_cards.store.finding import candidates
from alliance_cards.store.shelves import Choice


def decks(collection: Collection, now: Moment) -> list[DeckCounts]:
    """All decks in order, with how many cards they have today, limits aside."""
    return deck_counts(collection.store, collection.day(now))


def cards_matching(
    collection: Collection, texts: Sequence[str], now: Moment
) -> Iterator[tuple[Card, Schedule]]:
    """The cards, in order, that a query finds (`core.query`); all for an empty one."""
    terms = terms_of(texts)
    light = Light(collection.day(now), collection.settings.leech_lapses)
    for card, schedule in candidates(collection.store, terms, light, collection.scheduler):
        if matches(terms, card, schedule, light):
            yield card, schedule


def terms_of(texts: Sequence[str]) -> tuple[Term, ...]:
    """The conditions of a query; AllianceCardsError for one that cannot be understood."""
    try:
        return parse_query(texts)
    except ValueError as error:
        raise AllianceCardsError(f"{error}.", code="bad_query") from error


def meant(collection: Collection, texts: Sequence[str]) -> str:
    """That a query names a deck or tag that there is not: sentences to add, or ""."""
    for term in terms_of(texts):
        if term.field in {"deck", "tag"} and not term.negated:
            names = (
                tags(collection) if term.field == "tag" else [*index.deck_names(collection.store)]
            )
            if term.value not in map(folded, names):
                near = " or ".join(f"{term.field}:{name}" for name in nearest(term.value, names))
                hint = f" Did you mean {near}?" if near else ""
                return f' There is no {term.field} "{term.value}".{hint}'
    return ""


def deck_names(collection: Collection) -> list[tuple[str, str]]:
    """The decks' ids, in order, with their names."""
    return list(index.deck_names(collection.store).items())


def cards_beginning(collection: Collection, prefix: str, most: int) -> list[tuple[str, str]]:
    """The first cards whose names begin so, each with what it asks."""
    return looking.cards_beginning(collection.store, prefix, most)


def tags(collection: Collection) -> list[str]:
    """All tags of the cards, in order."""
    return shelves.tags(collection.store)


def next_due_day(
    collection: Collection, now: Moment, names: Sequence[str]
) -> tuple[int, int] | None:
    """The next study day after today with cards due, and their number."""
    ahead = queue.upcoming(collection.store, collection.day(now), Choice(names))
    return next(ahead, None)


def cards_in_no_deck(collection: Collection) -> list[str]:
    """The names of cards that have a history and stand in no deck."""
    return [text.card for text in known.gone_cards(collection.store)]


def examine(collection: Collection) -> Audit:
    """Look whether the progress file is whole and says what its log says."""
    return audit(collection.store, collection.scheduler)
