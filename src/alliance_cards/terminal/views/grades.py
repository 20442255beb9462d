"""The grades: their keys, their names, and what each would do, at the foot of a card."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from alliance_cards.core.session import Asked
from alliance_cards.terminal.gradekeys import GOOD, GradeKey
from alliance_cards.terminal.views.pieces import hints
from alliance_cards.terminal.views.styles import ACCENT
from alliance_cards.terminal.views.words import effect

GAP = 3
HINTS = (("u", "undo"), ("?", "keys"), ("q", "quit"))


class GradeRow(NamedTuple):
    """The grades in columns, what each does below it; in rows where the width is short."""

    labels: Sequence[tuple[Text, Text]]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        widths = [max(name.cell_len, does.cell_len) + GAP for name, does in self.labels]
        if sum(widths) - GAP <= options.max_width:
            yield from self._columns(widths, options.max_width)
        else:
            yield from self._rows()

    def _columns(self, widths: Sequence[int], room: int) -> RenderResult:
        names, effects = Text(), Text()
        for (name, does), width in zip(self.labels, widths, strict=True):
            names.append_text(_padded(name, width))
            effects.append_text(_padded(does, width))
        names.rstrip()
        free = room - names.cell_len
        offered = (hints(*HINTS), hints(HINTS[1]))
        if fitting := next((hint for hint in offered if hint.cell_len + GAP <= free), None):
            names.append_text(Text(" " * (free - fitting.cell_len)) + fitting)
        yield names
        yield effects

    def _rows(self) -> RenderResult:
        widest = max(name.cell_len for name, _ in self.labels)
        for name, does in self.labels:
            yield _padded(name, widest + 2) + does
        yield hints(*HINTS)


def grade_foots(asked: Asked, grades: Sequence[GradeKey]) -> tuple[GradeRow | Text, ...]:
    """The grades with what each would do, and as a last resort their names alone."""
    names = [Text.assemble((grade.key, ACCENT), f" {grade.name}") for grade in grades]
    effects = [Text(_effect(asked, grade.grade)) for grade in grades]
    return GradeRow(list(zip(names, effects, strict=True))), Text("  ").join(names)


def _effect(asked: Asked, grade: int) -> str:
    if asked.outcomes:
        return effect(asked.outcomes[grade], asked.outcomes[GOOD])
    return "once more today" if asked.repeats[grade] else "done"


def _padded(text: Text, width: int) -> Text:
    return text + Text(" " * (width - text.cell_len))
