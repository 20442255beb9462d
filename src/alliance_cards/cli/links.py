"""`import --link` and `import --unlink`: decks that are read where they lie."""

import sys
from collections.abc import Sequence
from pathlib import Path

from alliance_cards.cli import environment
from alliance_cards.cli.opening import refreshed, say_hidden
from alliance_cards.cli.output import emit, emit_json, say
from alliance_cards.cli.proposals import settle
from alliance_cards.cli.questions import agrees
from alliance_cards.collection.collection import Collection
from alliance_cards.collection.linking import change_links, links_among, new_links, preview
from alliance_cards.collection.refreshing import Refreshed
from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.core.problems import Problem
from alliance_cards.decks.folder import shipped_folder
from alliance_cards.store.index import card_names
from alliance_cards.terminal.views.words import counted

UNDO = '"alliance-cards undo" takes it back.'


def add(
    collection: Collection, paths: Sequence[Path], *, dry_run: bool, yes: bool, as_json: bool
) -> None:
    """Link files and folders, after showing what decks they hold."""
    links = new_links(collection.home, paths)
    found = preview(collection.home, links, shipped=shipped_folder())
    if not as_json:
        for deck in found.decks:
            emit(f"{deck.id}: {counted(deck.cards, 'card')}, read from {deck.path}")
        for problem in found.problems:
            say(f"{problem.file}: {problem.message}")
    is_done = bool(links) and not dry_run
    if is_done:
        _confirm(yes=yes, ask=not as_json)
        _change(collection, added=links, ask=not as_json and not yes)
    if as_json:
        emit_json(_object(sum(deck.cards for deck in found.decks), 0, found.problems))
    else:
        emit(f"Linked. {UNDO}" if is_done else "Nothing was changed.")


def remove(
    collection: Collection, paths: Sequence[Path], *, dry_run: bool, yes: bool, as_json: bool
) -> None:
    """Take links away; the files stay, and their cards' progress waits."""
    links = links_among(collection.home, paths)
    removed = 0
    if not dry_run:
        _confirm(yes=yes, ask=not as_json)
        removed = -_change(collection, removed=links, ask=not as_json and not yes)
    if as_json:
        emit_json(_object(0, removed, ()))
    elif dry_run:
        emit("Nothing was changed.")
    else:
        emit(f"No longer linked. The files stay, and the cards' progress waits. {UNDO}")


def _confirm(*, yes: bool, ask: bool) -> None:
    is_asked = ask and not yes and sys.stdin.isatty() and sys.stdout.isatty()
    if is_asked and not agrees("Go ahead?"):
        raise AllianceCardsError("Nothing was changed.", code="not_confirmed")


def _change(
    collection: Collection,
    *,
    added: Sequence[Path] = (),
    removed: Sequence[Path] = (),
    ask: bool,
) -> int:
    """Change the links; how many cards there are more, or (negative) less."""
    found: list[Refreshed] = []
    before = len(card_names(collection.store))
    change_links(
        collection,
        added=added,
        removed=removed,
        now=environment.now(),
        refresh=lambda: found.append(refreshed(collection)),
    )
    say_hidden(found)
    for each in found:
        settle(collection, each.proposed, environment.now(), ask=ask)
    return len(card_names(collection.store)) - before


def _object(added: int, removed: int, problems: Sequence[Problem]) -> dict[str, object]:
    counts = {"added": added, "changed": 0, "moved": 0, "removed": removed, "unchanged": 0}
    return {**counts, "problems": [problem._asdict() for problem in problems]}
