"""What was done: the calendar and the curves."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from alliance_cards.core.calendar import iso_date
from alliance_cards.core.plots import Shades, Span, Week, day_date, months, shades, spans
from alliance_cards.core.statistics import Statistics, StudyDay
from alliance_cards.pages.charts import CELL, HEAD, Label, curve, heat_map, square
from alliance_cards.pages.markup import Element, element
from alliance_cards.pages.tables import behind, table

RECENT_MONTHS, WEEKDAYS, YEAR = 12, 7, 365
MINUTE_MS = 60_000


def first_day(found: Statistics) -> int:
    """The first study day that is drawn: of the time before all answers at most a year."""
    begun, first = found.calendar[0].day, found.period.first
    return begun if first is None else max(first, begun - YEAR)


def calendar_section(found: Statistics) -> Iterator[Element]:
    """A year of days as squares, the years before it, and the days as a table."""
    if not found.calendar:
        return
    levels = shades(found.calendar)
    blocks = months(found.calendar, first=first_day(found), last=found.period.last)
    yield _figure(blocks[-RECENT_MONTHS:], levels)
    yield _key(levels)
    if earlier := list(_years(blocks[:-RECENT_MONTHS], levels)):
        yield behind("Earlier years", *earlier)
    days = [_row(day) for day in reversed(found.calendar)]
    headings = ("Study day", "Answers", "New", "Drills", "Crams", "Seconds", "Recalls", "Recalled")
    numbers = table("Days with an answer", headings, days, aside=frozenset({2, 3, 4, 5}))
    yield behind("The days as a table", numbers)


def _years(blocks: Sequence[Sequence[Week]], levels: Shades) -> Iterator[Element]:
    for year, earlier in groupby(reversed(blocks), key=_year):
        yield element("h3", str(year))
        yield _figure(tuple(earlier)[::-1], levels)


def _row(day: StudyDay) -> tuple[str, int, int, int, int, int, int, int]:
    seconds = round(day.taken_ms / 1000)
    recall = day.recall
    return (
        iso_date(day.day), day.answers, day.new, day.drills, day.crams, seconds,
        recall.reviews, recall.passed,
    )  # fmt: skip


def _year(weeks: Sequence[Week]) -> int:
    return day_date(next(day.day for week in weeks for day in week if day)).year


def _figure(blocks: Sequence[Sequence[Week]], levels: Shades) -> Element:
    height = HEAD + WEEKDAYS * CELL
    maps = [heat_map(block, levels, width=len(block) * CELL, height=height) for block in blocks]
    words = "A calendar, a square for each day: the more answers, the larger and the stronger."
    return element(
        "figure",
        element("div", *maps, class_="months", role="img", aria_label=words),
    )


def _key(levels: Shades) -> Element:
    starts = (0, *levels.starts)
    named = [
        (level, _range(start, after))
        for level, (start, after) in enumerate(zip(starts, [*starts[1:], None], strict=True))
        if after is None or after > start
    ]
    items = [
        element("li", element("svg", square(level, x=0, y=0), width=12, height=12,
                              aria_hidden=True), words)
        for level, words in named
    ]  # fmt: skip
    return element("ul", *items, element("li", "answers a day"), class_="key")


def _range(start: int, after: int | None) -> str:
    if after is None:
        return f"{start:,} and more"
    if not start:
        return "none"
    return f"{start:,}" if after == start + 1 else f"{start:,}–{after - 1:,}"


def curve_section(found: Statistics) -> Iterator[Element]:
    """Answers and minutes as curves, with their numbers as a table."""
    shown = spans(found.calendar, first=first_day(found), last=found.period.last)
    if len(shown) > 1:
        answers = [span.answers for span in shown]
        minutes = [round(span.taken_ms / MINUTE_MS) for span in shown]
        unit = _unit(shown)
        yield _curve(f"Answers a {unit}", answers, shown)
        yield _curve(f"Minutes a {unit}", minutes, shown)
    rows = [
        (_dates(span), span.answers, round(span.taken_ms / MINUTE_MS)) for span in reversed(shown)
    ]
    headings = ("Study days", "Answers", "Minutes")
    yield behind("The curves as a table", table("Answers and minutes", headings, rows))


def _curve(words: str, values: Sequence[int], shown: Sequence[Span]) -> Element:
    drawn = element("div", curve(values, _dates_below(shown)), role="img", aria_label=words)
    return element("figure", element("figcaption", words), drawn)


def _unit(shown: Sequence[Span]) -> str:
    longest = max(span.last - span.first + 1 for span in shown)
    return "day" if longest == 1 else "week" if longest <= WEEKDAYS else "month"


def _dates(span: Span) -> str:
    if span.first == span.last:
        return iso_date(span.first)
    return f"{iso_date(span.first)} to {iso_date(span.last)}"


def _dates_below(shown: Sequence[Span]) -> list[Label]:
    places = sorted({0, len(shown) // 2}) if len(shown) > 3 else [0]
    return [
        (place / max(1, len(shown) - 1), f"{day_date(shown[place].first):%b %Y}")
        for place in places
    ]
