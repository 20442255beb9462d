"""A whole screen: a head, a body that scrolls, a foot."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.console import RenderableType
from rich.text import Text

from alliance_cards.terminal.console import SafeConsole
from alliance_cards.terminal.screen import Line
from alliance_cards.terminal.views.styles import QUIET

READING_WIDTH = 72
FRAME_WIDTH = 84
NARROW, LOW, TALL = 60, 20, 30
SMALLEST_BODY = 5
EMPTY = Line("", 0)


class Part(NamedTuple):
    """A part of a body, and the blank lines that set it off from what stands above."""

    content: RenderableType
    above: int = 1


class Page(NamedTuple):
    """What a screen holds, whatever its size.

    `foots` say the same at length and shortly: the first is used that leaves room for
    the body. `answer` is the part of the body at which the answer begins, None before it
    is revealed. If it `takes_line`, a line is typed at the end of the body.
    """

    head: RenderableType
    body: Sequence[Part]
    foots: Sequence[RenderableType]
    answer: int | None = None
    takes_line: bool = False


class Layout(NamedTuple):
    """A page laid out for one size of screen.

    `lines` are as many as the screen has. `scroll` counts the lines of the body above
    what is visible, at most `furthest`; `rows` are visible. `answer` is the line of the
    body at which the answer begins. `cursor` is the row and the column, counted from 1, at
    which a line is typed; None if none is, or if it is out of sight.
    """

    lines: Sequence[Line]
    scroll: int
    furthest: int
    rows: int
    answer: int | None
    cursor: tuple[int, int] | None = None

    def scrolled(self, by: int) -> int:
        """Where the body stands after scrolling some lines."""
        return min(self.furthest, max(0, self.scroll + by))

    def showing_answer(self) -> int:
        """Where the body must stand so that the answer's first lines can be read."""
        if self.answer is None or self.answer + 2 <= self.scroll + self.rows:
            return self.scroll
        return min(self.furthest, self.answer)


def lay_out(page: Page, console: SafeConsole, *, scroll: int) -> Layout:
    """The page for the console's size, its body scrolled as far as asked and possible."""
    width, height = console.size
    frame = max(1, min(width, FRAME_WIDTH) - 2)
    column = min(frame, READING_WIDTH)
    head = console.lines(page.head, width=frame)[:1]
    foot = _foot(page, console, width=frame, height=height)
    above = _lines_above(width, height)
    rows = max(1, height - len(head) - above - 1 - len(foot))
    body, answer = _body(page, console, width=column, rows=rows)
    furthest = max(0, len(body) - rows)
    scroll = min(scroll, furthest)
    middle = [
        *[EMPTY] * (above - 1),
        _sign(console, "↑ more above", width=column, shown=scroll > 0),
        *body[scroll : scroll + rows],
        *[EMPTY] * (rows - len(body)),
        _sign(console, "↓ more below", width=column, shown=scroll < furthest),
    ]
    lines = [
        *_indented(head, (width - frame) // 2),
        *_indented(middle, (width - column) // 2),
        *_indented(foot, (width - frame) // 2),
    ]
    cursor = None
    if page.takes_line and body and scroll == furthest:
        row = len(head) + above + min(len(body), rows)
        cursor = row, min(width, (width - column) // 2 + body[-1].cells + 1)
    return Layout(
        lines=lines[:height], scroll=scroll, furthest=furthest, rows=rows, answer=answer,
        cursor=cursor,
    )  # fmt: skip


def _body(
    page: Page, console: SafeConsole, *, width: int, rows: int
) -> tuple[list[Line], int | None]:
    """All lines of the body, and the line at which the answer begins.

    A body that does not fit into the rows has no more than one blank line at a place.
    """
    parts = [console.lines(part.content, width=width) for part in page.body]
    gaps = [part.above for part in page.body]
    if sum(map(len, parts)) + sum(gaps[1:]) > rows:
        gaps = [min(gap, 1) for gap in gaps]
    lines: list[Line] = []
    answer = None
    for number, (part, gap) in enumerate(zip(parts, gaps, strict=True)):
        lines += [EMPTY] * gap if number else []
        answer = len(lines) if number == page.answer else answer
        lines += part
    return lines, answer


def _foot(page: Page, console: SafeConsole, *, width: int, height: int) -> list[Line]:
    """The first foot that leaves the body its room, or the shortest one."""
    lines: list[Line] = []
    for foot in page.foots:
        lines = console.lines(foot, width=width)
        if len(lines) + SMALLEST_BODY + 3 <= height:
            break
    return lines


def _lines_above(width: int, height: int) -> int:
    """The lines between head and body, the same whatever the body: nothing may jump."""
    if width < NARROW or height < LOW:
        return 1
    return 2 + max(0, height - TALL) // 6


def _sign(console: SafeConsole, words: str, *, width: int, shown: bool) -> Line:
    return console.lines(Text(words, QUIET), width=width)[0] if shown else EMPTY


def _indented(lines: Sequence[Line], by: int) -> Iterator[Line]:
    return (Line(" " * by + line.text, by + line.cells) if line.cells else EMPTY for line in lines)
