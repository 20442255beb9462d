"""Backups: whole copies of the progress file, checked, named by their time, thinned by age.

A copy is made by SQLite's own backup in a connection of its own, so that others may go on
writing. Under its name there is never half a file: it gets the name when it is whole, proved
so, and on the disk.
"""

import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timezone
from itertools import count
from pathlib import Path
from typing import NamedTuple

from alliance_cards.core.errors import StoreError
from alliance_cards.store.failures import BUSY, translated
from alliance_cards.store.opening import (
    PAUSE_SECONDS,
    TRIES,
    WAIT_SECONDS,
    open_store,
    schema_of,
    write_durably,
)

DAILY, ASKED = "daily", "asked"
DAYS, WEEKS, MONTHS = 7, 4, 12
PART = ".part"
STALE_NS = 3_600_000_000_000
_TIME = "%Y-%m-%d-%H%M%S"
_NAME = re.compile(r"(\d{4}-\d\d-\d\d-\d{6})-([a-z]+)(?:-(\d+))?\.db")


class Backup(NamedTuple):
    """A backup by its name: when it was made (local time), as which, and what for."""

    made: datetime
    number: int
    reason: str
    path: Path


class Contents(NamedTuple):
    """What a progress file holds: answers that stand, cards with a history, the last day."""

    answers: int
    cards: int
    last_day: int | None


def backups_in(folder: Path) -> list[Backup]:
    """The backups of a folder, the newest first; none if there is no folder."""
    try:
        names = list(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise _refused(folder, error) from error
    return sorted(filter(None, map(_backup, names)), reverse=True)


def back_up(source: Path, folder: Path, *, made: datetime, reason: str) -> Backup:
    """Copy the progress file, as it is now, into a folder of backups that it makes.

    Raises StoreError, and leaves nothing behind, if that cannot be or the file is damaged.
    """
    with _draft(folder, made, reason) as (draft, path):
        copy_database(source, draft)
        _require_whole(draft, source)
        _settle(draft, path)
    return Backup(made, _number(path), reason, path)


def thin(folder: Path, *, now_ns: int) -> None:
    """Delete the backups that are due to go, and what a crash has left half done."""
    for backup in to_thin(backups_in(folder)):
        backup.path.unlink(missing_ok=True)
    for path in leftovers(folder, now_ns=now_ns):
        path.unlink(missing_ok=True)


def to_thin(backups: Iterable[Backup]) -> list[Backup]:
    """All but those of the last 7 days, and the last one of 4 weeks and of 12 months.

    Days, weeks and months count that have a backup, whatever the clock says now, so that no
    clock put wrong can make all of them old. What a person asked for is never among them.
    """
    own = sorted((backup for backup in backups if backup.reason != ASKED), reverse=True)
    kept = set(_of_days(own))
    kept |= set(_last_ones(own, lambda made: made.isocalendar()[:2], WEEKS))
    kept |= set(_last_ones(own, lambda made: (made.year, made.month), MONTHS))
    return [backup for backup in own if backup not in kept]


def leftovers(folder: Path, *, now_ns: int) -> list[Path]:
    """Copies that were begun more than an hour ago and never finished."""
    with suppress(OSError):
        return sorted(p for p in folder.iterdir() if PART in p.name and is_stale(p, now_ns))
    return []


def is_stale(draft: Path, now_ns: int) -> bool:
    """Whether a file that is to get its name when it is whole was left more than an hour ago."""
    try:
        return now_ns - draft.lstat().st_mtime_ns > STALE_NS
    except FileNotFoundError:
        return False  # it was a write under way, and is finished


def contents_of(path: Path) -> Contents:
    """What a progress file holds, also one of an older schema; it is not changed.

    Raises StoreError for a file that is not whole, not ours, or of a newer program.
    """
    with translated(path), closing(_connect(path)) as connection:
        if not schema_of(connection, path):
            raise StoreError(f"{path} is empty.", code="not_a_collection", about=str(path))
        (answers, last_day) = connection.execute(
            "select count(*), max(day) from live where kind in (1, 2, 3)"
        ).fetchone()
        (cards,) = connection.execute("select count(*) from schedule").fetchone()
        return Contents(answers, cards, last_day)


def answers_missing(progress: Path, backup: Path) -> int:
    """How many answers that stand in the progress file are not in a backup."""
    with translated(progress), closing(_connect(progress)) as connection:
        connection.execute("attach database ? as backup", (f"{backup.as_uri()}?mode=ro",))
        (missing,) = connection.execute(
            """select count(*) from main.live where kind in (1, 2, 3)
            and uuid not in (select uuid from backup.live)"""
        ).fetchone()
        return int(missing)


@contextmanager
def ready_to_restore(backup: Path, *, drafts: Path, made: datetime) -> Iterator[Path]:
    """A whole copy of a backup, of today's schema, that is gone at the end.

    Raises StoreError if the backup cannot be copied or is damaged; it stays as it is.
    """
    with _draft(drafts, made, "restoring") as (draft, _):
        copy_database(backup, draft)
        _require_whole(draft, backup)
        open_store(draft).close()
        yield draft


def copy_database(source: Path, target: Path) -> None:
    """Make one database hold what another does, by SQLite's backup: all of it or nothing."""
    with translated(target), closing(sqlite3.connect(target, timeout=WAIT_SECONDS)) as new:
        write_durably(new)
        with translated(source), closing(_connect(source)) as old:
            old.backup(new, progress=_patience(target), sleep=PAUSE_SECONDS)


def _connect(path: Path) -> sqlite3.Connection:
    """A connection that changes nothing and, closed as the last one, leaves no log behind."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=WAIT_SECONDS, isolation_level=None
    )
    connection.execute("pragma query_only = on")
    return connection


def _patience(path: Path) -> Callable[[int, int, int], None]:
    """An end to the wait for another program's lock, which SQLite's backup has not."""
    tries = count()

    def look(status: int, remaining: int, total: int) -> None:
        del remaining, total
        if status & 0xFF in BUSY and next(tries) >= TRIES:
            raise StoreError(
                f"{path} is in use by another program; try again in a moment.", code="busy"
            )

    return look


def _require_whole(draft: Path, source: Path) -> None:
    """Raise StoreError unless a copy is a whole database, which it proves of the source."""
    with translated(source), closing(sqlite3.connect(draft)) as copy:
        schema_of(copy, source)
        copy.execute("pragma journal_mode = delete")  # one file, that a read-only disk can hold
        (verdict,) = copy.execute("pragma quick_check(1)").fetchone()
    if verdict != "ok":
        raise StoreError(
            f"{source} is damaged ({verdict}), so it was not copied. See: alliance-cards doctor",
            code="damaged_database",
            about=str(source),
        )


@contextmanager
def _draft(folder: Path, made: datetime, reason: str) -> Iterator[tuple[Path, Path]]:
    """An empty private file, gone at the end, and the name that it may get when it is whole."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft, path = _reserved(folder, f"{made.strftime(_TIME)}-{reason}")
        try:
            yield draft, path
        finally:
            for suffix in ("", "-journal", "-wal", "-shm"):
                draft.with_name(draft.name + suffix).unlink(missing_ok=True)
    except OSError as error:
        raise _refused(folder, error) from error


def _reserved(folder: Path, stem: str) -> tuple[Path, Path]:
    for number in count(1):
        path = folder / (f"{stem}.db" if number == 1 else f"{stem}-{number}.db")
        draft = path.with_name(path.name + PART)
        with suppress(FileExistsError):
            os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            if not path.exists():  # nobody has finished under this name in the meantime
                return draft, path
            draft.unlink()
    raise AssertionError("numbers do not end")


def _settle(draft: Path, path: Path) -> None:
    """Put a copy on the disk, then under its name, then the name on the disk."""
    _synchronize(draft)
    draft.replace(path)
    if os.name != "nt":
        with suppress(OSError):  # some network file systems refuse, and the file is in place
            _synchronize(path.parent)


def _synchronize(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _refused(folder: Path, error: OSError) -> StoreError:
    return StoreError(
        f"The folder of backups {folder} cannot be used ({error.strerror or error}). Free some"
        " space there, or check its permissions.",
        code="backup_failed",
    )


def _backup(path: Path) -> Backup | None:
    found = _NAME.fullmatch(path.name)
    if found is None:
        return None
    with suppress(ValueError):
        made = datetime.strptime(found[1], _TIME)
        return Backup(made, int(found[3] or 1), found[2], path)
    return None


def made_at(path: Path) -> datetime:
    """When a file that bears no backup's name was last written, by its own time (UTC)."""
    backup = _backup(path)
    written = datetime.fromtimestamp(path.stat().st_mtime, timezone.utc).replace(tzinfo=None)
    return backup.made if backup else written


def _number(path: Path) -> int:
    found = _backup(path)
    return found.number if found else 1


def _of_days(backups: list[Backup]) -> Iterator[Backup]:
    days = sorted({backup.made.date() for backup in backups}, reverse=True)[:DAYS]
    return (backup for backup in backups if backup.made.date() in days)


def _last_ones(
    backups: list[Backup], period: Callable[[datetime], tuple[int, ...]], most: int
) -> list[Backup]:
    last: dict[tuple[int, ...], Backup] = {}
    for backup in backups:  # the newest first
        last.setdefault(period(backup.made), backup)
    return list(last.values())[:most]
