"""The log's rows, and the fold that turns a card's rows into its schedule.

The log only grows. What a card's schedule is follows from its rows alone, in the order of
stamp and UUID, so that it can be rebuilt and checked at any time.
"""

from collections.abc import Iterable
from enum import IntEnum
from functools import reduce
from typing import NamedTuple, TypeVar

from alliance_cards.core.schedule import (
    LONGEST_ANSWER_MS,
    Position,
    Schedule,
    outcome,
    unseen,
)
from alliance_cards.core.scheduler import PASSING_GRADE, Scheduler

T = TypeVar("T")


class Kind(IntEnum):
    """What a row records. The numbers are stored and never change."""

    REVIEW = 1
    DRILL = 2
    CRAM = 3
    SET = 4
    IMPORT = 5
    SUSPEND = 6
    RESUME = 7
    BURY = 8
    FLAG = 9
    RESET = 10
    RENAME = 11
    UNDO = 12
    REDO = 13
    DECK = 14


ANSWERS = frozenset({Kind.REVIEW, Kind.DRILL, Kind.CRAM})
COUNTED = ANSWERS | {Kind.IMPORT}
"""What statistics count: the answers given here, and those of imported history."""


class Role(IntEnum):
    """What an answer tells about its card. The numbers are stored and never change.

    MEETING: the first answer to a new card, which says nothing about memory. RECALL: the
    first answer to any other card on a study day. AGAIN: all else, such as the drill.
    """

    AGAIN = 0
    MEETING = 1
    RECALL = 2


class Entry(NamedTuple):
    """What happened, before the log gives it a place and a time.

    What a kind needs: an answer its `grade` and `taken_ms`, and as `value` 1 if it was asked
    with its whole list; a review also `before` and `after`, a record of what was shown that
    the fold never reads; SET its `after` and the lapses as `value`; IMPORT as `value` its
    role (None: unknown); BURY as `value` the study day on which the card is back; FLAG 1 or
    0; RENAME the `new_name`, and as `value` 1 if nobody asked for it; DECK as `value` the
    bytes written to a deck file; UNDO and REDO as `target` the action that they take back.
    """

    kind: Kind
    card: str | None = None
    grade: int | None = None
    taken_ms: int | None = None
    before: Position | None = None
    after: Position | None = None
    value: int | None = None
    new_name: str | None = None
    target: bytes | None = None

    @property
    def was_new(self) -> bool:
        """Whether it is the review of a card that was new."""
        return self.before is not None and self.before.due is None

    @property
    def role(self) -> Role:
        """What an answer tells about its card, as it was when the answer was given."""
        if self.kind is Kind.REVIEW:
            return Role.MEETING if self.was_new else Role.RECALL
        return Role(self.value or 0) if self.kind is Kind.IMPORT else Role.AGAIN

    @property
    def recall(self) -> tuple[bool, bool]:
        """Whether it is an answer from memory, and whether that was one and passed."""
        recall = self.role is Role.RECALL
        return recall, recall and (self.grade or 0) >= PASSING_GRADE

    @property
    def counted_ms(self) -> int:
        """The time of an answer as statistics count it."""
        return min(self.taken_ms or 0, LONGEST_ANSWER_MS)


class Row(NamedTuple):
    """One row of the log: an entry with its name, place and time.

    `uuid` (16 bytes) begins with the stamp, so that its order is the order of time.
    `action` is the UUID of the first row of the action that the row belongs to. `stamp`
    and `clock` are milliseconds since 1970 UTC: the first always rises, the second is
    what the clock said. `day` is the study day.
    """

    uuid: bytes
    action: bytes
    device: bytes
    stamp: int
    clock: int
    offset_minutes: int
    day: int
    entry: Entry


def step(schedule: Schedule, row: Row, scheduler: Scheduler) -> Schedule:
    """The schedule after one more row."""
    entry = row.entry
    match entry.kind:
        case Kind.REVIEW:
            return _reviewed(schedule, row, scheduler)
        case Kind.DRILL | Kind.CRAM | Kind.IMPORT:
            return _counted(schedule, row)
        case Kind.SET:
            schedule = _given(schedule, entry)
        case Kind.SUSPEND:
            schedule = schedule._replace(suspended=True)
        case Kind.RESUME:
            schedule = schedule._replace(suspended=False, buried_until=0)
        case Kind.BURY:
            schedule = schedule._replace(buried_until=_required(entry.value))
        case Kind.FLAG:
            schedule = schedule._replace(flagged=bool(entry.value))
        case Kind.RESET:
            schedule = _anew(schedule, scheduler)
        case _:  # a rename, an undo: nothing of the schedule
            return schedule
    return schedule._replace(seen=row.uuid)


def fold(rows: Iterable[Row], scheduler: Scheduler) -> Schedule:
    """The schedule that a card's live rows, in order, amount to."""
    return reduce(lambda before, row: step(before, row, scheduler), rows, unseen(scheduler))


def _counted(schedule: Schedule, row: Row) -> Schedule:
    """After an answer that moves nothing. What is imported counts for statistics alone."""
    entry = row.entry
    imported = entry.kind is Kind.IMPORT
    recall, passed = entry.recall
    return schedule._replace(
        taken_ms=schedule.taken_ms + (0 if imported else entry.taken_ms or 0),
        seen=schedule.seen if imported else row.uuid,
        answers=schedule.answers + 1,
        recalls=schedule.recalls + recall,
        recalled=schedule.recalled + passed,
    )


def _anew(schedule: Schedule, scheduler: Scheduler) -> Schedule:
    """After a reset: marks stay, and what was answered was answered."""
    return unseen(scheduler)._replace(
        suspended=schedule.suspended,
        flagged=schedule.flagged,
        last_day=schedule.last_day,
        answers=schedule.answers,
        recalls=schedule.recalls,
        recalled=schedule.recalled,
    )


def _reviewed(schedule: Schedule, row: Row, scheduler: Scheduler) -> Schedule:
    entry = row.entry
    result = outcome(schedule, _required(entry.grade), row.day, scheduler)
    recall, passed = entry.recall
    return Schedule(
        state=result.position.state,
        due=result.position.due,
        last_day=row.day,
        reviews=schedule.reviews + 1,
        lapses=schedule.lapses + result.lapse,
        taken_ms=schedule.taken_ms + (entry.taken_ms or 0),
        suspended=schedule.suspended,
        buried_until=0,
        flagged=schedule.flagged,
        seen=row.uuid,
        answers=schedule.answers + 1,
        recalls=schedule.recalls + recall,
        recalled=schedule.recalled + passed,
    )


def _given(schedule: Schedule, entry: Entry) -> Schedule:
    given = _required(entry.after)
    lapses = _required(entry.value)
    return schedule._replace(state=given.state, due=given.due, lapses=lapses, last_day=None)


def _required(value: T | None) -> T:
    if value is None:
        raise ValueError("a row of the log lacks what its kind needs")
    return value
