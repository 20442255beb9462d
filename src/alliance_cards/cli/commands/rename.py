"""`alliance-cards rename`: say which card is which."""

from typing import Annotated

import typer

from alliance_cards.cli import environment
from alliance_cards.cli.opening import opened
from alliance_cards.cli.options import GivenText, JsonOption
from alliance_cards.cli.output import emit, emit_json
from alliance_cards.collection.joining import rename
from alliance_cards.terminal.views.words import counted

EXAMPLES = ("alliance-cards rename my-deck/old-id my-deck/new-id",)


def command(
    context: typer.Context,
    old: Annotated[
        str,
        typer.Argument(
            click_type=GivenText("cards"),
            metavar="OLD",
            help="The card, or deck, that has left.",
        ),
    ],
    new: Annotated[
        str,
        typer.Argument(
            click_type=GivenText("cards"),
            metavar="NEW",
            help="The one that it is now.",
        ),
    ],
    json: JsonOption = False,
) -> None:
    """Give the history of a card that has left its deck to the card that it is now.

    With the names of two decks the histories of all cards move that both have. It is one
    action, which "undo" takes back.
    """
    with opened(context) as collection:
        joins = rename(collection, old, new, now=environment.now())
    if json:
        emit_json({"renamed": [{"old": join.old, "new": join.new} for join in joins]})
    else:
        emit(f"The history of {counted(len(joins), 'card')} moved.")
