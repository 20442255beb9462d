"""`alliance-cards flag`: mark cards for later."""

from typing import Annotated

import typer

from alliance_cards.cli.marks import QueryArgument, print_marked
from alliance_cards.cli.options import JsonOption
from alliance_cards.core.history import Kind

TAKES_QUERY = True
EXAMPLES = ("alliance-cards flag bordin/bond-parts", "alliance-cards flag is:flagged --off")


def command(
    context: typer.Context,
    cards: QueryArgument,
    off: Annotated[bool, typer.Option("--off", help="Take the flag away.")] = False,
    json: JsonOption = False,
) -> None:
    """Flag cards, to find them again with "cards is:flagged".

    The cards are named by their ids, or found by a query as "cards" takes it. It is one
    action, which "undo" takes back.
    """
    done = "no longer flagged" if off else "flagged"
    print_marked(context, cards, Kind.FLAG, done, as_json=json, value=0 if off else 1)
