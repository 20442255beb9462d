"""`alliance-cards bury`: hold cards back until tomorrow."""

import typer

from alliance_cards.cli.marks import QueryArgument, print_marked
from alliance_cards.cli.options import JsonOption
from alliance_cards.core.history import Kind

TAKES_QUERY = True
EXAMPLES = ("alliance-cards bury bordin/bond-parts",)


def command(context: typer.Context, cards: QueryArgument, json: JsonOption = False) -> None:
    """Hold cards back until tomorrow.

    The cards are named by their ids, or found by a query as "cards" takes it. It is one
    action, which "undo" takes back.
    """
    print_marked(context, cards, Kind.BURY, "put off until tomorrow", as_json=json)
