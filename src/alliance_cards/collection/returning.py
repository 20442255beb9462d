"""Cards that went to Anki from here come back: to their own decks, under their own names."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from alliance_cards.collection.collection import Collection
from alliance_cards.collection.exporting import whole_deck
from alliance_cards.core.cards import entry_of
from alliance_cards.decks.expansion import entry_id
from alliance_cards.decks.schema import Entry
from alliance_cards.formats.anki_export import came_back, stable_guid, variant_of
from alliance_cards.formats.anki_notes import entry_id_of
from alliance_cards.formats.citing import declared
from alliance_cards.formats.gathered import NewDeck, Progress
from alliance_cards.store import index


class Place(NamedTuple):
    """Where an entry stands here: its deck and its name in it."""

    deck: str
    entry: str


def at_home(collection: Collection, decks: Sequence[NewDeck]) -> list[NewDeck]:
    """The decks with those cards that an export took out from here as they are called here.

    A deck at least half of whose cards are of one deck here is that deck, and keeps its head.
    What Anki cannot hold of a card, such as the options of a choice, is kept as it is here.
    """
    if not any(entry.id.startswith("g-") for deck in decks for entry in deck.entries):
        return list(decks)
    names = dict.fromkeys(entry_of(card) for card in index.card_names(collection.store))
    places = {
        entry_id_of(stable_guid(deck, entry)): Place(deck, entry)
        for deck, _, entry in (name.partition("/") for name in names)
    }
    taken: set[str] = set()
    return [_returned(collection, deck, places, taken) for deck in decks]


def _returned(
    collection: Collection, deck: NewDeck, places: Mapping[str, Place], taken: set[str]
) -> NewDeck:
    found = Counter(places[e.id].deck for e in deck.entries if e.id in places)
    ((home, count),) = found.most_common(1) or [("", 0)]
    if home in taken or 2 * count < len(deck.entries) or not home:
        return deck
    taken.add(home)
    there = whole_deck(collection, home)
    own = {entry_id(entry): entry for entry in there.entries}
    names = {id_: own[place.entry] for id_, place in places.items() if place.entry in own
             and place.deck == home}  # fmt: skip
    entries = tuple(
        came_back(entry, names[entry.id], there) if entry.id in names else entry
        for entry in deck.entries
    )
    progress = dict(_renamed(deck.progress, names))
    entries, sources = declared(entries, there.sources)
    return there._replace(entries=entries, sources=sources, progress=progress, text="")


def _renamed(
    progress: Mapping[str, Progress], names: Mapping[str, Entry]
) -> Iterator[tuple[str, Progress]]:
    """Progress by the names that the cards have here."""
    for card, known in progress.items():
        name, _, variant = card.partition("#")
        if name in names:
            variant = variant_of(names[name], variant)
            name = entry_id(names[name])
        yield f"{name}#{variant}" if variant else name, known
