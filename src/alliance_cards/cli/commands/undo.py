"""`alliance-cards undo`: take the last action back."""

from pathlib import Path
from typing import Annotated

import typer

from alliance_cards.cli import environment
from alliance_cards.cli.opening import opened
from alliance_cards.cli.options import JsonOption
from alliance_cards.cli.output import emit, emit_json
from alliance_cards.cli.shapes import state_object
from alliance_cards.collection import answering
from alliance_cards.collection.answering import Turned
from alliance_cards.core.history import Kind
from alliance_cards.core.words import listed
from alliance_cards.terminal.views.words import counted

MOST_NAMED = 5
EXAMPLES = ("alliance-cards undo",)


def command(
    context: typer.Context,
    keep_files: Annotated[
        bool, typer.Option("--keep-files", help="Leave deck files as they are.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Take the newest action back, also one of an earlier session; again for more."""
    with opened(context, fresh=False) as collection:
        turned = answering.undo(collection, environment.now(), keep_files=keep_files)
    print_turned("Taken back", turned, as_json=json)
    if turned.files and keep_files and not json:
        emit("The files are left as they are.")


def print_turned(verb: str, turned: Turned, *, as_json: bool) -> None:
    """Print what undo or redo turned."""
    entry = turned.entry
    kind = entry.kind.name.lower()
    if as_json:
        state = None if turned.schedule is None else state_object(turned.schedule)
        found = {"kind": kind, "card_id": entry.card, "grade": entry.grade, "state": state}
        emit_json({**found, "files": turned.files})
        return
    grade = "" if entry.grade is None else f", grade {entry.grade}"
    if entry.kind is Kind.DECK:
        emit(f"{verb}: {_of_files(turned)}.")
        return
    more = f" and {turned.rows - 1} more" if turned.rows > 1 else ""
    emit(f"{verb}: {kind} of {entry.card}{more}{grade}.")


def _of_files(turned: Turned) -> str:
    """What an action did that wrote files: to which decks, and how much progress it brought."""
    decks = [Path(file).stem for file in turned.files if Path(file).suffix]
    named = [
        *decks[:MOST_NAMED],
        *([f"{len(decks) - MOST_NAMED} more"] if decks[MOST_NAMED:] else []),
    ]
    what = f"what was written to the {'deck' if len(decks) == 1 else 'decks'} {listed(named)}"
    rows = turned.rows - len(turned.files)
    more = f", and {counted(rows, 'row')} of progress" if rows else ""
    return f"{what if decks else 'a change of the links'}{more}"
