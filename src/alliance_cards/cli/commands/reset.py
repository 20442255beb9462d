"""`alliance-cards reset`: begin anew with cards, as if they had never been answered."""

import typer

from alliance_cards.cli.marks import QueryArgument, print_marked
from alliance_cards.cli.options import JsonOption
from alliance_cards.core.history import Kind

TAKES_QUERY = True
EXAMPLES = ("alliance-cards reset deck:trust tag:list",)


def command(context: typer.Context, cards: QueryArgument, json: JsonOption = False) -> None:
    """Begin anew with cards, as if they had never been answered.

    The cards are named by their ids, or found by a query as "cards" takes it. It is one
    action, which "undo" takes back.
    """
    print_marked(context, cards, Kind.RESET, "reset", as_json=json)
