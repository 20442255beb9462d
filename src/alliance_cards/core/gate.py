"""The text gate: what any text must pass before it is laid out, for a terminal or a page.

A deck is untrusted text. Whatever could move the cursor, change the title, reach the
clipboard or turn the order of reading becomes a mark that can be seen. What people write
stays: letters of every script in either direction, combining marks, emoji with their
joiners. Both functions are idempotent.
"""

import re

TAB = "    "
LINE_BREAK = " ⏎ "

_C0_PICTURES, _DELETE = 0x2400, 0x7F
_UNSAFE = (
    "\r\n|["
    "\x00-\x09\x0b-\x1f"  # C0 but the newline
    "\x7f-\x9f"  # DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # marks that steer the direction of text
    "\u2028\u2029"  # line breaks that only some programs break at
    "\ud800-\udfff"  # halves of a character, which no encoding can write
    "]"
)
_BROKEN_LINE = r"[ \t]*\n\s*"


def safe(text: str) -> str:
    """A text without control characters: ␛ for ESC, ‹U+202E› for what has no picture.

    A newline stays, one after a carriage return too; a tab becomes four spaces. So widths
    are measured of what is shown.
    """
    # Nearly every text is printable, and then no pattern has to be compiled at the start.
    is_harmless = text.replace("\n", "").isprintable()
    return text if is_harmless else re.sub(_UNSAFE, _mark, text)


def safe_line(text: str) -> str:
    """The same for a place of one line: a newline and the blanks around it become ` ⏎ `."""
    line = safe(text).strip()
    return re.sub(_BROKEN_LINE, LINE_BREAK, line) if "\n" in line else line


def _mark(found: re.Match[str]) -> str:
    character = found[0]
    if character == "\r\n":
        return "\n"
    if character == "\t":
        return TAB
    code = ord(character)
    if code < ord(" "):
        return chr(_C0_PICTURES + code)
    return "␡" if code == _DELETE else f"‹U+{code:04X}›"
