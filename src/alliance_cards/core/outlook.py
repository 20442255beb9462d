"""When it is worth coming back."""

from collections.abc import Sequence

WORTHWHILE = 10  # so many cards are a session, also for somebody who has many


def next_session(coming: Sequence[tuple[int, int]], *, tomorrow: int, new: int) -> tuple[int, int]:
    """The first study day on which a session is worth it, with the cards waiting by then.

    `coming` are the next study days with the number of cards due, nearest first; `tomorrow`
    brings `new` cards besides. A session is worth it with as many cards as half of these
    days bring, ten at most. The number is 0 if nothing comes.
    """
    days = [(tomorrow, 0), *coming] if new and (not coming or coming[0][0] > tomorrow) else coming
    usual = sorted(number for _, number in coming)[(len(coming) - 1) // 2] if coming else 1
    waiting = new
    for day, number in days:
        waiting += number
        if waiting >= min(WORTHWHILE, usual):
            return day, waiting
    return tomorrow, 0
