"""The quick way to the warnings about a good deck.

Only the cards that something is said about need a line and a column, so only they are read
exactly, as a deck of their own.
"""

from collections.abc import Sequence
from itertools import accumulate, islice, pairwise
from typing import NamedTuple

from alliance_cards.core.cards import Deck
from alliance_cards.core.problems import Problem
from alliance_cards.decks.entries import Placed
from alliance_cards.decks.exact import read_exactly
from alliance_cards.decks.limits import MOST_WARNINGS
from alliance_cards.decks.outline import card_starts
from alliance_cards.decks.places import Places
from alliance_cards.decks.quick import read_if_clean
from alliance_cards.decks.report import Report
from alliance_cards.decks.schema import Entry
from alliance_cards.decks.style import warnings


class Found(NamedTuple):
    """An entry as it was read exactly, and how far before its place in the deck's text."""

    placed: Placed
    before: int


def check_quickly(text: str, *, deck_id: str, file: str) -> tuple[Deck, tuple[Problem, ...]] | None:
    """A deck without errors and the warnings about it; None if the exact reader must look."""
    quick = read_if_clean(text, deck_id)
    if quick is None:
        return None
    told = list(islice(warnings(quick.entries), MOST_WARNINGS + 1))
    if not told:
        return quick.deck, ()
    # With the first card, below the head, it is certain that this is a list of cards.
    wanted = sorted({0, *(number for number, _ in told)})
    found = _few(text, quick.entries, wanted) or _all(text)
    report = Report(file, Places(text))
    for number, (field, item, message) in told:
        placed, before = found[number]
        report.warning(placed.place(field, item) + before, message)
    return quick.deck, report.problems()


def _all(text: str) -> dict[int, Found]:
    exact = read_exactly(text, deck_id="deck", file="")
    return {number: Found(placed, 0) for number, placed in enumerate(exact.entries)}


def _few(text: str, entries: Sequence[Entry], wanted: Sequence[int]) -> dict[int, Found] | None:
    """Some entries by number; None where cards cannot be told from lines of their texts."""
    starts = [*card_starts(text), len(text)]
    if len(starts) != len(entries) + 1:
        return None
    parts = [text[starts[number] : starts[number + 1]] for number in wanted]
    places = [*pairwise(accumulate(map(len, parts), initial=starts[0]))]
    exact = read_exactly(text[: starts[0]] + "".join(parts), deck_id="deck", file="")
    read = exact.entries
    if len(read) != len(parts) or not all(map(_stands, read, places)):
        return None
    return {
        number: Found(placed, starts[number] - start)
        for number, placed, (start, _) in zip(wanted, read, places, strict=True)
    }


def _stands(placed: Placed, place: tuple[int, int]) -> bool:
    start, end = place
    return start <= placed.start < end
