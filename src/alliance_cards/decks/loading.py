"""From a file to its text."""

import codecs
import stat
from pathlib import Path

from alliance_cards.core.problems import Problem
from alliance_cards.decks.limits import LARGEST_FILE
from alliance_cards.decks.places import Places

BOM = "\ufeff"


def load(path: Path) -> str | Problem:
    """The text of a file without its byte order mark, or why it cannot be had."""
    text = load_whole(path)
    return text.removeprefix(BOM) if isinstance(text, str) else text


def load_whole(path: Path) -> str | Problem:
    """The text of a file to the last byte, as it must be written back."""
    try:
        # A pipe or a device would be waited for, or read without end.
        if not stat.S_ISREG(path.stat().st_mode):
            return _problem(path, "This is no file. Give the path of a deck file.")
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return _problem(path, f"The file cannot be read: {reason}.")
    if len(data) > LARGEST_FILE:
        return _problem(path, "The file is larger than 64 MB. Divide it into several decks.")
    return _decode(path, data)


def digest_of(text: str) -> bytes:
    """Sixteen bytes that tell a text from every other one."""
    from hashlib import blake2b  # slow to import, and most commands read no deck

    return blake2b(text.encode(), digest_size=16).digest()


def _decode(path: Path, data: bytes) -> str | Problem:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _problem(path, 'The file is saved as UTF-16. Save it again as "UTF-8".')
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        places = Places(data[: error.start].decode("utf-8").removeprefix(BOM))
        line, column = places.line(len(places.text)), places.column(len(places.text))
        message = (
            "The file is not saved as UTF-8; the first letter that cannot be read stands here. "
            'Save it again as "UTF-8".'
        )
        return Problem(str(path), line, column, "error", message)


def _problem(path: Path, message: str) -> Problem:
    return Problem(str(path), 0, 0, "error", message)
