"""What the queue asks of the card index: who is due, new or ahead, in the order of asking.

Each question runs along an index and is read only as far as it is needed.
"""

from collections.abc import Iterator, Sequence

from alliance_cards.store.database import Store, Value


def due_cards(store: Store, day: int, decks: Sequence[str]) -> Iterator[str]:
    """The cards due on a study day, most overdue first, then in deck order."""
    return cards_between(store, None, day, decks)


def cards_between(
    store: Store, after: int | None, last: int, decks: Sequence[str]
) -> Iterator[str]:
    """The cards that come `after` a study day (None: whenever) and until the `last` one."""
    where, values = _of_decks(decks)
    sql = f"""select n.text from card as c join name as n on n.id = c.id
        where c.lane = 1 and c.ready > ? and c.ready <= ? {where}
        order by c.ready, c.place"""  # noqa: S608
    return _names(store, sql, (-1 if after is None else after, last, *values))


def new_cards(store: Store, day: int, decks: Sequence[str]) -> Iterator[str]:
    """The new cards that may be asked on a study day, in deck order."""
    where, values = _of_decks(decks)
    sql = f"""select n.text from card as c join name as n on n.id = c.id
        where c.lane = 0 and c.ready <= ? {where} order by c.place"""  # noqa: S608
    return _names(store, sql, (day, *values))


def valuable_cards(store: Store, day: int, decks: Sequence[str]) -> Iterator[str]:
    """The cards due on a study day, those first whose interval is exceeded the most.

    That is the days overdue, divided by the interval; at equal values the young come first.
    """
    where, values = _of_decks(decks)
    sql = f"""select n.text from card as c join name as n on n.id = c.id
        join schedule as s on s.card = c.id
        where c.lane = 1 and c.ready <= ? {where}
        order by cast(? - s.due as real) / max(s.interval, 1) desc, s.interval, c.place"""  # noqa: S608
    return _names(store, sql, (day, *values, day))


def all_cards_longest_unseen(store: Store, day: int, decks: Sequence[str]) -> Iterator[str]:
    """Whatever may be asked on a study day, new or due or not, longest not answered first."""
    where, values = _of_decks(decks)
    sql = f"""select n.text from card as c join name as n on n.id = c.id
        left join schedule as s on s.card = c.id
        where c.lane < 2 and coalesce(s.buried_until, 0) <= ? {where}
        order by s.seen, c.place"""  # noqa: S608
    return _names(store, sql, (day, *values))


def upcoming(store: Store, after: int, decks: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The next study days after a day with cards due, each with their number."""
    where, values = _of_decks(decks)
    sql = f"""select c.ready, count(*) from card as c
        where c.lane = 1 and c.ready > ? {where} group by c.ready order by c.ready"""  # noqa: S608
    return ((int(day), int(count)) for day, count in store.rows(sql, (after, *values)))


def days_of_cards(store: Store, after: int, decks: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The cards that come after a study day, each with its day, in order."""
    where, values = _of_decks(decks)
    sql = f"""select c.ready, n.text from card as c join name as n on n.id = c.id
        where c.lane = 1 and c.ready > ? {where} order by c.ready"""  # noqa: S608
    return ((int(day), str(name)) for day, name in store.rows(sql, (after, *values)))


def _names(store: Store, sql: str, values: Sequence[Value]) -> Iterator[str]:
    return (str(name) for (name,) in store.rows(sql, values))


def _of_decks(decks: Sequence[str]) -> tuple[str, Sequence[Value]]:
    if not decks:
        return "", ()
    marks = ", ".join("?" * len(decks))
    # The plus keeps SQLite on the index that is already in the order of asking.
    return f"and +c.deck in (select id from deck where name in ({marks}))", decks  # noqa: S608
