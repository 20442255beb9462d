"""`alliance-cards show`: one card with its answer and schedule."""

from collections.abc import Iterator

import typer

from alliance_cards.cli import environment
from alliance_cards.cli.opening import opened
from alliance_cards.cli.options import CardArgument, JsonOption
from alliance_cards.cli.output import emit, emit_json
from alliance_cards.cli.shapes import card_object
from alliance_cards.collection.collection import standing_called
from alliance_cards.core.cards import Card
from alliance_cards.core.schedule import Schedule
from alliance_cards.terminal.views.words import counted, due_words

LEECH = "A leech: it was forgotten so often that other words would help. alliance-cards edit {}"
EXAMPLES = ("alliance-cards show bordin/bond-parts",)


def command(context: typer.Context, card: CardArgument, json: JsonOption = False) -> None:
    """Show one card with its answer and its schedule."""
    with opened(context) as collection:
        found, schedule = standing_called(collection, card)[:2]
        today = collection.day(environment.now())
        lapses = collection.settings.leech_lapses
    if json:
        emit_json({"card": card_object(found, schedule, leech_lapses=lapses)})
    else:
        leech = [LEECH.format(found.id)] if schedule.is_leech(lapses) else []
        first, *others = filter(None, (*_paragraphs(found), [_schedule(schedule, today)], leech))
        emit(*first, *(line for paragraph in others for line in ("", *paragraph)))


def _paragraphs(card: Card) -> Iterator[list[str]]:
    yield [f"{card.id} ({card.kind}{', typed' if card.accept else ''})"]
    yield card.front.split("\n")
    yield [f"  {number}. {text}" for number, text in enumerate(card.options, 1)]
    others = "; ".join(text for text in card.accept if text != card.back)
    accepted = [f"Also accepted: {others}"] if others else []
    yield [*f"Answer: {card.back}".split("\n"), *accepted]
    yield card.explanation.split("\n") if card.explanation else []
    yield [card.source] if card.source else []


def _schedule(schedule: Schedule, today: int) -> str:
    if schedule.is_new:
        return "Due: suspended." if schedule.suspended else "Due: new, never answered."
    state = schedule.state
    return (
        f"Due: {due_words(schedule, today)}. Interval {counted(state.interval, 'day')},"
        f" ease {state.ease / 100:.2f}, {counted(state.repetitions, 'repetition')} in a row,"
        f" {counted(schedule.reviews, 'review')}, {counted(schedule.lapses, 'lapse')}."
    )
