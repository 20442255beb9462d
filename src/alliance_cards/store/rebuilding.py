"""All that follows from the log is folded anew: to be compared, or to be put in place."""

from operator import add
from typing import NamedTuple

from alliance_cards.core.history import COUNTED, Kind, Row, fold, step
from alliance_cards.core.schedule import Schedule, unseen
from alliance_cards.core.scheduler import Scheduler
from alliance_cards.store.database import Store
from alliance_cards.store.log import history, live_rows, renames
from alliance_cards.store.names import numbered
from alliance_cards.store.schedules import is_kept, keep_schedule
from alliance_cards.store.totals import ADD_TO_TOTAL, SUMS, total_key, total_of

Totals = dict[tuple[int, ...], tuple[int, ...]]
NOTHING = (0,) * len(SUMS)


class Replayed(NamedTuple):
    """What the log amounts to: each card's schedule, and the totals (`totals.total_of`)."""

    schedules: dict[str, Schedule]
    totals: Totals


def replay(store: Store, scheduler: Scheduler) -> Replayed:
    """Fold the whole log."""
    schedules: dict[str, Schedule] = {}
    renamed: set[str] = set()
    totals: Totals = {}
    for row in live_rows(store):
        _take(row, schedules, renamed, scheduler)
        if row.entry.kind in COUNTED:
            key = total_key(row)
            totals[key] = tuple(map(add, totals.get(key, NOTHING), total_of(row)))
    names = renames(store)
    for card in renamed:
        schedules[card] = fold(history(store, card, names), scheduler)
    kept = {card: schedule for card, schedule in schedules.items() if is_kept(schedule)}
    return Replayed(kept, totals)


def rebuild(store: Store, scheduler: Scheduler) -> None:
    """Build all that is derived anew from the log, inside the caller's transaction.

    The index is emptied, and filled when the deck files are next looked at.
    """
    store.write("reindex")
    replayed = replay(store, scheduler)
    for table in ("file", "card", "shelf", "deck", "schedule", "total"):
        store.write(f"delete from {table}")  # noqa: S608
    for card, schedule in replayed.schedules.items():
        keep_schedule(store, numbered(store, card), schedule)
    store.write_many(ADD_TO_TOTAL, ((*key, *value) for key, value in replayed.totals.items()))


def _take(
    row: Row, schedules: dict[str, Schedule], renamed: set[str], scheduler: Scheduler
) -> None:
    entry = row.entry
    if entry.kind is Kind.RENAME:
        renamed |= {name for name in (entry.card, entry.new_name) if name}
    elif entry.card is not None:
        before = schedules.get(entry.card) or unseen(scheduler)
        schedules[entry.card] = step(before, row, scheduler)
