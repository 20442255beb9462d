"""`alliance-cards resume`: let suspended or buried cards come again."""

import typer

from alliance_cards.cli.marks import QueryArgument, print_marked
from alliance_cards.cli.options import JsonOption
from alliance_cards.core.history import Kind

TAKES_QUERY = True
EXAMPLES = ("alliance-cards resume is:suspended",)


def command(context: typer.Context, cards: QueryArgument, json: JsonOption = False) -> None:
    """Let suspended or buried cards come again.

    The cards are named by their ids, or found by a query as "cards" takes it. It is one
    action, which "undo" takes back.
    """
    print_marked(context, cards, Kind.RESUME, "resumed", as_json=json)
