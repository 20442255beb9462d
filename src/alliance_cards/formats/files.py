"""From a path to bytes, and from bytes to text, with a sentence where that fails."""

import codecs
import stat
from pathlib import Path
from typing import NamedTuple

from alliance_cards.decks.guard import refusal
from alliance_cards.decks.places import Places
from alliance_cards.formats.limits import RAISE

UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Unreadable(NamedTuple):
    """Why a file gives no text; line 0 stands for the file as a whole."""

    reason: str
    line: int = 0


def read_bytes(path: Path, *, largest: int) -> bytes | Unreadable:
    """The content of a file of at most so many bytes."""
    try:
        # A pipe or a device would be waited for, or read without end.
        if not stat.S_ISREG(path.stat().st_mode):
            return Unreadable("This is no file.")
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        return Unreadable(f"The file cannot be read: {reason}.")
    if len(data) > largest:
        return Unreadable(f"The file is larger than {largest:,} bytes. {RAISE}")
    return data


def decode(data: bytes) -> str | Unreadable:
    """The text of UTF-8, or of UTF-16 with a mark at its beginning; NUL is refused."""
    encoding = "utf-16" if data.startswith(UTF16) else "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Unreadable(
            "The file is not saved as UTF-8; the first letter that cannot be read stands in "
            f'line {line}. Save it again as "UTF-8".',
            line,
        )
    if "\0" in text:
        refused = refusal(text)
        index, reason = refused or (0, "There is a NUL character here.")
        return Unreadable(reason, Places(text).line(index))
    return text.removeprefix("\ufeff")


def read_text(path: Path, *, largest: int) -> str | Unreadable:
    """The text of a file of at most so many bytes."""
    data = read_bytes(path, largest=largest)
    return data if isinstance(data, Unreadable) else decode(data)
