"""`alliance-cards history`: everything that happened to a card."""

import typer

from alliance_cards.cli import environment
from alliance_cards.cli.drawing import draw
from alliance_cards.cli.opening import opened
from alliance_cards.cli.options import CardArgument, JsonOption
from alliance_cards.cli.output import emit_json
from alliance_cards.cli.shapes import event_object
from alliance_cards.collection.telling import story_of_card

EXAMPLES = ("alliance-cards history bordin/bond-parts",)


def command(context: typer.Context, card: CardArgument, json: JsonOption = False) -> None:
    """List everything that happened to a card, oldest first; what was undone is left out."""
    with opened(context) as collection:
        story = story_of_card(collection, card, environment.now())
    if json:
        emit_json({"card_id": story.card, "rows": [event_object(event) for event in story.events]})
    else:
        from alliance_cards.terminal.views.why import history_view

        draw(history_view(story))
