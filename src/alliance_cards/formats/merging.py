"""A deck that comes in over one that a person has changed by hand: both, card by card."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

import msgspec

from alliance_cards.decks.expansion import entry_id
from alliance_cards.decks.schema import Entry
from alliance_cards.formats.assembling import shown_source
from alliance_cards.formats.citing import declared
from alliance_cards.formats.gathered import NewDeck

T = TypeVar("T")


class Difference(NamedTuple):
    """One entry that a person has changed since the last import; None: it is not there.

    `base` is what the last import brought, `mine` what the person made of it, `theirs` what
    the new import brings.
    """

    name: str
    base: Entry | None
    mine: Entry | None
    theirs: Entry | None

    @property
    def is_conflict(self) -> bool:
        """Whether both have changed it, and not alike."""
        return self.theirs not in (self.base, self.mine)


class Merged(NamedTuple):
    """A deck with the changes of both sides, and everything that the person had changed."""

    deck: NewDeck
    differences: tuple[Difference, ...]


def merge(base: NewDeck, mine: NewDeck, theirs: NewDeck) -> Merged:
    """What only one side has changed is as that side has it; of a conflict `theirs` stands.

    The order is the person's if the import leaves it as it was, else the import's; what
    only the other side has stays behind the entry that it followed.
    """
    was, own, new = by_name(base), by_name(mine), by_name(theirs)
    differences = tuple(
        Difference(name, was.get(name), own.get(name), new.get(name))
        for name in dict.fromkeys((*own, *was, *new))
        if own.get(name) != was.get(name)
    )
    chosen = {
        name: _chosen(was.get(name), own.get(name), new.get(name))
        for name in dict.fromkeys((*own, *new))
    }
    first, second = (own, new) if list(was) == list(new) else (new, own)
    names = _in_order(list(first), list(second))
    kept = tuple(entry for name in names if (entry := chosen[name]) is not None)
    sources = {
        key: source
        for key in dict.fromkeys((*mine.sources, *theirs.sources))
        if (source := _chosen(*(deck.sources.get(key) for deck in (base, mine, theirs))))
    }
    entries, sources = declared(kept, sources)
    deck = theirs._replace(
        name=_chosen(base.name, mine.name, theirs.name),
        description=_chosen(base.description, mine.description, theirs.description),
        order=_chosen(base.order, mine.order, theirs.order),
        sources=sources,
        entries=entries,
        text="",
    )
    return Merged(deck, differences)


def with_head_of(deck: NewDeck, there: NewDeck) -> NewDeck:
    """A deck of a format without heads as the one here that it is, with that one's head.

    Such a format names a source by its title; here it is named by its key.
    """
    named = deck._replace(name=there.name, description=there.description, order=there.order)
    own = by_name(there)
    found = (_as_there(entry, own.get(entry_id(entry)), there) for entry in deck.entries)
    entries, sources = declared(found, there.sources)
    text = there.text if entries == there.entries else ""
    return named._replace(sources=sources, entries=entries, text=text)


def _as_there(entry: Entry, there: Entry | None, deck: NewDeck) -> Entry:
    if there is None or entry.source != shown_source(there, deck):
        return entry
    named = msgspec.structs.replace(entry, source=there.source)
    return there if _plain(named) == _plain(there) else named


def _plain(entry: Entry) -> tuple[object, ...]:
    """What an entry says, without margins and however its right options are written."""
    return tuple(map(_stripped, msgspec.structs.astuple(entry)))


def _stripped(value: object) -> object:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, tuple):
        value = tuple(map(_stripped, value))
        return value[0] if len(value) == 1 and isinstance(value[0], int) else value
    return value


def is_same(one: NewDeck, other: NewDeck) -> bool:
    """Whether two decks say the same, however they are written."""
    return one._replace(id="", progress={}, text="") == other._replace(id="", progress={}, text="")


def by_name(deck: NewDeck) -> Mapping[str, Entry]:
    """The entries of a deck by their names."""
    return {entry_id(entry): entry for entry in deck.entries}


def _chosen(base: T, mine: T, theirs: T) -> T:
    return mine if theirs == base else theirs


def _in_order(first: Sequence[str], second: Iterable[str]) -> list[str]:
    """The names of the first, and those of the second where they followed one of them."""
    known = set(first)
    followers: dict[str, list[str]] = {}
    last = ""
    for name in second:
        if name in known:
            last = name
        else:
            followers.setdefault(last, []).append(name)
    behind = (each for name in first for each in (name, *followers.get(name, ())))
    return [*followers.get("", ()), *behind]
