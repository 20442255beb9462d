"""From entries to Anki's notes: three note types, and guids that never change."""

import re
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any, NamedTuple

import msgspec

from alliance_cards.core.cards import slug
from alliance_cards.decks import cloze
from alliance_cards.decks.expansion import entry_id, is_yes
from alliance_cards.decks.schema import (
    BasicEntry,
    ChoiceEntry,
    ClozeEntry,
    Entry,
    ListEntry,
    kind_of,
)
from alliance_cards.formats.anki_notes import guid_of
from alliance_cards.formats.assembling import shown_source
from alliance_cards.formats.gathered import NewDeck
from alliance_cards.formats.html import from_text, to_text

BLANKS = re.compile(r"\s+")
TAKEN = re.compile(r"(:(?=:)|\}(?=\}|$))")
SIGNS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Exported(NamedTuple):
    """An entry as a note: `kind` is basic, reversed or cloze; `texts` go by field.

    `name` is the entry's in its deck; `variants` are those of its cards by Anki's ordinals.
    """

    kind: str
    name: str
    guid: str
    texts: Mapping[str, str]
    tags: tuple[str, ...]
    variants: Mapping[int, str]
    remarks: tuple[str, ...] = ()


def stable_guid(deck_id: str, name: str) -> str:
    """The guid with which an entry came from Anki, else one that its name always gives."""
    if known := guid_of(name):
        return known
    digest = blake2b(f"{deck_id}/{name}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    number = int.from_bytes(digest, "big")
    guid = ""
    while number:
        number, place = divmod(number, len(SIGNS))
        guid += SIGNS[place]
    return guid or SIGNS[0]


def exported(entry: Entry, *, deck_id: str, source: str = "") -> Exported:
    """The note that an entry becomes, and what of it a note cannot hold.

    `source` is the entry's as it is shown.
    """
    guid = stable_guid(deck_id, entry_id(entry))
    tags = tuple(BLANKS.sub("_", tag.strip()) for tag in entry.tags)
    remarks = []
    if any(BLANKS.search(tag.strip()) for tag in entry.tags):
        remarks.append("Anki's tags have no blanks; an underscore stands in their place.")
    kind, texts, variants, remark = _content(entry)
    common = {"Explanation": entry.explanation.strip(), "Source": source}
    if remark:
        remarks.append(remark)
    texts = {**texts, **common}
    return Exported(kind, entry_id(entry), guid, texts, tags, variants, tuple(remarks))


_Content = tuple[str, dict[str, str], dict[int, str], str]


def _content(entry: Entry) -> _Content:
    match entry:
        case BasicEntry():
            return _basic(entry)
        case ClozeEntry():
            return _cloze(entry)
        case ChoiceEntry():
            return _choice(entry)
        case ListEntry():
            return _list(entry)
    raise AssertionError(entry)


def _basic(entry: BasicEntry) -> _Content:
    texts = {
        "Front": entry.front.strip(),
        "Back": entry.back.strip(),
        "Accept": "\n".join(text.strip() for text in entry.accept),
    }
    if is_yes(entry.reverse):
        return "reversed", texts, {0: "", 1: "reverse"}, ""
    return "basic", texts, {0: ""}, ""


def _cloze(entry: ClozeEntry) -> _Content:
    """Anki's numbers where they are written, else one number for each variant."""
    parts = cloze.parts(entry.cloze)
    numbers = _numbers([part.variant for part in parts if isinstance(part, cloze.Blank)])
    text = "".join(part if isinstance(part, str) else _blank(part, numbers) for part in parts)
    variants = {number - 1: variant for variant, number in numbers.items()}
    return "cloze", {"Front": text.strip()}, variants, ""


def _numbers(variants: list[str]) -> dict[str, int]:
    written = {name: int(name[1:]) for name in variants if re.fullmatch(r"c[1-9]\d{0,2}", name)}
    free = (number for number in range(1, 1000) if number not in set(written.values()))
    return {name: written.get(name) or next(free) for name in dict.fromkeys(variants)}


def _blank(blank: cloze.Blank, numbers: Mapping[str, int]) -> str:
    hint = f"::{blank.hint}" if blank.hint else ""
    return f"{{{{c{numbers[blank.variant]}::{_apart(blank.text)}{hint}}}}}"


def _apart(text: str) -> str:
    """A text inside of Anki's braces, where two colons begin a hint and two braces end it."""
    return TAKEN.sub(r"\1 ", text)


def _choice(entry: ChoiceEntry) -> _Content:
    options = [text.strip() for text in entry.options]
    lines = [f"{_letter(place)}) {text}" for place, text in enumerate(options)]
    right = [options[number - 1] for number in sorted(entry.right) if 0 < number <= len(options)]
    texts = {
        "Front": "\n".join([entry.choice.strip(), *lines]),
        "Back": "; ".join(right),
        "Accept": "",
    }
    return "basic", texts, {0: ""}, "Choices become questions with their options in the text."


def _letter(place: int) -> str:
    return LETTERS[place] if place < len(LETTERS) else str(place + 1)


def _list(entry: ListEntry) -> _Content:
    items = [text.strip() for text in entry.items]
    lines = [f"{place}. {{{{c{place}::{_apart(text)}}}}}" for place, text in enumerate(items, 1)]
    variants = {place: slug(text) for place, text in enumerate(items)}
    texts = {"Front": "\n".join([entry.list.strip(), *lines])}
    parted = " Two colons or braces in an item are parted." if any(map(TAKEN.search, items)) else ""
    return "cloze", texts, variants, f"Lists become clozes with one blank for each item.{parted}"


def came_back(entry: Entry, home: Entry, deck: NewDeck) -> Entry:
    """An entry that comes back from Anki, as the one here that it was made of.

    What says the same as when it went out stays as it is written here, and so does all of a
    choice or a list, which Anki holds in another form. What comes back empty is no change:
    not every format has a place for it.
    """
    if kind_of(entry) != kind_of(home):
        return home
    sent = exported(home, deck_id="", source=shown_source(home, deck))
    texts = {"front": "Front", "cloze": "Front", "back": "Back",
             "explanation": "Explanation", "source": "Source"}  # fmt: skip
    changes: dict[str, Any] = {
        field: getattr(entry, field)
        for field, sent_as in texts.items()
        if hasattr(home, field) and getattr(entry, field) != _there_and_back(sent.texts[sent_as])
    }
    if entry.tags != sent.tags:
        changes["tags"] = entry.tags
    if isinstance(entry, BasicEntry):
        changes["accept"] = entry.accept
    filled = {field: value for field, value in changes.items() if value}
    return msgspec.structs.replace(home, **filled)


def variant_of(home: Entry, variant: str) -> str:
    """The variant here of a card that Anki has as "", "reverse" or "c1"."""
    ordinal = int(variant[1:]) - 1 if variant[1:].isdigit() else int(variant == "reverse")
    return exported(home, deck_id="").variants.get(ordinal, variant)


def _there_and_back(text: str) -> str:
    return to_text(from_text(text)).text
