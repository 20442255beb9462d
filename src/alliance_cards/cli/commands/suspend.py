"""`alliance-cards suspend`: hold cards back until they are resumed."""

import typer

from alliance_cards.cli.marks import QueryArgument, print_marked
from alliance_cards.cli.options import JsonOption
from alliance_cards.core.history import Kind

TAKES_QUERY = True
EXAMPLES = ("alliance-cards suspend bordin/bond-parts", "alliance-cards suspend deck:images")


def command(context: typer.Context, cards: QueryArgument, json: JsonOption = False) -> None:
    """Hold cards back until they are resumed.

    The cards are named by their ids, or found by a query as "cards" takes it. It is one
    action, which "undo" takes back.
    """
    print_marked(context, cards, Kind.SUSPEND, "suspended", as_json=json)
