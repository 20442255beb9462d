"""`alliance-cards cards`: cards, all or those that a query finds."""

from typing import Annotated

import typer

from alliance_cards.cli import environment
from alliance_cards.cli.drawing import draw_table
from alliance_cards.cli.opening import opened
from alliance_cards.cli.options import GivenText, JsonOption, words_of_query
from alliance_cards.cli.output import emit, emit_json
from alliance_cards.cli.shapes import card_object
from alliance_cards.collection import looking
from alliance_cards.core.cards import asks
from alliance_cards.core.schedule import Schedule
from alliance_cards.terminal.views.words import due_words, first_line

TAKES_QUERY = True
EXAMPLES = (
    "alliance-cards cards",
    "alliance-cards cards trust bond",
    "alliance-cards cards deck:bordin is:new -tag:list --json",
)


def command(
    context: typer.Context,
    query: Annotated[
        list[str] | None,
        typer.Argument(
            click_type=GivenText("query"),
            metavar="[QUERY]...",
            show_default=False,
            callback=words_of_query,
            help="Words and conditions, all to be met.",
        ),
    ] = None,
    json: JsonOption = False,
) -> None:
    """List cards: all, or those that a query finds.

    A query is words that all occur, in any case and with or without accents, and
    deck:NAME, tag:NAME, is:new, is:due, is:suspended, is:buried, is:leech, is:flagged. A -
    before a word or condition means not; "quotes" keep words together. A single letter
    behind the - goes into quotes, too ('-"v"'), as -v looks like an option.
    """
    with opened(context) as collection:
        found = list(looking.cards_matching(collection, query or [], environment.now()))
        today = collection.day(environment.now())
        lapses = collection.settings.leech_lapses
        hint = "" if found or not query else looking.meant(collection, query)
    if json:
        shown = [card_object(card, schedule, leech_lapses=lapses) for card, schedule in found]
        emit_json({"cards": shown})
    elif not found:
        emit(f"No card matches.{hint}" if query else "There are no cards.")
    else:
        rows = [
            (card.id, first_line(asks(card)), _state_words(schedule, today, lapses))
            for card, schedule in found
        ]
        draw_table(("card", "asks", "due"), rows)


def _state_words(schedule: Schedule, today: int, lapses: int) -> str:
    """When a card is due, and what it is marked as."""
    buried = ", buried" if schedule.buried_until > today else ""
    flag = ", flagged" if schedule.flagged else ""
    leech = ", leech" if schedule.is_leech(lapses) else ""
    return f"{due_words(schedule, today)}{buried}{flag}{leech}"
