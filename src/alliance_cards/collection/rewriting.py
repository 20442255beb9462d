"""Deck files are replaced and the action recorded: both or neither, whatever ends the program.

What files are to hold lies beside them as drafts, and a note in the home names these, until
the action is committed. Then the drafts take their places: at once, or after a kill when the
program is started next.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from errno import ENOSPC
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from alliance_cards.collection.collection import Collection
from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.decks.saving import Draft, draft_whole, write_whole
from alliance_cards.store.log import is_recorded


class Swap(NamedTuple):
    """A deck file, what should be `there`, and what is `wanted` instead (None: no file)."""

    path: str
    there: bytes | None
    wanted: bytes | None


@contextmanager
def rewriting(collection: Collection) -> Iterator[None]:
    """A transaction with an action that may replace files (`replace_files`)."""
    try:
        with collection.store.transaction():
            _finish(collection)
            yield
    except BaseException:
        with suppress(OSError, AllianceCardsError):  # then the next start does it
            finish(collection)
        raise
    finish(collection)


def replace_files(collection: Collection, action: bytes, swaps: Iterable[Swap]) -> None:
    """Let files hold what is wanted as soon as the caller's action is committed.

    Inside the caller's `rewriting`. Raises AllianceCardsError, and changes nothing, if a file
    cannot or must not be written.
    """
    drafts: list[Draft] = []
    places = []
    try:
        for path, _, wanted in swaps:
            with explained(Path(path)):
                found = content_of(Path(path))
                if found != wanted:
                    drafts.append(draft_whole(Path(path), wanted))
                    places.append([*drafts[-1].names, _digest(found)])
        if places:
            note = json.dumps({"action": action.hex(), "places": places})
            write_whole(collection.home.unfinished, note)
    except BaseException:
        for draft in drafts:
            draft.drop()
        raise


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn the system's refusal to write a deck file into a sentence with the next step."""
    try:
        yield
    except OSError as error:
        is_full = error.errno == ENOSPC
        advice = "Free some space" if is_full else "Check the permissions of it and its folder"
        raise AllianceCardsError(
            f"{path} cannot be written ({error.strerror or error}). Nothing was changed."
            f" {advice}, and try again.",
            code="disk_full" if is_full else "deck_not_changed",
        ) from error


def finish(collection: Collection) -> None:
    """Let drafts take their places whose action was committed, and drop all others.

    A file that somebody has changed since is left as it is: undo has the other text. Raises
    OSError for a file that cannot be written now.
    """
    if collection.home.unfinished.exists():
        with collection.store.transaction():  # nobody else is at it
            _finish(collection)


def _finish(collection: Collection) -> None:
    note = collection.home.unfinished
    if not note.exists():
        return
    action, places = _noted(note)
    stands = is_recorded(collection.store, action)
    for draft, digest in places:
        if stands and _digest(content_of(draft.target)) == digest:
            draft.take_place()
        draft.drop()
    note.unlink()


def _noted(note: Path) -> tuple[bytes, list[tuple[Draft, str]]]:
    """The action and its drafts; none if the note was damaged, and the files stay as they are."""
    try:
        told = json.loads(note.read_bytes())
        places = [(Draft.of(target, fresh), str(old)) for target, fresh, old in told["places"]]
        return bytes.fromhex(told["action"]), places
    except (ValueError, TypeError, KeyError):
        return b"", []


def content_of(path: Path) -> bytes | None:
    """The content of a file, None if there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _digest(content: bytes | None) -> str:
    return "" if content is None else sha256(content).hexdigest()
