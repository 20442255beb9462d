"""The study screen: cards, one after the other, until none is left or the person leaves.

    summary = run_study(
        desk, input_fd=0, output=sys.stdout, color=True, columns=0, clock=clock,
        ticks=time.monotonic, keys=keymap({}), pause_after=120, is_first=False,
    )
    console.print(summary_view(summary))

The caller has made sure that both ends are a terminal, and shows the summary.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol, TextIO

from alliance_cards.core.calendar import Moment
from alliance_cards.core.session import Desk
from alliance_cards.terminal.bindings import COMMAND, KeyMap
from alliance_cards.terminal.events import Event
from alliance_cards.terminal.keys import Keyboard
from alliance_cards.terminal.scene import End, Hands, Next, Room, Scene, Shown
from alliance_cards.terminal.screen import ENTER, LEAVE, LINE_ENDS, line_begins
from alliance_cards.terminal.stage import Stage

if TYPE_CHECKING:
    from alliance_cards.core.summary import Summary

SETTLE_SECONDS = 0.15


class Keys(Hands, Protocol):
    """What the study screen needs of a keyboard; `keys.Keyboard` is one."""

    def read(self, timeout: float | None) -> Event | None:
        """The next event; None when `timeout` seconds have passed without one."""
        ...

    def line(self, show: Callable[[], None], *, leave: bytes) -> Event:
        """Show a scene, and take a line that is typed with the terminal's own editing."""
        ...


def run_study(
    desk: Desk,
    *,
    input_fd: int,
    output: TextIO,
    color: bool,
    columns: int,
    clock: Callable[[], Moment],
    ticks: Callable[[], float],
    keys: KeyMap,
    pause_after: float,
    is_first: bool,
) -> "Summary":
    """Hold a session on a terminal and give the terminal back, whatever happens.

    `columns` narrows the screen (COLUMNS), 0 does not; `ticks` are seconds that only rise.
    In a home's first session (`is_first`) the first card has a word of welcome below it.
    With nothing to ask the terminal is left as it is. Raises what the desk raises when it
    cannot go on, and SystemExit 143 or 129 when the process is to end or the terminal is
    gone; every answer given is kept then, too.
    """
    output.flush()
    keyboard = Keyboard(input_fd, output.fileno(), enter=ENTER, leave=LEAVE)
    stage = Stage(output, color=color, columns=columns)
    room = Room(desk, keyboard, clock, ticks, keys, pause_after)
    first = room.ask(answered=0)
    if isinstance(first, Scene):
        if is_first:
            first = first._replace(message=_welcome(first, keys))
        with keyboard:
            play(room, first, keyboard=keyboard, stage=stage)
    return desk.summary(clock())


def _welcome(scene: Scene, keys: KeyMap) -> str:
    colon = COMMAND if scene.typing else ""
    explains, leaves = (f"{colon}{keys.first(action)}" for action in ("help", "leave"))
    return f"Welcome! {explains} explains the keys, {leaves} leaves. Every answer is kept at once."


def play(room: Room, first: Shown, *, keyboard: Keys, stage: Stage) -> None:
    """Show scenes and heed keys until the person leaves."""
    shown: Next = first
    while shown is not None:
        event = _shown(room, shown, keyboard, stage)
        if event is None and not isinstance(shown, End) and not shown.good_waits:
            shown = shown._replace(paused=True)
            continue
        from alliance_cards.terminal.heeding import next_scene  # while the first card is read

        before = room.noticed(shown) if event else shown
        shown = next_scene(room, before, event, stage=stage)


def _shown(room: Room, shown: Shown, keyboard: Keys, stage: Stage) -> Event | None:
    """Show a scene; the next event, None after the pause that the scene waits for."""
    layout = stage.lay_out(shown, room.keys)
    if layout.cursor and not (isinstance(shown, Scene) and shown.draft):
        # The cursor goes along with the scene: what is echoed must not fall anywhere else.
        show = partial(stage.show, layout, line_begins(*layout.cursor))
        return keyboard.line(show, leave=LINE_ENDS)
    stage.show(layout)
    if isinstance(shown, End):
        return keyboard.read(None)
    if shown.good_waits:
        return keyboard.read(SETTLE_SECONDS)
    return keyboard.read(None if shown.paused else room.pause_after)
