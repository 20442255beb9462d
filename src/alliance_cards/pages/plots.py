"""What comes, and the hours of the day, as charts with their numbers."""

from collections.abc import Iterator, Sequence

from alliance_cards.core import sentences
from alliance_cards.core.calendar import iso_date
from alliance_cards.core.simulation import Simulation
from alliance_cards.core.statistics import Forecast, Hour, Statistics
from alliance_cards.core.words import counted
from alliance_cards.pages.charts import Label, columns
from alliance_cards.pages.markup import Element, element
from alliance_cards.pages.tables import Cell, behind, table, table_of_bars

MONTH, WEEK, MINUTE_MS = 30, 7, 60_000


def forecast_figure(found: Statistics) -> Iterator[Element]:
    """The backlog beside the next two days, then a month and a year of days."""
    coming = found.forecast
    if not coming.backlog and not any(coming.days):
        return
    nearest = [("overdue", coming.backlog), *zip(("today", "tomorrow"), coming.days, strict=False)]
    yield table_of_bars("Due now and tomorrow", ("When", "Cards"), nearest)
    yield figure("Cards due on each of the next 30 days", month_ahead(coming))
    year = _days(coming.days, coming.today, every=13 * WEEK)
    yield figure("Cards due on each day of a year", year)
    rows = [(iso_date(coming.today + day), number) for day, number in enumerate(coming.days)]
    yield behind("The days as a table", table("Cards due", ("Study day", "Cards"), rows))


def month_ahead(coming: Forecast) -> Element:
    """The cards due on each of the next 30 days."""
    return _days(coming.days[:MONTH], coming.today, every=WEEK)


def _days(days: Sequence[int], today: int, *, every: int) -> Element:
    tips = [
        f"{iso_date(today + day)}: {counted(number, 'card')}" for day, number in enumerate(days)
    ]
    return columns(days, tips, _from_today(len(days), every))


def _from_today(days: int, every: int) -> list[Label]:
    return [(day / days, f"+{day}" if day else "today") for day in range(0, days, every)]


def figure(words: str, chart: Element) -> Element:
    """A chart under its name."""
    drawn = element("div", chart, role="img", aria_label=words)
    return element("figure", element("figcaption", words), drawn)


def simulation_figure(found: Simulation) -> Iterator[Element]:
    """The minutes of the days to come, as they were simulated."""
    minutes = [round(day.taken_ms / MINUTE_MS) for day in found.days]
    tips = [f"{iso_date(day.day)}: {sentences.simulated_day(day)}" for day in found.days]
    labels = _from_today(len(minutes), max(WEEK, len(minutes) // 4))
    yield figure("Minutes a day", columns(minutes, tips, labels))
    rows = [
        (iso_date(day.day), day.reviews, day.new, day.drills, minute)
        for day, minute in zip(found.days, minutes, strict=True)
    ]
    headings = ("Study day", "Reviews", "New", "Drills", "Minutes")
    yield behind("The days as a table", table("The load of each day", headings, rows))


def hours_figure(hours: Sequence[Hour]) -> Iterator[Element]:
    """When answers were given, and what was recalled then."""
    if not any(hour.answers for hour in hours):
        return
    tips = [f"{hour.hour}:00: {counted(hour.answers, 'answer')}" for hour in hours]
    labels = [(hour / len(hours), f"{hour}:00") for hour in range(0, len(hours), 6)]
    yield figure(
        "Answers by the hour of the day", columns([hour.answers for hour in hours], tips, labels)
    )
    rows = [_hour(hour) for hour in hours]
    headings = ("Hour", "Answers", "Recalls", "Recalled", "Between")
    yield behind("The hours as a table", table("Hours of the day", headings, rows))


def _hour(hour: Hour) -> Sequence[Cell]:
    recall = hour.recall
    between = sentences.interval(recall) if recall.reviews else "–"
    return (f"{hour.hour}:00", hour.answers, recall.reviews, recall.passed, between)
