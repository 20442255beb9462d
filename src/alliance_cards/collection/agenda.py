"""What a session still has to ask: today's queue, kept up to date as it is answered."""

from collections.abc import Iterable
from typing import NamedTuple

from alliance_cards.collection.asking import Scope, queue_of
from alliance_cards.collection.collection import Collection
from alliance_cards.collection.tally import Tally
from alliance_cards.core.calendar import Moment
from alliance_cards.core.cards import entry_of
from alliance_cards.core.pace import Pace, Usual
from alliance_cards.core.queue import Answered, Counts, Queue, Turn, drill_cards
from alliance_cards.core.schedule import LONGEST_ANSWER_MS
from alliance_cards.core.wishes import Wish
from alliance_cards.store import index, queue, recent

MINUTE_MS = 60_000
ROWS_OF_PACE = 300
READ_APART = 4  # new cards that are read between the reading of one and its first test


class Plan(NamedTuple):
    """A queue and what it was made for: it holds while nothing else has written."""

    queue: Queue
    day: int
    data_version: int


class Agenda:
    """The queue of a session, and the person's pace.

    The cards that a query finds are those that it found when the session began.
    """

    def __init__(self, collection: Collection, wish: Wish, tally: Tally) -> None:
        self._collection = collection
        self._wish = wish
        self._tally = tally
        self._scope: Scope | None = None
        self._plan: Plan | None = None
        self._read: set[str] = set()
        self._reading_ms = 0
        self._pace = _pace(collection)

    def session(self, now: Moment) -> Queue:
        """What is left of the session: of today's queue what the wish lets through."""
        left, wish = self.today(now), self._wish
        if wish.limit is not None:
            left = left.cut(max(0, wish.limit - len(self._tally.entries)))
        if wish.minutes is not None:
            first = not self._tally.kept
            left = self._pace.fitting(left, self._time_left(), first=first)
        return left

    def today(self, now: Moment) -> Queue:
        """What is left of today, whatever the session's number of cards and its time."""
        day, version = self._collection.day(now), self._collection.store.data_version
        plan = self._plan
        if plan is None or (plan.day, plan.data_version) != (day, version):
            plan = Plan(self._made(now), day, version)
            self._plan = plan
        return plan.queue

    def scope(self, now: Moment) -> Scope:
        """The cards that the session is about."""
        if self._scope is None:
            self._scope = self._sought(now)
        return self._scope

    def left_ms(self, left: Counts) -> int:
        """A guess of the milliseconds that some cards take."""
        guess = self._pace.time_for(left)
        return guess if self._wish.minutes is None else min(guess, self._time_left())

    def is_to_read(self, card: str) -> bool:
        """Whether a new card, or whole list, was not shown with its answer yet."""
        reads = self._collection.settings.first_meeting == "reading"
        return reads and card not in self._read

    def answered(self, card: str, turn: Turn, grade: int, *, taken_ms: int) -> None:
        """Go on after an answer to the card that was asked."""
        self._pace = self._pace.after(turn, taken_ms)
        plan = self._plan
        if plan is not None:
            again = self._collection.scheduler.needs_drill(grade)
            left = plan.queue.without(card, drill_again=again)
            self._plan = Plan(left, plan.day, plan.data_version)

    def was_read(self, card: str, now: Moment, *, taken_ms: int) -> None:
        """Ask a new card, or whole list, a little later."""
        self._read.add(card)
        self._reading_ms += min(max(0, taken_ms), LONGEST_ANSWER_MS)
        names = [name for name in self.today(now).new if card in (name, entry_of(name))]
        places = min(READ_APART, len(self.session(now).new) - 1)
        if self._plan and names and places > 0:
            moved = self._plan.queue.later(names[0], places)
            self._plan = self._plan._replace(queue=moved)

    def was_edited(self, card: str, now: Moment) -> None:
        """Go on after a card's file was edited; only a card with another name is sought anew."""
        scope = self._scope
        if scope is not None and scope.cards is not None:
            from alliance_cards.collection.scoping import found_by

            within = scope._replace(cards=None)
            found = found_by(self._collection, self._wish.query, within, now)
            self._scope = scope._replace(cards=scope.cards | found)
        if index.find_card(self._collection.store, card) is None:
            self.forget()

    def forget(self) -> None:
        """Plan anew: something was changed that may concern any card."""
        self._plan = None

    @property
    def _spent_ms(self) -> int:
        return self._tally.taken_ms + self._reading_ms

    def _time_left(self) -> int:
        return max(0, (self._wish.minutes or 0) * MINUTE_MS - self._spent_ms)

    def _sought(self, now: Moment) -> Scope:
        if not (self._wish.query or self._wish.tags):
            return Scope(self._wish.decks)
        from alliance_cards.collection.scoping import scope_of  # not every session needs it

        return scope_of(self._collection, self._wish, now)

    def _made(self, now: Moment) -> Queue:
        if self._wish.cram:
            return Queue((), (), (), cram=tuple(self._crams(now)))
        made = queue_of(self._collection, now, self.scope(now), self._wish)
        read = self._read
        if read:
            made = made._replace(new=tuple(sorted(made.new, key=lambda c: _key(c, read))))
        return made

    def _crams(self, now: Moment) -> Iterable[str]:
        """First what was not crammed yet in this session, then what was too weak."""
        scope, given = self.scope(now), self._tally.crams
        asked = {answer.card.id for answer in given}
        found = queue.all_cards_longest_unseen(
            self._collection.store, self._collection.day(now), scope.choice
        )
        there = dict.fromkeys(scope.of(found))
        fresh = [card for card in there if card not in asked]
        answers = [Answered(g.card.id, g.grade, drill=False, was_new=False) for g in given]
        weak = drill_cards(answers, self._collection.scheduler.needs_drill)
        most = None if self._wish.limit is None else max(0, self._wish.limit - len(asked))
        return [*fresh[:most], *(card for card in weak if card in there)]


def _key(card: str, read: set[str]) -> bool:
    return card not in read and entry_of(card) not in read


def _pace(collection: Collection) -> Pace:
    times = recent.times_by_turn(collection.store, ROWS_OF_PACE, LONGEST_ANSWER_MS)
    return Pace().plus(**{turn: Usual(answers, taken) for turn, answers, taken in times})
