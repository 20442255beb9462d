"""Tables on stdout, drawn by Rich."""

import os
import shutil
import sys
from collections.abc import Sequence

from alliance_cards.cli.output import write_gated

WIDTH_OF_A_PIPE = 400


def print_table(headings: Sequence[str], rows: Sequence[Sequence[str | int]]) -> None:
    """Print rows under headings; as wide as the terminal, unfolded into a pipe."""
    from alliance_cards.terminal.console import make_console
    from alliance_cards.terminal.views.listing import listing

    terminal = sys.stdout.isatty()
    columns, lines = shutil.get_terminal_size()
    console = make_console(
        sys.stdout,
        width=columns if terminal else WIDTH_OF_A_PIPE,
        height=lines,
        color=terminal and not os.environ.get("NO_COLOR"),
        terminal=terminal,
    )
    with console.capture() as captured:
        console.print(listing(rows, headings))
    write_gated("\n".join(line.rstrip() for line in captured.get().splitlines()) + "\n")
