"""The totals of all answers by study day and hour."""

from collections.abc import Iterable

from alliance_cards.core.calendar import Moment
from alliance_cards.core.history import COUNTED, Kind, Role, Row
from alliance_cards.store.database import Store

NO_HOUR = -1

SUMS = ("answers", "meetings", "drills", "crams", "timed", "taken_ms", "recalls", "recalled")
ADD_TO_TOTAL = f"""insert into total values (?, ?, {", ".join("?" for _ in SUMS)})
    on conflict do update set {", ".join(f"{name} = {name} + excluded.{name}" for name in SUMS)}"""  # noqa: S608


def add_to_totals(store: Store, rows: Iterable[Row], sign: int) -> None:
    """Count answers in (+1) or out (-1) of the totals."""
    for row in rows:
        if row.entry.kind in COUNTED:
            store.write(ADD_TO_TOTAL, (*total_key(row), *[sign * n for n in total_of(row)]))


def total_key(row: Row) -> tuple[int, int]:
    """The study day and the local hour under which an answer is counted.

    The hour of imported history is not known (`NO_HOUR`).
    """
    if row.entry.kind is Kind.IMPORT:
        return row.day, NO_HOUR
    return row.day, Moment(row.clock, row.offset_minutes).hour


def total_of(row: Row) -> tuple[int, ...]:
    """What an answer adds to each of `SUMS`."""
    entry = row.entry
    recall, passed = entry.recall
    return (
        1,
        entry.role is Role.MEETING,
        entry.kind is Kind.DRILL,
        entry.kind is Kind.CRAM,
        bool(entry.taken_ms),
        entry.counted_ms,
        recall,
        passed,
    )
