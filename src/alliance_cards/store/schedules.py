"""The schedules of cards, as the log's fold left them, and their places in the queue."""

from alliance_cards.core.schedule import Schedule, unseen
from alliance_cards.core.scheduler import Scheduler, State
from alliance_cards.store.database import Record, Store

NEW, REVIEW, SUSPENDED = 0, 1, 2
# The day of cards that nothing holds back: before all others, and as long in the file as today.
# A row that grew with the first answer would split its page, and leave it half empty.
ANY_DAY = -20_000

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
