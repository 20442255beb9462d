"""The painter: a screen of lines in, as few bytes as possible out."""

import os
from collections.abc import Sequence
from typing import NamedTuple

from alliance_cards.terminal.device import write

# The cursor stays hidden all the while. Lines do not wrap, so that a terminal that measures
# a character otherwise than we do can spoil the end of its line but no other line.
ENTER = b"\x1b[?1049h\x1b[?25l\x1b[?7l"
LEAVE = b"\x1b[0m\x1b[2J\x1b[H\x1b[?7h\x1b[?25h\x1b[?1049l"
# Around a line that is typed: the cursor is seen, and what is long goes on in the next row.
LINE_ENDS = b"\x1b[?25l\x1b[?7l"
CLEAR = "\x1b[2J"
ERASE_TO_END = "\x1b[K"
USUAL_SIZE = os.terminal_size((80, 24))


def line_begins(row: int, column: int) -> bytes:
    """What takes the cursor to where a line is to be typed, counted from 1."""
    return f"\x1b[0m\x1b[{row};{column}H\x1b[?7h\x1b[?25h".encode()


class Line(NamedTuple):
    """One line of the screen: its text with colours, and its width in cells."""

    text: str
    cells: int


UNKNOWN = Line("\0", 1)


class Screen:
    """What a terminal shows. Each `paint` is one write of the lines that have changed."""

    def __init__(self, fd: int, encoding: str) -> None:
        self._fd = fd
        self._encoding = encoding
        self._shown: list[Line] | None = None
        self._width = 0

    def size(self) -> os.terminal_size:
        """Columns and lines of the terminal, 80 by 24 if it does not know."""
        try:
            size = os.get_terminal_size(self._fd)
        except OSError:
            return USUAL_SIZE
        return size if size.columns and size.lines else USUAL_SIZE

    def forget(self, row: int = 1) -> None:
        """Take the screen from a row on as unknown: the next `paint` draws it anew."""
        if self._shown is None or row <= 1:
            self._shown = None
        else:
            unknown = [UNKNOWN] * (len(self._shown) - row + 1)
            self._shown = [*self._shown[: row - 1], *unknown]

    def paint(self, lines: Sequence[Line], width: int, also: bytes = b"") -> None:
        """Show these lines from the top of a screen that is `width` columns wide.

        `also` is written behind them, at once.
        """
        if self._shown is None or len(self._shown) != len(lines) or self._width != width:
            before, pieces = [Line("", 0)] * len(lines), [CLEAR]
        else:
            before, pieces = self._shown, []
        for row, (old, new) in enumerate(zip(before, lines, strict=True), start=1):
            if old != new:
                pieces.append(f"\x1b[{row};1H{new.text}")
                # A full line leaves the cursor on its last character: not to be erased.
                if old.cells and new.cells < width:
                    pieces.append(ERASE_TO_END)
        self._shown, self._width = list(lines), width
        write(self._fd, "".join(pieces).encode(self._encoding, "replace") + also)
