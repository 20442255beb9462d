"""The person's own editor, on the terminal."""

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from alliance_cards.cli import environment
from alliance_cards.cli.opening import refreshed
from alliance_cards.cli.output import say
from alliance_cards.collection.collection import Collection, card_called
from alliance_cards.core.errors import AllianceCardsError

if TYPE_CHECKING:
    from alliance_cards.core.problems import Problem

TAKE_A_LINE = {"vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "kak", "joe", "jed"}
KEPT = "Kept."
AGAIN, PUT_BACK, KEEP = "e", "b", "k"


class TerminalEditor:
    """Opens cards of a collection in the editor that VISUAL or EDITOR names."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection

    def edit(self, card: str) -> str:
        """Open a card's deck file at the card's line; a sentence that says what came of it.

        A shipped deck is copied to the home first; the copy stays only if it was changed.
        Raises UnknownName, and AllianceCardsError where there is no editor.
        """
        from alliance_cards.collection.editing import keep_edit, own_copy
        from alliance_cards.decks.writing import line_of

        found = card_called(self.collection, card)
        path, is_copy = own_copy(self.collection, found.deck)
        before = path.read_bytes()
        try:
            problems = _edited(path, line_of(before.decode(), found.deck, card), before)
        finally:
            is_changed = path.read_bytes() != before
            if is_copy and not is_changed:
                path.unlink(missing_ok=True)
        if not is_changed:
            return "Nothing was changed." if not problems else "The file is as it was."
        was = None if is_copy else before
        keep_edit(self.collection, path, was, now=environment.now(), refresh=self.refresh)
        return (
            f"{KEPT} Until the file is mended, the cards stay as they were." if problems else KEPT
        )

    def refresh(self) -> None:
        """Bring the index up to date with the deck files."""
        refreshed(self.collection)


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
    if not (given or (sys.stdin.isatty() and sys.stdout.isatty())):
        raise AllianceCardsError(
            "There is no terminal here to edit in. VISUAL or EDITOR can name an editor that needs"
            " none.",
            code="no_terminal",
        )
    try:
        return shlex.split(given) or ["vi"]
    except ValueError as error:
        raise AllianceCardsError(
            f"The editor {given!r} cannot be understood ({error}). Set EDITOR.", code="no_editor"
        ) from error


def _edited(path: Path, line: int, before: bytes) -> int:
    """Let a person edit a file, again while they want to mend it; how many errors it had last."""
    from alliance_cards.collection.editing import put_text

    while True:
        run_editor(path, line)
        if not path.exists():  # an editor may take it away
            put_text(path, before.decode())
        if path.read_bytes() == before:
            return 0
        problems = _problems(path)
        wish = _wish(len(problems)) if problems else KEEP
        if wish == PUT_BACK:
            put_text(path, before.decode())
        if wish != AGAIN:
            return len(problems)
        line = problems[0].line or 1


def _problems(path: Path) -> "list[Problem]":
    """The errors of an edited file, each of which is told."""
    from alliance_cards.collection.editing import errors_of

    problems = errors_of(path.read_text(encoding="utf-8", errors="replace"), path)
    for problem in problems:
        say(f"{path}:{problem.line}:{problem.column}: {problem.message}")
    return problems


def _wish(errors: int) -> str:
    """What a person wants to do about a file with errors; without a terminal it is kept."""
    if not sys.stdin.isatty():
        return KEEP
    it = "this error" if errors == 1 else f"these {errors} errors"
    say(
        f"With {it} the file cannot be used.",
        f"  {AGAIN}  edit it again",
        f"  {PUT_BACK}  put it back as it was before",
        f"  {KEEP}  keep it so, and mend it later",
    )
    try:
        while True:
            given: str = typer.prompt(f"{AGAIN}, {PUT_BACK} or {KEEP}", default=AGAIN, err=True)
            if given.strip().lower() in (AGAIN, PUT_BACK, KEEP):
                return given.strip().lower()
    except typer.Abort:
        return KEEP
