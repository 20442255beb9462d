"""The nearest right word for a wrong one."""

from collections.abc import Iterable
from itertools import islice

LONGEST_WORD = 100
MOST_CHOICES = 50


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that somebody may have meant."""
    import difflib

    choices = {name.casefold(): name for name in islice(known, MOST_CHOICES)}
    close = difflib.get_close_matches(word[:LONGEST_WORD].casefold(), choices, 1)
    return choices[close[0]] if close else None


def did_you_mean(word: str | None) -> str:
    """A question that begins with a blank: ` Did you mean "front"?`, or nothing."""
    return f' Did you mean "{word}"?' if word else ""
