"""`alliance-cards redo`: bring back what undo took."""

import typer

from alliance_cards.cli import environment
from alliance_cards.cli.commands.undo import print_turned
from alliance_cards.cli.opening import opened
from alliance_cards.cli.options import JsonOption
from alliance_cards.collection import answering

EXAMPLES = ("alliance-cards redo",)


def command(context: typer.Context, json: JsonOption = False) -> None:
    """Bring back what the newest undo took, as long as nothing was done since."""
    with opened(context, fresh=False) as collection:
        turned = answering.redo(collection, environment.now())
    print_turned("Done again", turned, as_json=json)
