"""The grades: their keys, their names, and what each would do, at the foot of a card."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from alliance_cards.core.session import Asked
from alliance_cards.terminal.bindings import KeyMap
from alliance_cards.terminal.gradekeys import GOOD
from alliance_cards.terminal.scene import Scene
from alliance_cards.terminal.views.pieces import hints
from alliance_cards.terminal.views.styles import ACCENT
from alliance_cards.terminal.views.words import effect

GAP = 2
MARK = "›"
# What stands beside the grades, the most where there is room for it.
BESIDES = (
    ("undo", "edit", "why", "help", "leave"), ("undo", "why", "help", "leave"),
    ("undo", "help", "leave"), ("help", "leave"), ("help",),
)  # fmt: skip
WORDS = {"undo": "undo", "edit": "edit", "why": "why", "help": "keys", "leave": "quit"}


class GradeRow(NamedTuple):
    """The grades in columns, what each does below it; in rows where the width is short."""

    labels: Sequence[tuple[Text, Text]]
    besides: Sequence[Text]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        widths = [max(name.cell_len, does.cell_len) + GAP for name, does in self.labels]
        if sum(widths) - GAP <= options.max_width:
            yield from self._columns(widths, options.max_width)
        else:
            yield from self._rows(options.max_width)

    def _columns(self, widths: Sequence[int], room: int) -> RenderResult:
        names, effects = Text(), Text()
        for (name, does), width in zip(self.labels, widths, strict=True):
            names.append_text(_padded(name, width))
            effects.append_text(_padded(does, width))
        names.rstrip()
        free = room - names.cell_len
        if fitting := next((hint for hint in self.besides if hint.cell_len + GAP <= free), None):
            names.append_text(Text(" " * (free - fitting.cell_len)) + fitting)
        yield names
        yield effects

    def _rows(self, room: int) -> RenderResult:
        widest = max(name.cell_len for name, _ in self.labels)
        for name, does in self.labels:
            yield _padded(name, widest + 1) + does
        yield next((hint for hint in self.besides if hint.cell_len <= room), Text(""))


def grade_foots(scene: Scene, keys: KeyMap) -> tuple[GradeRow | Text, ...]:
    """The grades with what each would do, and as a last resort their names alone.

    The one that is suggested has a sign before its key, where all have room for it.
    """
    marked = None if scene.suggested is None else keys.grade_named(scene.suggested)
    names = [
        Text.assemble(
            (MARK if grade is marked else " ", ACCENT), (grade.key, ACCENT), f" {grade.name}"
        )
        for grade in keys.grades
    ]
    effects = [Text(" " + _effect(scene.asked, grade.grade)) for grade in keys.grades]
    besides = [hints(*((keys.first(name), WORDS[name]) for name in some)) for some in BESIDES]
    row = GradeRow(list(zip(names, effects, strict=True)), besides)
    return row, Text(" ").join(names)


def _effect(asked: Asked, grade: int) -> str:
    if asked.outcomes:
        return effect(asked.outcomes[grade], asked.outcomes[GOOD])
    return "once more today" if asked.repeats[grade] else "done"


def _padded(text: Text, width: int) -> Text:
    return text + Text(" " * (width - text.cell_len))
