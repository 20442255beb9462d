"""The deck files in use: those of the home, those that are linked, the shipped ones.

Links stand in the file `links` of the home, one absolute path a line: deck files, or
folders of decks, that are read where they lie.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from alliance_cards.collection.collection import Home
from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.core.problems import Problem
from alliance_cards.decks.folder import deck_files

NO_NAME = 'A new deck cannot be called "{}". Use letters, digits, "-" and "_".'


NO_FOLDER = (
    "This is a file, where the folder of your decks should be. Move it away: the next command"
    " makes the folder, and a deck goes into that."
)


class Sources(NamedTuple):
    """The deck files by deck id: those in use, and shipped ones that they hide.

    `unread` are folders that cannot be read; what was known of their files stays. `waiting`
    are the ids of the shipped decks that the person does not want to see.
    """

    used: dict[str, Path]
    hidden: dict[str, Path]
    unread: list[Path]
    left_out: list[Problem]
    waiting: frozenset[str]

    def has(self, path: Path) -> bool:
        """Whether a file is in use, or may be."""
        return path in self.used.values() or path.parent in self.unread or path in self.unread


def find_sources(
    shipped: Path, home: Home, links: Iterable[Path], *, with_shipped: bool
) -> Sources:
    """The deck files of all places. Of two with one id, the home's goes first."""
    unread: list[Path] = []
    left_out: list[Problem] = []
    packed = _files(shipped, unread, left_out)
    own = _files(home.decks, unread, left_out)
    for link in links:
        own += _linked(link, unread, left_out)
    by_id = _by_id(packed, left_out)
    used = _by_id(own, left_out)
    hidden = {deck: path for deck, path in by_id.items() if deck in used}
    if not with_shipped:
        return Sources(used, hidden, unread, left_out, frozenset(by_id.keys() - used.keys()))
    return Sources(by_id | used, hidden, unread, left_out, frozenset())


def linked_paths(home: Home) -> list[Path]:
    """The paths that are linked, in the order in which they were; none without the file."""
    try:
        text = home.links.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return [Path(line) for line in text.splitlines() if line]


def is_linked(home: Home, path: Path) -> bool:
    """Whether a deck file is read because of a link."""
    linked = linked_paths(home)
    return path.parent != home.decks and (path in linked or path.parent in linked)


def _linked(link: Path, unread: list[Path], left_out: list[Problem]) -> list[Path]:
    try:
        if link.is_file():
            return [link]
        if link.is_dir():
            return _files(link, unread, left_out)
    except OSError as error:
        unread.append(link)
        left_out.append(unreadable(link, error))
        return []
    message = (
        "This linked deck is not there any more. Its cards keep their progress, and come back"
        " when it does. To forget the link: alliance-cards import --unlink PATH"
    )
    left_out.append(Problem(str(link), 0, 0, "error", message))
    return []


def _files(folder: Path, unread: list[Path], left_out: list[Problem]) -> list[Path]:
    try:
        return deck_files(folder)
    except OSError as error:
        unread.append(folder)
        left_out.append(unreadable(folder, error))
        return []


def _by_id(files: Iterable[Path], left_out: list[Problem]) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for path in files:
        if not _is_text(path):
            message = "The file's name is not readable text. Rename the file."
            left_out.append(Problem(str(path), 0, 0, "error", message))
        elif found.setdefault(path.stem, path) != path:
            message = f"{found[path.stem]} has the same deck id and is used. Rename one of them."
            left_out.append(Problem(str(path), 0, 0, "error", message))
    return found


def _is_text(path: Path) -> bool:
    """Whether a path can be stored: a name of stray bytes cannot."""
    return str(path).encode("utf-8", "replace") == str(path).encode("utf-8", "surrogatepass")


def unreadable(path: Path, error: OSError) -> Problem:
    """What there is to say of a file or folder that the system does not hand out."""
    is_file = isinstance(error, NotADirectoryError)
    message = NO_FOLDER if is_file else f"It cannot be read ({error.strerror})."
    return Problem(str(path), 0, 0, "error", message)


def own_folder(home: Home) -> Path:
    """The folder of the person's own decks. Raises AllianceCardsError if that is a file."""
    if home.decks.is_file():
        raise AllianceCardsError(
            f"{home.decks} is a file and not a folder. Nothing was written; move it away, and try"
            " again.",
            code="deck_not_changed",
        )
    return home.decks
