"""Progress on one page."""

from rich.console import Group, RenderableType
from rich.text import Text

from alliance_cards.core.advice import next_step
from alliance_cards.core.statistics import Statistics


def stats_view(statistics: Statistics, *, detail: bool = False) -> RenderableType:
    """What was done, what is known, what comes, what is next."""
    del detail
    states, coming = statistics.states, statistics.forecast
    low, high = statistics.recall.interval
    return Group(
        Text(f"Today: {statistics.today.answers} answers."),
        Text(f"Cards: {states.new} new, {states.young} young, {states.mature} mature."),
        Text(f"Recall: {100 * low:.0f}–{100 * high:.0f} %, {statistics.recall.reviews} reviews."),
        Text(f"Due: {coming.backlog} overdue, {coming.within(30)} within 30 days."),
        Text(next_step(statistics)),
    )
