"""Numbers and turns in a person's words."""

from collections.abc import Sequence

from alliance_cards.core.calendar import spoken_date
from alliance_cards.core.history import Outcome, Schedule
from alliance_cards.core.queue import Counts, Turn

TURNS: dict[Turn, str] = {
    "due": "due", "ahead": "ahead", "new": "new", "drill": "again today", "cram": "cram",
}  # fmt: skip


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 card", "3 cards"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def listed(items: Sequence[str]) -> str:
    """Items as in a sentence: "a, b and c"."""
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def effect(outcome: Outcome, good: Outcome) -> str:
    """What a grade would do, shortly: "1 d, and today", "6 d", "6 d, longer later".

    Days are exact. Later intervals are longer if the ease rises above that of a `good`
    answer whose next interval is the same.
    """
    state, usual = outcome.position.state, good.position.state
    days = f"{state.interval} d"
    if outcome.drill:
        return f"{days}, and today"
    if state.interval == usual.interval and state.ease > usual.ease:
        return f"{days}, longer later"
    return days


def due_words(schedule: Schedule, today: int) -> str:
    """When a card is due, seen from a study day."""
    if schedule.suspended:
        return "suspended"
    return "new" if schedule.due is None else spoken_date(schedule.due, today)


def duration(milliseconds: int) -> str:
    """A time of study: "40 seconds", "12 minutes", "1 hour 5 minutes"."""
    seconds = max(0, round(milliseconds / 1000))
    if seconds < 60:
        return counted(seconds, "second")
    minutes = round(seconds / 60)
    if minutes < 60:
        return counted(minutes, "minute")
    hours, rest = divmod(minutes, 60)
    return counted(hours, "hour") + (f" {counted(rest, 'minute')}" if rest else "")


def what_is_left(left: Counts) -> str:
    """What today still holds: "3 due, 2 new and 1 to repeat"."""
    named = ((left.due, "due"), (left.new, "new"), (left.drill, "to repeat"))
    return listed([f"{number} {name}" for number, name in named if number])
