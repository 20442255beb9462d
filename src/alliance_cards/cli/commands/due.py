"""`alliance-cards due`: what today still holds, in one line for a prompt."""

import typer

from alliance_cards.cli import environment
from alliance_cards.cli.opening import looked_at
from alliance_cards.cli.options import DecksArgument, JsonOption
from alliance_cards.cli.output import emit, emit_json
from alliance_cards.cli.shapes import counts_object
from alliance_cards.collection.asking import queue_of_today
from alliance_cards.collection.collection import decks_called
from alliance_cards.core.queue import Counts
from alliance_cards.terminal.views.words import what_is_left

EXAMPLES = ("alliance-cards due", "alliance-cards due bordin --json")


def command(context: typer.Context, decks: DecksArgument = None, json: JsonOption = False) -> None:
    """Print in one line what today still holds, and nothing when nothing is left.

    For a prompt or a status bar: it only looks, at the state that the last other command
    left, and makes no folder where there is none.
    """
    with looked_at(context) as collection:
        if collection is None:
            counts = Counts(due=0, new=0, drill=0)
        else:
            names = decks_called(collection, decks or [])
            counts = queue_of_today(collection, environment.now(), names).counts
    if json:
        emit_json({"counts": counts_object(counts)})
    elif counts.total:
        emit(what_is_left(counts))
