"""When it is worth coming back."""

from collections.abc import Sequence

WORTHWHILE = 10  # so many cards are a session, also for somebody who has many


def next_session(
    coming: Sequence[tuple[int, int]], *, tomorrow: int, waiting: int
) -> tuple[int, int]:
    """The first study day on which a session is worth it, with the cards waiting by then.

    `coming` are the next study days with the number of cards due, nearest first; `waiting`
    cards can be asked `tomorrow` already. A session is worth it with as many cards as the
    middle one of these days brings, ten at most. The number is 0 if nothing comes.
    """
    usual = sorted(number for _, number in coming)[(len(coming) - 1) // 2] if coming else 1
    days = dict(coming)
    for day in sorted({tomorrow, *days}):
        waiting += days.get(day, 0)
        if waiting >= min(WORTHWHILE, usual):
            return day, waiting
    return tomorrow, 0
