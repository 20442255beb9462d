"""The sums behind the statistics: of totals where these know enough, else of the log.

The totals know all answers by day, and the schedules each card's answers altogether. A
period needs each card's answers by day, and some chosen cards need their days: for these
the log is summed up into two tables that look the same and last as long as the
connection. Everything else asks the one or the other and does not know which.
"""

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from alliance_cards.core.figures import DayRow, GroupRow, HardRow, HourRow, StateRow
from alliance_cards.core.history import COUNTED, Role
from alliance_cards.core.renames import Rename, stretches
from alliance_cards.core.scheduler import State
from alliance_cards.store import log
from alliance_cards.store.database import Store
from alliance_cards.store.names import number_of
from alliance_cards.store.schedules import NO_HOUR, REVIEW, SUMS, SUSPENDED

DAY_MS = 86_400_000
SLACK_DAYS = 3  # no clock, in any time zone, is further from the study day it names
FOREVER = 2**62
EARLIEST_DAY = -1  # on which clocks begin that were never set

# Of rows l of the log: the role, whether they are live and count, and their local hour.
ROLE = """case l.kind when 1 then
    case when l.was_repetitions is not null and l.was_due is null then 1 else 2 end
    when 5 then coalesce(l.value, 0) else 0 end"""
LIVE = """l.kind in (1, 2, 3, 5) and coalesce(l.action, l.uuid) not in (
    select undo.target from log as undo where undo.kind = 12 and not exists (
        select 1 from log as redo
        where redo.kind = 13 and redo.target = coalesce(undo.action, undo.uuid)
    ))"""
MINUTE = "(coalesce(l.clock, l.stamp) / 60000 + l.offset_minutes)"
HOUR = f"case l.kind when 5 then {NO_HOUR} else (({MINUTE} % 1440 + 1440) % 1440) / 60 end"

TABLES = (
    "create temp table if not exists scope (card integer primary key)",
    """create temp table if not exists stretch (
        card integer, name integer, after integer, before integer
    )""",
    "create index if not exists temp.stretch_name on stretch (name)",
    """create temp table if not exists scoped_total (
        day integer, hour integer, answers integer, meetings integer, drills integer,
        crams integer, timed integer, taken_ms integer, recalls integer, recalled integer
    )""",
    """create temp table if not exists answered (
        card integer primary key, answers integer, recalls integer, recalled integer
    )""",
    *(f"delete from temp.{name}" for name in ("scope", "stretch", "scoped_total", "answered")),  # noqa: S608
)


class Source(NamedTuple):
    """Where to sum up: totals by day, answers by card, rows l of the log, which cards c.

    `first` is the first study day that counts.
    """

    store: Store
    totals: str
    answered: str
    rows: str
    cards: str
    first: int


def prepare(store: Store, cards: Sequence[str] | None, first: int | None) -> Source:
    """The source for some cards (None: all) from a study day on (None: from the first).

    Use it inside a snapshot.
    """
    log_rows = f"log as l where {LIVE}"
    since = EARLIEST_DAY if first is None else first
    everything = Source(store, "total", "schedule", log_rows, "true", since)
    if cards is None and first is None:
        return everything
    for statement in TABLES:
        store.write(statement)
    if cards is None:
        _note_stretches(store, None)
        _sum_cards(store, _since(since), (since,))
        return everything._replace(answered="temp.answered")
    _note_scope(store, cards)
    rows = "temp.stretch as m cross join log as l on l.card = m.name and l.stamp > m.after"
    rows = f"{rows} and l.stamp < m.before where {LIVE}"
    store.write(
        f"""insert into temp.scoped_total
        select day, hour, count(*), sum(role = 1), sum(kind = 2), sum(kind = 3),
            sum(coalesce(taken_ms, 0) > 0), sum(min(coalesce(taken_ms, 0), 120000)),
            sum(role = 2), sum(role = 2 and grade >= 3)
        from (select l.day, {HOUR} as hour, l.kind, l.grade, l.taken_ms, {ROLE} as role from {rows})
        group by 1, 2"""  # noqa: S608
    )
    chosen = everything._replace(
        totals="temp.scoped_total",
        rows=rows,
        cards="c.id in (select card from temp.scope)",
    )
    if first is None:
        return chosen
    _sum_cards(store, f"m.card as card from {rows} and l.day >= ?", (first,))
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


def _since(first: int) -> str:
    """Live rows from a study day on, each with the card that its name has become.

    Stamps never run behind the clock, so rows before the day have no place after it.
    """
    floor = max(0, (first - SLACK_DAYS) * DAY_MS).to_bytes(6, "big").hex()
    return f"""coalesce(m.card, l.card) as card from log as l left join temp.stretch as m
        on m.name = l.card and l.stamp > m.after and l.stamp < m.before
        where l.uuid >= x'{floor}' and l.day >= ? and {LIVE}"""


def _sum_cards(store: Store, rows: str, values: Sequence[int]) -> None:
    store.write(
        f"""insert into temp.answered select card, count(*), sum(role = 2),
            sum(role = 2 and grade >= 3)
        from (select l.grade, {ROLE} as role, {rows}) group by card""",  # noqa: S608
        values,
    )


def day_rows(source: Source) -> Iterator[DayRow]:
    """The study days with an answer, of all the history, in order."""
    sql = f"""select day, {", ".join(f"sum({name})" for name in SUMS)}
        from {source.totals} group by day having sum(answers) > 0 order by day"""  # noqa: S608
    return (DayRow(*record) for record in source.store.rows(sql))


def hour_rows(source: Source) -> Iterator[HourRow]:
    """What was answered in the period by the hour of the day; imported history apart."""
    sql = f"""select hour, sum(answers), sum(recalls), sum(recalled)
        from {source.totals} where day >= ? and hour <> ? group by hour"""  # noqa: S608
    return (HourRow(*record) for record in source.store.rows(sql, (source.first, NO_HOUR)))


def grades_given(source: Source) -> Iterator[tuple[Role, int, int]]:
    """How often each grade was given in each role, in all of the history: read from the log."""
    sql = f"""select {ROLE}, l.grade, count(*) from {source.rows} group by 1, 2"""  # noqa: S608
    return ((Role(role), int(grade), int(n)) for role, grade, n in source.store.rows(sql))


def answered_cards(source: Source) -> int:
    """How many cards were answered in the period."""
    sql = f"""select count(*) from (select card as id, answers from {source.answered}) as c
        where c.answers > 0 and {source.cards}"""  # noqa: S608
    (cards,) = source.store.one(sql) or (0,)
    return int(cards)


def group_rows(source: Source, today: int) -> Iterator[GroupRow]:
    """The cards in decks, those that are alike together, in the order of decks."""
    sql = f"""select deck.name, title, document, kind, tags, cards, suspended, studied, due,
            recalls, recalled
        from (
            select c.shelf as id, count(*) as cards, sum(c.lane = {SUSPENDED}) as suspended,
                sum(c.lane = {REVIEW}) as studied,
                sum(c.lane = {REVIEW} and c.ready <= ?) as due,
                coalesce(sum(a.recalls), 0) as recalls, coalesce(sum(a.recalled), 0) as recalled
            from card as c left join {source.answered} as a on a.card = c.id
            where {source.cards} group by c.shelf
        ) join shelf using (id) join deck on deck.id = shelf.deck
        order by deck.rank, shelf.id"""  # noqa: S608
    for name, title, document, kind, tags, *counts in source.store.rows(sql, (today,)):
        yield GroupRow(name, title, document, kind, tuple(json.loads(tags)), *counts)


def state_rows(source: Source, leech_lapses: int) -> Iterator[StateRow]:
    """The cards in decks by what is scheduled; one number is sorted faster than five."""
    sql = f"""select s.due is null, s.suspended, s.lapses >= ?, s.ease, s.interval, count(*)
        from schedule as s cross join card as c on c.id = s.card where {source.cards}
        group by ((s.interval * 100000 + s.ease) * 2 + (s.lapses >= ?)) * 4
            + s.suspended * 2 + (s.due is null)"""  # noqa: S608
    untouched = int((source.store.one(_counted(source)) or (0,))[0])
    rows = source.store.rows(sql, (leech_lapses, leech_lapses))
    for new, suspended, leech, ease, interval, cards in rows:
        untouched -= cards
        yield StateRow(bool(new), bool(suspended), bool(leech), ease, interval, cards)
    if untouched:
        yield StateRow(True, False, False, 0, 0, untouched)


def _counted(source: Source) -> str:
    return f"select count(*) from card as c where {source.cards}"  # noqa: S608


def due_rows(source: Source) -> Iterator[tuple[int, int]]:
    """How many cards are ready for their review on each study day."""
    sql = f"""select c.ready, count(*) from card as c where c.lane = 1 and {source.cards}
        group by c.ready"""  # noqa: S608
    return ((int(day), int(cards)) for day, cards in source.store.rows(sql))


def waiting_states(source: Source) -> Iterator[tuple[int, State]]:
    """Each card that waits for a review: the study day from which it can come, and its state."""
    sql = f"""select c.ready, s.repetitions, s.ease, s.interval
        from card as c join schedule as s on s.card = c.id
        where c.lane = 1 and {source.cards} order by c.ready, c.place"""  # noqa: S608
    return ((record[0], State(*record[1:])) for record in source.store.rows(sql))


def hard_rows(source: Source, most: int) -> Iterator[HardRow]:
    """The cards that were failed most: first by lapses, then by failed recalls."""
    sql = f"""select n.text, c.front, h.* from (
            select c.id, c.place, s.repetitions, s.ease, s.interval, s.lapses, s.answers,
                a.recalls, a.recalled
            from {source.answered} as a join schedule as s on s.card = a.card
            join card as c on c.id = a.card
            where a.recalls > a.recalled and c.lane <> {SUSPENDED} and {source.cards}
            order by s.lapses desc, a.recalls - a.recalled desc, s.ease, c.place limit ?
        ) as h join card as c on c.id = h.id join name as n on n.id = h.id
        order by h.lapses desc, h.recalls - h.recalled desc, h.ease, h.place"""  # noqa: S608
    names = log.renames(source.store)
    for record in source.store.rows(sql, (most,)):
        card, front, _, _, repetitions, ease, interval, lapses, *counts = record
        state = State(repetitions, ease, interval)
        yield HardRow(card, front, state, lapses, _time_of(source.store, card, names), *counts)


def _time_of(store: Store, card: str, names: Sequence[Rename]) -> int:
    """The milliseconds of all answers to a card."""
    rows = log.history(store, card, names)
    return sum(row.entry.counted_ms for row in rows if row.entry.kind in COUNTED)


def cards_elsewhere(source: Source) -> int:
    """How many cards with a history stand in no deck; 0 if some cards are chosen."""
    if source.cards != "true":
        return 0
    sql = "select count(*) from schedule where answers > 0 and card not in (select id from card)"
    (cards,) = source.store.one(sql) or (0,)
    return int(cards)
