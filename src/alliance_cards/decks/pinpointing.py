"""The quick way to the warnings about a good deck.

Only the cards that something is said about need a line and a column, so only they are read
exactly, each by itself. Where that does not give the card that the quick way gave, the exact
reader must look at the whole deck.
"""

from functools import lru_cache
from itertools import islice

import msgspec

from alliance_cards.core.cards import Deck
from alliance_cards.core.problems import Problem
from alliance_cards.decks.entries import Placed
from alliance_cards.decks.exact import read_exactly
from alliance_cards.decks.expansion import settled
from alliance_cards.decks.limits import MOST_WARNINGS
from alliance_cards.decks.outline import card_starts
from alliance_cards.decks.places import Places
from alliance_cards.decks.quick import read_if_clean
from alliance_cards.decks.report import Report
from alliance_cards.decks.schema import ChoiceEntry, Entry
from alliance_cards.decks.style import warnings

HEAD = "name: a deck\ncards:\n"


class _Doubtful(Exception):
    """A card that is not found where it should be."""


def check_quickly(text: str, *, deck_id: str, file: str) -> tuple[Deck, tuple[Problem, ...]] | None:
    """A deck without errors and the warnings about it; None if the exact reader must look."""
    quick = read_if_clean(text, deck_id)
    if quick is None:
        return None
    found = list(islice(warnings(quick.entries), MOST_WARNINGS + 1))
    if not found:
        return quick.deck, ()
    report = Report(file, Places(text))
    try:
        cards = _Cards(text, quick.entries)
        for number, (field, item, message) in found:
            report.warning(cards.place(number, field, item), message)
    except _Doubtful:
        return None
    return quick.deck, report.problems()


class _Cards:
    """The cards of a text, each read exactly when one of its places is asked for."""

    def __init__(self, text: str, entries: tuple[Entry, ...]) -> None:
        self._text = text
        self._entries = entries
        self._starts = [*card_starts(text), len(text)]
        self._read = lru_cache(maxsize=None)(self._read_exactly)
        # No line of a text is among the starts then: they are as many as there are cards, and
        # the first card, with the head above it, is a deck.
        if len(self._starts) != len(entries) + 1:
            raise _Doubtful
        self._read(0)

    def place(self, number: int, field: str, item: int | None) -> int:
        """Where a field of an entry begins, or an item of it (all counted from 0)."""
        placed, offset = self._read(number)
        return offset + placed.place(field, item)

    def _read_exactly(self, number: int) -> tuple[Placed, int]:
        start, end = self._starts[number : number + 2]
        above = HEAD if number else self._text[:start]
        exact = read_exactly(above + self._text[start:end], deck_id="deck", file="")
        found = [_plainly(placed.entry) for placed in exact.entries]
        if found != [_plainly(self._entries[number])]:
            raise _Doubtful
        return exact.entries[0], start - len(above)


def _plainly(entry: Entry) -> Entry:
    """The entry in the one spelling that the exact reader gives it."""
    if isinstance(entry, ChoiceEntry):
        return msgspec.structs.replace(entry, answer=entry.right)
    return settled(entry)
