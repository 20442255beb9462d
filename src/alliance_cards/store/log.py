"""The log: rows are added and read, never changed."""

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from alliance_cards.core.calendar import Moment
from alliance_cards.core.history import Entry, Kind, Row
from alliance_cards.core.schedule import Position
from alliance_cards.core.scheduler import State
from alliance_cards.store.database import Record, Store
from alliance_cards.store.names import add_device, numbered

if TYPE_CHECKING:
    from alliance_cards.core.renames import Rename

_READ = """select l.uuid, coalesce(l.action, l.uuid), d.uuid, l.stamp, coalesce(l.clock, l.stamp),
    l.offset_minutes, l.day, l.kind, n.text, l.grade, l.taken_ms,
    l.was_repetitions, l.was_ease, l.was_interval, l.was_due,
    l.repetitions, l.ease, l.interval, l.due, l.value, m.text, l.target
from {source} as l join device as d on d.id = l.device
left join name as n on n.id = l.card left join name as m on m.id = l.new_name
where {where}"""
INSERT = f"insert into log values (null, {', '.join('?' * 22)})"  # noqa: S608
VERSION, CHANCE = 0x7000_8000_0000_0000_0000, 0x0FFF_3FFF_FFFF_FFFF_FFFF  # the bits of a UUID
END = "select (select max(uuid) from log), (select id from device where uuid = ?)"


def append(
    store: Store,
    entries: Sequence[tuple[Entry, int | None]],
    *,
    when: Moment,
    day: int,
    device: bytes,
) -> list[Row]:
    """Add the entries of one action, inside the caller's transaction.

    With each comes the number of its card's name, if it is about a card.
    """
    rows: list[Row] = []
    newest, number = _end(store, device)
    first = max(when.milliseconds, newest + 1)
    for stamp, (entry, card) in enumerate(entries, first):
        uuid = make_uuid(stamp)
        row = Row(
            uuid=uuid,
            action=rows[0].uuid if rows else uuid,
            device=device,
            stamp=stamp,
            clock=when.milliseconds,
            offset_minutes=when.offset_minutes,
            day=day,
            entry=entry,
        )
        _insert(store, row, device=number, card=card)
        rows.append(row)
    return rows


def append_past(
    store: Store,
    entry: Entry,
    *,
    when: Moment,
    day: int,
    action: bytes,
    device: bytes,
    source: str,
    given_up: int = -1,
) -> Row | None:
    """Add what happened elsewhere and earlier, as part of an action of today.

    The UUID is made of the moment and the `source`, so that the same thing is never added
    twice, on this machine or another; None if it was there already. What was there and was
    undone since is added anew. What is older than the card's name, which another card has
    `given_up` (see `given_up`), is put behind that: it belongs to the card of today.
    """
    newest, number = _end(store, device)
    clock = max(0, min(when.milliseconds, newest))
    stamp = max(clock, given_up + 1)
    uuid = _past_uuid(store, stamp, source)
    if uuid is None:
        return None
    row = Row(
        uuid=uuid,
        action=action,
        device=device,
        stamp=stamp,
        clock=clock,
        offset_minutes=when.offset_minutes,
        day=day,
        entry=entry,
    )
    _insert(store, row, device=number, card=number_of_card(store, entry))
    return row


def _past_uuid(store: Store, stamp: int, source: str) -> bytes | None:
    """The UUID of something past: the first that was not undone; None if that one stands."""
    from hashlib import blake2b  # only an import needs it

    attempt, name = 0, source
    while True:
        uuid = stamp.to_bytes(6, "big") + blake2b(name.encode(), digest_size=10).digest()
        if not is_recorded(store, uuid):
            return uuid
        if store.one("select 1 from live where uuid = ?", (uuid,)) is not None:
            return None
        attempt += 1
        name = f"{source} {attempt}"


def is_recorded(store: Store, uuid: bytes) -> bool:
    """Whether a row is in the log, live or undone."""
    return store.one("select 1 from log where uuid = ?", (uuid,)) is not None


def make_uuid(stamp: int) -> bytes:
    """A UUID of version 7: it begins with the stamp, so that UUIDs sort by time."""
    chance = int.from_bytes(os.urandom(10), "big") & CHANCE
    return (stamp << 80 | VERSION | chance).to_bytes(16, "big")


def renames(store: Store) -> "list[Rename]":
    """All live renames, in order."""
    from alliance_cards.core.renames import Rename

    found = store.rows(
        """select l.stamp, n.text, m.text from live as l join name as n on n.id = l.card
        join name as m on m.id = l.new_name where l.kind = 11 order by l.stamp, l.uuid"""
    )
    return [Rename(*record) for record in found]


def given_up(store: Store) -> dict[str, int]:
    """The names that cards gave up for others, each with the stamp of the last time."""
    return {rename.old: rename.stamp for rename in renames(store) if rename.old != rename.new}


def history(store: Store, card: str, names: "Sequence[Rename]") -> list[Row]:
    """The live rows of a card, in order, also those under other `names` (see `renames`)."""
    from alliance_cards.core.renames import stretches

    where = "n.id = (select id from name where text = ?) and l.card = n.id and l.stamp > ?"
    rows: list[Row] = []
    for part in stretches(card, names):
        limit, values = ("", ()) if part.before is None else (" and l.stamp < ?", (part.before,))
        sql = _READ.format(source="live", where=where + limit)
        rows += (_row(record) for record in store.rows(sql, (part.name, part.after, *values)))
    return sorted(rows, key=lambda row: row.uuid)


def live_rows(store: Store) -> Iterator[Row]:
    """All live rows of the log, in order."""
    sql = _READ.format(source="live", where="true order by l.uuid")
    return (_row(record) for record in store.rows(sql))


def rows_of_action(store: Store, action: bytes) -> list[Row]:
    """The rows of an action, live or not: first the one that names it, then in order."""
    where = "(l.uuid = ? or l.action = ?) order by l.uuid <> ?, l.uuid"
    sql = _READ.format(source="log", where=where)
    return [_row(record) for record in store.rows(sql, (action, action, action))]


def last_answers(store: Store, day: int, number: int) -> list[Row]:
    """The last so many live reviews and drills of a study day, in order."""
    where = "l.day = ? and l.kind in (1, 2) order by l.uuid desc limit ?"
    sql = _READ.format(source="live", where=where)
    return [_row(record) for record in store.rows(sql, (day, number))][::-1]


def action_to_undo(store: Store) -> bytes | None:
    """The newest action that stands and is not itself an undo or a redo."""
    found = store.one(
        """select coalesce(action, uuid) from live where kind not in (5, 12, 13)
        order by uuid desc limit 1"""
    )
    return None if found is None else bytes(found[0])


def undo_to_redo(store: Store) -> tuple[bytes, bytes] | None:
    """The newest undo that stands and what it took back, unless something was done since.

    A history that followed its card by itself is nothing that somebody has done.
    """
    found = store.one(
        """select undo.uuid, undo.target from log as undo where undo.kind = 12
        and not exists (
            select 1 from log as redo where redo.kind = 13 and redo.target = undo.uuid
        )
        and not exists (
            select 1 from log as done where done.uuid > undo.uuid
            and done.kind not in (5, 12, 13) and not (done.kind = 11 and done.value = 1)
        ) order by undo.uuid desc limit 1"""
    )
    return None if found is None else (bytes(found[0]), bytes(found[1]))


def number_of_card(store: Store, entry: Entry) -> int | None:
    """The number of the name of an entry's card, which is stored if it is new."""
    return None if entry.card is None else numbered(store, entry.card)


def _end(store: Store, device: bytes) -> tuple[int, int]:
    """The highest stamp of the log, and the number of a device, which is stored if it is new."""
    uuid, number = store.one(END, (device,)) or (None, None)
    newest = -1 if uuid is None else int.from_bytes(uuid[:6], "big")
    return newest, add_device(store, device) if number is None else number


def _insert(store: Store, row: Row, *, device: int, card: int | None) -> None:
    entry = row.entry
    store.write(
        INSERT,
        (
            row.uuid,
            None if row.action == row.uuid else row.action,
            device,
            row.stamp,
            None if row.clock == row.stamp else row.clock,
            row.offset_minutes,
            row.day,
            int(entry.kind),
            card,
            entry.grade,
            entry.taken_ms,
            *_columns(entry.before),
            *_columns(entry.after),
            entry.value,
            None if entry.new_name is None else numbered(store, entry.new_name),
            entry.target,
        ),
    )


def _columns(position: Position | None) -> tuple[int | None, ...]:
    return (None,) * 4 if position is None else (*position.state, position.due)


def _row(record: Record) -> Row:
    uuid, action, device, stamp, clock, offset, day, kind, card, grade, taken = record[:11]
    value, new_name, target = record[19:]
    entry = Entry(
        kind=Kind(kind),
        card=card,
        grade=grade,
        taken_ms=taken,
        before=_position(record[11:15]),
        after=_position(record[15:19]),
        value=value,
        new_name=new_name,
        target=target,
    )
    return Row(
        uuid=uuid,
        action=action,
        device=device,
        stamp=stamp,
        clock=clock,
        offset_minutes=offset,
        day=day,
        entry=entry,
    )


def _position(columns: Record) -> Position | None:
    repetitions, ease, interval, due = columns
    if repetitions is None:
        return None
    return Position(State(repetitions, ease, interval), due)
