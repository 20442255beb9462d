"""What Rich draws on stdout outside of the study screen."""

import os
import shutil
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from alliance_cards.cli.output import write_gated

if TYPE_CHECKING:
    from rich.console import RenderableType

WIDTH_OF_A_PIPE = 400


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
        console.print(renderable)
    write_gated("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))


def draw_table(headings: Sequence[str], rows: Sequence[Sequence[str | int]]) -> None:
    """Draw rows under headings."""
    from alliance_cards.terminal.views.listing import listing

    draw(listing(rows, headings))


def wants_color() -> bool:
    """Whether the person wants colour (NO_COLOR)."""
    return not os.environ.get("NO_COLOR")


def columns_asked_for() -> int:
    """The width that COLUMNS sets, 0 if it sets none."""
    text = os.environ.get("COLUMNS", "")
    return int(text) if text.isdecimal() else 0
