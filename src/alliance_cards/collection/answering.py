"""Answers are given and taken back, each as one durable action."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from alliance_cards.collection.asking import todays_answers
from alliance_cards.collection.collection import Collection, record_action, standing_called
from alliance_cards.core.calendar import Moment, iso_date
from alliance_cards.core.cards import Card
from alliance_cards.core.errors import AnswerRefused
from alliance_cards.core.history import Entry, Kind
from alliance_cards.core.queue import drill_cards
from alliance_cards.core.schedule import Schedule, outcome
from alliance_cards.core.summary import Undone
from alliance_cards.store import known, log
from alliance_cards.store.changes import changes_of
from alliance_cards.store.recording import record_answers
from alliance_cards.store.standing import Standing

if TYPE_CHECKING:
    from alliance_cards.collection.rewriting import Swap

LONGEST_KEPT_MS = 600_000  # ten minutes; nobody thinks longer, but some go away

Seen = bytes | None | Literal["any"]


class Given(NamedTuple):
    """An answer that was recorded, and the card's schedule after it."""

    card: Card
    grade: int
    taken_ms: int | None
    kind: Kind
    was_new: bool
    schedule: Schedule
    action: bytes

    @property
    def drill(self) -> bool:
        """Whether it belongs to the final drill, which changes nothing."""
        return self.kind is Kind.DRILL


class Turned(NamedTuple):
    """An action that was taken back or brought back.

    `entry` is its first row's, `schedule` that of its card; `cards` is how many it was about.
    `files` are the deck files that it wrote, or the file of links.
    """

    action: bytes
    entry: Entry
    schedule: Schedule | None
    cards: int
    files: tuple[str, ...] = ()

    @property
    def told(self) -> Undone:
        """What a person is told of it."""
        entry = self.entry
        kind = entry.kind.name.lower()
        return Undone(
            kind="unflag" if entry.kind is Kind.FLAG and not entry.value else kind,
            card=entry.card or "",
            cards=self.cards,
            decks=tuple(Path(file).stem for file in self.files if Path(file).suffix),
        )


class Attempt(NamedTuple):
    """A grade (0 to 5) for a card, and the milliseconds that it took (None: not known).

    `seen` is the card's last row as the caller knows it ("any": do not ask).
    """

    card: str
    grade: int
    taken_ms: int | None
    seen: Seen = "any"


class Manner(NamedTuple):
    """How answers are given.

    `early`: a card that is not due is answered all the same. `cram`: nothing of the
    schedule is to change. `shown_as_drill` is what the person was told that the answer is
    (None: nothing). `together`: a whole list was asked.
    """

    early: bool = False
    cram: bool = False
    shown_as_drill: bool | None = None
    together: bool = False


def answer(
    collection: Collection,
    name: str,
    grade: int,
    *,
    now: Moment,
    taken_ms: int | None,
    seen: Seen = "any",
    manner: Manner = Manner(),  # noqa: B008 - it is immutable
) -> Given:
    """Record a grade for a card.

    Raises UnknownName, or AnswerRefused when the card has moved on, is suspended, was
    answered today and is not in the drill, or is not due and is not answered `early`.
    """
    (given,) = answer_all(
        collection, [Attempt(name, grade, taken_ms, seen)], now=now, manner=manner
    )
    return given


def answer_all(
    collection: Collection, attempts: Sequence[Attempt], *, now: Moment, manner: Manner
) -> list[Given]:
    """Record grades for several cards as one action, or raise as `answer` does for any."""
    with collection.store.transaction():
        found = [standing_called(collection, attempt.card) for attempt in attempts]
        answers = [
            (_entry(collection, standing, attempt, now=now, manner=manner), standing)
            for standing, attempt in zip(found, attempts, strict=True)
        ]
        recorded = record_answers(
            collection.store,
            answers,
            when=now,
            day=collection.day(now),
            device=collection.device(),
            scheduler=collection.scheduler,
        )
        for standing in found:
            if not standing.is_known:
                known.remember(collection.store, standing.card)
        return [
            Given(
                card=standing.card,
                grade=attempt.grade,
                taken_ms=row.entry.taken_ms,
                kind=row.entry.kind,
                was_new=row.entry.was_new,
                schedule=schedule,
                action=row.action,
            )
            for standing, attempt, (row, schedule) in zip(found, attempts, recorded, strict=True)
        ]


def _entry(
    collection: Collection,
    standing: Standing,
    attempt: Attempt,
    *,
    now: Moment,
    manner: Manner,
) -> Entry:
    """The row of an answer, as far as the rules take it."""
    card, schedule = standing.card, standing.schedule
    day = collection.day(now)
    drill = schedule.last_day == day and not manner.cram
    is_as_shown = manner.shown_as_drill in (None, drill)
    _refuse_stale(schedule, attempt.seen, as_shown=is_as_shown)
    _refuse_suspended(schedule, card)
    kind, before, after = Kind.CRAM if manner.cram else Kind.DRILL, None, None
    if drill:
        _refuse_second(collection, schedule, card, now)
    elif not manner.cram:
        _refuse_early(schedule, card, day, early=manner.early)
        kind, before = Kind.REVIEW, schedule.position
        after = outcome(schedule, attempt.grade, day, collection.scheduler).position
    taken_ms = attempt.taken_ms
    return Entry(
        kind=kind,
        card=card.id,
        grade=attempt.grade,
        taken_ms=None if taken_ms is None else min(max(0, taken_ms), LONGEST_KEPT_MS),
        before=before,
        after=after,
        value=1 if manner.together else None,
    )


def undo(collection: Collection, now: Moment, *, keep_files: bool = False) -> Turned:
    """Take back the newest action that stands; AnswerRefused if there is none.

    Deck files that it wrote become what they were, unless `keep_files`; AnswerRefused if
    somebody has changed one since.
    """
    from alliance_cards.collection.rewriting import Swap, rewriting  # no answer needs it

    with rewriting(collection):
        action = log.action_to_undo(collection.store)
        if action is None:
            raise AnswerRefused("There is nothing to undo.", code="nothing_to_undo")
        rows = record_action(collection, [Entry(kind=Kind.UNDO, target=action)], now)
        changes = [] if keep_files else changes_of(collection.store, action)
        swaps = [Swap(path, there=after, wanted=before) for path, before, after, _ in changes]
        _swap(collection, rows[0].uuid, swaps)
        return _turned(collection, action)


def redo(collection: Collection, now: Moment) -> Turned:
    """Bring back what the newest undo took back; AnswerRefused if there is none."""
    from alliance_cards.collection.rewriting import Swap, rewriting

    with rewriting(collection):
        found = log.undo_to_redo(collection.store)
        if found is None:
            raise AnswerRefused("There is nothing to redo.", code="nothing_to_redo")
        undone, action = found
        rows = record_action(collection, [Entry(kind=Kind.REDO, target=undone)], now)
        changes = changes_of(collection.store, action)
        swaps = [Swap(path, there=before, wanted=after) for path, before, after, _ in changes]
        _swap(collection, rows[0].uuid, swaps)
        return _turned(collection, action)


def _swap(collection: Collection, action: bytes, swaps: "Sequence[Swap]") -> None:
    """Make deck files what they were, unless somebody has changed one since: then none."""
    from alliance_cards.collection.rewriting import replace_files

    for swap in swaps:
        _refuse_edited(swap)
    replace_files(collection, action, swaps)


def _refuse_edited(swap: "Swap") -> None:
    from alliance_cards.collection.rewriting import content_of

    if content_of(Path(swap.path)) not in (swap.there, swap.wanted):
        raise AnswerRefused(
            f"{swap.path} was changed since. Nothing was undone or redone; the file is as it was."
            ' "alliance-cards undo --keep-files" takes the rest back and leaves the files.',
            code="deck_edited",
        )


def _turned(collection: Collection, action: bytes) -> Turned:
    rows = log.rows_of_action(collection.store, action)
    entry = rows[0].entry
    schedule = None if entry.card is None else collection.schedule_of(entry.card)
    files = tuple(change.path for change in changes_of(collection.store, action))
    cards = {row.entry.card for row in rows} - {None}
    return Turned(action, entry, schedule, cards=len(cards), files=files)


def _refuse_stale(schedule: Schedule, seen: Seen, *, as_shown: bool) -> None:
    if seen not in ("any", schedule.seen) or not as_shown:
        raise AnswerRefused(
            "The card has moved on since it was shown (answered elsewhere, or a new day has"
            " begun). This answer was not recorded.",
            code="card_moved_on",
        )


def _refuse_second(collection: Collection, schedule: Schedule, card: Card, now: Moment) -> None:
    drill = drill_cards(todays_answers(collection, now), collection.scheduler.needs_drill)
    if card.id not in drill or schedule.due is None:
        due = iso_date(collection.day(now) + 1 if schedule.due is None else schedule.due)
        raise AnswerRefused(
            f'"{card.id}" was answered today. It is next due on {due}; "undo" takes the'
            " last answer back.",
            code="already_answered",
        )


def _refuse_suspended(schedule: Schedule, card: Card) -> None:
    if schedule.suspended:
        raise AnswerRefused(
            f'"{card.id}" is suspended and takes no answer. "alliance-cards resume {card.id}"'
            " lets it come again.",
            code="suspended",
        )


def _refuse_early(schedule: Schedule, card: Card, day: int, *, early: bool) -> None:
    if schedule.due is not None and schedule.due > day and not early:
        raise AnswerRefused(
            f'"{card.id}" is not due before {iso_date(schedule.due)}. To answer it all the'
            " same, add --early.",
            code="not_due",
        )
