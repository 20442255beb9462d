"""The grades: their keys, their names, and what each would do, at the foot of a card."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from alliance_cards.core.session import Asked
from alliance_cards.terminal.bindings import KeyMap
from alliance_cards.terminal.gradekeys import GOOD
from alliance_cards.terminal.scene import Scene
from alliance_cards.terminal.views.foots import GAP, ON_ONE_LINE, offered, two_lines
from alliance_cards.terminal.views.styles import ACCENT
from alliance_cards.terminal.views.words import effect

MARK = "›"


class GradeRow(NamedTuple):
    """The grades in columns, what each does below it; in rows where the width is short.

    Beside them or below stands what else can be done.
    """

    labels: Sequence[tuple[Text, Text]]
    keys: KeyMap

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
        effects.rstrip()
        yield from two_lines(names, effects, self.keys, room)

    def _rows(self, room: int) -> RenderResult:
        widest = max(name.cell_len for name, _ in self.labels)
        for name, does in self.labels:
            yield _padded(name, widest + 1) + does
        yield offered(self.keys, ON_ONE_LINE, room)


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
    row = GradeRow(list(zip(names, effects, strict=True)), keys)
    return row, Text(" ").join(names)


def _effect(asked: Asked, grade: int) -> str:
    if asked.outcomes:
        return effect(asked.outcomes[grade], asked.outcomes[GOOD])
    return "once more today" if asked.repeats[grade] else "done"


def _padded(text: Text, width: int) -> Text:
    return text + Text(" " * (width - text.cell_len))
