"""Which rows of the log belong to which card, when cards change their names.

A rename moves all that a name has gathered so far to another name. Rows written under the
old name afterwards belong to a new card of that name and start from nothing. A rename to
the same name changes nothing.
"""

from collections.abc import Sequence
from typing import NamedTuple


class Rename(NamedTuple):
    """One live rename, in force from its stamp on."""

    stamp: int
    old: str
    new: str


class Stretch(NamedTuple):
    """The rows of one name with `after` < stamp < `before` (None: without end)."""

    name: str
    after: int
    before: int | None


def stretches(name: str, renames: Sequence[Rename]) -> list[Stretch]:
    """All stretches of the log that make up the history of the card now called `name`."""
    found = []
    waiting: list[tuple[str, int | None]] = [(name, None)]
    while waiting:
        name, before = waiting.pop()
        earlier = [r for r in renames if r.old != r.new and (before is None or r.stamp < before)]
        after = max((r.stamp for r in earlier if r.old == name), default=-1)
        found.append(Stretch(name, after, before))
        waiting += ((r.old, r.stamp) for r in earlier if r.new == name and r.stamp > after)
    return found


def current_name(name: str, stamp: int, renames: Sequence[Rename]) -> str:
    """What the card is called now that was called `name` at a stamp."""
    for rename in renames:
        if rename.stamp > stamp and rename.old == name:
            name = rename.new
    return name
