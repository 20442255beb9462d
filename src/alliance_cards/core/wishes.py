"""What a person wants of a session."""

from typing import NamedTuple


class Wish(NamedTuple):
    """Which cards, and how many; without a word all that today holds.

    Cards of any of the `decks` and with any of the `tags` that the `query` finds (each
    empty: all). At most `limit` cards, or as many as fit into some `minutes`; `new` takes
    the place of the day's limit of new cards. `ahead` brings what is due in so many days,
    too. To `cram` is to repeat cards whatever their day, which changes no date.
    """

    decks: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    query: tuple[str, ...] = ()
    limit: int | None = None
    new: int | None = None
    minutes: int | None = None
    ahead: int = 0
    cram: bool = False
