"""The person's own editor, on the terminal."""

import os
import signal
import sys
from pathlib import Path
from typing import NamedTuple

import typer

from alliance_cards.cli import environment
from alliance_cards.cli.output import say
from alliance_cards.collection.collection import Collection, card_called
from alliance_cards.core.errors import AllianceCardsError

TAKE_A_LINE = {"vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "kak", "joe", "jed"}
KEPT = "Kept."


class TerminalEditor(NamedTuple):
    """Opens cards of a collection in the editor that VISUAL or EDITOR names."""

    collection: Collection

    def edit(self, card: str) -> str:
        """Open a card's deck file at the card's line; a sentence that says what came of it.

        A shipped deck is copied to the home first. Raises UnknownName, and
        AllianceCardsError where there is no editor.
        """
        from alliance_cards.collection.editing import keep_edit, own_copy, put_text
        from alliance_cards.decks.writing import line_of

        found = card_called(self.collection, card)
        path = own_copy(self.collection, found.deck)
        before = path.read_bytes()
        run_editor(path, line_of(before.decode(), found.deck, card))
        if path.read_bytes() == before:
            return "Nothing was changed."
        problems = _problems(path)
        if problems and _goes_back():
            put_text(path, before.decode())
            return "The file is as it was."
        keep_edit(self.collection, path, before, now=environment.now(), refresh=self.refresh)
        return (
            f"{KEPT} Until the file is mended, the cards stay as they were." if problems else KEPT
        )

    def refresh(self) -> None:
        """Bring the index up to date with the deck files."""
        environment.refreshed(self.collection)


def run_editor(path: Path, line: int = 1) -> None:
    """Open a file at a line and wait for the editor's end."""
    import subprocess

    words = _words_of_editor()
    place = [f"+{line}"] if Path(words[0]).stem in TAKE_A_LINE else []
    # Ctrl-C is a key of the editor, and not meant for us.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        done = subprocess.run([*words, *place, str(path)], check=False)  # noqa: S603 - no shell
    except OSError as error:
        raise AllianceCardsError(
            f"The editor {words[0]!r} cannot be started ({error.strerror}). Set EDITOR.",
            code="no_editor",
        ) from error
    finally:
        signal.signal(signal.SIGINT, before)
    if done.returncode:
        say(f"The editor ended with {done.returncode}.")


def _words_of_editor() -> list[str]:
    import shlex

    given = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        return shlex.split(given) or ["vi"]
    except ValueError as error:
        raise AllianceCardsError(
            f"The editor {given!r} cannot be understood ({error}). Set EDITOR.", code="no_editor"
        ) from error


def _problems(path: Path) -> int:
    """How many errors an edited file has, each of which is told."""
    from alliance_cards.collection.editing import errors_of

    problems = errors_of(path.read_text(encoding="utf-8", errors="replace"), path)
    for problem in problems:
        say(f"{path}:{problem.line}:{problem.column}: {problem.message}")
    return len(problems)


def _goes_back() -> bool:
    return sys.stdin.isatty() and typer.confirm("Go back?", err=True)
