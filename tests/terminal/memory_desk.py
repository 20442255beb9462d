"""A desk in memory: the real queue and scheduler over a handful of cards."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from alliance_cards.core import sm2
from alliance_cards.core.calendar import Moment, study_day
from alliance_cards.core.cards import Card, entry_of, whole_list
from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.core.pace import Pace
from alliance_cards.core.queue import Counts, Queue
from alliance_cards.core.schedule import Schedule, outcome, unseen
from alliance_cards.core.scheduler import State
from alliance_cards.core.session import Asked, Item, Mark
from alliance_cards.core.summary import Summary, Undone
from alliance_cards.core.why import Story, told

NOW = Moment(1_772_700_000_000, 60)
TODAY = study_day(NOW, 4)


@dataclass(frozen=True)
class Given:
    """An answer as the desk received it."""

    card: str
    grade: int
    taken_ms: int


@dataclass(frozen=True)
class Done:
    """An action: answers, or else the mark of a card."""

    kind: str
    card: str
    given: tuple[Given, ...] = ()


def seen_twice(interval: int = 6) -> Schedule:
    """The schedule of a card that is due today after `interval` days."""
    return Schedule(state=State(2, 250, interval), due=TODAY, last_day=TODAY - interval, reviews=2)


@dataclass
class MemoryDesk:
    """`cards` in the order of asking; those in `due` are due, the others are new.

    `crams`: they are crammed instead. `asks_wholes`: lists are asked as a whole; `reads`:
    new cards are read first. `edits` is what the editor makes of a card. `troubles` are
    raised by the next calls of `answer`, first one first. Every answer is a line of the
    `journal` before `answer` returns.
    """

    cards: Sequence[Card]
    due: dict[str, Schedule] = field(default_factory=dict)
    deck_name: str = "Bordin's three qualities"
    troubles: list[AllianceCardsError] = field(default_factory=list)
    upcoming: tuple[tuple[int, int], ...] = ((TODAY + 1, 3),)
    journal: Path | None = None
    crams: bool = False
    asks_wholes: bool = False
    reads: bool = False
    edits: Callable[[Card], Card] = lambda card: card
    done: list[Done] = field(default_factory=list)
    undone: list[Done] = field(default_factory=list)
    was_read: list[str] = field(default_factory=list)

    @property
    def given(self) -> list[Given]:
        """The answers that stand."""
        return [given for done in self.done for given in done.given]

    def ask(self, now: Moment) -> Asked | None:
        queue = self._queue()
        if queue.next is None:
            return None
        turn, name = queue.next
        schedule = self.due.get(name, unseen(sm2))
        outcomes = tuple(outcome(schedule, grade, TODAY, sm2) for grade in range(6))
        asked = Asked(
            card=self._card(name),
            deck_name=self.deck_name,
            turn=turn,
            outcomes=() if turn in ("drill", "cram") else outcomes,
            repeats=tuple(map(sm2.needs_drill, range(6))),
            left=queue.counts,
            day=TODAY,
            seen=None,
            left_ms=Pace().time_for(queue.counts),
            is_flagged=self._is_marked(name, "flag"),
            is_leech=schedule.lapses >= 8,
            lapses=schedule.lapses,
            is_reading=turn == "new" and self.reads and name not in self.was_read,
        )
        return (self.asks_wholes and turn != "drill" and self.whole(asked, now)) or asked

    def whole(self, asked: Asked, now: Moment) -> Asked | None:
        cards = [card for card in self.cards if card.entry == asked.card.entry]
        if asked.card.kind != "list" or asked.items:
            return None
        over = {*self._reviews()} - {*self._queue().drill}
        items = tuple(Item(card.back, self.crams or card.id not in over, card.id) for card in cards)
        return asked._replace(card=whole_list(cards), items=items, outcomes=())

    def answer(self, asked: Asked, grade: int, *, now: Moment, taken_ms: int) -> None:
        if self.troubles:
            raise self.troubles.pop(0)
        self._do("review", asked.card.id, [Given(asked.card.id, grade, taken_ms)])

    def answer_items(
        self, asked: Asked, known: Sequence[bool], *, now: Moment, taken_ms: int
    ) -> None:
        counted = [(i, k) for i, k in zip(asked.items, known, strict=True) if i.counts]
        each = taken_ms // max(1, len(counted))
        given = [Given(item.card, 4 if known else 1, each) for item, known in counted]
        self._do("review", asked.card.id, given)

    def read(self, asked: Asked, *, now: Moment) -> None:
        self.was_read += [item.card for item in asked.items] or [asked.card.id]

    def mark(self, asked: Asked, mark: Mark, *, now: Moment) -> None:
        for name in [item.card for item in asked.items] or [asked.card.id]:
            self._do(mark, name, [])

    def edit(self, asked: Asked, *, now: Moment) -> str:
        self.cards = [self.edits(c) if c.id == asked.card.id else c for c in self.cards]
        return "Kept."

    def story(self, asked: Asked, now: Moment) -> Story:
        return told(asked.card.id, [], scheduler=sm2, today=TODAY)

    def undo(self, now: Moment) -> Undone | None:
        if not self.done:
            return None
        self.undone.append(self.done.pop())
        self._note([self.undone[-1].card, "undo"])
        return Undone(self.undone[-1].kind, self.undone[-1].card)

    def redo(self, now: Moment) -> Undone | None:
        if not self.undone:
            return None
        self.done.append(self.undone.pop())
        return Undone(self.done[-1].kind, self.done[-1].card)

    def summary(self, now: Moment) -> Summary:
        reviews = self._reviews()
        new = [name for name in reviews if name not in self.due]
        return Summary(
            day=TODAY,
            reviews=0 if self.crams else len(reviews),
            new=len(new),
            drills=0 if self.crams else len(self.given) - len(reviews),
            failed=tuple(self._card(name) for name, grade in reviews.items() if grade < 3),
            taken_ms=sum(given.taken_ms for given in self.given),
            left=self._queue().counts,
            waiting=0,
            upcoming=self.upcoming,
            crams=len(self.given) if self.crams else 0,
            entries=0 if self.crams else len({entry_of(name) for name in reviews}),
            learnt=tuple(self._card(name) for name in new if reviews[name] >= 3),
            worth=(self.upcoming[0][0], Counts(self.upcoming[0][1], 0, 0))
            if self.upcoming
            else None,
        )

    def _queue(self) -> Queue:
        held = {done.card for done in self.done if done.kind in ("suspend", "bury")}
        names = [card.id for card in self.cards if card.id not in held]
        if not self.crams:  # of an entry's cards one is asked a day
            asked = {entry_of(name): name for name in [*reversed(names), *self._reviews()]}
            names = [name for name in names if asked[entry_of(name)] == name]
        if self.crams:
            queue = Queue((), (), (), cram=tuple(names))
        else:
            queue = Queue(
                tuple(name for name in names if name in self.due),
                tuple(name for name in names if name not in self.due),
                (),
            )
        for given in self.given:
            queue = queue.without(given.card, drill_again=sm2.needs_drill(given.grade))
        if self.reads:
            queue = queue._replace(new=tuple(sorted(queue.new, key=self.was_read.__contains__)))
        return queue._replace(drill=tuple(name for name in queue.drill if name not in held))

    def _reviews(self) -> dict[str, int]:
        first: dict[str, int] = {}
        for given in self.given:
            first.setdefault(given.card, given.grade)
        return first

    def _card(self, name: str) -> Card:
        return next(card for card in self.cards if card.id == name)

    def _is_marked(self, name: str, mark: str) -> bool:
        marks = [done.kind for done in self.done if done.card == name and done.kind in FLAGS]
        return bool(marks) and marks[-1] == mark

    def _do(self, kind: str, card: str, given: Sequence[Given]) -> None:
        self.done.append(Done(kind, card, tuple(given)))
        self.undone.clear()
        for one in given:
            self._note([one.card, one.grade])

    def _note(self, what: list[object]) -> None:
        if self.journal:
            with self.journal.open("a") as lines:
                lines.write(json.dumps(what) + "\n")


FLAGS = ("flag", "unflag")
