"""Deck files are changed in place: a card is added, or a person edits by hand."""

from collections.abc import Callable
from pathlib import Path

from alliance_cards.collection.collection import Collection, record_action
from alliance_cards.collection.rewriting import (
    Swap,
    content_of,
    explained,
    replace_files,
    rewriting,
)
from alliance_cards.collection.sources import NO_NAME, is_linked, own_folder
from alliance_cards.core.calendar import Moment
from alliance_cards.core.cards import entry_of
from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.core.history import Entry, Kind
from alliance_cards.core.problems import Problem
from alliance_cards.decks.emitting import deck_yaml
from alliance_cards.decks.expansion import entry_id
from alliance_cards.decks.guard import is_new_deck_id
from alliance_cards.decks.loading import load_whole
from alliance_cards.decks.reading import parse_deck
from alliance_cards.decks.saving import write_whole
from alliance_cards.decks.schema import Entry as DeckEntry
from alliance_cards.store import index
from alliance_cards.store.changes import FileChange, keep_change


def own_copy(collection: Collection, deck: str) -> tuple[Path, bool]:
    """The file of a deck that may be written, and whether it is a new copy of a shipped one."""
    path, text = _own(collection, deck)
    is_new = not path.exists()
    if is_new:
        put_text(path, text)
    return path, is_new


def check_name(collection: Collection, deck: str) -> None:
    """Raise AllianceCardsError unless a deck is there, or a new one may be made."""
    if not index.path_of(collection.store, deck) and not is_new_deck_id(deck):
        raise AllianceCardsError(NO_NAME.format(deck), code="bad_deck")
    _own(collection, deck)


def has_entry(collection: Collection, deck: str, entry: DeckEntry) -> bool:
    """Whether a deck has an entry of the name that a new one would get."""
    name = f"{deck}/{entry_id(entry)}"
    return any(entry_of(card) == name for card in index.card_names(collection.store, deck))


def put_text(path: Path, text: str) -> None:
    """Write a deck file as a whole."""
    with explained(path):
        write_whole(path, text)


def change_of(path: Path, text: str) -> FileChange:
    """What it is to make a file hold a text."""
    return FileChange(str(path), content_of(path), text.encode())


def write_changes(
    collection: Collection, changes: list[FileChange], entries: list[Entry], now: Moment
) -> bytes:
    """Write deck files and record that, with other entries, as one action; its UUID.

    Inside the caller's `rewriting`, at the end of which the files are what they are to be.
    """
    action = keep_changes(collection, changes, entries, now)
    swaps = [Swap(change.path, there=change.before, wanted=change.after) for change in changes]
    replace_files(collection, action, swaps)
    return action


def keep_changes(
    collection: Collection, changes: list[FileChange], entries: list[Entry], now: Moment
) -> bytes:
    """Record changes of deck files, with other entries, as one action; its UUID.

    Inside the caller's transaction.
    """
    files = [Entry(kind=Kind.DECK, value=len(change.after)) for change in changes]
    action = record_action(collection, [*files, *entries], now)[0].action
    for change in changes:
        keep_change(collection.store, action, change)
    return action


def add_card(
    collection: Collection,
    deck: str,
    entry: DeckEntry,
    *,
    now: Moment,
    refresh: Callable[[], object],
) -> list[str]:
    """Add an entry to a deck file, which is made if it is new; the names of its cards.

    Raises AllianceCardsError, and changes nothing, if the file would not be a good one.
    """
    from alliance_cards.decks.writing import with_card  # it reads exactly, as no import need

    before = set(index.card_names(collection.store, deck))
    with rewriting(collection):
        path, text = _own(collection, deck)
        text = with_card(text, entry) if text else _new_deck(deck, entry)
        problems = errors_of(text, path)
        if problems:
            message = f"The card was not added. {problems[0].message}"
            raise AllianceCardsError(message, code="bad_card")
        write_changes(collection, [change_of(path, text)], [], now)
    refresh()
    return [name for name in index.card_names(collection.store, deck) if name not in before]


def keep_edit(
    collection: Collection,
    path: Path,
    before: bytes | None,
    *,
    now: Moment,
    refresh: Callable[[], object],
) -> None:
    """Record what a person made of a deck file in an editor, so that it can be taken back.

    `before` is what the file was, None if it was not there.
    """
    refresh()
    with collection.store.transaction():
        change = FileChange(str(path), before, path.read_bytes())
        keep_changes(collection, [change], [], now)


def errors_of(text: str, path: Path) -> list[Problem]:
    """The errors that a deck file with this text would have."""
    reading = parse_deck(text, deck_id=path.stem, file=str(path))
    return [problem for problem in reading.problems if problem.severity == "error"]


def _own(collection: Collection, deck: str) -> tuple[Path, str]:
    """The file of a deck that may be written, and the deck's text ("": it is new)."""
    there = Path(index.path_of(collection.store, deck) or collection.home.decks / f"{deck}.yaml")
    linked = is_linked(collection.home, there)
    path = there if linked else own_folder(collection.home) / there.name
    if path.exists():  # perhaps made by another program just now
        return path, _text(path)
    return path, _text(there) if path != there else ""


def _new_deck(deck: str, entry: DeckEntry) -> str:
    return deck_yaml(name=deck, description="", order=None, sources={}, entries=[entry])


def _text(path: Path) -> str:
    text = load_whole(path)
    if isinstance(text, Problem):
        raise AllianceCardsError(f"{path}: {text.message}", code="bad_deck")
    return text
