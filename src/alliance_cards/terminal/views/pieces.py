"""Pieces that views are made of. They fit themselves to the width they are given."""

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from alliance_cards.terminal.views.styles import ACCENT, QUIET


class Hanging:
    """A text behind a lead of one line, such as `a)`; its further lines are indented."""

    def __init__(self, lead: Text, text: Text) -> None:
        self.lead = lead
        self.text = text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        indent = self.lead.cell_len
        for row, line in enumerate(self.text.wrap(console, max(1, options.max_width - indent))):
            line.rstrip()
            yield Text.assemble(" " * indent if row else self.lead, line)


class Ends:
    """Two texts at the two ends of a line; below each other where they do not fit.

    It is at least `lines` high.
    """

    def __init__(self, left: Text, right: Text, lines: int = 1) -> None:
        self.left = left
        self.right = right
        self.lines = lines

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        free = options.max_width - self.left.cell_len - self.right.cell_len
        if free >= 2:
            yield Text.assemble(self.left, " " * free, self.right)
            yield from [Text("")] * (self.lines - 1)
        else:
            yield cut(self.left, options.max_width)
            yield cut(self.right, options.max_width)


def cut(text: Text, width: int) -> Text:
    """The text on one line of at most `width` cells, with an ellipsis if it is longer."""
    short = text.copy()
    short.truncate(max(1, width), overflow="ellipsis")
    return short


def hints(*pairs: tuple[str, str]) -> Text:
    """Keys and what they do, on one line: `u undo  ? keys`."""
    parts = [Text.assemble((key, ACCENT), (f" {does}", QUIET)) for key, does in pairs]
    return Text("  ").join(parts)
