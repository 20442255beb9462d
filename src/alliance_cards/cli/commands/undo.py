"""`alliance-cards undo`: take the last action back."""

from typing import Annotated

import typer

from alliance_cards.cli import environment
from alliance_cards.cli.opening import opened
from alliance_cards.cli.options import JsonOption
from alliance_cards.cli.output import emit, emit_json
from alliance_cards.cli.shapes import state_object
from alliance_cards.collection import answering
from alliance_cards.collection.answering import Turned
from alliance_cards.terminal.views.words import what_was_turned

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
    print_turned("Undone", turned, as_json=json)
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
    grade = "" if entry.grade is None or turned.cards > 1 else f", grade {entry.grade}"
    emit(f"{verb}: {what_was_turned(turned.told)}{grade}.")
