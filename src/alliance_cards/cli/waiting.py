"""A line on a terminal that shows how far long work has got; none where work is short."""

import os
import shutil
import sys
import time
from _thread import start_new_thread
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Lock

from alliance_cards.cli.drawing import wants_color
from alliance_cards.cli.output import NARROWEST
from alliance_cards.core.gate import safe_line

PATIENCE_SECONDS, PAUSE_SECONDS = 1.0, 0.1
WIDEST_BAR = 30
CLEAR_LINE = "\r\x1b[K"


class Step:
    """How far the work is: what is done now, and how much of it; `total` 0 is not known."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.done = self.total = 0
        self._over = Event()
        self._writing = Lock()
        self._is_shown = False

    def __call__(self, what: str, done: int = 0, total: int = 0) -> None:
        """Note what is being done, and how much of how much of it is done."""
        self.what, self.done, self.total = what, done, total

    def is_over(self, within: float) -> bool:
        """Whether the work ends in so many seconds, waiting for it."""
        return self._over.wait(within)

    def show(self, text: Callable[["Step"], str]) -> None:
        """Write to standard error, unless the work is over."""
        with self._writing:
            if not self._over.is_set():
                self._is_shown = True
                _write(text(self))

    def end(self) -> bool:
        """The work is over, and nothing more is shown of it. Whether something was.

        What is just being drawn is waited for: two threads that load Rich at once could
        meet in modules that are half loaded.
        """
        with self._writing:
            self._over.set()
        return self._is_shown


@contextmanager
def waiting(what: str, *, plain: bool = False) -> Iterator[Step]:
    """Show on standard error how long work goes on, if that is a terminal.

    Nothing is shown of what takes less than a second, and nothing stays when it is over.
    If `plain`, or with TERM=dumb, it is a single line instead, which stays.
    """
    step = Step(what)
    if not sys.stderr.isatty():
        yield step
        return
    plain = plain or os.environ.get("TERM") == "dumb"
    # Nobody waits for the thread, neither for its start nor for its end: most work is short.
    start_new_thread(_tell if plain else _show, (step,))
    try:
        yield step
    finally:
        if step.end() and not plain:
            _write(CLEAR_LINE)


def _tell(step: Step) -> None:
    if not step.is_over(PATIENCE_SECONDS):
        step.show(lambda step: f"{safe_line(step.what)} …\n")


def _show(step: Step) -> None:
    if step.is_over(PATIENCE_SECONDS):
        return
    while not step.is_over(PAUSE_SECONDS):
        step.show(_line)


def _write(text: str) -> None:
    """Write to standard error; the work goes on where nobody reads it any more."""
    with suppress(OSError):
        sys.stderr.write(text)
        sys.stderr.flush()


def _line(step: Step) -> str:
    from rich.progress_bar import ProgressBar
    from rich.text import Text

    from alliance_cards.terminal.console import make_console
    from alliance_cards.terminal.views.pieces import cut

    columns, lines = shutil.get_terminal_size()
    width = max(NARROWEST, columns) - 1
    console = make_console(
        sys.stderr, width=width, height=lines, color=wants_color(), terminal=True
    )
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
    return f"{CLEAR_LINE}{words.text} {drawn.text}{count}"
