"""The net: whatever is rendered, the console writes no control character and no link."""

import io
import re

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Group
from rich.control import Control
from rich.style import Style
from rich.text import Text

from alliance_cards.terminal.console import SafeConsole, make_console

STYLING = re.compile(r"\x1b\[[0-9;]*m")


def console(
    *, color: bool = True, terminal: bool = True, encoding: str = "utf-8"
) -> tuple[SafeConsole, io.BytesIO]:
    written = io.BytesIO()
    file = io.TextIOWrapper(written, encoding=encoding, write_through=True)
    made = make_console(file, width=40, height=24, color=color, terminal=terminal)
    return made, written


def test_control_characters_and_links_do_not_pass() -> None:
    made, written = console()
    linked = Text("link", Style(link="https://example.org", bold=True))
    made.print(Group("\x1b]0;title", Text("a\u202eb\x9b"), linked), Control.clear())
    text = STYLING.sub("", written.getvalue().decode())
    assert text == "␛]0;title\na‹U+202E›b‹U+009B›\nlink\n"


def test_markup_and_emoji_codes_are_text() -> None:
    made, written = console()
    made.print("[b]bold[/] :smile: 42 [/b]")
    assert written.getvalue() == b"[b]bold[/] :smile: 42 [/b]\n"


def test_without_colour_bold_remains() -> None:
    made, _ = console(color=False)
    (line,) = made.lines(Text("key", "bold magenta"), width=10)
    assert line.text == "\x1b[1mkey\x1b[0m"


def test_without_a_terminal_nothing_but_text() -> None:
    made, written = console(terminal=False)
    made.print(Text("key", "bold magenta"))
    assert written.getvalue() == b"key\n"


def test_an_encoding_that_lacks_a_character_keeps_the_width() -> None:
    made, written = console(encoding="latin-1")
    made.print(Text("✓ é … 治療 ━"))
    assert written.getvalue().decode("latin-1") == "* é . ???? =\n"


@given(st.text(max_size=200), st.integers(1, 60))
def test_lines_are_as_wide_as_they_say_and_never_too_wide(text: str, width: int) -> None:
    made, _ = console()
    for line in made.lines(Text(text), width=width):
        assert cell_len(STYLING.sub("", line.text)) == line.cells <= width
