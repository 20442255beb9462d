"""What a session came to, and what was taken back of it."""

from typing import NamedTuple

from alliance_cards.core.cards import Card
from alliance_cards.core.queue import NOTHING, Counts


class Undone(NamedTuple):
    """What was taken or brought back.

    Its kind in a word, the (first) card it was about and how many there are; the decks whose
    files it wrote.
    """

    kind: str
    card: str
    cards: int = 1
    decks: tuple[str, ...] = ()


class More(NamedTuple):
    """New cards that only the day's limit holds back, and the command that studies them today."""

    cards: int
    command: str


class Summary(NamedTuple):
    """What a session came to.

    `reviews`, `drills` and `crams` were answered and stand; `entries` counts a list that
    was reviewed as a whole once. `learnt` are the new cards that passed (3 or more) and
    are not to be repeated today, `failed` the cards below 3 in a review or when they were
    last crammed, `leeches` those that have failed so often by now that they should be
    reworded. `taken_ms` is the time of all answers together; `left` is what today still
    holds of the session's cards, and `elsewhere` what it holds of others; `about` names
    the decks of a session over some of them, empty for another choice; `waiting` counts
    the due and new cards that wait for another day (limits, siblings), and `more` those
    that need not; `upcoming` are the next study days with the number of cards due, nearest
    first; `worth` is the first of the coming days on which a session is worth it, with its
    due and new cards, None if there is none in sight.
    """

    day: int
    reviews: int
    new: int
    drills: int
    failed: tuple[Card, ...]
    taken_ms: int
    left: Counts
    waiting: int
    upcoming: tuple[tuple[int, int], ...]
    crams: int = 0
    entries: int = 0
    learnt: tuple[Card, ...] = ()
    leeches: tuple[Card, ...] = ()
    worth: tuple[int, Counts] | None = None
    more: More | None = None
    elsewhere: Counts = NOTHING
    about: tuple[str, ...] = ()
