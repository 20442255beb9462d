"""Lines in, lines out: the hands and the mouth of the linear mode."""

import os
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.core.gate import safe
from alliance_cards.terminal.keys import forget_typed, interruptible

LONGEST_LINE = 65_536
NARROWEST, READING_WIDTH = 20, 80
ITEM = "- "


class Lines:
    """Lines that are typed on a terminal, or come through a pipe.

    What was typed on a terminal before it was asked for is forgotten (`pending_discard`);
    lines of a pipe are answers, and none is.
    """

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._buffer = b""
        self._ended = False
        self.is_terminal = os.isatty(fd)

    def read(self, prompt: Callable[[], object]) -> str | None:
        """The next line without its end; None at the end of the input or after Ctrl-C.

        Ctrl-C is heard from before the prompt that invites it.
        """
        try:
            with interruptible():
                prompt()
                while b"\n" not in self._buffer[:LONGEST_LINE] and not self._ended:
                    data = os.read(self._fd, 4096)
                    self._ended = not data
                    self._buffer += data
        except KeyboardInterrupt:
            return None
        except OSError as error:  # the terminal is gone
            raise SystemExit(129) from error
        if not self._buffer:
            return None
        line, _, self._buffer = self._buffer.partition(b"\n")
        self._ended = self._ended and not self.is_terminal  # Ctrl-D ends a line on a terminal
        return line[:LONGEST_LINE].decode(errors="replace").strip()

    def pending_discard(self) -> None:
        """Forget what was typed so far on a terminal."""
        if self.is_terminal:
            self._buffer = b""
            forget_typed(self._fd)

    @contextmanager
    def given_back(self) -> Iterator[None]:
        """The terminal for another program: it was never taken. Without one there is none."""
        if not self.is_terminal:
            raise AllianceCardsError(
                "There is no terminal here to edit a card in.", code="no_terminal"
            )
        yield


class Voice:
    """What is said, through the gate; on a terminal with its lines broken between words."""

    def __init__(self, output: TextIO, *, columns: int) -> None:
        self._output = output
        self._columns = columns
        self._is_terminal = output.isatty()

    def say(self, *lines: str) -> None:
        """Write lines. OSError if nobody takes them any more."""
        for line in lines:
            for part in safe(line).split("\n"):
                self._output.write(self._wrapped(part) + "\n")
        self._output.flush()

    def prompt(self) -> None:
        """Show that a line is waited for, where there is somebody to see it."""
        if self._is_terminal:
            self._output.write("> ")
            self._output.flush()

    def _wrapped(self, line: str) -> str:
        if not self._is_terminal:
            return line
        columns = self._columns or _width(self._output)
        width = max(NARROWEST, min(columns, READING_WIDTH) - 1)
        item = line[:2] if line.startswith(ITEM) else ""
        return textwrap.fill(line, width, break_on_hyphens=False, subsequent_indent=" " * len(item))


def _width(output: TextIO) -> int:
    try:
        return os.get_terminal_size(output.fileno()).columns or READING_WIDTH
    except OSError:
        return READING_WIDTH
