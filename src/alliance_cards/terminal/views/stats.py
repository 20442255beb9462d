"""The statistics page: what matters today first, what to study next last."""

from collections.abc import Iterator
from typing import NamedTuple

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from alliance_cards.core import sentences
from alliance_cards.core.advice import next_step
from alliance_cards.core.calendar import spoken_date
from alliance_cards.core.gate import safe_line
from alliance_cards.core.plots import telling_groups, weeks
from alliance_cards.core.statistics import Forecast, States, Statistics
from alliance_cards.terminal.views.charts import (
    LABEL,
    MAP_STEP,
    columns_of_days,
    heat_map,
    plain_signs,
    rows_of_bars,
)
from alliance_cards.terminal.views.stats_detail import details, simulated
from alliance_cards.terminal.views.stats_groups import hardest, recall_by
from alliance_cards.terminal.views.stats_spoken import spoken
from alliance_cards.terminal.views.styles import QUIET, STRONG

WIDEST, NARROW = 110, 60
MOST_WEEKS, FEWEST_WEEKS, DAYS_AHEAD = 53, 4, 30
WEEK = 7


class StatsPage(NamedTuple):
    """The page for any width: the figures in charts, or all of them in sentences."""

    statistics: Statistics
    detail: bool
    plain: bool

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        margin = 1 if options.max_width >= NARROW and not self.plain else 0
        widest = options.max_width if self.plain else WIDEST + margin
        width = max(1, min(options.max_width, widest) - margin)
        for text in self._texts(width):
            shown = plain_signs(text) if options.ascii_only else text
            for line in shown.wrap(console, width) if shown else [shown]:
                line.rstrip()
                yield Text(" " * margin) + line

    def _texts(self, width: int) -> Iterator[Text]:
        if self.plain:
            yield from spoken(self.statistics, detail=self.detail)
        else:
            yield from _page(self.statistics, width, detail=self.detail)


def stats_view(statistics: Statistics, *, detail: bool = False, plain: bool = False) -> StatsPage:
    """The page; in `detail` with everything there is, `plain` to be read aloud."""
    return StatsPage(statistics, detail, plain)


def _page(found: Statistics, width: int, *, detail: bool) -> Iterator[Text]:
    if found.scope or found.period.first is not None:
        words = f"{sentences.title(found)} · {sentences.period_words(found.period)}"
        yield Text(safe_line(words), QUIET)
    yield Text(sentences.today(found), STRONG)
    if found.streak.studied:
        yield Text(sentences.streak(found.streak))
        yield Text("")
        yield from _calendar(found, width)
    yield from headed("Cards", _states(found.states, width))
    yield from headed("Recall", recall_by(found, telling_groups(found), width, detail=detail))
    yield from headed("What comes", _forecast(found, width))
    yield from headed("Hardest cards", hardest(found.hardest, width, detail=detail))
    if found.simulation:
        yield from headed("If you go on like this", simulated(found.simulation, width))
    if detail:
        for heading, lines in details(found, width):
            yield from headed(heading, lines)
    yield Text("")
    yield Text(safe_line(next_step(found)), STRONG)


def headed(heading: str, lines: Iterator[Text]) -> Iterator[Text]:
    """A section, set off by a blank line; nothing where there are no lines."""
    first = next(lines, None)
    if first is not None:
        yield Text("")
        yield Text(heading, STRONG)
        yield first
        yield from lines


def _calendar(found: Statistics, width: int) -> Iterator[Text]:
    room = (width - LABEL) // MAP_STEP
    past = max((found.period.last - day.day for day in found.calendar[:1]), default=0)
    needed = max(FEWEST_WEEKS, past // WEEK + 2)
    count = max(1, min(room, MOST_WEEKS, needed))
    yield from heat_map(weeks(found.calendar, last=found.period.last, count=count))


def _states(states: States, width: int) -> Iterator[Text]:
    yield Text(sentences.states(states))
    if states.cards:
        rows = [row for row in sentences.state_counts(states) if row[1]]
        yield from rows_of_bars(rows, width)


def _forecast(found: Statistics, width: int) -> Iterator[Text]:
    coming = found.forecast
    yield Text(sentences.forecast(found))
    if coming.backlog or any(coming.days):
        yield from rows_of_bars(_nearest(coming), width)
    if any(coming.days[:DAYS_AHEAD]):
        yield Text("")
        yield Text("Cards due on each of the next 30 days", QUIET)
        yield from columns_of_days(coming.days[:DAYS_AHEAD], width)[1].lines()


def _nearest(coming: Forecast) -> tuple[tuple[str, int], ...]:
    days = enumerate(coming.days[:2])
    return (
        ("overdue", coming.backlog),
        *((spoken_date(coming.today + day, coming.today), number) for day, number in days),
    )
