"""Deck files that are new or changed are read, and the card index takes in what they hold."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from alliance_cards.collection.collection import Collection
from alliance_cards.core.calendar import Moment
from alliance_cards.core.cards import Deck
from alliance_cards.core.identity import Join, Text
from alliance_cards.core.problems import Problem
from alliance_cards.decks.loading import digest_of, load
from alliance_cards.store import files, filling, index
from alliance_cards.store.database import Store
from alliance_cards.store.files import FileStamp, IndexedFile


class Read(NamedTuple):
    """A file that was read, its problems, and the deck that takes its place in the index.

    None: the last good cards stay, for there is no better one, or `is_known`: the index has
    the very content. `digest` tells a content without a problem.
    """

    stamp: FileStamp
    problems: tuple[Problem, ...]
    deck: Deck | None
    digest: bytes | None
    is_known: bool = False


def take_in(
    collection: Collection,
    readings: list[Read],
    gone: Sequence[str],
    known: Mapping[str, IndexedFile],
    waiting: frozenset[str],
    *,
    read_ns: int,
    now: Callable[[], Moment] | None,
) -> tuple[Sequence[Join], Sequence[Join]]:
    """Let the index hold what was read, and histories follow their cards (not without `now`)."""
    same = {Path(reading.stamp.path).stem for reading in readings if reading.is_known}
    paths = [path for path in gone if known[path].deck not in same]
    paths += (reading.stamp.path for reading in readings if not reading.is_known)
    with collection.store.transaction():
        readings = _as_it_is(collection.store, readings)
        settled = index.decks_with_cards(collection.store)
        left = _texts(collection.store, paths)
        _keep(collection.store, readings, gone, read_ns)
        if now is None or not paths:
            return (), ()
        from alliance_cards.collection.joining import Before, join_histories

        read = [Path(read.stamp.path).stem for read in readings if not read.is_known]
        return join_histories(collection, Before(settled, left, read, waiting), now=now())


def read_changed(
    changed: Iterable[FileStamp],
    hidden: Mapping[str, Path],
    known: Mapping[str, IndexedFile],
) -> list[Read]:
    """What has become of some files; a broken one hides no shipped one of the same id.

    `hidden` are the shipped files that others hide, by deck id; `known` those of the index.
    """
    digests = _digests(known)
    found = []
    for stamp in changed:
        path = Path(stamp.path)
        read = _parsed(stamp, digests.get(path.stem))
        # A file that was broken from the beginning hides no good one.
        if not (read.deck or read.is_known or stamp.path in known) and path.stem in hidden:
            from alliance_cards.decks.reading import read_deck

            read = read._replace(deck=read_deck(hidden[path.stem]).deck)
        found.append(read)
    return found


def _digests(known: Mapping[str, IndexedFile]) -> dict[str, bytes | None]:
    return {file.deck: file.digest for file in known.values()}


def _as_it_is(store: Store, readings: list[Read]) -> list[Read]:
    """The readings under the write lock: another program may have changed the index since."""
    if not any(read.is_known for read in readings):
        return readings
    digests = _digests(files.indexed_files(store))
    return [
        read
        if not read.is_known or digests.get(Path(read.stamp.path).stem) == read.digest
        else _parsed(read.stamp, None)
        for read in readings
    ]


def _parsed(stamp: FileStamp, known: bytes | None) -> Read:
    """A file, parsed unless its content is the known one."""
    path = Path(stamp.path)
    text = load(path)
    if isinstance(text, Problem):
        return Read(stamp, (text,), None, None)
    digest = digest_of(text)
    if digest == known:
        return Read(stamp, (), None, digest, is_known=True)
    from alliance_cards.decks.reading import parse_deck

    reading = parse_deck(text, deck_id=path.stem, file=stamp.path)
    deck = None if reading.has_errors else reading.deck
    return Read(stamp, reading.problems, deck, None if reading.problems else digest)


def _keep(store: Store, readings: Sequence[Read], gone: Iterable[str], read_ns: int) -> None:
    for path in gone:
        files.drop_file(store, path)
    names = index.deck_names(store)
    for stamp, problems, deck, digest, _ in readings:
        name = Path(stamp.path).stem
        if deck or name not in names:
            filling.keep_deck(store, deck or Deck(id=name, name=name))
        said = json.dumps(problems)
        files.keep_file(store, stamp, name, read_ns=read_ns, problems=said, digest=digest)
    filling.drop_fileless_decks(store)
    filling.rank_decks(store)
    for read in readings:
        if read.deck:
            filling.keep_cards(store, read.deck)


def _texts(store: Store, paths: Iterable[str]) -> list[Text]:
    """The cards that the index has of some files."""
    decks = dict.fromkeys(index.deck_of(store, path) for path in paths)
    cards = (card for deck in decks for card in index.cards_of(store, deck))
    return [Text(card.id, card.front, card.back) for card in cards]
