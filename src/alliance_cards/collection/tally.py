"""The answers of a session that stand, and what they came to."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from alliance_cards.core.cards import Card
from alliance_cards.core.scheduler import PASSING_GRADE

if TYPE_CHECKING:
    from alliance_cards.collection.answering import Given


class Tally:
    """The answers of a session. What is undone waits aside until it is redone."""

    def __init__(self) -> None:
        self.kept: list[Given] = []
        self._aside: list[Given] = []

    def keep(self, given: "Sequence[Given]") -> None:
        """Count answers."""
        self.kept += given

    def take_back(self, action: bytes) -> None:
        """Leave out the answers of an action, if they are of this session."""
        self._aside += (given for given in self.kept if given.action == action)
        self.kept = [given for given in self.kept if given.action != action]

    def bring_back(self, action: bytes) -> None:
        """Count again what was taken back."""
        self.kept += (given for given in self._aside if given.action == action)
        self._aside = [given for given in self._aside if given.action != action]

    @property
    def reviews(self) -> "list[Given]":
        """The answers that moved a schedule."""
        return self._of("REVIEW")

    @property
    def drills(self) -> "list[Given]":
        """The answers of the final drill."""
        return self._of("DRILL")

    @property
    def crams(self) -> "list[Given]":
        """The answers that were crammed."""
        return self._of("CRAM")

    @property
    def entries(self) -> set[str]:
        """The entries that had a review: a list that was asked as a whole is one."""
        return {given.card.entry for given in self.reviews}

    @property
    def taken_ms(self) -> int:
        """The milliseconds of all answers together."""
        return sum(given.taken_ms or 0 for given in self.kept)

    def learnt(self, needs_drill: Callable[[int], bool]) -> tuple[Card, ...]:
        """The new cards that passed and whose last answer needs no repetition."""
        last = {given.card.id: given.grade for given in (*self.reviews, *self.drills)}
        passed = (g for g in self.reviews if g.was_new and g.grade >= PASSING_GRADE)
        return tuple(given.card for given in passed if not needs_drill(last[given.card.id]))

    @property
    def failed(self) -> tuple[Card, ...]:
        """The cards that did not pass, in a review or when they were last crammed."""
        last = {given.card.id: given for given in self.crams}
        given = (*self.reviews, *last.values())
        return tuple({g.card.id: g.card for g in given if g.grade < PASSING_GRADE}.values())

    def leeches(self, lapses: int) -> tuple[Card, ...]:
        """The failed cards that have by now so many lapses."""
        failed = (given for given in self.reviews if given.grade < PASSING_GRADE)
        return tuple(given.card for given in failed if given.schedule.is_leech(lapses))

    def _of(self, kind: str) -> "list[Given]":
        return [given for given in self.kept if given.kind.name == kind]
