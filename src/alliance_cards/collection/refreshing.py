"""The card index is brought up to date with the deck files."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from alliance_cards.collection.collection import Collection
from alliance_cards.collection.joining import join_histories
from alliance_cards.core.calendar import Moment
from alliance_cards.core.cards import Deck
from alliance_cards.core.identity import Matching
from alliance_cards.core.problems import Problem
from alliance_cards.decks.folder import deck_files
from alliance_cards.store import index
from alliance_cards.store.index import FileStamp


class Refreshed(NamedTuple):
    """What a refresh found: all problems of the files in use, and cards with new names."""

    problems: list[Problem]
    matching: Matching


def refresh(
    collection: Collection, *, shipped: Path, read_ns: int, now: Callable[[], Moment]
) -> Refreshed:
    """Read the deck files that are new or changed since they were last read.

    `read_ns` is the time now, in nanoseconds, by the clock that stamps files. A home deck
    hides a shipped one of the same id. Where a card was reworded and its name with it, its
    history moves along.
    """
    sources, left_out = _sources((shipped, collection.home.decks))
    stamps = [stamp for path in sources.values() if (stamp := _stamp(path))]
    known = index.indexed_files(collection.store)
    changed = [stamp for stamp in stamps if _is_changed(stamp, known.get(stamp.path))]
    gone = known.keys() - {stamp.path for stamp in stamps}
    matching = Matching((), ())
    if changed or gone:
        matching = _read(collection, changed, gone, read_ns=read_ns, now=now())
    return Refreshed(left_out + index.file_problems(collection.store), matching)


def _sources(folders: Iterable[Path]) -> tuple[dict[str, Path], list[Problem]]:
    """The file of each deck id, and a problem for each file that is left out."""
    sources: dict[str, Path] = {}
    left_out: list[Problem] = []
    for folder in folders:
        own: dict[str, Path] = {}
        for path in deck_files(folder):
            first = own.setdefault(path.stem, path) if _is_text(path) else None
            if first is None:
                message = "The file's name is not readable text. Rename the file."
                left_out.append(Problem(str(path), 0, 0, "error", message))
            elif first != path:
                message = f"{first} has the same deck id and is used instead. Rename one of them."
                left_out.append(Problem(str(path), 0, 0, "error", message))
        sources |= own
    return sources, left_out


def _is_text(path: Path) -> bool:
    """Whether a path can be stored: a name of stray bytes cannot."""
    return str(path).encode("utf-8", "replace") == str(path).encode("utf-8", "surrogatepass")


def _stamp(path: Path) -> FileStamp | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return FileStamp(str(path), status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def _is_changed(stamp: FileStamp, known: index.IndexedFile | None) -> bool:
    return known is None or known.stamp != stamp or not known.settled


def _read(
    collection: Collection,
    changed: list[FileStamp],
    gone: Iterable[str],
    *,
    read_ns: int,
    now: Moment,
) -> Matching:
    from alliance_cards.decks.reading import read_deck

    store = collection.store
    readings = [(stamp, read_deck(Path(stamp.path))) for stamp in changed]
    with store.transaction():
        before = set(index.card_names(store))
        for path in gone:
            index.drop_file(store, path)
        for stamp, reading in readings:
            deck_id = Path(stamp.path).stem
            if reading.deck and not reading.has_errors:
                index.keep_deck(store, reading.deck)
            elif deck_id not in index.deck_names(store):
                index.keep_deck(store, Deck(id=deck_id, name=deck_id))
            index.keep_file(
                store,
                stamp,
                deck_id,
                read_ns=read_ns,
                problems=json.dumps(reading.problems),
            )
        index.drop_fileless_decks(store)
        index.rank_decks(store)
        return join_histories(collection, before, now=now)
