"""The card index is brought up to date with the deck files."""

from collections.abc import Callable, Container, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from alliance_cards.collection.collection import Collection
from alliance_cards.collection.sources import Sources, find_sources, linked_paths, unreadable
from alliance_cards.core.calendar import Moment
from alliance_cards.core.problems import Problem
from alliance_cards.store import files
from alliance_cards.store.database import Store
from alliance_cards.store.files import FileStamp

if TYPE_CHECKING:
    from alliance_cards.core.identity import Join


class Refreshed(NamedTuple):
    """What a refresh found: all problems of the files in use, and cards with new names.

    `left_out` says of files and folders why they are not used at all; where that is nobody's
    mistake, once; `hidden` says it of shipped decks that others hide from now on. `joined`
    cards had another name, and took its history along; of the `proposed` ones only a person
    can tell. `waiting` are the shipped decks that are not to be seen: their cards are not gone.
    """

    problems: list[Problem]
    left_out: list[Problem]
    hidden: Sequence[Problem] = ()
    joined: "Sequence[Join]" = ()
    proposed: "Sequence[Join]" = ()
    waiting: frozenset[str] = frozenset()


def refresh(
    collection: Collection,
    *,
    shipped: Path,
    read_ns: int,
    now: Callable[[], Moment],
    joins: bool = True,
) -> Refreshed:
    """Read the deck files that are new or changed since they were last read.

    One that was only touched, copied or moved, with its home perhaps, is known by its content.

    `read_ns` is the time now, in nanoseconds, by the clock that stamps files. A home deck
    or a linked one hides a shipped one of the same id. If `joins`, the history of a card
    that was reworded, and its name with it, moves along.
    """
    home, with_shipped = collection.home, collection.settings.shipped_decks
    sources = find_sources(shipped, home, linked_paths(home), with_shipped=with_shipped)
    left_out = list(sources.left_out)
    stamps = [stamp for path in sources.used.values() if (stamp := _stamp(path, left_out))]
    known = files.indexed_files(collection.store)
    changed = [stamp for stamp in stamps if _is_changed(stamp, known.get(stamp.path))]
    gone = [path for path in known if not sources.has(Path(path))]
    hidden = _newly_hidden(changed, sources, known, shipped)
    joined: Sequence[Join] = ()
    proposed: Sequence[Join] = ()
    if changed or gone:
        from alliance_cards.collection.taking_in import read_changed, take_in

        readings = read_changed(changed, sources.hidden if with_shipped else {}, known)
        joined, proposed = take_in(
            collection, readings, gone, known, sources.waiting,
            read_ns=read_ns, now=now if joins else None,
        )  # fmt: skip
    if gone:
        moved = {join.old for join in (*joined, *proposed)}
        left_out += _newly_gone(collection.store, [known[path] for path in gone], sources, moved)
    problems = files.file_problems(collection.store)
    return Refreshed(problems, left_out, hidden, joined, proposed, sources.waiting)


def _newly_hidden(
    changed: Sequence[FileStamp],
    sources: Sources,
    known: Mapping[str, files.IndexedFile],
    shipped: Path,
) -> list[Problem]:
    """The shipped decks in the place of which a file is used from now on.

    All that are hidden where none of the others was in use before: a setting left them out.
    """
    packed = {str(path) for path in sources.hidden.values()}
    before = {file.deck for path, file in known.items() if path not in packed}
    others = {deck for deck, path in sources.used.items() if path.parent == shipped}
    all_are_new = bool(others) and not others & before
    new = {Path(stamp.path).stem for stamp in changed} - before
    return [
        Problem(str(path), 0, 0, "warning", f"{own} has the same deck id and is used.")
        for deck, path in sources.hidden.items()
        if (own := sources.used[deck]) and (all_are_new or deck in new)
    ]


def _newly_gone(
    store: Store, gone: Sequence[files.IndexedFile], sources: Sources, moved: Container[str]
) -> list[Problem]:
    """The decks that have gone with progress, unless that is told otherwise."""
    from alliance_cards.store.known import gone_cards

    told = {problem.file for problem in sources.left_out}
    there = {*sources.used, *sources.waiting}
    cards = [card for card in gone_cards(store) if card.card not in moved]
    found = []
    for path, deck in ((Path(file.stamp.path), file.deck) for file in gone):
        had = any(card.deck == deck for card in cards)
        if had and deck not in there and not {str(path), str(path.parent)} & told:
            message = (
                "This deck is not there any more. What you know of its cards is kept, and counts"
                " again when it comes back."
            )
            found.append(Problem(str(path), 0, 0, "warning", message))
    return found


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


def _is_changed(stamp: FileStamp, known: files.IndexedFile | None) -> bool:
    return known is None or known.stamp != stamp or not known.settled
