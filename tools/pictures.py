"""Pictures of the study screen: `python tools/pictures.py` writes docs/pictures/*.svg.

Each plays a session of the shipped decks on a pseudo-terminal, at a fixed time and in a new
home, and draws what a terminal emulator shows of it. Needs `pip install -e ".[test]"`.
"""

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from rich.cells import cell_len

TOP = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TOP / "tests")]

from cli.program import NOON, ON_A_TERMINAL  # noqa: E402
from terminal.pseudo import Terminal  # noqa: E402

FOLDER = TOP / "docs" / "pictures"
CELL, LINE, MARGIN, SIZE = 8.4, 18, 16, 14
FONTS = "ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace"


class Theme(NamedTuple):
    """The colours of a terminal; `accent` is what its palette has for magenta."""

    back: str
    text: str
    quiet: str
    accent: str


THEMES = {
    "dark": Theme("#1d1f24", "#d9dce1", "#8b919c", "#cf94dc"),
    "light": Theme("#fcfcfa", "#25282d", "#6a7079", "#93309f"),
    "plain": Theme("#1d1f24", "#d9dce1", "#8b919c", "#d9dce1"),
}


class Picture(NamedTuple):
    """What is played: words to wait for, and the keys that are pressed then."""

    name: str
    columns: int
    lines: int
    theme: str
    deck: str
    steps: Sequence[tuple[str, str]]


TYPED = (("show the answer", "Edward Bordn\r"), ("1 again", ""))
SKIPPED = ((" show", "\r"), ("1 again", "3"))
LIST = (*SKIPPED, ("[…]", "w"), ("to recall", " "), ("keep", "2"), ("· forgotten", ""))
CHOICE = (("choose", "1"), ("› ", "\r"), ("you chose", ""))
PICTURES = (
    Picture("typed", 80, 24, "dark", "bordin", TYPED),
    Picture("typed", 40, 24, "light", "bordin", TYPED),
    Picture("typed", 120, 32, "dark", "bordin", TYPED),
    Picture("choice", 80, 24, "light", "connection", CHOICE),
    Picture("choice", 40, 24, "dark", "connection", CHOICE),
    Picture("choice", 120, 32, "plain", "connection", CHOICE),
    Picture("list", 80, 24, "plain", "bordin", LIST),
    Picture("keys", 80, 24, "dark", "connection", (("choose", "?"), ("back to the card", ""))),
)


def main() -> None:
    """Draw all pictures anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for picture in PICTURES:
        name = f"{picture.name}-{picture.columns}-{picture.theme}.svg"
        text = drawn(picture)
        (FOLDER / name).write_text(text, encoding="utf-8")
        print(f"docs/pictures/{name}: {len(text.encode())} bytes")


def drawn(picture: Picture) -> str:
    """The picture as SVG."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ, "ALLIANCE_CARDS_HOME": home, "ALLIANCE_CARDS_NOW": NOON,
            "ALLIANCE_CARDS_CONFIG": os.devnull, "TERM": "xterm-256color", "COLUMNS": "",
            "NO_COLOR": "1" if picture.theme == "plain" else "",
        }  # fmt: skip
        command = [sys.executable, "-c", ON_A_TERMINAL, "study", picture.deck]
        with Terminal(
            command, environment, columns=picture.columns, lines=picture.lines
        ) as terminal:
            for words, keys in picture.steps:
                terminal.until(words)
                if keys:
                    terminal.press(keys)
            return svg(terminal, THEMES[picture.theme])


def svg(terminal: Terminal, theme: Theme) -> str:
    """What the emulator shows, as text that can be selected and read aloud."""
    screen = terminal.screen
    width = round(screen.columns * CELL + 2 * MARGIN)
    height = screen.lines * LINE + 2 * MARGIN
    lines = "\n".join(filter(None, (_line(terminal, row) for row in range(screen.lines))))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}">\n'
        f"<style>text{{font:{SIZE}px {FONTS};fill:{theme.text};white-space:pre}}"
        f".q{{fill:{theme.quiet}}}.a{{fill:{theme.accent}}}.b{{font-weight:bold}}</style>\n"
        f'<rect width="{width}" height="{height}" rx="8" fill="{theme.back}"/>\n{lines}\n</svg>\n'
    )


def _line(terminal: Terminal, row: int) -> str:
    """A line of the screen: runs of one look, each as wide as its cells."""
    parts = []
    y = MARGIN + row * LINE + SIZE
    for column, look, text in _runs(terminal, row):
        x = MARGIN + column * CELL
        length = cell_len(text) * CELL
        look = f' class="{look}"' if look else ""
        parts.append(
            f'<text x="{x:.1f}" y="{y}" textLength="{length:.1f}"{look}>{escape(text)}</text>'
        )
    return "".join(parts)


def _runs(terminal: Terminal, row: int) -> Iterator[tuple[int, str, str]]:
    """Column, look and text of what stands on a line; wide gaps are no text."""
    cells = [terminal.screen.buffer[row][column] for column in range(terminal.screen.columns)]
    column = 0
    for look, group in groupby(cells, key=_look):
        together = list(group)
        text = "".join(cell.data for cell in together)
        if text.strip():
            lead = len(text) - len(text.lstrip())
            yield column + lead, look, text.strip()
        column += len(together)


def _look(cell: object) -> str:
    accent = "a" if getattr(cell, "fg", "") == "magenta" else ""
    quiet = "q" if getattr(cell, "italics", False) else ""  # so the emulator keeps dim text
    bold = "b" if getattr(cell, "bold", False) else ""
    return " ".join(filter(None, (accent or quiet, bold)))


if __name__ == "__main__":
    main()
