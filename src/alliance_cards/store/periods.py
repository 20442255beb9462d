"""Where the sums of the statistics come from: totals where these know enough, else the log.

The totals know all answers by day, and the schedules each card's answers altogether. A
period needs each card's answers by day, and some chosen cards need their days: for these
the log is summed up into two tables that look the same and go with the snapshot.
Everything else asks the one or the other and does not know which.
"""

from collections.abc import Sequence
from typing import NamedTuple

from alliance_cards.core.renames import stretches
from alliance_cards.core.schedule import LONGEST_ANSWER_MS
from alliance_cards.store import log
from alliance_cards.store.database import Store, Value
from alliance_cards.store.names import number_of
from alliance_cards.store.totals import NO_HOUR

DAY_MS = 86_400_000
SLACK_DAYS = 3  # no clock, in any time zone, is further from the study day it names
FOREVER = 2**62
EARLIEST_DAY = -1  # on which clocks begin that were never set

# Of rows l of the log: whether they are answers, their role, whether they are live, their hour.
ANSWERS = "(l.kind < 4 or l.kind = 5)"
ROLE = """case l.kind when 1 then
    case when l.was_due is null and l.was_repetitions is not null then 1 else 2 end
    when 5 then coalesce(l.value, 0) else 0 end"""
UNDONE = """select undo.target from log as undo where undo.kind = 12 and not exists (
        select 1 from log as redo
        where redo.kind = 13 and redo.target = coalesce(undo.action, undo.uuid)
    )"""
LIVE = f"{ANSWERS} and coalesce(l.action, l.uuid) not in ({UNDONE})"
MINUTE = "(coalesce(l.clock, l.stamp) / 60000 + l.offset_minutes)"
HOUR = f"case l.kind when 5 then {NO_HOUR} else (({MINUTE} % 1440 + 1440) % 1440) / 60 end"

RECALL, RECALLED = 2**21, 2**42  # beside answers, of which a card never has that many
TABLES = (
    "create temp table scope (card integer primary key)",
    """create temp table stretch (
        card integer, name integer, after integer, before integer
    )""",
    "create index temp.stretch_name on stretch (name)",
    """create temp table scoped_total (
        day integer, hour integer, answers integer, meetings integer, drills integer,
        crams integer, timed integer, taken_ms integer, recalls integer, recalled integer
    )""",
    # One number a card, with three counts in it, is summed up a fifth faster than three are.
    "create temp table counted (card integer primary key, counts integer)",
    f"""create temp view answered as select card, counts & {RECALL - 1} as answers,
        counts / {RECALL} & {RECALL - 1} as recalls, counts / {RECALLED} as recalled
        from temp.counted""",  # noqa: S608
)
OF_STRETCHES = """temp.stretch as m cross join log as l
    on l.card = m.name and l.stamp > m.after and l.stamp < m.before"""
OF_UNDONE = f"""(select distinct target from ({UNDONE})) as gone cross join log as l
    on l.action = gone.target or l.uuid = gone.target and l.action is null"""  # noqa: S608


class Source(NamedTuple):
    """Where to sum up: totals by day, answers by card, rows l of the log.

    `chosen` are the cards that count (None: all), `first` is the first study day that does.
    """

    store: Store
    totals: str
    answered: str
    rows: str
    chosen: str | None
    first: int

    def counts(self, column: str) -> str:
        """The condition that a column has the number of a card that counts."""
        return "true" if self.chosen is None else f"{column} in {self.chosen}"


def prepare(store: Store, cards: Sequence[str] | None, first: int | None) -> Source:
    """The source for some cards (None: all) from a study day on (None: from the first).

    Use it once inside a snapshot.
    """
    since = EARLIEST_DAY if first is None else first
    everything = Source(store, "total", "schedule", f"log as l where {LIVE}", None, since)
    if cards is None and first is None:
        return everything
    for statement in TABLES:
        store.write(statement)
    if cards is None:
        _sum_all_cards(store, since)
        return everything._replace(answered="temp.answered")
    _note_scope(store, cards)
    rows = f"{OF_STRETCHES} where {LIVE}"
    store.write(
        f"""insert into temp.scoped_total
        select day, hour, count(*), sum(role = 1), sum(kind = 2), sum(kind = 3),
            sum(coalesce(taken_ms, 0) > 0), sum(min(coalesce(taken_ms, 0), {LONGEST_ANSWER_MS})),
            sum(role = 2), sum(role = 2 and grade >= 3)
        from (select l.day, {HOUR} as hour, l.kind, l.grade, l.taken_ms, {ROLE} as role from {rows})
        group by 1, 2"""  # noqa: S608
    )
    chosen = everything._replace(
        totals="temp.scoped_total",
        rows=rows,
        chosen="(select card from temp.scope)",
    )
    if first is None:
        return chosen
    _count(store, "m.card", 1, f"{rows} and l.day >= ?", (first,))
    return chosen._replace(answered="temp.answered")


def _note_scope(store: Store, cards: Sequence[str]) -> None:
    store.write_many(
        "insert or ignore into temp.scope select id from name where text = ?",
        ((card,) for card in cards),
    )
    _note_stretches(store, cards)
    store.write(
        """insert into temp.stretch select card, card, -1, ? from temp.scope
        where card not in (select card from temp.stretch)""",
        (FOREVER,),
    )


def _note_stretches(store: Store, cards: Sequence[str] | None) -> None:
    """Note which rows of the log, under which names, belong to which renamed card of these."""
    names = log.renames(store)
    renamed = {name for rename in names for name in (rename.old, rename.new)}
    store.write_many(
        "insert into temp.stretch values (?, ?, ?, ?)",
        (
            (
                number_of(store, card),
                number_of(store, part.name),
                part.after,
                FOREVER if part.before is None else part.before,
            )
            for card in sorted(renamed if cards is None else renamed.intersection(cards))
            for part in stretches(card, names)
        ),
    )


def _sum_all_cards(store: Store, first: int) -> None:
    """Sum up by card what was answered from a study day on.

    All rows are counted under the name that they have, which is one look at each; then those
    that were undone are counted out, and the cards that were ever renamed are counted anew.
    """
    begin = _first_row(store, first)
    if begin is None:
        return
    period = f"l.id >= ? and l.day >= ? and {ANSWERS}"
    _count(store, "l.card", 1, f"log as l where {period}", (begin, first))
    _count(store, "l.card", -1, f"{OF_UNDONE} where {period}", (begin, first))
    _note_stretches(store, None)
    store.write("delete from temp.counted where card in (select name from temp.stretch)")
    _count(store, "m.card", 1, f"{OF_STRETCHES} where {LIVE} and l.day >= ?", (first,))


def _first_row(store: Store, first: int) -> int | None:
    """The first row of the log that can be of a study day or a later one, None without one.

    Stamps never run behind the clock, so no row of the day has a UUID from before it. The plus
    keeps SQLite on the index of UUIDs, where it would walk through the log from its beginning.
    """
    floor = max(0, (first - SLACK_DAYS) * DAY_MS).to_bytes(6, "big")
    (found,) = store.one("select min(+id) from log where uuid >= ?", (floor,)) or (None,)
    return None if found is None else int(found)


def _count(store: Store, card: str, sign: int, rows: str, values: Sequence[Value]) -> None:
    """Count rows of the log in (+1) or out (-1) of what a card was answered."""
    recall = f"(({ROLE}) = 2) * ({RECALL} + {RECALLED} * (l.grade >= 3))"
    store.write(
        f"""insert into temp.counted select {card}, {sign} * (1 + {recall})
        from {rows} on conflict do update set counts = counts + excluded.counts""",  # noqa: S608
        values,
    )
