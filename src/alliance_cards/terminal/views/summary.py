"""What is said when there is nothing to ask: the end of a session, or an empty day."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from alliance_cards.core.calendar import spoken_date
from alliance_cards.core.cards import Card
from alliance_cards.core.session import Summary
from alliance_cards.terminal.gate import safe_line
from alliance_cards.terminal.views.pieces import Hanging
from alliance_cards.terminal.views.styles import STRONG
from alliance_cards.terminal.views.words import counted, duration, what_is_left

MOST_DAYS = 2


def summary_view(summary: Summary) -> RenderableType:
    """The end of a session, or a day on which nothing was asked, for the normal screen."""
    outlook = Text(" ".join((*_left(summary), *_next(summary))))
    if not summary.reviews + summary.drills:
        return outlook
    return Group(Text(_answered(summary), STRONG), *_failed(summary.failed), outlook)


def _answered(summary: Summary) -> str:
    parts = []
    if summary.reviews:
        fresh = summary.new and summary.new < summary.reviews
        cards = counted(summary.reviews, "card" if fresh or not summary.new else "new card")
        parts.append(f"{cards} answered" + (f", {summary.new} of them new" if fresh else ""))
    if summary.drills:
        parts.append(f"{summary.drills} repeated")
    return f"{'; '.join(parts)}; {duration(summary.taken_ms)}."


def _failed(cards: Sequence[Card]) -> Iterator[RenderableType]:
    if cards:
        yield Text(f"Not known: {counted(len(cards), 'card')}")
    for card in cards:
        yield Hanging(Text("  · "), Text(safe_line(card.front)))


def _left(summary: Summary) -> Iterator[str]:
    answered = summary.reviews + summary.drills
    if summary.left.total:
        yield f"Left for today: {what_is_left(summary.left)}."
    else:
        yield "Nothing is left for today." if answered else "Nothing is due today."


def _next(summary: Summary) -> Iterator[str]:
    if summary.waiting and not summary.left.total:
        verb = "waits" if summary.waiting == 1 else "wait"
        yield (
            f"{counted(summary.waiting, 'card')} {verb} for another day: a day brings"
            " a limited number of new cards (new_per_day in the settings) and of reviews, and"
            " cards of one entry come on different days."
        )
    coming = [(number, spoken_date(day, summary.day)) for day, number in summary.upcoming]
    if coming:
        number, when = coming[0]
        later = [f"{more} {then}" for more, then in coming[1:MOST_DAYS]]
        first = f"{counted(number, 'card')} {when}"
        yield f"Coming back: {', '.join([first, *later])}."
