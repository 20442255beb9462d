"""The doctor's look: whether the file is whole and still says what its log says."""

from collections.abc import Iterator
from operator import add
from typing import NamedTuple

from alliance_cards.core.history import COUNTED, Kind, Schedule, fold, step, unseen
from alliance_cards.core.scheduler import Scheduler
from alliance_cards.store.database import Store
from alliance_cards.store.log import history, live_rows, renames
from alliance_cards.store.schedules import (
    COLUMNS,
    LANE,
    READY,
    is_kept,
    schedule_from,
    total_key,
    total_of,
)

Totals = dict[tuple[int, ...], tuple[int, ...]]


class Audit(NamedTuple):
    """What was looked at, and a sentence for each thing that is not as it should be."""

    rows: int
    cards: int
    findings: tuple[str, ...]


def audit(store: Store, scheduler: Scheduler) -> Audit:
    """Check the file's integrity, replay the whole log, and compare with what is stored."""
    with store.snapshot():
        return _audit(store, scheduler)


def _audit(store: Store, scheduler: Scheduler) -> Audit:
    findings = [*_integrity(store), *_misplaced(store)]
    replayed, totals = _replay(store, scheduler)
    stored = _stored(store)
    findings += (
        f'The schedule of "{card}" is not what the log says.'
        for card in sorted(replayed.keys() | stored.keys())
        if replayed.get(card) != stored.get(card)
    )
    if totals != _stored_totals(store):
        findings.append("The totals by day and hour are not what the log says.")
    (rows,) = store.one("select count(*) from log") or (0,)
    return Audit(rows=rows, cards=len(stored), findings=tuple(findings))


def _integrity(store: Store) -> Iterator[str]:
    for (verdict,) in store.rows("pragma integrity_check"):
        if verdict != "ok":
            yield f"SQLite finds the file damaged: {verdict}."
    for table, *_ in store.rows("pragma foreign_key_check"):
        yield f'A row of the table "{table}" refers to nothing.'
    (strays,) = store.one(
        """select count(*) from log where card is not null
        and card not in (select id from name)"""
    ) or (0,)
    if strays:
        yield f"{strays} rows of the log name a card whose name is lost."


def _misplaced(store: Store) -> Iterator[str]:
    rows = store.rows(
        f"""select n.text from card as c join name as n on n.id = c.id
        left join schedule as s on s.card = c.id
        where c.ready <> {READY} or c.lane <> {LANE}"""  # noqa: S608
    )
    for (name,) in rows:
        yield f'"{name}" does not stand in the queue where its schedule puts it.'


def _replay(store: Store, scheduler: Scheduler) -> tuple[dict[str, Schedule], Totals]:
    schedules: dict[str, Schedule] = {}
    renamed: set[str] = set()
    totals: Totals = {}
    for row in live_rows(store):
        entry = row.entry
        if entry.kind is Kind.RENAME:
            renamed |= {name for name in (entry.card, entry.new_name) if name}
        elif entry.card is not None:
            before = schedules.get(entry.card) or unseen(scheduler)
            schedules[entry.card] = step(before, row, scheduler)
        if entry.kind in COUNTED:
            key = total_key(row)
            totals[key] = tuple(map(add, totals.get(key, (0, 0, 0)), total_of(row)))
    names = renames(store)
    for card in renamed:
        schedules[card] = fold(history(store, card, names), scheduler)
    return {card: schedule for card, schedule in schedules.items() if is_kept(schedule)}, totals


def _stored(store: Store) -> dict[str, Schedule]:
    rows = store.rows(
        f"select n.text, {COLUMNS} from schedule as s join name as n on n.id = s.card"  # noqa: S608
    )
    return {record[0]: schedule_from(record[1:]) for record in rows}


def _stored_totals(store: Store) -> Totals:
    rows = store.rows(
        """select day, hour, kind, grade, role, answers, timed, taken_ms from total
        where answers <> 0 or timed <> 0 or taken_ms <> 0"""
    )
    return {tuple(record[:5]): tuple(record[5:]) for record in rows}
