"""Reading deck files: cards out, problems out, nothing raised."""

from dataclasses import dataclass
from pathlib import Path

from alliance_cards.core.cards import Deck
from alliance_cards.core.problems import Problem
from alliance_cards.decks.loading import load


@dataclass(frozen=True, slots=True)
class Reading:
    """What a deck file holds: all good cards, and all problems in the order of its lines.

    `deck` is None if no list of cards could be found, or if the file's name is no deck id.
    """

    deck: Deck | None
    problems: tuple[Problem, ...]

    @property
    def has_errors(self) -> bool:
        """Whether a problem is more than a warning."""
        return any(problem.severity == "error" for problem in self.problems)


def read_deck(path: Path) -> Reading:
    """Read a deck file of at most 64 MB; its id is the file's name without the ending."""
    text = load(path)
    if isinstance(text, Problem):
        return Reading(None, (text,))
    return parse_deck(text, deck_id=path.stem, file=str(path))


def parse_deck(text: str, *, deck_id: str, file: str) -> Reading:
    """Read the text of a deck file; `file` is what its problems call it."""
    from alliance_cards.decks.quick import read_if_clean

    quick = read_if_clean(text, deck_id)
    if quick is not None:
        return Reading(quick.deck, ())
    from alliance_cards.decks.exact import read_exactly

    exact = read_exactly(text, deck_id=deck_id, file=file)
    return Reading(exact.deck, exact.report.problems())


def check_deck(path: Path) -> Reading:
    """Read a deck file like `read_deck`, and warn about cards that are hard to learn."""
    text = load(path)
    if isinstance(text, Problem):
        return Reading(None, (text,))
    return check_text(text, deck_id=path.stem, file=str(path))


def check_text(text: str, *, deck_id: str, file: str) -> Reading:
    """Read the text of a deck file like `parse_deck`, and warn about its style."""
    from alliance_cards.decks.exact import read_exactly
    from alliance_cards.decks.pinpointing import check_quickly
    from alliance_cards.decks.style import warnings

    quick = check_quickly(text, deck_id=deck_id, file=file)
    if quick is not None:
        return Reading(*quick)
    exact = read_exactly(text, deck_id=deck_id, file=file)
    for number, (field, item, message) in warnings([placed.entry for placed in exact.entries]):
        exact.report.warning(exact.entries[number].place(field, item), message)
    return Reading(exact.deck, exact.report.problems())
