"""A desk in memory: the real queue and scheduler over a handful of cards."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from alliance_cards.core import history, sm2
from alliance_cards.core.calendar import Moment, study_day
from alliance_cards.core.cards import Card
from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.core.history import Schedule
from alliance_cards.core.queue import Queue
from alliance_cards.core.scheduler import State
from alliance_cards.core.session import Asked, Summary, Undone

NOW = Moment(1_772_700_000_000, 60)
TODAY = study_day(NOW, 4)


@dataclass(frozen=True)
class Given:
    """An answer as the desk received it."""

    card: str
    grade: int
    taken_ms: int


def seen_twice(interval: int = 6) -> Schedule:
    """The schedule of a card that is due today after `interval` days."""
    return Schedule(state=State(2, 250, interval), due=TODAY, last_day=TODAY - interval, reviews=2)


@dataclass
class MemoryDesk:
    """`cards` in the order of asking; those in `due` are due, the others are new.

    `troubles` are raised by the next calls of `answer`, first one first. Every answer is
    a line of the `journal` before `answer` returns.
    """

    cards: Sequence[Card]
    due: dict[str, Schedule] = field(default_factory=dict)
    deck_name: str = "Bordin's three qualities"
    troubles: list[AllianceCardsError] = field(default_factory=list)
    upcoming: tuple[tuple[int, int], ...] = ((TODAY + 1, 3),)
    journal: Path | None = None
    given: list[Given] = field(default_factory=list)

    def ask(self, now: Moment) -> Asked | None:
        queue = self._queue()
        if queue.next is None:
            return None
        turn, name = queue.next
        schedule = self.due.get(name, history.unseen(sm2))
        outcomes = tuple(history.outcome(schedule, grade, TODAY, sm2) for grade in range(6))
        return Asked(
            card=self._card(name),
            deck_name=self.deck_name,
            turn=turn,
            outcomes=() if turn == "drill" else outcomes,
            repeats=tuple(map(sm2.needs_drill, range(6))),
            left=queue.counts,
            day=TODAY,
            seen=None,
        )

    def answer(self, asked: Asked, grade: int, *, now: Moment, taken_ms: int) -> None:
        if self.troubles:
            raise self.troubles.pop(0)
        self.given.append(Given(asked.card.id, grade, taken_ms))
        self._note([asked.card.id, grade])

    def undo(self, now: Moment) -> Undone | None:
        if not self.given:
            return None
        taken_back = self.given.pop()
        self._note([taken_back.card, "undo"])
        return Undone("review", taken_back.card)

    def summary(self, now: Moment) -> Summary:
        reviews = self._reviews()
        return Summary(
            day=TODAY,
            reviews=len(reviews),
            new=sum(name not in self.due for name in reviews),
            drills=len(self.given) - len(reviews),
            failed=tuple(self._card(name) for name, grade in reviews.items() if grade < 3),
            taken_ms=sum(given.taken_ms for given in self.given),
            left=self._queue().counts,
            waiting=0,
            upcoming=self.upcoming,
        )

    def _queue(self) -> Queue:
        names = [card.id for card in self.cards]
        queue = Queue(
            tuple(name for name in names if name in self.due),
            tuple(name for name in names if name not in self.due),
            (),
        )
        for given in self.given:
            queue = queue.without(given.card, drill_again=sm2.needs_drill(given.grade))
        return queue

    def _reviews(self) -> dict[str, int]:
        first: dict[str, int] = {}
        for given in self.given:
            first.setdefault(given.card, given.grade)
        return first

    def _card(self, name: str) -> Card:
        return next(card for card in self.cards if card.id == name)

    def _note(self, what: list[object]) -> None:
        if self.journal:
            with self.journal.open("a") as lines:
                lines.write(json.dumps(what) + "\n")
