"""How much of a stranger's file is read. What a deck itself may hold is in `decks.limits`."""

from typing import NamedTuple

from alliance_cards.decks.limits import LARGEST_FILE, MOST_CARDS


class Limits(NamedTuple):
    """Bounds on one file; `raised` gives wider ones to a person who trusts the file.

    Sizes are bytes as read, whatever a header says. `ratio` is how many times larger than
    its packed form a part of a package may be. `field` and `text` count characters: of one
    note, and of all notes of a package. `steps` are those of SQLite's virtual machine.
    """

    text_file: int = LARGEST_FILE
    package: int = 2 * 1024**3
    members: int = 100_000
    directory: int = 16 * 1024**2
    collection: int = 512 * 1024**2
    ratio: int = 200
    notes: int = MOST_CARDS
    reviews: int = 1_000_000
    field: int = 500_000
    text: int = 200_000_000
    steps: int = 500_000_000
    files: int = 10_000

    def raised(self, factor: int) -> "Limits":
        """The same limits, each this many times as wide."""
        return Limits(*(limit * max(factor, 1) for limit in self))


RAISE = "To read it all the same, add --raise-limits 10."
"""What every refusal because of a limit ends with."""

USUAL = Limits()
MOST_SKIPPED = 10_000
"""Skipped rows that are listed one by one."""

MOST_REMARKS = 100
