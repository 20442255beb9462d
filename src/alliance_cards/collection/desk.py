"""The desk of a study session: what the study screen asks of a collection."""

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from alliance_cards.collection import answering
from alliance_cards.collection.answering import Given
from alliance_cards.collection.asking import queue_of_today
from alliance_cards.collection.collection import Collection
from alliance_cards.core.calendar import Moment
from alliance_cards.core.errors import AnswerRefused
from alliance_cards.core.history import Outcome, Schedule, outcome
from alliance_cards.core.queue import Queue
from alliance_cards.core.scheduler import HIGHEST_GRADE, LOWEST_GRADE, PASSING_GRADE
from alliance_cards.core.session import Asked, Summary, Undone
from alliance_cards.store import index

DAYS_AHEAD = 3
GRADES = range(LOWEST_GRADE, HIGHEST_GRADE + 1)


class Plan(NamedTuple):
    """A queue and what it was made for: it holds while nothing else has written."""

    queue: Queue
    day: int
    data_version: int


class Kept(NamedTuple):
    """An answer of this session that stands."""

    given: Given
    was_new: bool
    taken_ms: int


class StudyDesk:
    """A session over some decks of a collection, or over all of it (`core.session.Desk`)."""

    def __init__(self, collection: Collection, decks: Sequence[str]) -> None:
        self._collection = collection
        self._decks = decks
        self._names = index.deck_names(collection.store)
        self._plan: Plan | None = None
        self._kept: list[Kept] = []

    def ask(self, now: Moment) -> Asked | None:
        """The card to ask now; None when nothing is left today."""
        for _ in range(2):  # a card that left its deck in the meantime makes the plan anew
            queue = self._queue(now)
            if queue.next is None:
                return None
            turn, name = queue.next
            card = index.find_card(self._collection.store, name)
            if card is not None:
                break
            self._plan = None
        else:
            return None
        schedule = self._collection.schedule_of(name)
        day = self._collection.day(now)
        return Asked(
            card=card,
            deck_name=self._names.get(card.deck, card.deck),
            turn=turn,
            outcomes=() if turn == "drill" else self._outcomes(schedule, day),
            repeats=tuple(map(self._collection.scheduler.needs_drill, GRADES)),
            left=queue.counts,
            day=day,
            seen=schedule.seen,
        )

    def answer(self, asked: Asked, grade: int, *, now: Moment, taken_ms: int) -> None:
        """Record a grade for the card asked; AnswerRefused when it has moved on since."""
        try:
            given = answering.answer(
                self._collection,
                asked.card.id,
                grade,
                now=now,
                taken_ms=taken_ms,
                seen=asked.seen,
                shown_as_drill=asked.turn == "drill",
            )
        except AnswerRefused:
            self._plan = None
            raise
        self._kept.append(Kept(given, asked.turn == "new", taken_ms))
        self._advance(asked.card.id, grade)

    def undo(self, now: Moment) -> Undone | None:
        """Take back the newest action of the collection; None if there is none."""
        try:
            turned = answering.undo(self._collection, now)
        except AnswerRefused:
            return None
        self._plan = None
        self._kept = [kept for kept in self._kept if kept.given.action != turned.action]
        return Undone(turned.entry.kind.name.lower(), turned.entry.card or "")

    def summary(self, now: Moment) -> Summary:
        """What this session came to so far."""
        reviews = [kept for kept in self._kept if not kept.given.drill]
        day = self._collection.day(now)
        left = self._queue(now).counts
        counts = index.deck_counts(self._collection.store, day)
        mine = [deck for deck in counts if not self._decks or deck.id in self._decks]
        there = sum(deck.due + deck.new for deck in mine)
        ahead = index.upcoming(self._collection.store, day, self._decks)
        return Summary(
            day=day,
            reviews=len(reviews),
            new=sum(kept.was_new for kept in reviews),
            drills=len(self._kept) - len(reviews),
            failed=tuple(r.given.card for r in reviews if r.given.grade < PASSING_GRADE),
            taken_ms=sum(kept.taken_ms for kept in self._kept),
            left=left,
            waiting=max(0, there - left.due - left.new),
            upcoming=tuple(islice(ahead, DAYS_AHEAD)),
        )

    def _queue(self, now: Moment) -> Queue:
        day = self._collection.day(now)
        version = self._collection.store.data_version
        plan = self._plan
        if plan is None or (plan.day, plan.data_version) != (day, version):
            plan = Plan(queue_of_today(self._collection, now, self._decks), day, version)
            self._plan = plan
        return plan.queue

    def _advance(self, card: str, grade: int) -> None:
        if self._plan is not None:
            again = self._collection.scheduler.needs_drill(grade)
            queue = self._plan.queue.without(card, drill_again=again)
            self._plan = Plan(queue, self._plan.day, self._plan.data_version)

    def _outcomes(self, schedule: Schedule, day: int) -> tuple[Outcome, ...]:
        scheduler = self._collection.scheduler
        return tuple(outcome(schedule, grade, day, scheduler) for grade in GRADES)
