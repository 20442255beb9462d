"""`alliance-cards` alone: what is due, and what to type next."""

import typer

from alliance_cards.cli import environment
from alliance_cards.cli.opening import no_cards, opened
from alliance_cards.cli.output import emit, emit_json
from alliance_cards.cli.shapes import counts_object
from alliance_cards.collection.asking import queue_of_today
from alliance_cards.collection.looking import next_due_day
from alliance_cards.core.calendar import iso_date, spoken_date
from alliance_cards.core.queue import Counts
from alliance_cards.terminal.views.words import counted, what_is_left

NEXT_STEPS = (
    "  alliance-cards study    a session",
    "  alliance-cards decks    the decks",
    "  alliance-cards --help   all commands",
)


def command(context: typer.Context, *, json: bool) -> None:
    """Say what today holds."""
    with opened(context) as collection:
        now = environment.now()
        today = collection.day(now)
        counts = queue_of_today(collection, now, ()).counts
        ahead = next_due_day(collection, now, ())
        empty = "" if counts.total or ahead else no_cards(collection)
    if json:
        day = None if ahead is None else iso_date(ahead[0])
        emit_json({"counts": counts_object(counts), "next_due": day})
        return
    emit(empty or _sentence(counts, ahead, today))
    emit("", *NEXT_STEPS[0 if counts.total else 1 :])


def _sentence(counts: Counts, ahead: tuple[int, int] | None, today: int) -> str:
    if counts.total:
        return f"Today: {what_is_left(counts)}."
    if ahead is None:
        return "Nothing is left for today."
    day, number = ahead
    when = spoken_date(day, today).capitalize()
    return f"Nothing is left for today. {when}: {counted(number, 'card')} due."
