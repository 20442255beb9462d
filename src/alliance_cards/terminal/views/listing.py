"""Lists of decks and cards: aligned by white space alone, without lines."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from alliance_cards.core.gate import safe_line
from alliance_cards.terminal.views.pieces import Hanging
from alliance_cards.terminal.views.styles import QUIET

Cell = str | int

GAP = 2
NARROWEST_TEXT, ENOUGH_TEXT = 16, 40


class Listing(NamedTuple):
    """Rows below their headings, all of text that is safe; `numbers` are columns of numbers.

    The columns in `whole` are never folded: they hold what is copied, such as ids and paths.
    The other columns of text have as many cells as the longest of these, 16 to 40, or each
    row is a small paragraph: its first cell, below it the other texts, then the numbers, named.
    """

    rows: Sequence[Sequence[str]]
    headings: Sequence[str]
    numbers: frozenset[int]
    whole: frozenset[int]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if self._needed() <= options.max_width:
            yield from self._table()
        else:
            for row in self.rows:
                yield from self._paragraph(row)

    def _needed(self) -> int:
        columns = zip(self.headings, *self.rows, strict=True)
        widths = [max(Text(cell).cell_len for cell in column) for column in columns]
        beside = max((widths[place] for place in self.whole), default=0)
        least = min(ENOUGH_TEXT, max(NARROWEST_TEXT, beside))
        bounds = [
            width if place in self.numbers | self.whole else min(width, least)
            for place, width in enumerate(widths)
        ]
        return sum(bounds) + GAP * (len(bounds) - 1)

    def _table(self) -> RenderResult:
        # Not on the way to a card: the table costs as much again as the console.
        from rich.table import Table

        table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style=QUIET)
        for place, heading in enumerate(self.headings):
            number = place in self.numbers
            table.add_column(
                Text(heading),
                justify="right" if number else "left",
                no_wrap=number or place in self.whole,
                overflow="fold",
            )
        for row in self.rows:
            table.add_row(*(Text(cell) for cell in row))
        yield table

    def _paragraph(self, row: Sequence[str]) -> RenderResult:
        for place, cell in enumerate(row):
            lead = Text("  " if place else "")
            if place in self.whole:  # the terminal itself folds it, and copies it in one piece
                yield Text(no_wrap=True, overflow="ignore").append_text(lead).append(cell)
            elif place not in self.numbers and cell:
                yield Hanging(lead, Text(cell))
        counts = [f"{self.headings[place]} {row[place]}" for place in sorted(self.numbers)]
        if counts:
            yield Hanging(Text("  "), Text("  ".join(counts)))


def listing(
    rows: Sequence[Sequence[Cell]], headings: Sequence[str], whole: Sequence[int] = (0,)
) -> Listing:
    """A list as it can be drawn: texts from the left, folded; whole numbers to the right.

    Each row has a cell for each heading. A column is one of numbers if its first cell is;
    those in `whole` are not folded.
    """
    first = rows[0] if rows else ()
    return Listing(
        rows=[[safe_line(str(cell)) for cell in row] for row in rows],
        headings=[safe_line(heading) for heading in headings],
        numbers=frozenset(place for place, cell in enumerate(first) if isinstance(cell, int)),
        whole=frozenset(whole),
    )
