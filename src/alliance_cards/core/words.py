"""Numbers, lists and times in a person's words, for every view."""

from collections.abc import Sequence


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 card", "1,200 cards"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(items: Sequence[str]) -> str:
    """Items as in a sentence: "a, b and c"."""
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


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
