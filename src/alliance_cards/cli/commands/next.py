"""`alliance-cards next`: the card to ask now, for scripts and other front ends."""

import typer

from alliance_cards.cli import environment
from alliance_cards.cli.opening import no_cards, opened
from alliance_cards.cli.options import DecksArgument, JsonOption
from alliance_cards.cli.output import emit, emit_json
from alliance_cards.cli.shapes import card_object, counts_object
from alliance_cards.collection.asking import queue_of_today
from alliance_cards.collection.collection import decks_called, standing_called

EXAMPLES = (
    "alliance-cards next",
    "alliance-cards next bordin --json",
)


def command(context: typer.Context, decks: DecksArgument = None, json: JsonOption = False) -> None:
    """Print the card to ask now: the due ones first, then new ones, then the drill."""
    with opened(context) as collection:
        names = decks_called(collection, decks or [])
        queue = queue_of_today(collection, environment.now(), names)
        empty = "" if queue.next else no_cards(collection)
        found = None if queue.next is None else standing_called(collection, queue.next[1])
    if json:
        shown = None
        if found:
            lapses = collection.settings.leech_lapses
            shown = card_object(found.card, found.schedule, leech_lapses=lapses)
        emit_json({"card": shown, "counts": counts_object(queue.counts)})
    elif found is None:
        emit(empty or "Nothing is left for today.")
    else:
        card = found.card
        options = [f"  {number}. {text}" for number, text in enumerate(card.options, 1)]
        emit(card.id, "", *card.front.split("\n"), *options)
