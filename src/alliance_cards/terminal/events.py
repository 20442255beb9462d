"""What a keyboard reports, and how the bytes of a terminal become that. No platform code."""

import codecs
import re
from itertools import groupby
from typing import NamedTuple

ESCAPE = 0x1B
PASTE_BEGINS, PASTE_ENDS = b"\x1b[200~", b"\x1b[201~"
LONGEST_PASTE = 65_536
BURST = 4

_LETTERS = {
    "A": "up", "B": "down", "C": "right", "D": "left", "H": "home", "F": "end",
}  # fmt: skip
_NUMBERS = {
    "1": "home", "7": "home", "4": "end", "8": "end",
    "3": "delete", "5": "page-up", "6": "page-down",
}  # fmt: skip
_CONTROLS = {0x09: "tab", 0x0A: "enter", 0x0D: "enter", 0x08: "backspace", 0x7F: "backspace"}
# Compiled (and kept by `re`) at the first Esc, not on the way to the first card.
_SEQUENCE = rb"(?s)\x1b\[(?:\[.|([0-?]*)[ -/]*([@-Z\\-~]))|\x1bO(.)"
# In a line only the keys that terminals send unasked: after Esc a word may begin with O.
_IN_A_LINE = r"\x1b(?:\[\[.|\[[0-?]*[ -/]*[@-~]|O[A-DFHP-S])|[^\t\x20-\x7e\xa0-\U0010ffff]"
_BEGUN = rb"\x1b(?:O|\[(?:\[|[0-?]*[ -/]*))?"


class Key(NamedTuple):
    """A key: its character, or a name such as "enter", "esc", "up", "page-down", "ctrl-c".

    "unknown" stands for a sequence that no key of ours sends.
    """

    name: str


class Paste(str):
    """A text that was pasted, cut off after 65,536 bytes. It never arrives as keys."""

    __slots__ = ()


class Typed(NamedTuple):
    """A line that was typed with the terminal's own editing; not `done` if it was broken off.

    That happens when the screen must be drawn anew in the middle of it.
    """

    text: str
    done: bool


class Resize:
    """The terminal has another size, or may have."""


class Resume:
    """The program was stopped and goes on: the screen holds something else now."""


Event = Key | Paste | Typed | Resize | Resume


def words_of(line: str) -> str:
    """A typed line without the keys that a terminal's own editing takes for text.

    Those are cursor keys and other escape sequences, and control characters but the tab.
    """
    return re.sub(_IN_A_LINE, "", line)


def is_escape(line: str) -> bool:
    """Whether a line is the Esc key alone."""
    return line.strip() == chr(ESCAPE)


class Decoder:
    """Bytes in, keys and pastes out, however the bytes are cut into pieces.

    What is incomplete waits for the rest. Only a lone Esc cannot be told from the
    beginning of a sequence: `lone_escape` says so, `end_escape` decides it.

    Four or more characters in one piece are no typing: a terminal without bracketed
    paste, or a key held on a slow line. They are reported as a paste.
    """

    def __init__(self) -> None:
        self._buffer = b""
        self._pasted: bytearray | None = None

    @property
    def lone_escape(self) -> bool:
        """Whether an ESC is all that waits."""
        return len(self._buffer) == 1 and self._buffer[0] == ESCAPE

    def end_escape(self) -> Event:
        """The Esc key, after nothing has followed it."""
        self._buffer = b""
        return Key("esc")

    def feed(self, data: bytes) -> list[Event]:
        """The events that one more piece completes."""
        self._buffer += data
        events: list[Event] = []
        while self._buffer:
            event, length = self._paste() if self._pasted is not None else self._key()
            if not length:
                break
            self._buffer = self._buffer[length:]
            if event:
                events.append(event)
        return list(_without_bursts(events))

    def _key(self) -> tuple[Event | None, int]:
        """The first event of the buffer and its length in bytes, 0 if more must come."""
        buffer = self._buffer
        if buffer.startswith(PASTE_BEGINS):
            self._pasted = bytearray()
            return None, len(PASTE_BEGINS)
        if buffer[0] == ESCAPE:
            return _escaped(buffer)
        if buffer[0] in _CONTROLS:
            return Key(_CONTROLS[buffer[0]]), 1
        if buffer[0] < ord(" "):
            return Key(f"ctrl-{chr(buffer[0] | 0x60)}"), 1
        return _character(buffer)

    def _paste(self) -> tuple[Event | None, int]:
        pasted = self._pasted
        if pasted is None:
            return None, 0
        end = self._buffer.find(PASTE_ENDS)
        length = end if end >= 0 else max(0, len(self._buffer) - len(PASTE_ENDS) + 1)
        pasted += self._buffer[: min(length, LONGEST_PASTE - len(pasted))]
        if end < 0:
            return None, length
        self._pasted = None
        return Paste(pasted.decode(errors="replace")), length + len(PASTE_ENDS)


def _escaped(buffer: bytes) -> tuple[Event | None, int]:
    if found := re.match(_SEQUENCE, buffer):
        return Key(_named(found)), found.end()
    if re.fullmatch(_BEGUN, buffer):
        return None, 0
    if buffer[1] == ESCAPE:
        return Key("esc"), 1
    begun = re.match(_BEGUN, buffer)
    return Key("unknown"), max(2, begun.end() if begun else 0)


def _named(found: re.Match[bytes]) -> str:
    parameters, final, keypad = found.groups(b"")
    if final == b"~":
        return _NUMBERS.get(parameters.split(b";")[0].decode(), "unknown")
    return _LETTERS.get((final or keypad).decode("latin-1"), "unknown")


def _character(buffer: bytes) -> tuple[Event | None, int]:
    """One character of UTF-8; a byte that belongs to none is an unknown key."""
    try:
        text, _ = codecs.utf_8_decode(buffer[:4], "strict", False)
    except UnicodeDecodeError as error:
        text = buffer[: error.start].decode()
        if not text:
            return Key("unknown"), 1
    return (Key(text[0]), len(text[0].encode())) if text else (None, 0)


def _typed(event: Event) -> str:
    """The character that an event typed, or nothing."""
    if not isinstance(event, Key):
        return ""
    return "\n" if event.name == "enter" else event.name if len(event.name) == 1 else ""


def _without_bursts(events: list[Event]) -> list[Event]:
    kept: list[Event] = []
    for is_text, run in groupby(events, key=lambda event: bool(_typed(event))):
        together = list(run)
        if is_text and len(together) >= BURST:
            kept.append(Paste("".join(map(_typed, together))))
        else:
            kept += together
    return kept
