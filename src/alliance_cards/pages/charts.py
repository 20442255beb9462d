"""Charts as SVG. They stretch to any width: places are percentages, text keeps its size.

Each is hidden from screen readers; the figure around it says the same in words and holds
the numbers as a table.
"""

from collections.abc import Iterator, Sequence

from alliance_cards.core.plots import Shades, Week, axis_end, day_date
from alliance_cards.core.sentences import day_done
from alliance_cards.core.statistics import Recall, StudyDay
from alliance_cards.pages.markup import Element, element

HEIGHT, ABOVE, BELOW, LEFT = 150, 10, 22, 7
"""Of a chart with an axis: pixels, but `LEFT` is a percentage."""
CENTERED, LAST_LABEL = 0.92, 0.96
"""The shares of the width from which on a label is centered below its bar, or left out."""
CELL, HEAD = 12, 18
SIZES = (3, 5, 7, 9, 11)
"""How large the square of a day is at each level: what colour shows, size shows too."""
ROW = 14

Label = tuple[float, str]


def percentage(value: float) -> str:
    """A place or length relative to a chart's width."""
    return f"{value:.2f}%"


def bar(value: float, most: float) -> Element:
    """A bar from the left, as long as the value is of `most`."""
    width = 100 * value / most if most else 0
    return _row(
        element("line", class_="track", x1=0, x2="100%", y1=7, y2=7),
        element("rect", class_="bar", x=0, y=2, height=10, rx=2, width=percentage(width)),
    )


def interval_bar(recall: Recall) -> Element:
    """Where a share lies between 0 and 1: its interval, and itself as a point in it."""
    low, high = recall.interval
    track = element("line", class_="track", x1=0, x2="100%", y1=7, y2=7)
    if recall.share is None:
        return _row(track)
    ends = {"x1": percentage(100 * low), "x2": percentage(100 * high)}
    return _row(
        track,
        element("line", class_="reach", y1=7, y2=7, **ends),
        element("circle", class_="point", cx=percentage(100 * recall.share), cy=7, r=5),
    )


def _row(*parts: Element) -> Element:
    return element("svg", *parts, height=ROW, width="100%", aria_hidden=True)


def columns(values: Sequence[int], tips: Sequence[str], labels: Sequence[Label]) -> Element:
    """Upright bars; `tips` say what each is, `labels` stand below at shares of the width."""
    end = axis_end(max(values, default=0))
    step = (100 - LEFT) / max(1, len(values))
    gap = step * (0.24 if len(values) < 100 else 0.1)
    bars = [
        element(
            "rect", element("title", tip), class_="bar", rx=1,
            x=percentage(LEFT + place * step + gap / 2), width=percentage(step - gap),
            y=_y(value, end), height=max(1.0, _y(0, end) - _y(value, end)),
        )
        for place, (value, tip) in enumerate(zip(values, tips, strict=True))
        if value
    ]  # fmt: skip
    return _chart(*_grid(end), *bars, *_labels(labels, step / 100))


def curve(values: Sequence[int], labels: Sequence[Label]) -> Element:
    """A line through values at equal distances."""
    end = axis_end(max(values, default=0))
    last = max(1, len(values) - 1)
    points = " ".join(
        f"{100 * place / last:.2f},{100 - 100 * value / end:.2f}"
        for place, value in enumerate(values)
    )
    line = element(
        "svg", element("polyline", class_="curve", points=points),
        viewBox="0 0 100 100", preserveAspectRatio="none", x=percentage(LEFT), y=ABOVE,
        width=percentage(100 - LEFT), height=HEIGHT,
    )  # fmt: skip
    return _chart(*_grid(end), line, *_labels(labels, 0))


def _chart(*parts: Element) -> Element:
    height = ABOVE + HEIGHT + BELOW
    return element("svg", *parts, width="100%", height=height, aria_hidden=True)


def _y(value: int, end: int) -> float:
    return ABOVE + HEIGHT - HEIGHT * value / end


def _grid(end: int) -> Iterator[Element]:
    for value in (0, end // 2, end) if end > 1 and end % 2 == 0 else (0, end):
        y = _y(value, end)
        yield element("line", class_="axis", x1=percentage(LEFT), x2="100%", y1=y, y2=y)
        text = f"{value:,}"
        yield element("text", text, class_="end", x=percentage(LEFT - 1), y=y + 4)


def _labels(labels: Sequence[Label], step: float) -> Iterator[Element]:
    for place, text in labels:
        if place > LAST_LABEL:
            continue
        centered = place > CENTERED
        x = LEFT + (100 - LEFT) * place + (50 * step if centered else 0)
        class_ = "middle" if centered else None
        yield element("text", text, class_=class_, x=percentage(x), y=ABOVE + HEIGHT + 17)


def heat_map(weeks: Sequence[Week], shades: Shades, *, width: int, height: int) -> Element:
    """Weeks as columns of days: the more answers, the larger and the stronger a square."""
    cells = [
        day_cell(day, shades, x=place * CELL, y=HEAD + weekday * CELL)
        for place, week in enumerate(weeks)
        for weekday, day in enumerate(week)
        if day is not None
    ]
    first = next(day for week in weeks for day in week if day)
    name = day_date(first.day).strftime("%b")
    heading = element("text", name, x=0, y=HEAD - 7)
    return element("svg", heading, *cells, width=width, height=height, aria_hidden=True)


def day_cell(day: StudyDay, shades: Shades, *, x: int, y: int) -> Element:
    """The square of a study day."""
    level = shades.level(day.answers)
    tip = f"{day_date(day.day):%d %b %Y}: {day_done(day) if day.answers else 'nothing'}"
    return square(level, x=x, y=y, tip=tip)


def square(level: int, *, x: int, y: int, tip: str | None = None) -> Element:
    """A square of a level."""
    size = SIZES[level]
    inset = (CELL - size) / 2
    title = element("title", tip) if tip else None
    return element(
        "rect", title, class_=f"l{level}", x=x + inset, y=y + inset, width=size, height=size,
        rx=2 if size > 4 else 1,
    )  # fmt: skip
