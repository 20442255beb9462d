"""Opening a collection for a command, and what is said and backed up on the occasion."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from alliance_cards.cli.device import device
from alliance_cards.cli.environment import has_own_settings, home_of, now, now_ns, settings_path
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
from alliance_cards.core.calendar import iso_date
from alliance_cards.core.errors import AllianceCardsError, StoreError
from alliance_cards.core.settings import Settings
from alliance_cards.decks.folder import shipped_folder
from alliance_cards.store.index import decks_with_cards
from alliance_cards.store.queue import has_cards
from alliance_cards.store.recent import newest_day
from alliance_cards.store.shelves import Choice
from alliance_cards.terminal.views.words import counted

if TYPE_CHECKING:
    from alliance_cards.store.backups import Backup

LONGEST_BREAK = 3 * 365  # study days without an entry before the clock is doubted
NOT_REFRESHED = {
    "home_not_writable": "{} can only be read.",
    "disk_full": "The disk of {} is full.",
    "write_error": "The disk of {} takes no more.",
}
AS_BEFORE = "The decks are shown as they were when they were last read."
FURTHEST_ZONE = 1  # a journey can take a person back by one


@contextmanager
def opened(
    context: typer.Context, *, fresh: bool = True, quiet: bool = False
) -> Iterator[Collection]:
    """The collection of the home folder; closed at the end.

    If `fresh`, its index is brought up to date, and problems of deck files are told in
    a line each. (Undo goes without: what it takes back must not change under its hands. And
    who ends a link need not hear that it leads nowhere.)
    If `quiet`, the same without a word.
    The first command of a study day that adds to the log makes a backup when it has ended.
    """
    home = home_of(context)
    is_new = not home.is_begun
    if is_new:
        _require_no_backups(home)
    settings = person_settings()
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
        if not quiet:
            _warn_of_clock(collection)
            _look(context, collection, fresh=fresh, plain=plain)
        elif not collection.store.refusal:
            refreshed(collection)
        yield collection
    finally:
        collection.close()
        if collection.store.grown:
            context.call_on_close(lambda: _back_up_daily(collection))


@contextmanager
def looked_at(context: typer.Context) -> Iterator[Collection | None]:
    """The collection as it was left, only to look at; None where there is none yet."""
    collection = look_at_collection(home_of(context), settings=person_settings(), scheduler=sm2)
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


def no_cards(collection: Collection) -> str:
    """That there are no cards, perhaps why, and what to type; "" where there are some."""
    if has_cards(collection.store, Choice()):
        return ""
    off = (
        ""
        if collection.settings.shipped_decks
        else ' The shipped decks are left out (shipped_decks in "alliance-cards config --edit").'
    )
    return (
        f'There are no cards here.{off} "alliance-cards add" makes one,'
        ' "alliance-cards import FILE" brings those of a file.'
    )


def say_hidden(looks: Iterable[Refreshed]) -> None:
    """Say which shipped decks are hidden by others from now on."""
    for problem in (problem for found in looks for problem in found.hidden):
        say(f"{problem.file}: {problem.message}")


def back_up(home: Home, reason: str) -> "Backup":
    """Back up the progress file now."""
    from alliance_cards.collection import caring  # most commands make no backup

    return caring.back_up(home, now(), reason, now_ns=now_ns())


def person_settings() -> Settings:
    """The settings of the person, as their file has them."""
    return read_settings(settings_path(), required=has_own_settings())


def _require_no_backups(home: Home) -> None:
    """Raise StoreError where a progress file was: nobody means to begin anew without a word."""
    from alliance_cards.collection import caring

    number = len(caring.backups_of(home))
    if number:
        is_there = home.progress.exists()
        what = f"{home.progress} is empty" if is_there else f"There is no {home.progress}"
        raise StoreError(
            f"{what}, but {counted(number, 'backup')} of it in {home.backups}."
            ' "alliance-cards restore" lists what is there and brings one back. To begin anew'
            " instead, move that folder away.",
            code="progress_missing",
        )


def _greet(home: Home) -> None:
    """Say once, to a person, where everything lies and how to go on."""
    if sys.stderr.isatty():
        say(
            f"Welcome! Your progress is kept in {home.folder}, and decks of your own go into"
            f' its folder "decks". In a session, ? explains the keys. To complete words with'
            " the Tab key: alliance-cards completion --help",
            "",
        )


def _warn_of_clock(collection: Collection) -> None:
    """Tell of a clock that seems to be wrong; what is recorded by it keeps its order."""
    last, today = newest_day(collection.store), collection.day(now())
    if last is not None and not today - LONGEST_BREAK < last <= today + FURTHEST_ZONE:
        say(
            f"The clock says {iso_date(today)}, and the last entry was made on {iso_date(last)}."
            " If the clock is wrong, set it right before you answer. Nothing is lost."
        )


def _look(context: typer.Context, collection: Collection, *, fresh: bool, plain: bool) -> None:
    """Look at the deck files, if `fresh`, and finish what a kill has cut off."""
    refusal = collection.store.refusal
    if fresh and refusal:
        _say_not_refreshed(collection.home, refusal)
    elif _is_finished(collection) and fresh:
        _refresh(collection, ask=not context.params.get("json"), plain=plain)


def _is_finished(collection: Collection) -> bool:
    """Whether deck files are what the log says, also after a kill in the middle of a write."""
    if collection.store.refusal or not collection.home.unfinished.exists():
        return True
    from alliance_cards.collection.rewriting import finish

    try:
        finish(collection)
    except OSError as error:
        say(
            f"{error.filename or collection.home.decks} cannot be written"
            f" ({error.strerror or error}), so a write that was cut off is not finished."
            f" {AS_BEFORE}"
        )
        return False
    return True


def _refresh(collection: Collection, *, ask: bool, plain: bool) -> None:
    try:
        with waiting("Reading deck files", plain=plain):
            found = refreshed(collection)
    except StoreError as error:
        _say_not_refreshed(collection.home, error)
        return
    for problem in found.left_out:
        say(f"{problem.file}: {problem.message}")
    say_hidden([found])
    errors = Counter(p.file for p in found.problems if p.severity == "error")
    for file, count in errors.items():
        from shlex import quote

        anew = " anew" if Path(file).stem in decks_with_cards(collection.store) else ""
        say(
            f"{file} has {counted(count, 'problem')} and was not read{anew}."
            f" See: alliance-cards check {quote(file)}"
        )
    if found.joined:
        cards = counted(len(found.joined), "reworded card")
        say(f"{cards} kept the history. If that is wrong: alliance-cards undo")
    if found.proposed:
        from alliance_cards.cli.proposals import settle

        settle(collection, found.proposed, now(), ask=ask)


def _say_not_refreshed(home: Home, error: StoreError) -> None:
    """Say that deck files could not be looked at; raise what hinders reading as well."""
    if error.code not in NOT_REFRESHED:
        raise error
    say(f"{NOT_REFRESHED[error.code].format(home.folder)} {AS_BEFORE}")


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
