"""A line on a terminal that shows how far long work has got; none where work is short."""

import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import TextIO

from alliance_cards.cli.drawing import wants_color
from alliance_cards.cli.output import NARROWEST
from alliance_cards.core.gate import safe_line

PATIENCE_SECONDS, PAUSE_SECONDS = 1.0, 0.1
WIDEST_BAR = 30
CLEAR_LINE = "\r\x1b[K"


class Step:
    """How far the work is: what is done now, and how much of it; `total` 0 is not known."""

    def __init__(self) -> None:
        self.what = ""
        self.done = self.total = 0

    def __call__(self, what: str, done: int = 0, total: int = 0) -> None:
        """Note what is being done, and how much of how much of it is done."""
        self.what, self.done, self.total = what, done, total


@contextmanager
def waiting(what: str, *, plain: bool = False) -> Iterator[Step]:
    """Show on standard error how long work goes on, if that is a terminal.

    Nothing is shown of what takes less than a second, and nothing stays when it is over.
    If `plain`, or with TERM=dumb, it is a single line instead, which stays.
    """
    step = Step()
    step(what)
    if not sys.stderr.isatty():
        yield step
        return
    over = Event()
    show = _tell if plain or os.environ.get("TERM") == "dumb" else _show
    shown = Thread(target=show, args=(step, over, sys.stderr), daemon=True)
    shown.start()
    try:
        yield step
    finally:
        over.set()
        shown.join()


def _tell(step: Step, over: Event, stream: TextIO) -> None:
    if not over.wait(PATIENCE_SECONDS):
        stream.write(f"{safe_line(step.what)} …\n")
        stream.flush()


def _show(step: Step, over: Event, stream: TextIO) -> None:
    if over.wait(PATIENCE_SECONDS):
        return
    while not over.wait(PAUSE_SECONDS):
        stream.write(CLEAR_LINE + _line(step, stream))
        stream.flush()
    stream.write(CLEAR_LINE)
    stream.flush()


def _line(step: Step, stream: TextIO) -> str:
    from rich.progress_bar import ProgressBar
    from rich.text import Text

    from alliance_cards.terminal.console import make_console
    from alliance_cards.terminal.views.pieces import cut

    columns, lines = shutil.get_terminal_size()
    width = max(NARROWEST, columns) - 1
    console = make_console(stream, width=width, height=lines, color=wants_color(), terminal=True)
    widest = min(WIDEST_BAR, width // 3)
    bar = ProgressBar(
        total=step.total or None,
        completed=step.done,
        width=widest,
        animation_time=time.monotonic(),
    )
    count = f" {step.done:,}" if step.done else ""
    label = cut(Text(safe_line(step.what)), width - widest - len(count) - 1)
    (words, *_), (drawn, *_) = (console.lines(part, width=width) for part in (label, bar))
    return f"{words.text} {drawn.text}{count}"
