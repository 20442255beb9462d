"""What the program learns from outside: home folder, clock, settings, device."""

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import cache
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import typer

from alliance_cards.cli.folders import platform_folder
from alliance_cards.cli.output import say
from alliance_cards.cli.settings import read_settings
from alliance_cards.cli.waiting import waiting
from alliance_cards.collection.collection import (
    Collection,
    Home,
    look_at_collection,
    open_collection,
)
from alliance_cards.collection.refreshing import Refreshed, refresh
from alliance_cards.core import sm2
from alliance_cards.core.calendar import Moment, iso_date, moment
from alliance_cards.core.errors import AllianceCardsError, BadEnvironment
from alliance_cards.core.settings import Settings
from alliance_cards.decks.folder import shipped_folder
from alliance_cards.store.log import newest_day
from alliance_cards.terminal.views.words import counted

if TYPE_CHECKING:
    from alliance_cards.store.backups import Backup

LONGEST_BREAK = 3 * 365  # study days without an entry before the clock is doubted
FURTHEST_ZONE = 1  # a journey can take a person back by one


def home_of(context: typer.Context) -> Home:
    """The home folder: the --home option, else ALLIANCE_CARDS_HOME, else the platform's."""
    given = context.meta.get("home") or os.environ.get("ALLIANCE_CARDS_HOME")
    if given:
        return Home(_absolute(given))
    return Home(platform_folder("DATA"))


def settings_path() -> Path:
    """The settings file: ALLIANCE_CARDS_CONFIG, else the one in the platform's folder."""
    given = os.environ.get("ALLIANCE_CARDS_CONFIG")
    if given:
        return _absolute(given)
    return platform_folder("CONFIG") / "config.toml"


def _greet(home: Home) -> None:
    """Say once, to a person, where everything lies and how to go on."""
    if sys.stderr.isatty():
        say(
            f"Welcome! Your progress is kept in {home.folder}, and decks of your own go into"
            f' its folder "decks". In a session, ? explains the keys. To complete words with'
            " the Tab key: alliance-cards completion --help\n"
        )


def has_own_settings() -> bool:
    """Whether ALLIANCE_CARDS_CONFIG names the settings file, which must be there then."""
    return bool(os.environ.get("ALLIANCE_CARDS_CONFIG"))


def _absolute(given: str | Path) -> Path:
    try:
        return Path(given).expanduser().absolute()
    except RuntimeError as error:
        raise BadEnvironment(f'"{given}" names nobody\'s folder.', code="bad_path") from error


def device_path() -> Path:
    """The file with this machine's id: in the state folder, which people do not copy."""
    return platform_folder("STATE") / "device"


def now() -> Moment:
    """The moment now, or the one that ALLIANCE_CARDS_NOW sets."""
    given = os.environ.get("ALLIANCE_CARDS_NOW")
    if not given:
        return moment(datetime.now().astimezone())
    try:
        return moment(datetime.fromisoformat(given))
    except ValueError as error:
        raise BadEnvironment(
            f'ALLIANCE_CARDS_NOW is "{given}", which is not a usable time ({error}). It takes'
            ' an ISO 8601 time with its offset, such as "2026-03-01T09:00:00+01:00".',
            code="bad_clock",
        ) from error


def now_ns() -> int:
    """The time by the clock that stamps files, in nanoseconds."""
    return time.time_ns()


@cache
def device() -> bytes:
    """The 16 bytes that name this machine, made at the first call.

    Where the state folder cannot be used, a name of this process alone.
    """
    path = device_path()
    fresh = os.urandom(16)
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_new(path, fresh.hex())
        known = bytes.fromhex(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return fresh
    return known if len(known) == len(fresh) else fresh


def _write_new(path: Path, text: str) -> None:
    """Write a file that must not be there yet, whole or not at all."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_text(text, encoding="ascii")
    with suppress(FileExistsError):
        path.hardlink_to(draft)
    draft.unlink()


@contextmanager
def opened(context: typer.Context, *, fresh: bool = True) -> Iterator[Collection]:
    """The collection of the home folder; closed at the end.

    If `fresh`, its index is brought up to date, and problems of deck files are told in
    a line each. (Undo goes without: what it takes back must not change under its hands.)
    The first command of a study day that adds to the log makes a backup when it has ended.
    """
    home = home_of(context)
    is_new = not home.progress.exists()
    settings = _settings()
    plain = settings.plain or bool(context.params.get("plain"))
    with waiting("Opening the collection", plain=plain):
        collection = open_collection(
            home,
            settings=settings,
            scheduler=sm2,
            device=device,
            before_migration=lambda: back_up(home, "migration"),
        )
    if is_new:
        _greet(home)
    try:
        _warn_of_clock(collection)
        if fresh and collection.store.read_only:
            say(f"{home.folder} can only be read: deck files are not looked at anew.")
        elif _is_finished(collection) and fresh:
            _refresh(collection, ask=not context.params.get("json"), plain=plain)
        yield collection
    finally:
        collection.close()
        if collection.store.grown:
            context.call_on_close(lambda: _back_up_daily(collection))


def _is_finished(collection: Collection) -> bool:
    """Whether deck files are what the log says, also after a kill in the middle of a write."""
    if collection.store.read_only or not collection.home.unfinished.exists():
        return True
    from alliance_cards.collection.rewriting import finish

    try:
        finish(collection)
    except OSError as error:
        say(
            f"{error.filename or collection.home.decks} cannot be written"
            f" ({error.strerror or error}), so a write that was cut off is not finished, and"
            " deck files are not looked at anew."
        )
        return False
    return True


def _warn_of_clock(collection: Collection) -> None:
    """Tell of a clock that seems to be wrong; what is recorded by it keeps its order."""
    last, today = newest_day(collection.store), collection.day(now())
    if last is not None and not today - LONGEST_BREAK < last <= today + FURTHEST_ZONE:
        say(
            f"The clock says {iso_date(today)}, and the last entry was made on {iso_date(last)}."
            " If the clock is wrong, set it right before you answer. Nothing is lost."
        )


def back_up(home: Home, reason: str) -> "Backup":
    """Back up the progress file now."""
    from alliance_cards.collection import caring  # most commands make no backup

    return caring.back_up(home, now(), reason, now_ns=now_ns())


def _back_up_daily(collection: Collection) -> None:
    """At the end of the command, when everything is said, so that nobody waits for it."""
    from alliance_cards.collection import caring

    try:
        caring.back_up_daily(
            collection.home,
            now(),
            day_starts_at=collection.settings.day_starts_at,
            now_ns=now_ns(),
        )
    except AllianceCardsError as error:
        say(f"Today's backup could not be made. {error.message}")


def _settings() -> Settings:
    return read_settings(settings_path(), required=has_own_settings())


@contextmanager
def looked_at(context: typer.Context) -> Iterator[Collection | None]:
    """The collection as it was left, only to look at; None where there is none yet."""
    collection = look_at_collection(home_of(context), settings=_settings(), scheduler=sm2)
    try:
        yield collection
    finally:
        if collection is not None:
            collection.close()


def refreshed(collection: Collection, *, joins: bool = True) -> Refreshed:
    """Bring the index up to date with the deck files, without a word."""
    return refresh(
        collection,
        shipped=shipped_folder(),
        read_ns=now_ns(),
        now=now,
        joins=joins,
    )


def _refresh(collection: Collection, *, ask: bool, plain: bool) -> None:
    with waiting("Reading deck files", plain=plain):
        found = refreshed(collection)
    for problem in found.left_out:
        say(f"{problem.file}: {problem.message}")
    errors = Counter(p.file for p in found.problems if p.severity == "error")
    for file, count in errors.items():
        say(
            f"{file} has {counted(count, 'problem')} and was not read anew."
            f" See: alliance-cards check {quote(file)}"
        )
    if found.matching.certain:
        cards = counted(len(found.matching.certain), "reworded card")
        say(f"{cards} kept the history. If that is wrong: alliance-cards undo")
    if found.matching.proposed:
        from alliance_cards.cli.proposals import settle

        settle(collection, found.matching.proposed, now(), ask=ask)
