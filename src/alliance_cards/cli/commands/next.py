"""`alliance-cards next`: the card to ask now, for scripts and other front ends."""

import typer

from alliance_cards.cli import environment
from alliance_cards.cli.options import DecksArgument, JsonOption
from alliance_cards.cli.output import emit, emit_json
from alliance_cards.cli.shapes import card_object, counts_object
from alliance_cards.collection.asking import queue_of_today
from alliance_cards.collection.collection import card_called, decks_called

EXAMPLES = (
    "alliance-cards next",
    "alliance-cards next bordin --json",
)


def command(context: typer.Context, decks: DecksArgument = None, json: JsonOption = False) -> None:
    """Print the card to ask now: the due ones first, then new ones, then the drill."""
    with environment.opened(context) as collection:
        names = decks_called(collection, decks or [])
        queue = queue_of_today(collection, environment.now(), names)
        card = None if queue.next is None else card_called(collection, queue.next[1])
        schedule = None if card is None else collection.schedule_of(card.id)
    if json:
        shown = None
        if card and schedule:
            lapses = collection.settings.leech_lapses
            shown = card_object(card, schedule, leech_lapses=lapses)
        emit_json({"card": shown, "counts": counts_object(queue.counts)})
    elif card is None:
        emit("Nothing is left for today.")
    else:
        options = [f"  {number}. {text}" for number, text in enumerate(card.options, 1)]
        emit("\n".join((card.id, "", card.front, *options)))
