"""What the queue asks of the card index: who is due, new or ahead, in the order of asking.

Each question runs along an index and is read only as far as it is needed.
"""

from collections.abc import Iterator, Sequence

from alliance_cards.store.database import Store, Value
from alliance_cards.store.schedules import ANY_DAY
from alliance_cards.store.shelves import Choice, chosen


def due_cards(store: Store, day: int, choice: Choice) -> Iterator[str]:
    """The cards due on a study day, most overdue first, then in deck order."""
    return cards_between(store, None, day, choice)


def cards_between(store: Store, after: int | None, last: int, choice: Choice) -> Iterator[str]:
    """The cards that come `after` a study day (None: whenever) and until the `last` one."""
    where, values = chosen(choice)
    sql = f"""select n.text from card as c join name as n on n.id = c.id
        where c.lane = 1 and c.ready > ? and c.ready <= ? {where}
        order by c.ready, c.place"""  # noqa: S608
    return _names(store, sql, (ANY_DAY - 1 if after is None else after, last, *values))


def new_cards(store: Store, day: int, choice: Choice) -> Iterator[str]:
    """The new cards that may be asked on a study day, in deck order."""
    where, values = chosen(choice)
    sql = f"""select n.text from card as c join name as n on n.id = c.id
        where c.lane = 0 and c.ready <= ? {where} order by c.place"""  # noqa: S608
    return _names(store, sql, (day, *values))


def valuable_cards(store: Store, day: int, choice: Choice) -> Iterator[str]:
    """The cards due on a study day, those first whose interval is exceeded the most.

    That is the days overdue, divided by the interval; at equal values the young come first.
    """
    where, values = chosen(choice)
    sql = f"""select n.text from card as c join name as n on n.id = c.id
        join schedule as s on s.card = c.id
        where c.lane = 1 and c.ready <= ? {where}
        order by cast(? - s.due as real) / max(s.interval, 1) desc, s.interval, c.place"""  # noqa: S608
    return _names(store, sql, (day, *values, day))


def all_cards_longest_unseen(store: Store, day: int, choice: Choice) -> Iterator[str]:
    """Whatever may be asked on a study day, new or due or not, longest not answered first."""
    where, values = chosen(choice)
    sql = f"""select n.text from card as c join name as n on n.id = c.id
        left join schedule as s on s.card = c.id
        where c.lane < 2 and coalesce(s.buried_until, 0) <= ? {where}
        order by s.seen, c.place"""  # noqa: S608
    return _names(store, sql, (day, *values))


def upcoming(store: Store, after: int, choice: Choice) -> Iterator[tuple[int, int]]:
    """The next study days after a day with cards due, each with their number."""
    where, values = chosen(choice)
    sql = f"""select c.ready, count(*) from card as c
        where c.lane = 1 and c.ready > ? {where} group by c.ready order by c.ready"""  # noqa: S608
    return ((int(day), int(count)) for day, count in store.rows(sql, (after, *values)))


def days_of_cards(store: Store, after: int, last: int, choice: Choice) -> Iterator[tuple[int, str]]:
    """The cards that come after a study day and until the `last`, each with its day, in order."""
    where, values = chosen(choice)
    sql = f"""select c.ready, n.text from card as c join name as n on n.id = c.id
        where c.lane = 1 and c.ready > ? and c.ready <= ? {where} order by c.ready"""  # noqa: S608
    return ((int(day), str(name)) for day, name in store.rows(sql, (after, last, *values)))


def has_cards(store: Store, choice: Choice) -> bool:
    """Whether there is a card of a choice."""
    where, values = chosen(choice)
    sql = f"select 1 from card as c where true {where} limit 1"  # noqa: S608
    return store.one(sql, values) is not None


def waiting(store: Store, day: int, choice: Choice) -> int:
    """How many cards are new, or due on a study day, limits aside."""
    where, values = chosen(choice)
    sql = f"""select count(*) from card as c
        where (c.lane = 0 or c.lane = 1 and c.ready <= ?) {where}"""  # noqa: S608
    (number,) = store.one(sql, (day, *values)) or (0,)
    return int(number)


def _names(store: Store, sql: str, values: Sequence[Value]) -> Iterator[str]:
    return (str(name) for (name,) in store.rows(sql, values))
