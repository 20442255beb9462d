"""What keys and lines make of what is shown. No first card needs it."""

from collections.abc import Callable

from alliance_cards.terminal.actions import END_ACTIONS, action, take, write
from alliance_cards.terminal.bindings import ALWAYS_LEAVES, COMMAND
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
from alliance_cards.terminal.scene import End, Next, Room, Scene, Shown
from alliance_cards.terminal.stage import Stage
from alliance_cards.terminal.views.page import Layout

SCROLLS: dict[str, Callable[[Layout], int]] = {
    "up": lambda layout: layout.scrolled(-1),
    "down": lambda layout: layout.scrolled(1),
    "page-up": lambda layout: layout.scrolled(1 - layout.rows),
    "page-down": lambda layout: layout.scrolled(layout.rows - 1),
    "top": lambda layout: layout.scrolled(-layout.scroll),
    "bottom": lambda layout: layout.furthest,
}


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
        place = SCROLLS["page-down"](stage.lay_out(shown, room.keys))
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
        return after._replace(scroll=stage.lay_out(after, room.keys).showing_answer())
    return after


def _typed(room: Room, shown: Shown, text: str, stage: Stage) -> Next:
    """A whole line: an answer, or behind a colon what a key of the screen does."""
    if isinstance(shown, End):
        return shown
    cursor = stage.lay_out(shown, room.keys).cursor
    stage.forget(cursor[0] if cursor else 1)
    words = ":esc" if is_escape(text) else words_of(text)
    if words.startswith(COMMAND) and words[1:] in room.keys.actions:
        return _acted(room, shown, words[1:], stage)
    written = write(room, shown._replace(message=""), text=words)
    return written._replace(scroll=stage.lay_out(written, room.keys).showing_answer())


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
    place = SCROLLS[name](stage.lay_out(shown, room.keys))
    return shown._replace(panel_scroll=place) if shown.panel else shown._replace(scroll=place)


def _settled(room: Room, shown: Shown) -> Next:
    """The scene after a Space has proved to be a key pressed once: it is as it is marked."""
    if isinstance(shown, End) or not shown.good_waits:
        return shown
    return take(room, shown._replace(good_waits=False), at=shown.spaced_at)
