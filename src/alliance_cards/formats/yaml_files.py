"""Deck files of our own, YAML and JSON: the deck as it stands, with nothing lost."""

import re
from pathlib import Path

import msgspec

from alliance_cards.decks.emitting import deck_yaml
from alliance_cards.decks.exact import read_exactly
from alliance_cards.decks.expansion import settled
from alliance_cards.decks.fields import read_fields
from alliance_cards.decks.guard import is_deck_id, refusal
from alliance_cards.decks.nodes import Pairs, Text, compose
from alliance_cards.decks.places import Places
from alliance_cards.decks.quick import QuickDeck, read_if_clean
from alliance_cards.decks.report import Report as Findings
from alliance_cards.decks.schema import ASKED, SOURCE_KEYS, Entry, Source, kind_of
from alliance_cards.formats.gathered import Gathered, NewDeck
from alliance_cards.formats.report import Report

SURROGATE = re.compile("[\ud800-\udfff]")


def read(text: str, path: Path, deck: str | None = None) -> Gathered:
    """The deck of a YAML or JSON text, its good cards also where others are not.

    It is called like its file, unless `deck` names it.
    """
    name = deck if deck and is_deck_id(deck) else path.stem
    quick = read_if_clean(text, name)
    return _read_exactly(text, path, name) if quick is None else Gathered((_new_deck(quick),))


def _new_deck(quick: QuickDeck) -> NewDeck:
    return NewDeck(
        id=quick.deck.id,
        name=quick.deck.name,
        description=quick.deck.description,
        sources=quick.sources,
        entries=tuple(map(settled, quick.entries)),
        order=quick.deck.order,
    )


def _read_exactly(text: str, path: Path, name: str) -> Gathered:
    file = str(path)
    report = Report(file)
    exact = read_exactly(text, deck_id=name, file=file)
    for problem in exact.report.problems():
        if problem.severity == "error":
            report.skip(problem.line, problem.message)
        else:
            report.remark(f"{file}, line {problem.line}: {problem.message}")
    if not is_deck_id(name):
        report.remark(f"{file}: an import gives the deck another name with --deck NAME.")
        return report.gathered()
    if exact.deck is None:
        return report.gathered()
    deck = NewDeck(
        id=exact.deck.id,
        name=exact.deck.name,
        description=exact.deck.description,
        sources=_sources(text),
        entries=tuple(settled(placed.entry) for placed in exact.entries),
        order=exact.deck.order,
    )
    return report.gathered((deck,))


def _sources(text: str) -> dict[str, Source]:
    """The sources as they are declared; what is wrong with them was reported before."""
    findings = Findings("", Places(text))
    root = None if refusal(text) else compose(text, findings).root
    if not isinstance(root, Pairs):
        return {}
    declared = read_fields(root, None, findings).values.get("sources")
    if not isinstance(declared, Pairs):
        return {}
    return {
        key.value.strip(): Source(**_texts(value, findings))
        for key, value in declared.pairs
        if isinstance(key, Text) and isinstance(value, Pairs) and "title" in _texts(value, findings)
    }


def _texts(node: Pairs, findings: Findings) -> dict[str, str]:
    fields = read_fields(node, SOURCE_KEYS, findings).values
    return {name: value.value for name, value in fields.items() if isinstance(value, Text)}


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
