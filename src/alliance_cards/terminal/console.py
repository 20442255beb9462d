"""The one console of the program, and the net under every text that it shows."""

from collections.abc import Iterable
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.style import Style

from alliance_cards.core.gate import safe
from alliance_cards.terminal.screen import Line

# Our own signs in a terminal that cannot show them, each as wide as the sign.
PLAIN_SIGNS = str.maketrans("━─·…✓✗⏎↑↓←→␛‹›–’“”", '=--.*x/^v<>^<>-\'""')

BOLD = Style(bold=True)


class SafeConsole(Console):
    """A console that lets no control character and no link through, whatever it is given.

    Views make text safe before they lay it out (`gate.safe`); this is the net for what
    they forgot. Markup, emoji codes and highlighting are off.
    """

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """The segments of a renderable, with safe text only and without control codes."""
        for text, style, control in super().render(renderable, options):
            if control is None:
                yield Segment(self._showable(safe(text)), self._allowed(style))

    def lines(self, renderable: RenderableType, *, width: int) -> list[Line]:
        """A renderable as lines of at most `width` cells."""
        options = self.options.update(width=width)
        return [self._line(line) for line in self.render_lines(renderable, options, pad=False)]

    def _line(self, segments: Iterable[Segment]) -> Line:
        parts = list(Segment.simplify(segments))
        text = "".join(
            style.render(text, color_system=self._color_system) if style else text
            for text, style, _ in parts
        )
        return Line(text, sum(part.cell_length for part in parts))

    def _allowed(self, style: Style | None) -> Style | None:
        """The style without a link; where there are no colours, bold in place of one."""
        if style and style.link:
            style = style.update_link(None)
        if self.no_color and style and style.color:
            style = style.without_color + BOLD
        return style

    def _showable(self, text: str) -> str:
        """The text with a stand-in of the same width for what the encoding has no code for."""
        if not self.is_terminal or self.encoding.startswith("utf") or text.isascii():
            return text
        return "".join(
            character if _has(self.encoding, character) else _stand_in(character)
            for character in text
        )


def make_console(
    file: TextIO, *, width: int, height: int, color: bool, terminal: bool
) -> SafeConsole:
    """A console that asks nothing of its surroundings.

    `terminal` says whether escape sequences may be written at all; without `color` (as
    NO_COLOR asks for) bold stands for them, and dim remains.
    """
    return SafeConsole(
        file=file,
        width=width,
        height=height,
        color_system="standard" if terminal else None,
        no_color=not color,
        force_terminal=terminal,
        force_interactive=False,
        force_jupyter=False,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )


def _has(encoding: str, character: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _stand_in(character: str) -> str:
    plain = character.translate(PLAIN_SIGNS)
    return plain if plain.isascii() else "?" * cell_len(character)
