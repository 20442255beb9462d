"""The doctor's look: whether the file is whole and still says what its log says."""

from collections.abc import Iterator
from typing import NamedTuple

from alliance_cards.core.errors import StoreError
from alliance_cards.core.schedule import Schedule
from alliance_cards.core.scheduler import Scheduler
from alliance_cards.store.database import Store
from alliance_cards.store.rebuilding import Totals, replay
from alliance_cards.store.schedules import COLUMNS, LANE, READY, schedule_from
from alliance_cards.store.totals import SUMS

ORPHANS = (
    (
        """select count(*) from log where card not in (select id from name)
        or new_name not in (select id from name)""",
        "{} rows of the log name a card whose name is lost.",
    ),
    (
        "select count(*) from log where device not in (select id from device)",
        "{} rows of the log come from a device that is not known.",
    ),
    (
        """select count(*) from log where target is not null
        and target not in (select uuid from log)""",
        "{} rows of the log take back what is not there.",
    ),
    (
        "select count(*) from file_change where action not in (select uuid from log)",
        "{} texts of deck files are kept for an action that is not in the log.",
    ),
    (
        "select count(*) from known where card not in (select id from name)",
        "{} texts are known of a card whose name is lost.",
    ),
)
ASTRAY = """select count(*) from card as c left join shelf on shelf.id = c.shelf
    where shelf.id is null or shelf.deck <> c.deck or shelf.kind <> c.kind
    or instr(c.source, shelf.document) = 0
    or json(shelf.tags) <> coalesce(json_extract(c.details, '$.tags'), '[]')"""


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
    damage = list(_integrity(store))
    try:
        found = _compared(store, scheduler)
    except StoreError as error:
        if error.code != "damaged_database":
            raise
        found = Audit(rows=0, cards=0, findings=(error.message,))
    return found._replace(findings=(*damage, *found.findings))


def _compared(store: Store, scheduler: Scheduler) -> Audit:
    findings = [*_orphans(store), *_misplaced(store)]
    replayed = replay(store, scheduler)
    stored = _stored(store)
    findings += (
        f'The schedule of "{card}" is not what the log says.'
        for card in sorted(replayed.schedules.keys() | stored.keys())
        if replayed.schedules.get(card) != stored.get(card)
    )
    if replayed.totals != _stored_totals(store):
        findings.append("The totals by day and hour are not what the log says.")
    (rows,) = store.one("select count(*) from log") or (0,)
    return Audit(rows=rows, cards=len(stored), findings=tuple(findings))


def _integrity(store: Store) -> Iterator[str]:
    for (verdict,) in store.rows("pragma integrity_check(10)"):
        if verdict != "ok":
            yield f"SQLite finds the file damaged: {verdict}."
    for table, *_ in store.rows("pragma foreign_key_check"):
        yield f'A row of the table "{table}" refers to nothing.'


def _orphans(store: Store) -> Iterator[str]:
    for sql, sentence in ORPHANS:
        (number,) = store.one(sql) or (0,)
        if number:
            yield sentence.format(number)


def _misplaced(store: Store) -> Iterator[str]:
    rows = store.rows(
        f"""select n.text from card as c join name as n on n.id = c.id
        left join schedule as s on s.card = c.id
        where c.ready <> {READY} or c.lane <> {LANE}"""  # noqa: S608
    )
    for (name,) in rows:
        yield f'"{name}" does not stand in the queue where its schedule puts it.'
    (astray,) = store.one(ASTRAY) or (0,)
    if astray:
        yield f"{astray} cards do not stand among those that are like them."


def _stored(store: Store) -> dict[str, Schedule]:
    rows = store.rows(
        f"select n.text, {COLUMNS} from schedule as s join name as n on n.id = s.card"  # noqa: S608
    )
    return {record[0]: schedule_from(record[1:]) for record in rows}


def _stored_totals(store: Store) -> Totals:
    found = store.rows(f"select day, hour, {', '.join(SUMS)} from total")  # noqa: S608
    return {tuple(record[:2]): tuple(record[2:]) for record in found if any(record[2:])}
