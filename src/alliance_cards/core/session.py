"""What a study screen is given, and what it may ask for.

The screen (`terminal.study`) sees cards and values only; the collection stands behind the
`Desk`. Every answer is durable before `answer` returns.
"""

from typing import NamedTuple, Protocol

from alliance_cards.core.calendar import Moment
from alliance_cards.core.cards import Card
from alliance_cards.core.history import Outcome
from alliance_cards.core.queue import Counts, Turn


class Asked(NamedTuple):
    """A card on the table.

    `outcomes` holds what each grade 0 to 5 would do, at its index; in a drill nothing of
    the schedule changes and it is empty. `left` counts the cards of today that are not
    answered yet, this one among them. `repeats` says for each grade whether it brings the
    card back on the same day.
    """

    card: Card
    deck_name: str
    turn: Turn
    outcomes: tuple[Outcome, ...]
    repeats: tuple[bool, ...]
    left: Counts
    day: int
    seen: bytes | None


class Undone(NamedTuple):
    """What was taken back: its kind in a word, and the card (or first card) it was about."""

    kind: str
    card: str


class Summary(NamedTuple):
    """What a session came to.

    `reviews` and `drills` were answered and stand; `failed` are the cards of reviews
    below 3; `taken_ms` is their time together; `left` is what today still holds;
    `waiting` counts the due and new cards that wait for another day (limits, siblings);
    `upcoming` are the next study days with the number of cards due, nearest first.
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


class Desk(Protocol):
    """A study session as a screen sees it. Moments come from the caller's clock."""

    def ask(self, now: Moment) -> Asked | None:
        """The card to ask now; None when nothing is left today."""
        ...

    def answer(self, asked: Asked, grade: int, *, now: Moment, taken_ms: int) -> None:
        """Record a grade (0 to 5) for the card asked, `taken_ms` after it was shown.

        Raises AnswerRefused when the card has moved on since, in another program say;
        nothing is recorded then, and `ask` gives what is right now.
        """
        ...

    def undo(self, now: Moment) -> Undone | None:
        """Take back the newest action of the collection; None if there is none."""
        ...

    def summary(self, now: Moment) -> Summary:
        """What this session came to so far."""
        ...
