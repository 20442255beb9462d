"""A text as YAML: plain where nothing can go wrong, in quotes or as a block elsewhere."""

import re
import textwrap

from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.decks.guard import UNPRINTABLE
from alliance_cards.decks.rules import CONTROL

LONGEST_LINE = 98
LONGEST_MARGIN = 100
"""Signs that may begin a line of a block: far fewer than `guard.refusal` objects to."""

PLAIN = re.compile(r"[^\W\d_](?:[\w ,.;()!?/%&+=<>*'\"’“”‘…–—-]|:(?=\w))*(?<! )")
PLAIN_IN_BRACKETS = re.compile(r"[^\W\d_][\w .'’-]*(?<! )")
TYPED = frozenset(
    {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "inf", "infinity", "nan"}
)
"""Words that one YAML reader or another takes for something else than a text."""

INVISIBLE = re.compile(f"{UNPRINTABLE.pattern}|{CONTROL.pattern}")
ESCAPED = re.compile(rf'["\\\n\t]|{INVISIBLE.pattern}')
ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
MARGIN = re.compile(r"[ \t?:-]*")


class CannotWrite(AllianceCardsError):
    """A change that cannot be written into a deck file; the file stays as it is."""

    def __init__(self, message: str) -> None:
        super().__init__(message, code="deck_not_changed")


def scalar(text: str, margin: int, key: str = "") -> str:
    """A text behind `key: ` or `- `; its further lines are indented by `margin` blanks."""
    if "\n" in text and _is_literal(text):
        return _block("|" if text.endswith("\n") else "|-", text.split("\n"), margin)
    if margin + len(key) + len(text) > LONGEST_LINE and _is_foldable(text):
        width = max(LONGEST_LINE - margin, LONGEST_LINE // 2)
        lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
        return _block(">-", lines, margin)
    return word(text)


def word(text: str) -> str:
    """A text on one line, as a key too."""
    is_plain = PLAIN.fullmatch(text) and text.casefold() not in TYPED
    return text if is_plain else quoted(text)


def word_in_brackets(text: str) -> str:
    """A text within a list in brackets."""
    is_plain = PLAIN_IN_BRACKETS.fullmatch(text) and text.casefold() not in TYPED
    return text if is_plain else quoted(text)


def quoted(text: str) -> str:
    """A text in quotes: single ones where that saves backslashes."""
    if ('"' in text or "\\" in text) and "\n" not in text and not INVISIBLE.search(text):
        return "'" + text.replace("'", "''") + "'"
    return in_double_quotes(text)


def in_double_quotes(text: str) -> str:
    """A text in double quotes, as JSON reads it too unless it has unusual characters."""
    return f'"{ESCAPED.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    sign = match.group()
    code = ord(sign)
    if 0xD800 <= code < 0xE000:
        raise CannotWrite(
            f"A text contains half a character (U+{code:04X}), which no file can hold. "
            "Type it anew."
        )
    return ESCAPES.get(sign) or f"\\u{code:04x}"


def _block(sign: str, lines: list[str], margin: int) -> str:
    indented = (f"\n{' ' * margin}{line}" if line else "\n" for line in lines)
    return sign + "".join(indented).rstrip("\n")


def _is_literal(text: str) -> bool:
    """Whether a text of several lines can stand in a block as it is."""
    lines = text.removesuffix("\n").split("\n")
    return (
        not INVISIBLE.search(text)
        and all(line == line.rstrip() and _has_short_margin(line) for line in lines)
        and not lines[0][:1].isspace()
        and "" not in (lines[0], lines[-1])
    )


def _has_short_margin(line: str) -> bool:
    margin = MARGIN.match(line)
    return margin is None or ("\t" not in margin.group() and margin.end() <= LONGEST_MARGIN)


def _is_foldable(text: str) -> bool:
    """Whether a text can be broken at its blanks and put together again."""
    words = text.split(" ")
    return (
        "" not in words
        and not INVISIBLE.search(text)
        and text == text.strip()
        and not re.search(r"[\n\t]", text)
        and all(map(_has_short_margin, words))
    )
