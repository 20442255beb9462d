"""Links to decks elsewhere are made and taken away, as actions that undo takes back."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from alliance_cards.collection.collection import Collection, Home
from alliance_cards.collection.editing import change_of, write_changes
from alliance_cards.collection.rewriting import rewriting
from alliance_cards.collection.sources import find_sources, linked_paths
from alliance_cards.core.calendar import Moment
from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.core.problems import Problem
from alliance_cards.decks.folder import SUFFIXES, deck_files
from alliance_cards.decks.reading import read_deck

MOST_TOLD = 3


class LinkedDeck(NamedTuple):
    """A deck that a link would bring, and how many cards it has."""

    id: str
    path: Path
    cards: int


class Preview(NamedTuple):
    """The decks that links would bring, and why other files are not used, or not whole."""

    decks: tuple[LinkedDeck, ...]
    problems: tuple[Problem, ...]


def preview(home: Home, links: Sequence[Path], *, shipped: Path) -> Preview:
    """What some new links would bring. Raises AllianceCardsError if that is no deck at all."""
    there = [*linked_paths(home), *links]
    sources = find_sources(shipped, home, there, with_shipped=True)
    problems = [p for p in sources.left_out if _is_of(Path(p.file), links)]
    decks = []
    for deck, path in sources.used.items():
        if _is_of(path, links):
            reading = read_deck(path)
            problems += (p for p in reading.problems if p.severity == "error")
            if reading.deck:
                decks.append(LinkedDeck(deck, path, len(reading.deck.cards)))
    if links and not decks:
        told = "; ".join(f"{p.file}: {p.message}" for p in problems[:MOST_TOLD])
        raise AllianceCardsError(f"No deck there can be used. {told}", code="bad_link")
    return Preview(tuple(decks), tuple(problems))


def _is_of(path: Path, links: Sequence[Path]) -> bool:
    return path in links or path.parent in links


def new_links(home: Home, paths: Sequence[Path]) -> list[Path]:
    """What some paths would add to the links: absolute ones that are not there yet.

    Raises AllianceCardsError for what is neither a YAML file nor a folder that holds some,
    and for what lies in the home's own deck folder.
    """
    links = [_absolute(path) for path in paths]
    for path in links:
        _refuse(home, path)
    there = linked_paths(home)
    return [path for path in dict.fromkeys(links) if path not in there]


def change_links(
    collection: Collection,
    *,
    added: Sequence[Path] = (),
    removed: Sequence[Path] = (),
    now: Moment,
    refresh: Callable[[], object],
) -> None:
    """Add and take away links, as one action that undo takes back."""
    with rewriting(collection):
        there = [path for path in linked_paths(collection.home) if path not in removed]
        links = dict.fromkeys([*there, *added])
        change = change_of(collection.home.links, "".join(f"{path}\n" for path in links))
        write_changes(collection, [change], [], now)
    refresh()


def links_among(home: Home, paths: Sequence[Path]) -> list[Path]:
    """The links that some paths are. Raises AllianceCardsError for one that is none."""
    there = linked_paths(home)
    found = [_absolute(path) for path in paths]
    for path in found:
        if path not in there:
            known = " Linked are: " + ", ".join(map(str, there)) if there else " No path is."
            raise AllianceCardsError(f"{path} is not linked.{known}", code="not_linked")
    return found


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path.expanduser()))  # noqa: PTH100 - a link stays a link


def _refuse(home: Home, path: Path) -> None:
    if home.decks in (path, path.parent):
        message = f"{path} lies in your deck folder, which is read anyway."
    elif any(sign in str(path) for sign in "\r\n") or not str(path).isprintable():
        message = f"{path} has a name that cannot be kept in a line of text. Rename it."
    elif path.is_dir():
        if deck_files(path):
            return
        message = f"No deck file (.yaml) lies directly in the folder {path}."
        inner = sorted(p for p in path.iterdir() if p.is_dir() and deck_files(p))
        if inner:
            message += f" There are some in {', '.join(map(str, inner[:3]))}: link that."
    elif not path.exists():
        message = f"{path} is not there."
    elif path.suffix.lower() not in SUFFIXES:
        message = f"{path} is no YAML deck. Without --link, an import makes one of it."
    else:
        return
    raise AllianceCardsError(message, code="bad_link")
