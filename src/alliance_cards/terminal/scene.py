"""The study screen's state, and the room in which it changes."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol, TextIO

from alliance_cards.core.calendar import Moment
from alliance_cards.core.session import Asked, Desk
from alliance_cards.terminal.console import SafeConsole, make_console
from alliance_cards.terminal.events import Event
from alliance_cards.terminal.gradekeys import GradeKey
from alliance_cards.terminal.screen import Screen
from alliance_cards.terminal.views.card import card_page
from alliance_cards.terminal.views.help import help_page
from alliance_cards.terminal.views.page import Layout, Page, lay_out

LONG_AGO = float("-inf")


class Scene(NamedTuple):
    """All that the screen shows and remembers.

    `shown_at` and `spaced_at` (the last Space) are ticks in seconds. `answered` counts the
    answers of this session. `scroll` and `help_scroll` are lines; the help is open unless
    `help_scroll` is None. `good_waits`: a Space may yet turn out to be a held key.
    `store_failed`: the last answer could not be stored.
    """

    asked: Asked
    shown_at: float
    answered: int
    revealed: bool = False
    scroll: int = 0
    help_scroll: int | None = None
    message: str = ""
    spaced_at: float = LONG_AGO
    good_waits: bool = False
    store_failed: bool = False


class Keys(Protocol):
    """What the study screen needs of a keyboard; `keys.Keyboard` is one."""

    def read(self, timeout: float | None) -> Event | None:
        """The next event; None when `timeout` seconds have passed without one."""
        ...

    def pending_discard(self) -> None:
        """Forget all that was typed so far."""
        ...


class Stage:
    """Where scenes are shown: a terminal's screen, and a console of its present size.

    `columns` narrows the screen, as COLUMNS asks for; 0 takes the terminal's width.
    """

    def __init__(self, output: TextIO, *, color: bool, columns: int) -> None:
        self._output = output
        self._color = color
        self._columns = columns
        self._screen = Screen(output.fileno(), output.encoding)
        self._console = self._made()

    def lay_out(self, page: Page, scroll: int) -> Layout:
        """A page in the terminal's present size."""
        width, height = self._size()
        if self._console.size != (width, height):
            self._console = self._made()
        return lay_out(page, self._console, scroll=scroll)

    def show(self, layout: Layout) -> None:
        """Draw what differs from what is shown."""
        self._screen.paint(layout.lines, self._console.width)

    def forget(self) -> None:
        """Draw everything next time: the screen may hold something else."""
        self._screen.forget()

    def _size(self) -> tuple[int, int]:
        columns, lines = self._screen.size()
        return min(columns, self._columns or columns), lines

    def _made(self) -> SafeConsole:
        width, height = self._size()
        return make_console(
            self._output, width=width, height=height, color=self._color, terminal=True
        )


class Room(NamedTuple):
    """What actions work with. `clock` gives moments, `ticks` seconds that only rise."""

    desk: Desk
    keyboard: Keys
    stage: Stage
    clock: Callable[[], Moment]
    ticks: Callable[[], float]
    grades: Sequence[GradeKey]

    def ask(self, *, answered: int, message: str = "") -> Scene | None:
        """The scene of the card to ask now; None when nothing is left today."""
        asked = self.desk.ask(self.clock())
        if asked is None:
            return None
        return Scene(asked=asked, shown_at=self.ticks(), answered=answered, message=message)

    def lay_out(self, scene: Scene) -> Layout:
        """How the scene looks on the terminal now."""
        if scene.help_scroll is not None:
            return self.stage.lay_out(help_page(self.grades), scene.help_scroll)
        page = card_page(
            scene.asked,
            revealed=scene.revealed,
            answered=scene.answered,
            message=scene.message,
            grades=self.grades,
        )
        return self.stage.lay_out(page, scene.scroll)
