"""The desk of a study session: what the study screen asks of a collection.

What no first card needs is imported where it is used: a person waits for that card.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from alliance_cards.collection.agenda import Agenda
from alliance_cards.collection.collection import Collection
from alliance_cards.collection.tally import Tally
from alliance_cards.core.calendar import Moment
from alliance_cards.core.cards import whole_list
from alliance_cards.core.errors import AnswerRefused
from alliance_cards.core.queue import Queue, Turn
from alliance_cards.core.schedule import Outcome, Schedule, outcome
from alliance_cards.core.scheduler import HIGHEST_GRADE, LOWEST_GRADE
from alliance_cards.core.session import Asked, Mark
from alliance_cards.core.wishes import Wish
from alliance_cards.store import index
from alliance_cards.store.standing import Standing, standing_of

if TYPE_CHECKING:
    from alliance_cards.collection.answering import Attempt, Turned
    from alliance_cards.core.summary import Summary, Undone
    from alliance_cards.core.why import Story

GRADES = range(LOWEST_GRADE, HIGHEST_GRADE + 1)
KNOWN, FORGOTTEN = 4, 1


class Editor(Protocol):
    """Who lets the person change a deck file."""

    def edit(self, card: str) -> str:
        """Open a card's file on the terminal; a sentence that says what came of it."""
        ...

    def refresh(self) -> None:
        """Bring the index up to date with the deck files."""
        ...


class StudyDesk:
    """A session over the cards of a collection that a person wishes (`core.session.Desk`)."""

    def __init__(self, collection: Collection, wish: Wish, *, editor: Editor) -> None:
        self._collection = collection
        self._wish = wish
        self._editor = editor
        self._names = index.deck_names(collection.store)
        self._repeats = tuple(map(collection.scheduler.needs_drill, GRADES))
        self._tally = Tally()
        self._agenda = Agenda(collection, wish, self._tally)
        self._shown_at = 0

    def ask(self, now: Moment) -> Asked | None:
        """The card to ask now; None when nothing is left of the session."""
        self._shown_at = now.milliseconds
        for _ in range(2):  # a card that left its deck in the meantime makes the plan anew
            left = self._agenda.session(now)
            following = left.next
            if following is None:
                return None
            turn, name = following
            found = standing_of(self._collection.store, name, self._collection.scheduler)
            if found is not None:
                asked = self._asked(found, turn, left, now)
                wholes = self._collection.settings.lists == "whole" and turn != "drill"
                return (wholes and self.whole(asked, now)) or asked
            self._agenda.forget()
        return None

    def whole(self, asked: Asked, now: Moment) -> Asked | None:
        """The list that a card is an item of, asked as a whole; None if it is none."""
        if asked.card.kind != "list" or asked.items:
            return None
        cards = index.siblings_of(self._collection.store, asked.card.entry)
        if len(cards) < 2:
            return None
        from alliance_cards.collection.wholes import item_of

        card = whole_list(cards)
        drill = self._agenda.today(now).drill
        reach = asked.day + self._wish.ahead
        items = [
            item_of(
                card, self._collection.schedule_of(card.id), turn=asked.turn, reach=reach,
                in_drill=card.id in drill, day=asked.day,
            )
            for card in cards
        ]  # fmt: skip
        return asked._replace(
            card=card,
            items=tuple(items),
            outcomes=(),
            is_reading=asked.turn == "new" and self._agenda.is_to_read(card.id),
        )

    def answer(self, asked: Asked, grade: int, *, now: Moment, taken_ms: int) -> None:
        """Record a grade for the card asked; AnswerRefused when it has moved on since."""
        from alliance_cards.collection.answering import Attempt

        self._record([Attempt(asked.card.id, grade, taken_ms, asked.seen)], asked, now)
        self._agenda.answered(asked.card.id, asked.turn, grade, taken_ms=taken_ms)

    def answer_items(
        self, asked: Asked, known: Sequence[bool], *, now: Moment, taken_ms: int
    ) -> None:
        """Record for each item of a whole list whether it was known, as one action."""
        from alliance_cards.collection.answering import Attempt

        marks = [(i, k) for i, k in zip(asked.items, known, strict=True) if i.counts]
        each, rest = divmod(taken_ms, max(1, len(marks)))
        attempts = [
            Attempt(item.card, KNOWN if known else FORGOTTEN, each + (place < rest), item.seen)
            for place, (item, known) in enumerate(marks)
        ]
        self._record(attempts, asked, now)
        self._agenda.forget()

    def read(self, asked: Asked, *, now: Moment) -> None:
        """A new card was read for the first time: it is asked a little later."""
        taken_ms = now.milliseconds - self._shown_at
        self._agenda.was_read(asked.card.id, now, taken_ms=taken_ms)

    def mark(self, asked: Asked, mark_: Mark, *, now: Moment) -> None:
        """Suspend the card asked, bury it until tomorrow, flag it, or take the flag away."""
        from alliance_cards.collection.marking import mark
        from alliance_cards.core.history import Kind

        kind, value = {
            "suspend": (Kind.SUSPEND, None),
            "bury": (Kind.BURY, self._collection.day(now) + 1),
            "flag": (Kind.FLAG, 1),
            "unflag": (Kind.FLAG, 0),
        }[mark_]
        names = [item.card for item in asked.items] or [asked.card.id]
        mark(self._collection, names, kind, now=now, value=value)
        if kind is not Kind.FLAG:
            self._agenda.forget()

    def edit(self, asked: Asked, *, now: Moment) -> str:
        """Let the person change the card in an editor, on the terminal that was given back."""
        name = asked.items[0].card if asked.items else asked.card.id
        said = self._editor.edit(name)
        self._agenda.was_edited(name, now)
        self._names = index.deck_names(self._collection.store)
        return said

    def story(self, asked: Asked, now: Moment) -> "Story":
        """Why the card asked is due when it is, and all that has happened to it."""
        from alliance_cards.collection.telling import story_of_card

        return story_of_card(self._collection, asked.card.id, now)

    def undo(self, now: Moment) -> "Undone | None":
        """Take back the newest action of the collection; None if there is none."""
        from alliance_cards.collection import answering

        try:
            turned = answering.undo(self._collection, now)
        except AnswerRefused as error:
            if error.code == "nothing_to_undo":
                return None
            raise
        self._tally.take_back(turned.action)
        return self._turned(turned)

    def redo(self, now: Moment) -> "Undone | None":
        """Bring back what the newest undo took; None if there is nothing."""
        from alliance_cards.collection import answering

        try:
            turned = answering.redo(self._collection, now)
        except AnswerRefused as error:
            if error.code == "nothing_to_redo":
                return None
            raise
        self._tally.bring_back(turned.action)
        return self._turned(turned)

    def summary(self, now: Moment) -> "Summary":
        """What this session came to so far."""
        scope = self._agenda.scope(now)
        from alliance_cards.collection.summing import summary_of  # at the end of a session

        return summary_of(self._collection, self._tally, scope, self._wish, now)

    def _asked(self, found: Standing, turn: Turn, left: Queue, now: Moment) -> Asked:
        card, schedule = found.card, found.schedule
        day = self._collection.day(now)
        counts = left.counts
        return Asked(
            card=card,
            deck_name=self._names.get(card.deck, card.deck),
            turn=turn,
            outcomes=() if turn in ("drill", "cram") else self._outcomes(schedule, day),
            repeats=self._repeats,
            left=counts,
            day=day,
            seen=schedule.seen,
            left_ms=self._agenda.left_ms(counts),
            is_flagged=schedule.flagged,
            lapses=schedule.lapses,
            is_leech=schedule.is_leech(self._collection.settings.leech_lapses),
            is_reading=turn == "new" and self._agenda.is_to_read(card.id),
        )

    def _record(self, attempts: "Sequence[Attempt]", asked: Asked, now: Moment) -> None:
        from alliance_cards.collection.answering import Manner, answer_all

        manner = Manner(
            early=self._wish.ahead > 0,
            cram=asked.turn == "cram",
            shown_as_drill=None if asked.items else asked.turn == "drill",
            together=bool(asked.items),
        )
        try:
            if asked.items and asked.day != self._collection.day(now):
                raise AnswerRefused(
                    "A new day has begun since the list was shown. This answer was not recorded.",
                    code="card_moved_on",
                )
            given = answer_all(self._collection, attempts, now=now, manner=manner)
        except AnswerRefused:
            self._agenda.forget()
            raise
        self._tally.keep(given)

    def _turned(self, turned: "Turned") -> "Undone":
        if turned.entry.kind.name == "DECK":
            self._editor.refresh()
        self._agenda.forget()
        return turned.told

    def _outcomes(self, schedule: Schedule, day: int) -> tuple[Outcome, ...]:
        scheduler = self._collection.scheduler
        return tuple([outcome(schedule, grade, day, scheduler) for grade in GRADES])
