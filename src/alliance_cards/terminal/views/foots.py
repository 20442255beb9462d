"""The foot of a card: what can be done now, and what each grade would do."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from alliance_cards.terminal.bindings import KeyMap
from alliance_cards.terminal.gate import safe
from alliance_cards.terminal.scene import Scene
from alliance_cards.terminal.views.pieces import Ends, hints
from alliance_cards.terminal.views.styles import STRONG
from alliance_cards.terminal.views.words import counted, letter


def foots(scene: Scene, keys: KeyMap) -> Sequence[RenderableType]:
    """What can be done, at length and shortly, below what is to be said."""
    found = _grades(scene, keys) if scene.takes_grades else _offers(scene, keys)
    message = scene.message or (_leech(scene, keys) if scene.revealed else "")
    if not message:
        return found
    return [Group(Text(safe(message), STRONG), Text(""), foot) for foot in found]


def _grades(scene: Scene, keys: KeyMap) -> Sequence[RenderableType]:
    from alliance_cards.terminal.views.grades import grade_foots  # no first card has them

    return grade_foots(scene, keys)


def _leech(scene: Scene, keys: KeyMap) -> str:
    if not scene.asked.is_leech:
        return ""
    times = f" {counted(scene.asked.lapses, 'time')}" if scene.asked.lapses else " often"
    return f"Failed{times}: {keys.first('edit')} rewords it."


def _offers(scene: Scene, keys: KeyMap) -> Sequence[RenderableType]:
    """One line of offers; the second line keeps the keys where grades have them."""
    offers = hints(*_now(scene, keys))
    return Ends(offers, hints(*_besides(scene, keys)), lines=2), offers


def _now(scene: Scene, keys: KeyMap) -> list[tuple[str, str]]:
    show = keys.first("show")
    if scene.asked.is_reading:
        return [(show, "read; it is asked later")]
    if scene.is_sorting:
        last = len(scene.asked.items) - 1
        return [(f"{keys.labels[0]} – {keys.labels[last]}", "forgotten or known"), (show, "keep")]
    if scene.typing:
        return [("Enter", "show the answer")]
    if scene.is_choosing:
        count = len(scene.asked.card.options)
        several = " any" if len(scene.asked.card.answers) > 1 else ""
        return [
            (f"a – {letter(count - 1)} or 1 – {min(count, 9)}", f"choose{several}"),
            (show, "show"),
        ]
    whole = [(keys.first("whole"), "whole list")] if scene.asked.card.kind == "list" else []
    return [(show, "show the answer"), *([] if scene.asked.items else whole)]


def _besides(scene: Scene, keys: KeyMap) -> list[tuple[str, str]]:
    if scene.typing:
        return [(f":{keys.first('help')}", "keys"), ("Ctrl-C", "quit")]
    others = ("undo", "undo"), ("help", "keys"), ("leave", "quit")
    return [(keys.first(action), words) for action, words in others]
