"""`alliance-cards undo`: take the last action back."""

from typing import Annotated

import typer

from alliance_cards.cli import environment
from alliance_cards.cli.options import JsonOption
from alliance_cards.cli.output import emit, emit_json
from alliance_cards.cli.shapes import state_object
from alliance_cards.collection import answering
from alliance_cards.collection.answering import Turned
from alliance_cards.core.history import Kind
from alliance_cards.terminal.views.words import counted

EXAMPLES = ("alliance-cards undo",)


def command(
    context: typer.Context,
    keep_files: Annotated[
        bool, typer.Option("--keep-files", help="Leave deck files as they are.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Take the newest action back, also one of an earlier session; again for more."""
    with environment.opened(context, fresh=False) as collection:
        turned = answering.undo(collection, environment.now(), keep_files=keep_files)
    print_turned("Taken back", turned, as_json=json)


def print_turned(verb: str, turned: Turned, *, as_json: bool) -> None:
    """Print what undo or redo turned."""
    entry = turned.entry
    kind = entry.kind.name.lower()
    if as_json:
        state = None if turned.schedule is None else state_object(turned.schedule)
        emit_json({"kind": kind, "card_id": entry.card, "grade": entry.grade, "state": state})
        return
    grade = "" if entry.grade is None else f", grade {entry.grade}"
    if entry.kind is Kind.DECK:
        emit(f"{verb}: what was written to deck files ({counted(turned.rows, 'row')}).")
        return
    more = f" and {turned.rows - 1} more" if turned.rows > 1 else ""
    emit(f"{verb}: {kind} of {entry.card}{more}{grade}.")
