"""Where scenes are shown: a terminal's screen, and a console of its present size."""

from typing import TextIO

from alliance_cards.terminal.bindings import KeyMap
from alliance_cards.terminal.console import SafeConsole, make_console
from alliance_cards.terminal.scene import Shown
from alliance_cards.terminal.screen import Screen
from alliance_cards.terminal.views.page import Layout, lay_out
from alliance_cards.terminal.views.pages import page_of


class Stage:
    """Lays scenes out for the terminal and draws them.

    `columns` narrows the screen, as COLUMNS asks for; 0 takes the terminal's width.
    """

    def __init__(self, output: TextIO, *, color: bool, columns: int) -> None:
        self._output = output
        self._color = color
        self._columns = columns
        self._screen = Screen(output.fileno(), output.encoding)
        self._console = self._made()

    def lay_out(self, shown: Shown, keys: KeyMap) -> Layout:
        """The page of a scene, in the terminal's present size."""
        width, height = self._size()
        if self._console.size != (width, height):
            self._console = self._made()
        scroll = shown.panel_scroll if shown.panel else shown.scroll
        return lay_out(page_of(shown, keys), self._console, scroll=scroll)

    def show(self, layout: Layout, also: bytes = b"") -> None:
        """Draw what differs from what is shown, and write `also` in the same breath."""
        self._screen.paint(layout.lines, self._console.width, also)

    def forget(self, row: int = 1) -> None:
        """Draw everything from a row (counted from 1) on next time: it may hold what is not ours.

        From the first row on the whole screen is cleared as well.
        """
        self._screen.forget(row)

    def _size(self) -> tuple[int, int]:
        columns, lines = self._screen.size()
        return min(columns, self._columns or columns), lines

    def _made(self) -> SafeConsole:
        width, height = self._size()
        return make_console(
            self._output, width=width, height=height, color=self._color, terminal=True
        )
