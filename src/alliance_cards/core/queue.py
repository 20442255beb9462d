"""Today's queue: what is asked, in which order, within the day's limits."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from alliance_cards.core.cards import entry_of

Turn = Literal["due", "ahead", "new", "drill", "cram"]


class Limits(NamedTuple):
    """How many cards a study day may bring at most."""

    new: int
    reviews: int


class Answered(NamedTuple):
    """An answer that was given today and stands: the review or a drill of a card."""

    card: str
    grade: int
    drill: bool
    was_new: bool


class Counts(NamedTuple):
    """How many cards are left today, within the limits.

    `due` counts those asked ahead of their day too; `cram` those of a session that changes
    nothing.
    """

    due: int
    new: int
    drill: int
    cram: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.due + self.new + self.drill + self.cram


class Queue(NamedTuple):
    """The cards that are left today, by turn, each in the order of asking."""

    due: tuple[str, ...]
    new: tuple[str, ...]
    drill: tuple[str, ...]

    @property
    def next(self) -> tuple[Turn, str] | None:
        """The card to ask now: first the due ones, then new ones, then the final drill."""
        if self.due:
            return "due", self.due[0]
        if self.new:
            return "new", self.new[0]
        if self.drill:
            return "drill", self.drill[0]
        return None

    @property
    def counts(self) -> Counts:
        """How many cards are left, by turn."""
        return Counts(len(self.due), len(self.new), len(self.drill))

    def without(self, card: str, *, drill_again: bool) -> "Queue":
        """The queue after an answer to a card; a failed one goes to the drill's end."""
        drill = _dropped(self.drill, card)
        return self._replace(
            due=_dropped(self.due, card),
            new=_dropped(self.new, card),
            drill=(*drill, card) if drill_again else drill,
        )


def plan(
    *,
    due: Iterable[str],
    new: Iterable[str],
    today: Sequence[Answered],
    limits: Limits,
    needs_drill: Callable[[int], bool],
) -> Queue:
    """The queue of a study day.

    `due` and `new` are card ids in the order in which they should come; no more of them
    are read than needed. `today` holds the day's answers of the whole collection, in
    order. Of an entry's cards only one is asked a day: its siblings wait.
    """
    reviews = [answer for answer in today if not answer.drill]
    done_new = sum(answer.was_new for answer in reviews)
    taken = {entry_of(answer.card) for answer in reviews}
    return Queue(
        due=tuple(_pick(due, limits.reviews - (len(reviews) - done_new), taken)),
        new=tuple(_pick(new, limits.new - done_new, taken)),
        drill=drill_cards(today, needs_drill),
    )


def drill_cards(today: Sequence[Answered], needs_drill: Callable[[int], bool]) -> tuple[str, ...]:
    """The cards of today's final drill: the last answer was too weak; oldest answer first."""
    latest: dict[str, int] = {}
    for answer in today:
        latest.pop(answer.card, None)
        latest[answer.card] = answer.grade
    return tuple(card for card, grade in latest.items() if needs_drill(grade))


def _pick(cards: Iterable[str], most: int, taken: set[str]) -> Iterator[str]:
    """Up to `most` cards whose entry is not in `taken`, which they join."""
    if most <= 0:
        return
    for card in cards:
        entry = entry_of(card)
        if entry not in taken:
            taken.add(entry)
            yield card
            most -= 1
            if most == 0:
                return


def _dropped(cards: tuple[str, ...], card: str) -> tuple[str, ...]:
    return tuple(other for other in cards if other != card)
