"""From Anki's scheduling to ours, and back to its numbers."""

from collections.abc import Iterable

from alliance_cards.core.scheduler import PASSING_GRADE, State
from alliance_cards.core.sm2 import (
    LONGEST_INTERVAL,
    LOWEST_EASE,
    SECOND_INTERVAL,
    STARTING_EASE,
    start,
)
from alliance_cards.formats.anki_database import CardRow, Collection, ReviewRow
from alliance_cards.formats.gathered import PastReview, Progress

NEW, LEARNING, REVIEW, RELEARNING = range(4)
SUSPENDED = -1
CRAMMED, MANUAL, RESCHEDULED = 3, 4, 5
GRADES = {1: 1, 2: 3, 3: 4, 4: 5}
"""Anki's buttons (again, hard, good, easy) as grades of SM-2."""

DAY = 86_400
ROLLOVER = 4 * 3_600
"""Seconds after midnight at which Anki's day begins, unless a person changed that."""

FIRST_MOMENT = 1_000_000_000
"""A `due` of a card in learning is a moment (seconds) from here on, else a day."""

HIGHEST_EASE = 6_553
LAST_DAY = 2_800_000
"""The study day with which a calendar of four-digit years comes to its end."""


def created_day(collection: Collection) -> int:
    """The study day from which a collection counts.

    Where the offset from UTC is not written down, the collection was begun at four in the
    morning of a time zone between 11 hours west and 12 hours east.
    """
    if collection.minutes_west is not None:
        return (collection.created - collection.minutes_west * 60) // DAY
    return (collection.created - ROLLOVER + DAY // 2) // DAY


def due_day(card: CardRow, collection: Collection) -> int:
    """The study day on which a card that is not new is due."""
    due = card.own_due if card.own_deck and card.own_due else card.due
    if due < FIRST_MOMENT:
        day = created_day(collection) + due
    else:
        day = (due - (collection.minutes_west or 0) * 60 - ROLLOVER) // DAY
    return max(0, min(day, LAST_DAY))


def progress_of(
    card: CardRow, reviews: Iterable[ReviewRow], collection: Collection
) -> Progress | None:
    """How far a card has got; None of a new card that nobody suspended."""
    history = past_reviews(reviews)
    suspended = card.queue == SUSPENDED
    if card.type not in (LEARNING, REVIEW, RELEARNING):
        if not suspended and not history:
            return None
        return Progress(start(), None, 0, suspended, history)
    return Progress(
        state=_state(card, history),
        due_in_days_from_epoch=due_day(card, collection),
        lapses=max(0, min(card.lapses, 100_000)),
        suspended=suspended,
        history=history,
    )


def _state(card: CardRow, history: tuple[PastReview, ...]) -> State:
    """A card in learning or in relearning stands where SM-2 puts it after a lapse."""
    ease = (card.factor + 5) // 10 if card.factor > 0 else STARTING_EASE
    ease = max(LOWEST_EASE, min(ease, HIGHEST_EASE))
    if card.type != REVIEW:
        return State(0, ease, 1)
    interval = max(1, min(card.interval, LONGEST_INTERVAL))
    return State(_repetitions(interval, history), ease, interval)


def _repetitions(interval: int, history: tuple[PastReview, ...]) -> int:
    """How often it was known in a row, which Anki does not keep: the interval tells it.

    SM-2 has 1 day after the first time, 6 after the second, and then more.
    """
    passed = _passed_in_a_row(history)
    if interval == 1:
        return min(1, passed) if history else 1
    return max(2 if interval <= SECOND_INTERVAL else 3, passed)


def _passed_in_a_row(history: tuple[PastReview, ...]) -> int:
    count = 0
    for review in reversed(history):
        if review.grade < PASSING_GRADE:
            break
        count += 1
    return count


def past_reviews(reviews: Iterable[ReviewRow]) -> tuple[PastReview, ...]:
    """The rows that are reviews, in order: not what was rescheduled by hand or crammed."""
    return tuple(
        PastReview(row.id, row.id, GRADES[row.button], max(0, min(row.taken_ms, 3_600_000)))
        for row in sorted(reviews)
        if is_review(row)
    )


def is_review(row: ReviewRow) -> bool:
    """Whether a row of the log is an answer that counts."""
    if row.type in (MANUAL, RESCHEDULED) or (row.type == CRAMMED and row.factor == 0):
        return False
    return row.button in GRADES and 0 < row.id < LAST_DAY * DAY * 1_000
