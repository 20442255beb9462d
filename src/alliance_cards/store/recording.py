"""An action is recorded: its rows, and at once all that follows from them."""

from collections.abc import Iterable, Sequence
from functools import reduce

from alliance_cards.core.calendar import Moment
from alliance_cards.core.history import Entry, Kind, Row, fold, step
from alliance_cards.core.schedule import Schedule
from alliance_cards.core.scheduler import Scheduler
from alliance_cards.store import log
from alliance_cards.store.database import Store
from alliance_cards.store.names import numbered
from alliance_cards.store.schedules import keep_schedule, schedule_of
from alliance_cards.store.standing import Standing
from alliance_cards.store.totals import add_to_totals


def record(
    store: Store,
    entries: Sequence[Entry],
    *,
    when: Moment,
    day: int,
    device: bytes,
    scheduler: Scheduler,
) -> list[Row]:
    """Record one action inside the caller's transaction; the rows that it became."""
    numbered = [(entry, log.number_of_card(store, entry)) for entry in entries]
    rows = log.append(store, numbered, when=when, day=day, device=device)
    store.grown = True
    for row, (_, card) in zip(rows, numbered, strict=True):
        _follow(store, row, card, scheduler)
    return rows


def record_answers(
    store: Store,
    answers: Sequence[tuple[Entry, Standing]],
    *,
    when: Moment,
    day: int,
    device: bytes,
    scheduler: Scheduler,
) -> list[tuple[Row, Schedule]]:
    """Record answers as one action inside the caller's transaction.

    Each comes with its card as it stands in that transaction, and goes with the schedule
    after it. Every card may be answered once.
    """
    numbered = [(entry, standing.number) for entry, standing in answers]
    rows = log.append(store, numbered, when=when, day=day, device=device)
    store.grown = True
    return [
        (row, _advance(store, row, standing.number, standing.schedule, scheduler))
        for row, (_, standing) in zip(rows, answers, strict=True)
    ]


def count_past(store: Store, card: str, rows: Sequence[Row], scheduler: Scheduler) -> None:
    """Count a card's answers of imported history, which change no more than what is counted."""
    if rows:
        before = schedule_of(store, card, scheduler)
        after = reduce(lambda s, row: step(s, row, scheduler), rows, before)
        keep_schedule(store, numbered(store, card), after)
        add_to_totals(store, rows, +1)


def _advance(store: Store, row: Row, card: int, before: Schedule, scheduler: Scheduler) -> Schedule:
    """Take the schedule of a row's card one step further, and count an answer."""
    after = step(before, row, scheduler)
    keep_schedule(store, card, after)
    add_to_totals(store, [row], +1)
    return after


def _follow(store: Store, row: Row, card: int | None, scheduler: Scheduler) -> None:
    entry = row.entry
    if entry.kind in {Kind.UNDO, Kind.REDO}:
        _turn(store, row, scheduler)
    elif entry.kind is Kind.RENAME:
        _refold(store, _related(store, [row]), scheduler)
    elif card is not None and entry.kind is not Kind.IMPORT:
        _advance(store, row, card, schedule_of(store, entry.card or "", scheduler), scheduler)


def _turn(store: Store, row: Row, scheduler: Scheduler) -> None:
    """What an undo or redo turns: the rows of the action that it finally names."""
    target = row.entry.target or b""
    rows = log.rows_of_action(store, target)
    if row.entry.kind is Kind.REDO and rows:
        rows = log.rows_of_action(store, rows[0].entry.target or b"")
    add_to_totals(store, rows, +1 if row.entry.kind is Kind.REDO else -1)
    _refold(store, _related(store, rows), scheduler)


def _refold(store: Store, cards: Iterable[str], scheduler: Scheduler) -> None:
    """Fold the schedules of some cards anew from the log."""
    names = log.renames(store)
    for card in cards:
        schedule = fold(log.history(store, card, names), scheduler)
        keep_schedule(store, numbered(store, card), schedule)


def _related(store: Store, rows: Iterable[Row]) -> set[str]:
    """The cards of some rows, with all names that renames ever tied to them."""
    related = {name for row in rows for name in (row.entry.card, row.entry.new_name) if name}
    ties = [
        {str(old), str(new)}
        for old, new in store.rows(
            """select n.text, m.text from log as l join name as n on n.id = l.card
            join name as m on m.id = l.new_name where l.kind = 11"""
        )
    ]
    grown = True
    while grown:
        before = len(related)
        related = related.union(*(tie for tie in ties if tie & related))
        grown = len(related) > before
    return related
