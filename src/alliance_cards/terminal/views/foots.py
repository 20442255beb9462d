"""The foot of a card: what can be done now, and what each grade would do."""

from collections.abc import Iterator, Sequence

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.text import Text

from alliance_cards.core.gate import safe
from alliance_cards.terminal.bindings import KeyMap
from alliance_cards.terminal.scene import Scene
from alliance_cards.terminal.views.pieces import Ends, cut, hints
from alliance_cards.terminal.views.styles import STRONG
from alliance_cards.terminal.views.words import counted, letter

GAP = 2
WORDS = {"undo": "undo", "edit": "edit", "why": "why", "help": "keys", "leave": "quit"}
# What else can be done, as much as there is room for: on one line, or at the right of two, of
# which the first is the same before and after the answer is shown.
ON_ONE_LINE = (
    ("undo", "edit", "why", "help", "leave"), ("undo", "edit", "help", "leave"),
    ("undo", "help", "leave"), ("help", "leave"), ("help",),
)  # fmt: skip
ON_TWO = ON_ONE_LINE[2:], (("edit", "why"), ("edit",))


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
    if scene.revealed:
        return ShownRow(offers, keys, has_history=not scene.asked.items), offers
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
    return [(keys.first(action), WORDS[action]) for action in ("undo", "help", "leave")]


class ShownRow:
    """What can be done with a card that is shown and takes no grade."""

    def __init__(self, offers: Text, keys: KeyMap, *, has_history: bool) -> None:
        self.offers = offers
        self.keys = keys
        self.has_history = has_history

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        room = options.max_width
        if offered(self.keys, ON_TWO[0][:1], room - self.offers.cell_len - GAP):
            yield from two_lines(self.offers, Text(), self.keys, room, why=self.has_history)
        else:
            yield cut(self.offers, room)
            yield offered(self.keys, ON_ONE_LINE, room, why=self.has_history)


def two_lines(
    first: Text, second: Text, keys: KeyMap, room: int, *, why: bool = True
) -> Iterator[Text]:
    """Two lines, at their right what else can be done."""
    for line, choices in zip((first, second), ON_TWO, strict=True):
        offer = offered(keys, choices, room - line.cell_len - GAP, why=why)
        blank = " " * (room - line.cell_len - offer.cell_len)
        yield Text.assemble(line, blank, offer) if offer else line


def offered(keys: KeyMap, choices: Sequence[Sequence[str]], room: int, *, why: bool = True) -> Text:
    """The first of some choices that there is room for, if any; without a `why` where asked."""
    texts = (
        hints(*((keys.first(action), WORDS[action]) for action in choice))
        for choice in choices
        if why or "why" not in choice
    )
    return next((text for text in texts if text.cell_len <= room), Text())
