"""`alliance-cards cards`: cards, all or those that hold some words."""

from typing import Annotated

import typer

from alliance_cards.cli import environment
from alliance_cards.cli.drawing import draw_table
from alliance_cards.cli.options import JsonOption
from alliance_cards.cli.output import emit, emit_json
from alliance_cards.cli.shapes import card_object
from alliance_cards.collection import looking
from alliance_cards.terminal.views.words import due_words

EXAMPLES = (
    "alliance-cards cards",
    "alliance-cards cards trust bond",
    "alliance-cards cards bordin --json",
)


def command(
    context: typer.Context,
    query: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORD]...", show_default=False, help="Words that must all occur in a card."
        ),
    ] = None,
    json: JsonOption = False,
) -> None:
    """List the cards in whose id, texts and tags all the words occur."""
    with environment.opened(context) as collection:
        found = list(looking.cards(collection, query or []))
        today = collection.day(environment.now())
    if json:
        emit_json({"cards": [card_object(card, schedule) for card, schedule in found]})
    elif not found:
        emit("No card holds these words." if query else "There are no cards.")
    else:
        rows = [
            (card.id, _first_line(card.front), due_words(schedule, today))
            for card, schedule in found
        ]
        draw_table(("card", "asks", "due"), rows)


def _first_line(text: str) -> str:
    first, newline, _ = text.partition("\n")
    return f"{first} …" if newline else first
