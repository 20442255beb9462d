"""Answers are given and taken back, each as one durable action."""

from pathlib import Path
from typing import Literal, NamedTuple

from alliance_cards.collection.asking import todays_answers
from alliance_cards.collection.collection import Collection, card_called, record_action
from alliance_cards.core.calendar import Moment, iso_date
from alliance_cards.core.cards import Card
from alliance_cards.core.errors import AnswerRefused
from alliance_cards.core.history import Entry, Kind, Schedule, outcome
from alliance_cards.core.queue import drill_cards
from alliance_cards.store import known, log
from alliance_cards.store.changes import changes_of

Seen = bytes | None | Literal["any"]


class Given(NamedTuple):
    """An answer that was recorded, and the card's schedule after it."""

    card: Card
    grade: int
    drill: bool
    schedule: Schedule
    action: bytes


class Turned(NamedTuple):
    """An action that was taken back or brought back.

    `entry` is its first row's, `schedule` that of its card; `rows` is how many it has.
    """

    action: bytes
    entry: Entry
    schedule: Schedule | None
    rows: int


def answer(
    collection: Collection,
    name: str,
    grade: int,
    *,
    now: Moment,
    taken_ms: int | None,
    seen: Seen = "any",
    early: bool = False,
    shown_as_drill: bool | None = None,
) -> Given:
    """Record a grade (0 to 5) for a card.

    `seen` is the card's last row as the caller knows it ("any": do not ask), and
    `shown_as_drill` what the person was told that the answer is (None: nothing). Raises
    UnknownName, or AnswerRefused when the card has moved on, is suspended, was answered
    today and is not in the drill, or is not due and `early` is not set.
    """
    card = card_called(collection, name)
    day = collection.day(now)
    with collection.store.transaction():
        schedule = collection.schedule_of(name)
        drill = schedule.last_day == day
        _refuse_stale(schedule, seen, as_shown=shown_as_drill in {None, drill})
        _refuse_suspended(schedule, card)
        if drill:
            _refuse_second(collection, schedule, card, now)
            entry = Entry(kind=Kind.DRILL, card=name, grade=grade, taken_ms=taken_ms)
        else:
            _refuse_early(schedule, card, day, early=early)
            entry = _review(collection, schedule, card, grade, day=day, taken_ms=taken_ms)
        rows = record_action(collection, [entry], now)
        known.remember(collection.store, card)
        schedule = collection.schedule_of(name)
    return Given(card=card, grade=grade, drill=drill, schedule=schedule, action=rows[0].action)


def undo(collection: Collection, now: Moment, *, keep_files: bool = False) -> Turned:
    """Take back the newest action that stands; AnswerRefused if there is none.

    Deck files that it wrote become what they were, unless `keep_files`; AnswerRefused if
    somebody has changed one since.
    """
    with collection.store.transaction():
        action = log.action_to_undo(collection.store)
        if action is None:
            raise AnswerRefused("There is nothing to undo.", code="nothing_to_undo")
        record_action(collection, [Entry(kind=Kind.UNDO, target=action)], now)
        turned = _turned(collection, action)
        for change in () if keep_files else changes_of(collection.store, action):
            _put(change.path, expected=change.after, wanted=change.before)
        return turned


def redo(collection: Collection, now: Moment) -> Turned:
    """Bring back what the newest undo took back; AnswerRefused if there is none."""
    with collection.store.transaction():
        found = log.undo_to_redo(collection.store)
        if found is None:
            raise AnswerRefused("There is nothing to redo.", code="nothing_to_redo")
        undone, action = found
        record_action(collection, [Entry(kind=Kind.REDO, target=undone)], now)
        turned = _turned(collection, action)
        for change in changes_of(collection.store, action):
            _put(change.path, expected=change.before, wanted=change.after)
        return turned


def _put(path: str, *, expected: bytes | None, wanted: bytes | None) -> None:
    """Put back what a deck file was, unless somebody has changed it since."""
    from alliance_cards.decks.saving import write_whole

    file = Path(path)
    there = file.read_bytes() if file.exists() else None
    if there not in (expected, wanted):
        raise AnswerRefused(
            f"{path} was changed since. Nothing was undone or redone; the file is as it was."
            ' "alliance-cards undo --keep-files" takes the rest back and leaves the files.',
            code="deck_edited",
        )
    if wanted is None:
        file.unlink(missing_ok=True)
    else:
        write_whole(file, wanted.decode())


def _turned(collection: Collection, action: bytes) -> Turned:
    rows = log.rows_of_action(collection.store, action)
    entry = rows[0].entry
    schedule = None if entry.card is None else collection.schedule_of(entry.card)
    return Turned(action=action, entry=entry, schedule=schedule, rows=len(rows))


def _review(
    collection: Collection,
    schedule: Schedule,
    card: Card,
    grade: int,
    *,
    day: int,
    taken_ms: int | None,
) -> Entry:
    result = outcome(schedule, grade, day, collection.scheduler)
    return Entry(
        kind=Kind.REVIEW,
        card=card.id,
        grade=grade,
        taken_ms=taken_ms,
        before=schedule.position,
        after=result.position,
    )


def _refuse_stale(schedule: Schedule, seen: Seen, *, as_shown: bool) -> None:
    if seen not in {"any", schedule.seen} or not as_shown:
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
