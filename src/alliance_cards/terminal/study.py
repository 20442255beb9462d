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
from typing import Protocol, TextIO

from alliance_cards.core.calendar import Moment
from alliance_cards.core.session import Desk, Summary
from alliance_cards.terminal.actions import END_ACTIONS, action, take, write
from alliance_cards.terminal.bindings import ALWAYS_LEAVES, KeyMap
from alliance_cards.terminal.events import (
    Event,
    Key,
    Paste,
    Resize,
    Resume,
    Typed,
    is_escape,
    words_of,
)
from alliance_cards.terminal.keys import Keyboard
from alliance_cards.terminal.scene import End, Hands, Next, Room, Scene, Shown
from alliance_cards.terminal.screen import ENTER, LEAVE, LINE_ENDS, line_begins
from alliance_cards.terminal.stage import Stage
from alliance_cards.terminal.views.page import Layout
from alliance_cards.terminal.views.pages import page_of

SETTLE_SECONDS = 0.15
COMMAND = ":"
SCROLLS: dict[str, Callable[[Layout], int]] = {
    "up": lambda layout: layout.scrolled(-1),
    "down": lambda layout: layout.scrolled(1),
    "page-up": lambda layout: layout.scrolled(1 - layout.rows),
    "page-down": lambda layout: layout.scrolled(layout.rows - 1),
    "top": lambda layout: layout.scrolled(-layout.scroll),
    "bottom": lambda layout: layout.furthest,
}


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
) -> Summary:
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
        before = room.noticed(shown) if event else shown
        shown = next_scene(room, before, event, stage=stage)


def _shown(room: Room, shown: Shown, keyboard: Keys, stage: Stage) -> Event | None:
    """Show a scene; the next event, None after the pause that the scene waits for."""
    layout = _laid_out(room, shown, stage)
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


def next_scene(room: Room, shown: Shown, event: Event | None, *, stage: Stage) -> Next:
    """What an event makes of a scene; None as an event is a pause after a Space."""
    match event:
        case None:
            return _settled(room, shown)
        case Key(name):
            return _pressed(room, shown, name, stage)
        case Typed(text, done):
            return _typed(room, shown, text, stage) if done else _broken_off(shown, text, stage)
        case Paste(text):
            return _pasted(shown, text)
        case Resume():
            # The time in which the program was stopped is no time taken for an answer.
            if isinstance(shown, Scene):
                shown = shown._replace(shown_at=room.ticks())
        case Resize():
            pass
    stage.forget()
    return shown


def _pressed(room: Room, shown: Shown, key: str, stage: Stage) -> Next:
    """A key; one that does not mean "show" confirms a Space that still waits."""
    name = room.keys.actions.get(key, "")
    if isinstance(shown, Scene) and shown.good_waits and name != "show":
        settled = _settled(room, shown)
        if settled is None:
            return None
        shown = settled
    if key == ALWAYS_LEAVES:
        return None
    if shown.panel:
        return _in_panel(room, shown, name, stage)
    if name in SCROLLS:
        return _scrolled(room, shown, name, stage)
    if isinstance(shown, End):
        does = END_ACTIONS.get(name)
        return does(room, shown) if does else shown
    if shown.draft:
        return _redrafted(room, shown, key)
    if name == "show" and shown.revealed and shown.asked.items:
        place = SCROLLS["page-down"](_laid_out(room, shown, stage))
        if place > shown.scroll:  # nothing is told known that was not seen
            return shown._replace(scroll=place, spaced_at=room.ticks())
    return _acted(room, shown, key, stage)


def _acted(room: Room, scene: Scene, key: str, stage: Stage) -> Next:
    """What a key does with the card on the table."""
    does = action(room, scene, key)
    calm = scene._replace(message="", good_waits=False)
    if does is None:
        return calm
    if room.keys.actions.get(key) == "edit":
        stage.forget()
    after = does(room, calm)
    if isinstance(after, Scene) and after.revealed and not scene.revealed:
        return after._replace(scroll=_laid_out(room, after, stage).showing_answer())
    return after


def _typed(room: Room, shown: Shown, text: str, stage: Stage) -> Next:
    """A whole line: an answer, or behind a colon what a key of the screen does."""
    if isinstance(shown, End):
        return shown
    cursor = _laid_out(room, shown, stage).cursor
    stage.forget(cursor[0] if cursor else 1)
    words = ":esc" if is_escape(text) else words_of(text)
    if words.startswith(COMMAND) and words[1:] in room.keys.actions:
        return _acted(room, shown, words[1:], stage)
    written = write(room, shown._replace(message=""), text=words)
    return written._replace(scroll=_laid_out(room, written, stage).showing_answer())


def _broken_off(shown: Shown, text: str, stage: Stage) -> Shown:
    stage.forget()
    return shown._replace(draft=words_of(text)) if isinstance(shown, Scene) else shown


def _redrafted(room: Room, scene: Scene, key: str) -> Next:
    """A line that the terminal edits no longer: keys add to it, or take from it."""
    match key:
        case "enter":
            return write(room, scene, text=scene.draft)
        case "backspace":
            return scene._replace(draft=scene.draft[:-1])
        case "ctrl-u":
            return scene._replace(draft="")
        case _ if len(key) == 1:
            return scene._replace(draft=scene.draft + key)
    return scene


def _pasted(shown: Shown, text: str) -> Shown:
    """Pasted text never grades; it may go on with a line."""
    if isinstance(shown, End):
        return shown
    draft = shown.draft + words_of(text.partition("\n")[0]) if shown.draft else ""
    return shown._replace(good_waits=False, draft=draft)


def _in_panel(room: Room, shown: Shown, name: str, stage: Stage) -> Next:
    """The help or the history lies over the card and holds the other keys back."""
    if name in SCROLLS:
        return _scrolled(room, shown, name, stage)
    if name in ("help", "why", "show", "leave"):
        return shown._replace(panel="")
    return shown


def _scrolled(room: Room, shown: Shown, name: str, stage: Stage) -> Shown:
    place = SCROLLS[name](_laid_out(room, shown, stage))
    return shown._replace(panel_scroll=place) if shown.panel else shown._replace(scroll=place)


def _settled(room: Room, shown: Shown) -> Next:
    """The scene after a Space has proved to be a key pressed once: it is as it is marked."""
    if isinstance(shown, End) or not shown.good_waits:
        return shown
    return take(room, shown._replace(good_waits=False), at=shown.spaced_at)


def _laid_out(room: Room, shown: Shown, stage: Stage) -> Layout:
    return stage.lay_out(page_of(shown, room.keys), _scroll(shown))


def _scroll(shown: Shown) -> int:
    return shown.panel_scroll if shown.panel else shown.scroll
