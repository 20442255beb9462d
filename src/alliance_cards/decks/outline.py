"""What stands where in a deck file, told from the beginnings of its lines alone.

For a file that YAML cannot read: whose key a line is, and where the file goes on. For a large
one: where it can be divided.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from alliance_cards.decks.schema import CARD_KEYS, DECK_KEYS

_WORD = "|".join(CARD_KEYS)
_CARD_KEY = rf"(?:{_WORD})(?=[ \t]*:)"
CARDS = re.compile(r"^cards[ \t]*:[ \t\r]*(?:#.*)?$", re.MULTILINE)
ITEM = re.compile(r"^( *)-(?=\s)", re.MULTILINE)
CARD = re.compile(rf"^[ \t]*-[ \t]+({_CARD_KEY})", re.MULTILINE)
HEAD_KEY = re.compile(rf"^(?:{'|'.join(DECK_KEYS)})(?=[ \t]*:)", re.MULTILINE)
ODD_BLANKS = "\u00a0\u2000-\u200b\u202f\u3000\ufeff"
STRAY_KEY = re.compile(rf"^[{ODD_BLANKS}]*{_CARD_KEY}", re.MULTILINE)
GLUED = re.compile(rf"[ \t]*(?:-[ \t]+|(-))?({_WORD}):(?=(\S?))")
SWALLOWED = re.compile(rf"[\r\n][ \t]*(?:-[ \t]+)?{_CARD_KEY}")
KEY = re.compile(r"([ \t]*)(\w+)[ \t]*:")
BEHIND_CARDS = re.compile(r"\n[^\s#-]")
FILLED = re.compile(r"[^\r\n]")


class Anchor(NamedTuple):
    """The key below which other keys stand, and the blanks in front of it."""

    key: str
    blanks: int


def misplaced(text: str, index: int) -> tuple[str, Anchor] | None:
    """The key with which a line begins in a wrong column, and the one it belongs below."""
    found = KEY.match(text, _line(text, index))
    anchor = anchor_of(text, index)
    if not found or not anchor or "\t" in found[1] or len(found[1]) == anchor.blanks:
        return None
    keys = DECK_KEYS if anchor.key == "name" else CARD_KEYS
    return (found[2], anchor) if found[2] in keys else None


def misplaced_dash(text: str, index: int) -> int | None:
    """How many blanks stand before the dash of a card, if this one has another number."""
    item = _first_item(text)
    found = CARD.match(text, _line(text, index))
    if not item or not found:
        return None
    return len(item[1]) if len(found[0].partition("-")[0]) != len(item[1]) else None


def glued(text: str, index: int) -> tuple[int, str] | None:
    """Where a blank is missing behind a dash or a colon, on a line or the one above."""
    line = _line(text, index)
    for start in (line, _line(text, line - 1)) if line else (line,):
        found = GLUED.match(text, start)
        if found and found[1]:
            return found.start(1), f"- {found[2]}:"
        if found and found[3]:
            return found.end(), f"{found[2]}: {found[3]}…"
    return None


def has_cards(text: str) -> bool:
    """Whether there is a line `cards:`, below which the cards stand."""
    return bool(CARDS.search(text))


def anchor_of(text: str, index: int) -> Anchor | None:
    """The first key of the card in which a line stands; in the head of the deck, its name."""
    start = _line(text, index)
    cards = CARDS.search(text)
    if cards is None or start < cards.start():
        return Anchor("name", 0)
    first = None
    for first in CARD.finditer(text, cards.end(), start):  # noqa: B007 - the last one is wanted
        pass
    return Anchor(first[1], first.start(1) - first.start()) if first else None


def swallows(text: str, start: int, end: int) -> bool:
    """Whether a text in quotes goes on over lines that are keys of cards."""
    return bool(SWALLOWED.search(text, start, end))


def stray_key(text: str, index: int) -> int | None:
    """Where a key of a card stands at the very left, and so ends the list of cards."""
    cards = CARDS.search(text)
    if cards is None:
        return None
    found = None
    for found in STRAY_KEY.finditer(text, cards.end(), _line(text, index)):  # noqa: B007
        pass
    return found.start() if found else None


def without(text: str, index: int) -> str | None:
    """The text with blanks in place of the card, or the key of the head, where something is.

    None if the file cannot go on behind it.
    """
    cards = CARDS.search(text)
    line = _line(text, index)
    if cards is None or line == cards.start():
        return None
    if line < cards.start():
        starts = [key.start() for key in HEAD_KEY.finditer(text, 0, cards.end())]
    else:
        starts = _cards(text, cards.end())
    begin = max((start for start in starts if start <= line), default=line)
    end = min((start for start in starts if start > line), default=len(text))
    rest = FILLED.sub(" ", text[begin:end])
    return None if rest == text[begin:end] else text[:begin] + rest + text[end:]


def pieces(text: str, size: int) -> Iterator[str]:
    """A text in pieces of some `size` characters: the first with the head, all with whole cards.

    It stays in one piece where cards do not stand below each other at the end of the file.
    """
    item = _first_item(text)
    if len(text) <= size or item is None or BEHIND_CARDS.search(text, item.start()):
        yield text
        return
    begins, head, start = f"\n{item[1]}- ", "", 0
    while (end := text.find(begins, max(start + size, item.end()))) >= 0:
        yield head + text[start : end + 1]
        head, start = "cards:\n", end + 1
    yield head + text[start:]


def card_starts(text: str) -> list[int]:
    """Where lines begin as cards do, in a text that ends with its cards; else nowhere.

    All cards are among them that stand below each other, perhaps with lines of their texts.
    """
    item = _first_item(text)
    if item is None or BEHIND_CARDS.search(text, item.start()):
        return []
    begins = re.compile(rf"^{item[1]}-(?=\s)", re.MULTILINE)
    return [found.start() for found in begins.finditer(text, item.start())]


def _first_item(text: str) -> re.Match[str] | None:
    cards = CARDS.search(text)
    return ITEM.search(text, cards.end()) if cards else None


def _cards(text: str, start: int) -> list[int]:
    """Where cards begin, and keys of the head that stand behind them."""
    item = ITEM.search(text, start)
    depth = re.escape(item[1]) if item else ""
    begins = re.compile(rf"^{depth}-(?=\s)|{CARD.pattern}|{HEAD_KEY.pattern}", re.MULTILINE)
    return [found.start() for found in begins.finditer(text, start)]


def _line(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1
