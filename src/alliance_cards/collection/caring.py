"""The collection is looked after: backed up, brought back, examined, mended."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from alliance_cards.collection.collection import Home
from alliance_cards.core.calendar import Moment
from alliance_cards.core.errors import AllianceCardsError, StoreError
from alliance_cards.store import backups
from alliance_cards.store.backups import Backup, Contents
from alliance_cards.store.opening import can_only_be_read, open_store

DAMAGED = frozenset({"damaged_database", "not_a_collection"})
"""The codes of errors that say that a progress file is not to be used as it is."""

MOST_NAMED = 3
MADE_FOR = {
    "asked": "asked for",
    "daily": "of the day",
    "migration": "before a change of format",
    "restore": "before a restore",
    "repair": "before a repair",
}


class Look(NamedTuple):
    """A backup looked into before it is brought back.

    `lost` counts the answers of the progress file that the backup does not have; None if
    the progress file cannot be read.
    """

    backup: Backup
    contents: Contents
    lost: int | None


class Restored(NamedTuple):
    """Where the progress file as it was before has been kept; None if there was none."""

    kept: Path | None


def is_damaged(error: StoreError, path: Path) -> bool:
    """Whether an error says of this very file that it is not to be used as it is."""
    return error.code in DAMAGED and error.about == str(path)


def back_up(home: Home, now: Moment, reason: str, *, now_ns: int) -> Backup:
    """Back up the progress file, and thin the backups; StoreError where that cannot be."""
    if not home.progress.exists():
        raise StoreError(
            f"There is no progress file {home.progress} yet, so there is nothing to back up.",
            code="nothing_to_back_up",
        )
    made = backups.back_up(home.progress, home.backups, made=now.local, reason=reason)
    backups.thin(home.backups, now_ns=now_ns)
    return made


def back_up_daily(home: Home, now: Moment, *, day_starts_at: int, now_ns: int) -> None:
    """Back up once a study day; StoreError where that cannot be."""
    night = timedelta(hours=day_starts_at)
    today = (now.local - night).date()
    made = (b.made for b in backups.backups_in(home.backups) if b.reason == backups.DAILY)
    if not any((moment - night).date() == today for moment in made):
        back_up(home, now, backups.DAILY, now_ns=now_ns)


def backups_of(home: Home) -> list[Backup]:
    """All backups, the newest first."""
    return backups.backups_in(home.backups)


def contents_of(backup: Backup) -> Contents | None:
    """What a backup holds; None if it cannot be read."""
    try:
        return backups.contents_of(backup.path)
    except StoreError:
        return None


def look(home: Home, name: str) -> Look:
    """Look into a backup that is named, by the start of its name or by a path.

    Raises StoreError for one that is damaged, foreign, or of a newer program, for a home that
    can only be read, and AllianceCardsError for a name that is no backup's, or several backups'.
    """
    backup = _called(home, name)
    with _proved(home, backup):
        contents = backups.contents_of(backup.path)
    if not home.is_begun:
        return Look(backup, contents, lost=0)
    if not os.access(home.folder, os.W_OK):
        raise can_only_be_read(home.progress)
    try:
        return Look(backup, contents, backups.answers_missing(home.progress, backup.path))
    except StoreError as error:
        if not is_damaged(error, home.progress):
            raise
    return Look(backup, contents, lost=None)


@contextmanager
def _proved(home: Home, backup: Backup) -> Iterator[None]:
    """Turn what is said of a damaged backup into what is to be done then."""
    try:
        yield
    except StoreError as error:
        if not is_damaged(error, backup.path):
            raise
        others = [each for each in backups_of(home) if each.path != backup.path]
        whole = [each.path.stem for each in others if contents_of(each)][:MOST_NAMED]
        advice = f" Choose another one, such as {', '.join(whole)}." if whole else ""
        raise StoreError(
            f"The backup {backup.path} is damaged or is none, so nothing was changed.{advice}"
            ' "alliance-cards restore" lists what there is.',
            code=error.code,
            about=error.about,
        ) from error


def bring_back(home: Home, backup: Backup, now: Moment, *, now_ns: int) -> Restored:
    """Make the progress file hold what a backup holds; deck files stay as they are.

    The backup is copied and proved whole before anything is touched. Then what is there is
    backed up; if it is damaged it is moved aside as it is.
    """
    ready = backups.ready_to_restore(backup.path, drafts=home.backups, made=now.local)
    with _proved(home, backup), ready as copy:
        kept: Path | None = None
        try:
            if home.is_begun:
                kept = back_up(home, now, "restore", now_ns=now_ns).path
            else:
                open_store(home.progress).close()
            backups.copy_database(copy, home.progress)
        except StoreError as error:
            if not is_damaged(error, home.progress):
                raise
            from alliance_cards.store.salvage import set_aside  # large, and hardly ever needed

            kept = set_aside(home.progress, now.local)
            home.progress.unlink()
            open_store(home.progress).close()
            backups.copy_database(copy, home.progress)
    return Restored(kept)


def _called(home: Home, name: str) -> Backup:
    path = Path(name).expanduser()
    if path.is_file():
        return Backup(backups.made_at(path), 1, "asked", path.absolute())
    found = [each for each in backups_of(home) if each.path.name.startswith(name)]
    exact = [each for each in found if each.path.stem == name]
    if len(exact or found) == 1:
        return (exact or found)[0]
    trouble = "begins the names of several backups" if found else "is no backup"
    raise AllianceCardsError(
        f'"{name}" {trouble}. "alliance-cards restore" lists what there is.',
        code="unknown_backup",
    )
