"""`alliance-cards decks`: the decks with their counts."""

import typer

from alliance_cards.cli import environment
from alliance_cards.cli.drawing import draw_table
from alliance_cards.cli.opening import opened
from alliance_cards.cli.options import JsonOption
from alliance_cards.cli.output import emit, emit_json
from alliance_cards.collection import looking

KEYS = ("id", "name", "cards", "new", "due", "suspended", "problems")

EXAMPLES = (
    "alliance-cards decks",
    "alliance-cards decks --json",
)


def command(context: typer.Context, json: JsonOption = False) -> None:
    """List the decks, each with all the new and due cards that it has."""
    with opened(context) as collection:
        decks = looking.decks(collection, environment.now())
    if json:
        emit_json({"decks": [{key: getattr(deck, key) for key in KEYS} for deck in decks]})
    elif not decks:
        emit(f"There are no decks. Put YAML files into {collection.home.decks}")
    else:
        rows = [(deck.id, deck.name, deck.cards, deck.new, deck.due) for deck in decks]
        draw_table(("deck", "name", "cards", "new", "due"), rows)
