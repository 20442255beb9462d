"""From an entry of a deck file to the cards that it is studied as."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TypeAlias

import msgspec

from alliance_cards.core.cards import Card, slug
from alliance_cards.decks import cloze
from alliance_cards.decks.schema import (
    BasicEntry,
    ChoiceEntry,
    ClozeEntry,
    Entry,
    ListEntry,
    asked,
)

YES = frozenset({"yes", "true"})
NO = frozenset({"no", "false"})
QUOTES = {'"': '"', "'": "'", "“": "”", "„": "“", "«": "»", "‘": "’"}


Shared: TypeAlias = tuple[str, str, tuple[str, ...]]
"""What all cards of one entry have in common: explanation, source and tags."""


def expand(entry: Entry, *, deck_id: str, titles: Mapping[str, str]) -> list[Card]:
    """The cards of an entry that has no faults; `titles` are the sources by key."""
    return named(entry, f"{deck_id}/{entry_id(entry)}", titles)


def named(entry: Entry, name: str, titles: Mapping[str, str]) -> list[Card]:
    """The same for an entry whose name with its deck's id is known."""
    source = source_text(entry.source, titles) or ""
    shared = entry.explanation.strip(), source, stripped(entry.tags)
    match entry:
        case BasicEntry():
            return _basic(entry, name, shared)
        case ClozeEntry():
            return list(_cloze(entry, name, shared))
        case ChoiceEntry():
            return [_choice(entry, name, shared)]
        case ListEntry():
            return list(_list(entry, name, shared))
    raise AssertionError(entry)


def entry_id(entry: Entry) -> str:
    """The id as written, or one made of what is asked."""
    return entry.id.strip() or slug(asked(entry))


@lru_cache(maxsize=1_000)  # many cards have the same few tags: the same tuple will do
def stripped(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The texts without the blanks around them."""
    return tuple(text.strip() for text in texts)


def is_yes(written: bool | str) -> bool | None:
    """What yes, no, true or false says; None if it is neither."""
    if isinstance(written, bool):
        return written
    word = written.strip().lower()
    return True if word in YES else False if word in NO else None


def settled(entry: Entry) -> Entry:
    """The entry with yes and no as what they mean."""
    if isinstance(entry, BasicEntry) and isinstance(entry.reverse, str):
        return msgspec.structs.replace(entry, reverse=bool(is_yes(entry.reverse)))
    return entry


def source_text(written: str, titles: Mapping[str, str]) -> str | None:
    """A source as it is shown, `Title · Section`; None if its key is not declared.

    A section that is called like its document is not said twice. A deck that declares no
    sources may write what it likes.
    """
    if not titles or not written.strip():
        return written.strip()
    key, _, rest = written.partition(",")
    title = titles.get(key.strip())
    section = _unquoted(rest.strip())
    return f"{title} · {section}" if title and section not in ("", title) else title


def _unquoted(text: str) -> str:
    if len(text) > 1 and QUOTES.get(text[0]) == text[-1]:
        return text[1:-1].strip()
    return text


def _basic(entry: BasicEntry, name: str, shared: Shared) -> list[Card]:
    front, back = entry.front.strip(), entry.back.strip()
    # By position: there may be a hundred thousand of them, and by name it takes twice as long.
    cards = [Card(name, "basic", front, back, (), (), stripped(entry.accept), *shared)]
    if is_yes(entry.reverse):
        cards.append(Card(f"{name}#reverse", "basic", back, front, (), (), (), *shared))
    return cards


def _cloze(entry: ClozeEntry, name: str, shared: Shared) -> Iterator[Card]:
    pieces = cloze.parts(entry.cloze)
    for variant, hidden in cloze.answers(pieces).items():
        front, back = cloze.with_blank(pieces, variant), "; ".join(hidden)
        yield Card(f"{name}#{variant}", "cloze", front, back, (), (), (), *shared)


def _choice(entry: ChoiceEntry, name: str, shared: Shared) -> Card:
    options = stripped(entry.options)
    answers = tuple(sorted(number - 1 for number in entry.right))
    back = "; ".join(options[answer] for answer in answers)
    return Card(name, "choice", entry.choice.strip(), back, options, answers, (), *shared)


def _list(entry: ListEntry, name: str, shared: Shared) -> Iterator[Card]:
    prompt, items = entry.list.strip(), stripped(entry.items)
    lines = [f"{number}. {item}" for number, item in enumerate(items, 1)]
    for place, item in enumerate(items):
        hidden = f"{place + 1}. {cloze.HIDDEN}"
        front = "\n".join([prompt, *lines[:place], hidden, *lines[place + 1 :]])
        yield Card(f"{name}#{slug(item)}", "list", front, item, (), (), (), *shared)


def size(card: Card) -> int:
    """The characters that a card takes up in memory."""
    return len(card.front) + len(card.back) + len(card.source)
