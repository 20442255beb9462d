"""The card index is brought up to date with the deck files."""

import json
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from alliance_cards.collection.collection import Collection
from alliance_cards.collection.sources import find_sources, linked_paths, unreadable
from alliance_cards.core.calendar import Moment
from alliance_cards.core.cards import Deck
from alliance_cards.core.identity import Matching, Text
from alliance_cards.core.problems import Problem
from alliance_cards.store import index
from alliance_cards.store.database import Store
from alliance_cards.store.index import FileStamp


class Refreshed(NamedTuple):
    """What a refresh found: all problems of the files in use, and cards with new names.

    `left_out` says of files and folders why they are not used at all.
    """

    problems: list[Problem]
    left_out: list[Problem]
    matching: Matching


def refresh(
    collection: Collection,
    *,
    shipped: Path,
    read_ns: int,
    now: Callable[[], Moment],
    joins: bool = True,
) -> Refreshed:
    """Read the deck files that are new or changed since they were last read.

    `read_ns` is the time now, in nanoseconds, by the clock that stamps files. A home deck
    or a linked one hides a shipped one of the same id. If `joins`, the history of a card
    that was reworded, and its name with it, moves along.
    """
    sources = find_sources(shipped, collection.home, linked_paths(collection.home))
    left_out = list(sources.left_out)
    stamps = [stamp for path in sources.used.values() if (stamp := _stamp(path, left_out))]
    known = index.indexed_files(collection.store)
    changed = [stamp for stamp in stamps if _is_changed(stamp, known.get(stamp.path))]
    gone = [path for path in known if not sources.has(Path(path))]
    matching = Matching((), ())
    if changed or gone:
        readings = _read(changed, sources.hidden, known)
        with collection.store.transaction():
            settled = index.decks_with_cards(collection.store)
            left = _texts(collection.store, [*(stamp.path for stamp in changed), *gone])
            _keep(collection.store, readings, gone, read_ns)
            if joins:
                from alliance_cards.collection.joining import Before, join_histories

                read = [Path(stamp.path).stem for stamp in changed]
                matching = join_histories(collection, Before(settled, left, read), now=now())
    return Refreshed(index.file_problems(collection.store), left_out, matching)


def _texts(store: Store, paths: Iterable[str]) -> list[Text]:
    """The cards that the index has of some files."""
    decks = dict.fromkeys(index.deck_of(store, path) for path in paths)
    cards = (card for deck in decks for card in index.cards_of(store, deck))
    return [Text(card.id, card.front, card.back) for card in cards]


def _stamp(path: Path, left_out: list[Problem]) -> FileStamp | None:
    try:
        return stamp_of(path)
    except OSError as error:
        left_out.append(unreadable(path, error))
        return None


def stamp_of(path: Path) -> FileStamp:
    """What tells whether a file has changed. Raises OSError if it cannot be looked at."""
    status = path.stat()
    return FileStamp(str(path), status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def _is_changed(stamp: FileStamp, known: index.IndexedFile | None) -> bool:
    return known is None or known.stamp != stamp or not known.settled


class Read(NamedTuple):
    """A file that was read, its problems, and the deck that takes its place in the index.

    None: the last good cards stay.
    """

    stamp: FileStamp
    problems: tuple[Problem, ...]
    deck: Deck | None


def _read(
    changed: Iterable[FileStamp], hidden: Mapping[str, Path], known: Container[str]
) -> list[Read]:
    from alliance_cards.decks.reading import read_deck

    found = []
    for stamp in changed:
        path = Path(stamp.path)
        reading = read_deck(path)
        deck = None if reading.has_errors else reading.deck
        # A file that was broken from the beginning hides no good one.
        if deck is None and stamp.path not in known and path.stem in hidden:
            deck = read_deck(hidden[path.stem]).deck
        found.append(Read(stamp, reading.problems, deck))
    return found


def _keep(store: Store, readings: Sequence[Read], gone: Iterable[str], read_ns: int) -> None:
    for path in gone:
        index.drop_file(store, path)
    names = index.deck_names(store)
    for stamp, problems, deck in readings:
        name = Path(stamp.path).stem
        if deck or name not in names:
            index.keep_deck(store, deck or Deck(id=name, name=name))
        index.keep_file(store, stamp, name, read_ns=read_ns, problems=json.dumps(problems))
    index.drop_fileless_decks(store)
    index.rank_decks(store)
    for _, _, deck in readings:
        if deck:
            index.keep_cards(store, deck)
