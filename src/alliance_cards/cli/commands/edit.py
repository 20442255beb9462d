"""`alliance-cards edit`: open a card in the person's editor."""

import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import typer

from alliance_cards.cli import environment
from alliance_cards.cli.options import CardArgument
from alliance_cards.cli.output import emit, say
from alliance_cards.collection.collection import card_called
from alliance_cards.collection.editing import errors_of, keep_edit, own_copy, put_text
from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.decks.writing import line_of

TAKE_A_LINE = {"vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "kak", "joe", "jed"}
EXAMPLES = ("alliance-cards edit bordin/bond-parts",)


def command(context: typer.Context, card: CardArgument) -> None:
    """Open a card's deck file in your editor (VISUAL or EDITOR), at the card's line.

    Afterwards the file is checked, and you can go back if it is broken. A shipped deck is
    copied to your deck folder first. "undo" takes the edit back.
    """
    with environment.opened(context) as collection:
        found = card_called(collection, card)
        path = own_copy(collection, found.deck)
        before = path.read_bytes()
        _edit(path, line_of(before.decode(), found.deck, card))
        if path.read_bytes() == before:
            emit("Nothing was changed.")
        elif _is_kept(path, before):
            keep_edit(
                collection,
                path,
                before,
                now=environment.now(),
                refresh=lambda: environment.refreshed(collection),
            )
            emit('Kept. "alliance-cards undo" takes it back.')


def _edit(path: Path, line: int) -> None:
    words = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
    place = [f"+{line}"] if words and Path(words[0]).stem in TAKE_A_LINE else []
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


def _is_kept(path: Path, before: bytes) -> bool:
    """Whether the edited file stays; the person may go back from a broken one."""
    problems = errors_of(path.read_text(encoding="utf-8", errors="replace"), path)
    for problem in problems:
        say(f"{path}:{problem.line}:{problem.column}: {problem.message}")
    if not (problems and sys.stdin.isatty() and typer.confirm("Go back?", err=True)):
        return True
    put_text(path, before.decode())
    emit("The file is as it was.")
    return False
