"""Files that a person asks for: an export, a page, a picture."""

import os
from pathlib import Path

from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.decks.saving import replace_whole

OPEN_FILES = ("/dev/stdout", "/dev/stderr", "/dev/fd", "/proc")
"""Where files lie that the shell has opened: they are its own, and not to be replaced."""
OPEN_TO_ALL = 0o666
"""The mode of a new file, from which the system takes what the person's umask says."""


def check_target(path: Path) -> None:
    """Raise AllianceCardsError, with what to do, if no file can be written at a path."""
    if path.is_dir():
        raise _not_written(path, "this is a folder. Name a file in it, or another one")
    if not path.parent.is_dir():
        raise _not_written(path, f"there is no folder {path.parent}. Make it first")


def write_out(path: Path, data: str | bytes) -> None:
    """Write a file in one step, so that a failure leaves the old one; a device at once.

    Raises AllianceCardsError with the file, the reason and what to do.
    """
    check_target(path)
    content = data.encode() if isinstance(data, str) else data
    try:
        if _is_plain(path):
            replace_whole(Path(os.path.realpath(path)), content, mode=OPEN_TO_ALL)
        else:
            path.write_bytes(content)
    except OSError as error:
        raise _not_written(path, f"{error.strerror or error}. Name another file") from error


def _is_plain(path: Path) -> bool:
    is_open_already = any(path.absolute().is_relative_to(place) for place in OPEN_FILES)
    return not is_open_already and (path.is_file() or not path.exists())


def _not_written(path: Path, reason: str) -> AllianceCardsError:
    return AllianceCardsError(f"{path} was not written: {reason}.", code="output_failed")
