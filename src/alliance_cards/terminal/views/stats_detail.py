"""What the statistics page has on request: distributions, a year ahead, hours, all groups."""

from collections.abc import Callable, Iterator, Sequence

from rich.text import Text

from alliance_cards.core import sentences
from alliance_cards.core.plots import telling_groups
from alliance_cards.core.simulation import Simulation
from alliance_cards.core.statistics import Bin, Hour, Statistics
from alliance_cards.terminal.views.charts import LABEL, Columns, columns_of_days, rows_of_bars
from alliance_cards.terminal.views.stats_groups import groups_of
from alliance_cards.terminal.views.styles import QUIET

MINUTE_MS = 60_000
PER = {1: "on each day", 7: "in each week", 28: "in each four weeks"}
Section = tuple[str, Iterator[Text]]


def details(found: Statistics, width: int) -> Iterator[Section]:
    """The further sections, each with its heading."""
    shown = telling_groups(found)
    for aspect in sentences.aspects_with_groups(found):
        groups = found.of(aspect)
        if groups != shown:
            name = sentences.ASPECT_NAMES[aspect]
            yield f"Recall by {name}", groups_of(found, groups, width, most=len(groups))
    yield "A year ahead", _columns("Cards due", found.forecast.days, width)
    yield "Intervals in days", _bins(found.intervals, sentences.interval_bin, width)
    yield "Eases", _bins(found.eases, sentences.ease_bin, width)
    yield "Time", iter([Text(sentences.pace(found.pace))])
    yield "Hours of the day", _hours(found.hours, width)


def simulated(simulation: Simulation, width: int) -> Iterator[Text]:
    """The load of the days to come, as it was simulated."""
    for sentence in sentences.simulation(simulation):
        yield Text(sentence)
    minutes = [round(day.taken_ms / MINUTE_MS) for day in simulation.days]
    yield from _columns("Minutes", minutes, width)


def _columns(what: str, days: Sequence[int], width: int) -> Iterator[Text]:
    if any(days):
        size, columns = columns_of_days(days, width)
        yield Text(f"{what} {PER.get(size, f'in each {size} days')}", QUIET)
        yield from columns.lines()


def _bins(bins: Sequence[Bin], label: Callable[[Bin], str], width: int) -> Iterator[Text]:
    return rows_of_bars([(label(found), found.cards) for found in bins], width)


def _hours(hours: Sequence[Hour], width: int) -> Iterator[Text]:
    if any(hour.answers for hour in hours):
        step = max(1, min(3, (width - LABEL - 1) // len(hours)))
        labels = [(hour, f"{hour}:00") for hour in range(0, 24, 6)]
        yield from Columns([hour.answers for hour in hours], labels, step).lines()
