"""What is folded from the log: each card's schedule, and the totals by day and hour."""

from collections.abc import Iterable, Sequence
from functools import reduce

from alliance_cards.core.calendar import Moment
from alliance_cards.core.history import COUNTED, Kind, Role, Row, Schedule, fold, step, unseen
from alliance_cards.core.scheduler import Scheduler, State
from alliance_cards.store.database import Record, Store
from alliance_cards.store.log import history, renames
from alliance_cards.store.names import numbered

NEW, REVIEW, SUSPENDED = 0, 1, 2
NO_HOUR = -1
# The day of cards that nothing holds back: before all others, and as long in the file as today.
# A row that grew with the first answer would split its page, and leave it half empty.
ANY_DAY = -20_000

SUMS = ("answers", "meetings", "drills", "crams", "timed", "taken_ms", "recalls", "recalled")
ADD_TO_TOTAL = f"""insert into total values (?, ?, {", ".join("?" for _ in SUMS)})
    on conflict do update set {", ".join(f"{name} = {name} + excluded.{name}" for name in SUMS)}"""  # noqa: S608

# The same as `lane_of` and of `Schedule.ready`, of a row s of the schedule that may be missing.
LANE = f"case when s.suspended then {SUSPENDED} when s.due is null then {NEW} else {REVIEW} end"
READY = f"coalesce(nullif(max(coalesce(s.due, 0), coalesce(s.buried_until, 0)), 0), {ANY_DAY})"

NUMBER = "(select id from name where text = ?)"
COLUMNS = ", ".join((*State._fields, *Schedule._fields[1:]))
FIND = f"select {COLUMNS} from schedule where card = {NUMBER}"  # noqa: S608
KEEP = f"insert or replace into schedule values ({', '.join('?' * 16)})"  # noqa: S608
DROP = "delete from schedule where card = ?"
PLACE = "update card set lane = ?, ready = ? where id = ?"


def schedule_of(store: Store, card: str, scheduler: Scheduler) -> Schedule:
    """The stored schedule of a card; that of an unseen one if it has no rows."""
    found = store.one(FIND, (card,))
    return unseen(scheduler) if found is None else schedule_from(found)


def schedule_from(record: Record) -> Schedule:
    """The schedule in the columns of `COLUMNS`."""
    repetitions, ease, interval, due, last_day, reviews, lapses, taken_ms = record[:8]
    suspended, buried_until, flagged, seen, answers, recalls, recalled = record[8:]
    state, is_suspended, is_flagged = (
        State(repetitions, ease, interval),
        bool(suspended),
        bool(flagged),
    )
    return Schedule(
        state,
        due,
        last_day,
        reviews,
        lapses,
        taken_ms,
        is_suspended,
        buried_until,
        is_flagged,
        seen,
        answers,
        recalls,
        recalled,
    )


def keep_schedule(store: Store, card: int, schedule: Schedule) -> None:
    """Store the schedule of a card, given by number, and its place in the queue if it has one."""
    if not is_kept(schedule):
        store.write(DROP, (card,))
    else:
        store.write(KEEP, (card, *columns_of(schedule)))
    store.write(PLACE, (lane_of(schedule), schedule.ready or ANY_DAY, card))


def is_kept(schedule: Schedule) -> bool:
    """Whether there is anything in a schedule to be stored."""
    return schedule.seen is not None or schedule.answers > 0


def columns_of(schedule: Schedule) -> tuple[int | bytes | None, ...]:
    """The values for the columns of `COLUMNS`."""
    return (*schedule.state, *schedule[1:])


def lane_of(schedule: Schedule) -> int:
    """Which of the queue's lanes a card stands in."""
    if schedule.suspended:
        return SUSPENDED
    return NEW if schedule.is_new else REVIEW


def refold(store: Store, cards: Iterable[str], scheduler: Scheduler) -> None:
    """Fold the schedules of some cards anew from the log."""
    names = renames(store)
    for card in cards:
        schedule = fold(history(store, card, names), scheduler)
        keep_schedule(store, numbered(store, card), schedule)


def count_past(store: Store, card: str, rows: Sequence[Row], scheduler: Scheduler) -> None:
    """Count a card's answers of imported history, which change no more than what is counted."""
    if rows:
        before = schedule_of(store, card, scheduler)
        after = reduce(lambda s, row: step(s, row, scheduler), rows, before)
        keep_schedule(store, numbered(store, card), after)
        add_to_totals(store, rows, +1)


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
