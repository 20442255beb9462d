"""The collection is examined, and mended where that is possible."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from alliance_cards.collection import caring, looking
from alliance_cards.collection.caring import is_damaged
from alliance_cards.collection.collection import Collection, Home
from alliance_cards.collection.refreshing import stamp_of
from alliance_cards.collection.sources import NO_FOLDER
from alliance_cards.core.calendar import Moment
from alliance_cards.core.cards import Card
from alliance_cards.core.errors import StoreError
from alliance_cards.core.scheduler import Scheduler
from alliance_cards.store import files, index
from alliance_cards.store.audit import audit
from alliance_cards.store.backups import is_stale, leftovers
from alliance_cards.store.files import FileStamp
from alliance_cards.store.opening import open_store
from alliance_cards.store.rebuilding import rebuild
from alliance_cards.store.salvage import COMPANIONS, Salvaged, salvage, set_aside


class Checkup(NamedTuple):
    """What was looked at; a sentence for each fault, and for what is only worth knowing."""

    rows: int
    cards: int
    findings: tuple[str, ...]
    remarks: tuple[str, ...]


class Repaired(NamedTuple):
    """Where the file as it was has been kept; and what was saved, if it had to be."""

    kept: Path
    saved: Salvaged | None


def examine(collection: Collection, *, now_ns: int) -> Checkup:
    """Look whether everything is whole, and whether what is derived is what it follows from."""
    found = looking.examine(collection)
    findings = (*found.findings, *_index_against_files(collection))
    return Checkup(found.rows, found.cards, findings, remarks(collection.home, now_ns=now_ns))


def remarks(home: Home, *, now_ns: int) -> tuple[str, ...]:
    """What is worth knowing of a home, also one whose progress file cannot be opened."""
    found = (*_of_backups(home), *_of_leftovers(home, now_ns), *_of_permissions(home))
    return (*found, *([f"{home.decks}: {NO_FOLDER}"] if home.decks.is_file() else []))


def repair(home: Home, *, scheduler: Scheduler, now: Moment, now_ns: int) -> Repaired:
    """Mend the progress file: what is derived from the log, or else the log from its pages.

    What was there is kept, as a backup or, if it is damaged, as it is. Raises StoreError,
    and changes nothing, if that cannot be, or if nothing can be saved.
    """
    try:
        kept = caring.back_up(home, now, "repair", now_ns=now_ns).path
        _rebuild(home, scheduler)
        return Repaired(kept, None)
    except StoreError as error:
        if not is_damaged(error, home.progress):
            raise
    return _salvage(home, scheduler, now)


def tidy(home: Home, *, now_ns: int) -> None:
    """Delete what writes that were cut off have left."""
    for path in stale_files(home, now_ns=now_ns):
        path.unlink(missing_ok=True)


def stale_files(home: Home, *, now_ns: int) -> list[Path]:
    """What writes that were cut off more than an hour ago have left."""
    drafts = [*home.decks.glob(".alliance-cards-*.tmp"), *home.folder.glob("*.salvaged*")]
    old = [path for path in drafts if is_stale(path, now_ns)]
    return [*old, *leftovers(home.backups, now_ns=now_ns)]


def _rebuild(home: Home, scheduler: Scheduler) -> None:
    store = open_store(home.progress)
    try:
        with store.transaction():
            rebuild(store, scheduler)
        if audit(store, scheduler).findings:
            raise StoreError(
                f"{home.progress} is damaged.", code="damaged_database", about=str(home.progress)
            )
    finally:
        store.close()


def _salvage(home: Home, scheduler: Scheduler, now: Moment) -> Repaired:
    draft = home.progress.with_name(f"{home.progress.name}.salvaged")
    _drop(draft)  # what a repair that was cut off has left would be in the way
    try:
        saved = salvage(home.progress, draft, scheduler)
        if not saved.rows:
            raise StoreError(
                f"No row of the log can be read in {home.progress}. It was left as it is."
                ' "alliance-cards restore" shows the backups that there are.',
                code="damaged_database",
            )
        kept = set_aside(home.progress, now.local)
        draft.replace(home.progress)
    finally:
        _drop(draft)
    return Repaired(kept, saved)


def _drop(draft: Path) -> None:
    for suffix in COMPANIONS:
        draft.with_name(draft.name + suffix).unlink(missing_ok=True)


def _index_against_files(collection: Collection) -> Iterator[str]:
    store = collection.store
    for path in list(files.indexed_files(store)):
        with store.snapshot():  # the stamp and the cards of one moment
            indexed = files.indexed_files(store).get(path)
            cards = tuple(index.cards_of(store, index.deck_of(store, path)))
        if indexed and _cards_in(indexed.stamp) not in {None, cards}:
            yield f'The index of "{Path(path).stem}" is not what {path} says.'


def _cards_in(stamp: FileStamp) -> tuple[Card, ...] | None:
    """The cards of a file; None if it has errors, or is not the one with this stamp.

    Of a file with errors the last good cards are in use, and its problems are told elsewhere.
    """
    from alliance_cards.decks.reading import read_deck

    path = Path(stamp.path)
    try:
        before, reading, after = stamp_of(path), read_deck(path), stamp_of(path)
    except OSError:
        return None
    is_it = before == after == stamp
    return reading.deck.cards if is_it and reading.deck and not reading.has_errors else None


def _of_backups(home: Home) -> Iterator[str]:
    for backup in caring.backups_of(home)[:1]:
        if caring.contents_of(backup) is None:
            yield f"The newest backup, {backup.path}, cannot be read."


def _of_leftovers(home: Home, now_ns: int) -> Iterator[str]:
    for path in stale_files(home, now_ns=now_ns):
        yield f"{path} was left by a write that was cut off; --repair removes it."
    for path in sorted(home.folder.glob("damaged-*")):
        yield (
            f"{path} keeps a damaged progress file; delete it when you need it no more. If answers"
            ' are missing since: "alliance-cards restore" shows the backups that there are.'
        )


def _of_permissions(home: Home) -> Iterator[str]:
    if os.name == "posix" and home.folder.exists() and home.folder.stat().st_mode & 0o077:
        yield f"Others on this machine can look into {home.folder}; chmod 700 keeps it private."
