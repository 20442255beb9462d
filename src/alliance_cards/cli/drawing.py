"""What Rich draws on stdout outside of the study screen."""

import os
import shutil
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from alliance_cards.cli.output import write_gated
from alliance_cards.core.gate import safe_line

if TYPE_CHECKING:
    from rich.console import RenderableType

WIDTH_OF_A_PIPE = 400
LONGEST_NUMBER = 5


def draw(renderable: "RenderableType") -> None:
    """Draw on stdout: as wide as the terminal, unfolded and without colour into a pipe."""
    from alliance_cards.terminal.console import make_console

    terminal = sys.stdout.isatty()
    columns, lines = shutil.get_terminal_size()
    console = make_console(
        sys.stdout,
        width=columns if terminal or columns_asked_for() else WIDTH_OF_A_PIPE,
        height=lines,
        color=wants_color(),
        terminal=terminal,
    )
    with console.capture() as captured:
        console.print(renderable, crop=False)
    write_gated("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))


def draw_table(
    headings: Sequence[str], rows: Sequence[Sequence[str | int]], whole: Sequence[int] = (0,)
) -> None:
    """Draw rows under headings; into a pipe plainly, which is fast for many rows.

    On a terminal the columns in `whole` are not folded.
    """
    if sys.stdout.isatty() or columns_asked_for():
        from alliance_cards.terminal.views.listing import listing

        draw(listing(rows, headings, whole))
        return
    texts = [[safe_line(str(cell)) for cell in row] for row in (headings, *rows)]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    numbers = [isinstance(cell, int) for cell in rows[0]]
    columns = list(zip(widths, numbers, strict=True))
    write_gated("".join(f"{_aligned(row, columns)}\n" for row in texts))


def _aligned(row: Sequence[str], columns: Sequence[tuple[int, bool]]) -> str:
    cells = zip(row, columns, strict=True)
    return "  ".join(
        cell.rjust(width) if number else cell.ljust(width) for cell, (width, number) in cells
    ).rstrip()


def wants_color() -> bool:
    """Whether the person wants colour (NO_COLOR)."""
    return not os.environ.get("NO_COLOR")


def columns_asked_for() -> int:
    """The width that COLUMNS sets, 0 if it sets none."""
    text = os.environ.get("COLUMNS", "")
    return int(text) if text.isdecimal() and len(text) < LONGEST_NUMBER else 0
