"""One picture of the core of the statistics page: an SVG of a fixed width."""

from collections.abc import Iterator
from textwrap import wrap
from typing import NamedTuple

from alliance_cards.core import sentences
from alliance_cards.core.advice import next_step
from alliance_cards.core.calendar import iso_date
from alliance_cards.core.plots import Week, day_date, shades, telling_groups, weakest_first, weeks
from alliance_cards.core.statistics import Group, Statistics
from alliance_cards.core.words import counted
from alliance_cards.pages.charts import ABOVE, BELOW, CELL, HEIGHT, day_cell, interval_bar
from alliance_cards.pages.markup import Element, element, rendered
from alliance_cards.pages.plots import month_ahead
from alliance_cards.pages.style import PICTURE_SHEET

WIDTH, MARGIN = 720, 40
INNER = WIDTH - 2 * MARGIN
WEEKS, MOST_GROUPS, LINE, GAP = 53, 6, 22, 26
LONGEST_LINES = {"ink": 88, "strong": 68}
LONGEST_NAME = 34
NAME_WIDTH, FIGURES_WIDTH = 260, 170


class Block(NamedTuple):
    """A part of the picture and how high it is."""

    drawn: Element
    height: int


def stats_picture(statistics: Statistics) -> str:
    """The text of the file."""
    return rendered(_svg(statistics)) + "\n"


def _svg(found: Statistics) -> Element:
    blocks, y = [], MARGIN
    for block in _blocks(found):
        blocks.append(element("svg", block.drawn, x=MARGIN, y=y, width=INNER, height=block.height))
        y += block.height
    height = y + MARGIN
    title = f"{sentences.title(found)} · {iso_date(found.today.day)}"
    return element(
        "svg",
        element("title", title, id="title"),
        element("desc", _described(found), id="desc"),
        element("style", PICTURE_SHEET),
        element("rect", class_="sheet", width=WIDTH, height=height),
        *blocks,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {height}",
        width=WIDTH,
        height=height,
        role="img",
        aria_labelledby="title desc",
    )


def _described(found: Statistics) -> str:
    return " ".join((
        sentences.today(found),
        sentences.streak(found.streak),
        sentences.recall(found.recall),
        sentences.forecast(found),
        next_step(found),
    ))  # fmt: skip


def _blocks(found: Statistics) -> Iterator[Block]:
    yield _words(f"{sentences.title(found)} · {iso_date(found.today.day)}")
    yield _words(sentences.today(found), "strong")
    yield _words(sentences.streak(found.streak))
    if found.calendar:
        yield _calendar(found)
    yield _words(sentences.recall(found.recall), "strong")
    groups = telling_groups(found)
    shown = weakest_first(groups)[:MOST_GROUPS]
    for group in shown:
        yield Block(element("g", *_group(group)), LINE)
    more = len(groups) - len(shown)
    name = sentences.ASPECT_NAMES[groups[0].aspect] if groups else ""
    if shown and more:
        yield _words(f"and {counted(more, f'more {name}')}")
    yield _words("")
    yield _words(sentences.forecast(found), "strong")
    if any(found.forecast.days):
        yield Block(month_ahead(found.forecast), ABOVE + HEIGHT + BELOW + GAP)
    yield _words(next_step(found), "strong")


def _words(text: str, class_: str = "ink") -> Block:
    lines = wrap(text, LONGEST_LINES[class_]) or [""]
    drawn = [
        element("text", line, class_=class_, x=0, y=16 + LINE * row)
        for row, line in enumerate(lines)
    ]
    return Block(element("g", *drawn), LINE * len(lines) + 6)


def _calendar(found: Statistics) -> Block:
    columns = weeks(found.calendar, last=found.period.last, count=WEEKS)
    levels = shades(day for week in columns for day in week if day)
    cells = [
        day_cell(day, levels, x=place * CELL, y=LINE + weekday * CELL)
        for place, week in enumerate(columns)
        for weekday, day in enumerate(week)
        if day is not None
    ]
    return Block(element("g", *_months(columns), *cells), LINE + 7 * CELL + GAP)


def _months(columns: tuple[Week, ...]) -> Iterator[Element]:
    for place, week in enumerate(columns[:-1]):
        named = [day_date(day.day) for day in week if day and day_date(day.day).day == 1]
        if named:
            yield element("text", f"{named[0]:%b}", x=place * CELL, y=14)


def _group(group: Group) -> Iterator[Element]:
    name = group.name
    short = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
    figures = f"{sentences.interval(group.recall)}, {group.recall.reviews:,}"
    yield element("text", short, class_="ink", x=0, y=13)
    yield element("text", figures, class_="end", x=NAME_WIDTH + FIGURES_WIDTH - 20, y=13)
    start = NAME_WIDTH + FIGURES_WIDTH
    yield element("svg", interval_bar(group.recall), x=start, y=1, width=INNER - start, height=LINE)
