"""What a study screen is given, and what it may ask for.

The screen (`terminal.study`, `terminal.linear`) sees cards and values only; the collection
stands behind the `Desk`. Every answer is durable before `answer` returns.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from alliance_cards.core.calendar import Moment
from alliance_cards.core.cards import Card
from alliance_cards.core.queue import Counts, Turn
from alliance_cards.core.schedule import Outcome

if TYPE_CHECKING:
    from alliance_cards.core.summary import Summary, Undone
    from alliance_cards.core.why import Story

Mark = Literal["suspend", "bury", "flag", "unflag"]


class Item(NamedTuple):
    """One item of a list that is asked as a whole.

    `counts` says whether its answer is recorded: its own card is due or new today, or in
    the drill. The others are asked along and keep their dates. `card` is the name of its
    card, `seen` the UUID of that card's last row.
    """

    text: str
    counts: bool
    card: str = ""
    seen: bytes | None = None


class Asked(NamedTuple):
    """A card on the table.

    `outcomes` holds what each grade 0 to 5 would do, at its index; in a drill and when
    cramming nothing of the schedule changes and it is empty. `left` counts the cards of
    the session that are not answered yet, this one among them, and `left_ms` is a guess of
    the time that they take. `repeats` says for each grade whether it brings the card back
    in this session. `seen` is the UUID of the card's last row.

    `lapses` counts the reviews of the card that failed; a leech is one that failed often.

    `is_reading`: the card is met for the first time and shown with its answer; it takes no
    grade but `Desk.read`. `items` are those of a list that is asked as a whole, which takes
    `Desk.answer_items` in the place of `Desk.answer`; empty for every other card. The card
    of a whole list has the name of its entry and asks for all of them.
    """

    card: Card
    deck_name: str
    turn: Turn
    outcomes: tuple[Outcome, ...]
    repeats: tuple[bool, ...]
    left: Counts
    day: int
    seen: bytes | None
    left_ms: int = 0
    is_flagged: bool = False
    is_leech: bool = False
    lapses: int = 0
    is_reading: bool = False
    items: tuple[Item, ...] = ()


class Desk(Protocol):
    """A study session as a screen sees it. Moments come from the caller's clock.

    An answer raises AnswerRefused when the card has moved on since, in another program
    say; nothing is recorded then, and `ask` gives what is right now.
    """

    def ask(self, now: Moment) -> Asked | None:
        """The card to ask now; None when nothing is left of the session."""
        ...

    def whole(self, asked: Asked, now: Moment) -> Asked | None:
        """The list that a card is an item of, asked as a whole; None if it is none."""
        ...

    def answer(self, asked: Asked, grade: int, *, now: Moment, taken_ms: int) -> None:
        """Record a grade (0 to 5) for the card asked, `taken_ms` after it was shown."""
        ...

    def answer_items(
        self, asked: Asked, known: Sequence[bool], *, now: Moment, taken_ms: int
    ) -> None:
        """Record for each item of a whole list whether it was known, as one action.

        A known item that counts gets grade 4, a forgotten one 1; the forgotten ones come
        first in the drill. The time is shared out among the items that count.
        """
        ...

    def read(self, asked: Asked, *, now: Moment) -> None:
        """A new card was read for the first time: it is asked later in the session.

        Nothing is recorded; whoever leaves before reads it again.
        """
        ...

    def mark(self, asked: Asked, mark: Mark, *, now: Moment) -> None:
        """Suspend the card asked, bury it until tomorrow, flag it, or take the flag away.

        Of a whole list all items. `ask` gives what is right then, a flagged card anew.
        """
        ...

    def edit(self, asked: Asked, *, now: Moment) -> str:
        """Let the person change the card in an editor, on the terminal that was given back.

        A sentence that says what came of it; `ask` gives the card as it is then.
        """
        ...

    def story(self, asked: Asked, now: Moment) -> "Story":
        """Why the card asked is due when it is, and all that has happened to it."""
        ...

    def undo(self, now: Moment) -> "Undone | None":
        """Take back the newest action of the collection; None if there is none."""
        ...

    def redo(self, now: Moment) -> "Undone | None":
        """Bring back what the newest undo took; None if there is nothing."""
        ...

    def summary(self, now: Moment) -> "Summary":
        """What this session came to so far."""
        ...
