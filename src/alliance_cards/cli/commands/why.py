"""`alliance-cards why`: why a card is due when it is."""

import typer

from alliance_cards.cli import environment
from alliance_cards.cli.drawing import draw
from alliance_cards.cli.opening import opened
from alliance_cards.cli.options import CardArgument, JsonOption
from alliance_cards.cli.output import emit_json
from alliance_cards.cli.shapes import event_object, state_object
from alliance_cards.collection.telling import story_of_card

EXAMPLES = ("alliance-cards why bordin/bond-parts",)


def command(context: typer.Context, card: CardArgument, json: JsonOption = False) -> None:
    """Explain a card's next date step by step, with the arithmetic and the latest history."""
    with opened(context) as collection:
        story = story_of_card(collection, card, environment.now())
    if json:
        emit_json(
            {
                "card_id": story.card,
                "state": state_object(story.schedule),
                "reasons": list(story.reasons),
                "rows": [event_object(event) for event in story.events],
            }
        )
    else:
        from alliance_cards.terminal.views.why import why_view

        draw(why_view(story))
