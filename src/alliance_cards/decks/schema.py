"""What a deck file is made of: one struct for the file and one for each kind of card."""

from typing import Any

import msgspec

from alliance_cards.core.cards import CardKind


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document that cards name as their source."""

    title: str
    file: str = ""


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every card may have; an empty text stands for an absent one."""

    id: str = ""
    explanation: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()


class BasicEntry(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question and its answer; `reverse` may also be written yes or no."""

    front: str
    back: str
    reverse: bool | str = False
    accept: tuple[str, ...] = ()


class ClozeEntry(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text with blanks: `{{answer}}`, `{{answer::hint}}` or `{{c1::answer::hint}}`."""

    cloze: str


class ChoiceEntry(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question with options; `answer` is the right one, or several, counted from 1."""

    choice: str
    options: tuple[str, ...]
    answer: int | tuple[int, ...]

    @property
    def right(self) -> tuple[int, ...]:
        """The numbers of the right options, counted from 1, as written."""
        return self.answer if isinstance(self.answer, tuple) else (self.answer,)


class ListEntry(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A prompt and the items that answer it, in order."""

    list: str
    items: tuple[str, ...]


class DeckFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A deck file whose cards are not yet told apart."""

    name: str
    cards: list[Any]
    description: str = ""
    order: int | None = None
    sources: dict[str, Source] = {}


ENTRIES: dict[CardKind, type[Entry]] = {
    "basic": BasicEntry,
    "cloze": ClozeEntry,
    "choice": ChoiceEntry,
    "list": ListEntry,
}

ASKED: dict[CardKind, str] = {
    "basic": "front",
    "cloze": "cloze",
    "choice": "choice",
    "list": "list",
}
"""The key that tells a card's kind, and whose text is asked."""

KINDS: dict[type[Entry], CardKind] = {entry: kind for kind, entry in ENTRIES.items()}
DECK_KEYS = DeckFile.__struct_fields__
SOURCE_KEYS = Source.__struct_fields__
KEYS: dict[CardKind, tuple[str, ...]] = {
    kind: entry.__struct_fields__ for kind, entry in ENTRIES.items()
}
CARD_KEYS = tuple(dict.fromkeys(key for keys in KEYS.values() for key in keys))


def kind_of(entry: Entry) -> CardKind:
    """The kind of card that an entry describes."""
    return KINDS[type(entry)]


def asked(entry: Entry) -> str:
    """The text that an entry asks, as written."""
    text: str = getattr(entry, ASKED[kind_of(entry)])
    return text
