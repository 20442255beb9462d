"""Deck files of our own, YAML and JSON: the deck as it stands, with nothing lost."""

import re
from pathlib import Path

import msgspec

from alliance_cards.decks.emitting import deck_yaml
from alliance_cards.decks.expansion import settled
from alliance_cards.decks.guard import is_deck_id
from alliance_cards.decks.quick import QuickDeck, read_if_clean
from alliance_cards.decks.schema import ASKED, Entry, kind_of
from alliance_cards.formats.gathered import Gathered, NewDeck

SURROGATE = re.compile("[\ud800-\udfff]")


def read(text: str, path: Path, deck: str | None = None) -> Gathered:
    """The deck of a YAML or JSON text, its good cards also where others are not.

    It is called like its file, unless `deck` names it.
    """
    name = deck if deck and is_deck_id(deck) else path.stem
    quick = read_if_clean(text, name)
    if quick is not None:
        return Gathered((_new_deck(quick),))
    from alliance_cards.formats.faulty_yaml import read_exactly  # PyYAML, which few files need

    return read_exactly(text, path, name)


def _new_deck(quick: QuickDeck) -> NewDeck:
    return NewDeck(
        id=quick.deck.id,
        name=quick.deck.name,
        description=quick.deck.description,
        sources=quick.sources,
        entries=tuple(map(settled, quick.entries)),
        order=quick.deck.order,
    )


def yaml_text(deck: NewDeck) -> str:
    """A new deck file. Reading it gives the same entries, whatever their texts are.

    Half of a surrogate pair, which no file can hold, becomes U+FFFD.
    """
    return deck_yaml(
        name=_sound(deck.name),
        description=_sound(deck.description),
        order=deck.order,
        sources=deck.sources,
        entries=map(_sound_entry, deck.entries),
    )


def _sound_entry(entry: Entry) -> Entry:
    texts = {
        name: _sound(value) if isinstance(value, str) else tuple(map(_sound, value))
        for name in entry.__struct_fields__
        if isinstance(value := getattr(entry, name), str)
        or (isinstance(value, tuple) and all(isinstance(each, str) for each in value))
    }
    return msgspec.structs.replace(entry, **texts)


def _sound(text: str) -> str:
    return SURROGATE.sub("\ufffd", text)


def fields_of(entry: Entry) -> dict[str, object]:
    """The fields of an entry that say something: the id, what is asked, then the rest."""
    first = ("id", ASKED[kind_of(entry)])
    names = dict.fromkeys([*first, *_in_order(entry)])
    values = {name: getattr(entry, name) for name in names}
    needed = (ASKED[kind_of(entry)], "back", "options", "items", "answer")
    return {name: value for name, value in values.items() if value or name in needed}


def _in_order(entry: Entry) -> list[str]:
    """The fields of the kind itself before those that every card has."""
    common = Entry.__struct_fields__
    return [*(name for name in entry.__struct_fields__ if name not in common), *common]
