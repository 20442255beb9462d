"""The quick way to a deck that has no problem: yaml_rs, and structs filled by msgspec."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain, groupby
from types import GenericAlias
from typing import Any, NamedTuple

import msgspec
import yaml_rs

from alliance_cards.core.cards import Card, CardKind, Deck
from alliance_cards.decks.expansion import entry_id, named, size
from alliance_cards.decks.guard import is_deck_id, needs_care, refusal
from alliance_cards.decks.limits import MOST_CARDS, MOST_CHARACTERS, MOST_SOURCES
from alliance_cards.decks.outline import pieces
from alliance_cards.decks.rules import (
    Fault,
    description_faults,
    faults,
    name_faults,
    order_faults,
    source_faults,
    telling,
)
from alliance_cards.decks.schema import ASKED, ENTRIES, DeckFile, Entry, Source

PIECE = 500_000  # characters; a parsed one is six times as large
BATCH = 1_000  # cards that are looked at together
LISTS: dict[CardKind, Any] = {kind: GenericAlias(list, (entry,)) for kind, entry in ENTRIES.items()}


class _Doubtful(Exception):
    """Something that the exact reader must judge."""


class QuickDeck(NamedTuple):
    """A deck without any problem, the entries that it was made of, and its sources by key."""

    deck: Deck
    entries: tuple[Entry, ...]
    sources: dict[str, Source]


@lru_cache(maxsize=1)  # an import looks at one text several times
def read_if_clean(text: str, deck_id: str) -> QuickDeck | None:
    """What a text without any problem holds; None if the exact reader must look at it."""
    if not is_deck_id(deck_id) or refusal(text) or needs_care(text):
        return None
    return read_quickly(text, deck_id)


def read_quickly(text: str, deck_id: str) -> QuickDeck | None:
    """The same of a text that needs no care (`guard.needs_care`)."""
    try:
        return _deck(pieces(text, PIECE), deck_id)
    except (_Doubtful, ValueError, TypeError, RecursionError):
        return None


def _deck(parts: Iterator[str], deck_id: str) -> QuickDeck:
    file = msgspec.convert(_loaded(next(parts)), DeckFile)
    _refuse(name_faults(file.name))
    _refuse(description_faults(file.description))
    _refuse(order_faults(file.order or 0))
    titles = _titles(file)
    sources = {key.strip(): source for key, source in file.sources.items()}
    head = Deck(deck_id, file.name.strip(), file.description.strip(), file.order)
    entries = _entries(_raw_cards(file.cards, parts), deck_id, titles)
    cards = tuple(_cards(entries, titles))
    return QuickDeck(head._replace(cards=cards), tuple(entries.values()), sources)


def _refuse(found: Iterable[Fault]) -> None:
    if any(True for _ in found):
        raise _Doubtful


def _titles(file: DeckFile) -> dict[str, str]:
    if len(file.sources) > MOST_SOURCES:
        raise _Doubtful
    for key, source in file.sources.items():
        _refuse(source_faults(key, source.title, source.file))
    return {key.strip(): source.title.strip() for key, source in file.sources.items()}


def _loaded(text: str) -> Any:
    return yaml_rs.loads(text, parse_datetime=False)


def _raw_cards(cards: list[Any], parts: Iterator[str]) -> Iterator[list[Any]]:
    """The cards of the first part and of all others; as they go out, they are forgotten."""
    yield from _drained(cards)
    for part in parts:
        match _loaded(part):
            case {"cards": list(more), **rest} if not rest:
                yield from _drained(more)
            case _:
                raise _Doubtful


def _drained(cards: list[Any]) -> Iterator[list[Any]]:
    cards.reverse()
    while cards:
        yield cards[: -BATCH - 1 : -1]
        del cards[-BATCH:]


def _entries(
    batches: Iterable[list[Any]], deck_id: str, titles: Mapping[str, str]
) -> dict[str, Entry]:
    """All entries, by name with the deck's id, as their cards bear it."""
    entries: dict[str, Entry] = {}
    for batch in batches:
        more = _converted(batch)
        few = telling(more)
        _refuse(fault for entry in few for fault in faults(entry, titles))
        count = len(entries) + len(more)
        entries.update((f"{deck_id}/{entry_id(entry)}", entry) for entry in more)
        if len(entries) < count or count > MOST_CARDS or any(map(_may_be_torn, few)):
            raise _Doubtful
    if not entries:
        raise _Doubtful
    return entries


def _converted(cards: list[Any]) -> list[Entry]:
    for kind, key in ASKED.items():
        if all(key in card for card in cards):
            return _of_one_kind(kind, cards)
    runs = groupby(cards, _kind)
    return [entry for kind, run in runs for entry in _of_one_kind(kind, list(run))]


def _of_one_kind(kind: CardKind, cards: list[Any]) -> list[Entry]:
    found: list[Entry] = msgspec.convert(cards, LISTS[kind])
    return found


def _kind(card: Any) -> CardKind:
    for kind, key in ASKED.items():
        if key in card:
            return kind
    raise _Doubtful


def _may_be_torn(entry: Entry) -> bool:
    """Whether a comma between parentheses may have cut an item of a list in brackets."""
    texts = chain(*(getattr(entry, field, ()) for field in ("tags", "accept", "options", "items")))
    return any("(" in text and text.count("(") > text.count(")") for text in texts)


def _cards(entries: Mapping[str, Entry], titles: Mapping[str, str]) -> Iterator[Card]:
    count = characters = 0
    for name, entry in entries.items():
        cards = named(entry, name, titles)
        count += len(cards)
        characters += sum(map(size, cards))
        if count > MOST_CARDS or characters > MOST_CHARACTERS:
            raise _Doubtful
        yield from cards
