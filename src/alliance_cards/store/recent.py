"""The log's end, as the way to a card looks at it: rows only where there are some of today."""

from typing import TYPE_CHECKING

from alliance_cards.store.database import Store

if TYPE_CHECKING:
    from alliance_cards.core.history import Row


def newest_day(store: Store) -> int | None:
    """The study day of the newest row, None of an empty log."""
    found = store.one("select day from log order by uuid desc limit 1")
    return None if found is None else int(found[0])


def answers_of_day(store: Store, day: int) -> "list[Row]":
    """The live reviews and drills of a study day, in order.

    The totals say how many there are, so the look back from the newest row ends with the
    first of them, whatever the clock did since.
    """
    sql = "select coalesce(sum(answers - crams), 0) from total where day = ? and hour >= 0"
    (number,) = store.one(sql, (day,)) or (0,)
    if not number:
        return []
    from alliance_cards.store.log import last_answers

    return last_answers(store, day, number)


def times_by_turn(store: Store, most: int, longest_ms: int) -> list[tuple[str, int, int]]:
    """How long the last answers took: by turn their number and their milliseconds together.

    Of the newest `most` rows those that were timed, also if they were undone since; each
    counts `longest_ms` at most. A turn is "due", "new" or "drill".
    """
    found = store.rows(
        """select iif(kind = 2, 'drill',
            iif(was_repetitions is not null and was_due is null, 'new', 'due')),
            count(*), sum(min(taken_ms, ?))
        from (select * from log order by uuid desc limit ?)
        where kind in (1, 2, 3) and taken_ms is not null group by 1""",
        (longest_ms, most),
    )
    return [(str(turn), int(answers), int(taken)) for turn, answers, taken in found]
