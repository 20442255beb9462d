"""Tables: the figures as text, with or without a chart in the last column."""

from collections.abc import Iterable, Sequence

from alliance_cards.core import sentences
from alliance_cards.core.plots import weakest_first
from alliance_cards.core.statistics import Group
from alliance_cards.pages.charts import bar, interval_bar
from alliance_cards.pages.markup import Element, Node, element

Cell = str | int | Element
SHORT = 12
"""Texts of fewer characters stay on one line."""


def table(
    caption: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    aside: frozenset[int] = frozenset(),
) -> Element:
    """A table; each row begins with its name, whole numbers stand to the right.

    The columns `aside` are left out where the page is narrow.
    """
    body = [list(row) for row in rows]
    first = body[0] if body else [""] * len(headings)
    head = [
        element("th", heading, scope="col", class_=_class(first[place], is_aside=place in aside))
        for place, heading in enumerate(headings)
    ]
    return element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *head)),
        element("tbody", *(_row(row, aside) for row in body)),
    )


def _row(row: Sequence[Cell], aside: frozenset[int]) -> Element:
    cells = [
        element("td", _shown(cell), class_=_class(cell, is_aside=place in aside))
        for place, cell in enumerate(row)
        if place
    ]
    return element("tr", element("th", _shown(row[0]), scope="row"), *cells)


def _shown(cell: Cell) -> Node:
    return f"{cell:,}" if isinstance(cell, int) else cell


def _class(cell: Cell, *, is_aside: bool) -> str | None:
    names = ["aside"] if is_aside else []
    match cell:
        case int():
            names.append("number")
        case Element(name="svg"):
            names.append("plot")
        case str() if len(cell) < SHORT:
            names.append("short")
    return " ".join(names) or None


def table_of_bars(
    caption: str, headings: tuple[str, str], rows: Sequence[tuple[str, int]]
) -> Element:
    """Named numbers, with bars that can be compared."""
    most = max((number for _, number in rows), default=0)
    return table(
        caption,
        (*headings, "Compared"),
        [(name, number, bar(number, most)) for name, number in rows],
    )


def table_of_groups(caption: str, groups: Sequence[Group], weak: Iterable[Group]) -> Element:
    """Groups with their recall, the weakest first, and those never recalled at the end."""
    known = weakest_first(groups)
    ordered = [*known, *(group for group in groups if not group.recall.reviews)]
    return table(
        caption,
        ("Name", "Recalled", "Between", "Reviews", "Studied", "Due", "0 to 100 %"),
        [_group(group, is_weak=group in weak) for group in ordered],
        aside=frozenset({1, 4, 5}),
    )


def _group(group: Group, *, is_weak: bool) -> Sequence[Cell]:
    share = group.recall.share
    name: Cell = group.name
    if is_weak:
        name = element("span", group.name, " ", element("span", "weak", class_="weak"))
    return (
        name,
        "–" if share is None else sentences.percent(share),
        "–" if share is None else sentences.interval(group.recall),
        group.recall.reviews,
        f"{group.studied:,} of {group.cards:,}",
        group.due,
        interval_bar(group.recall),
    )


def behind(summary: str, *content: Node) -> Element:
    """Numbers that are shown on request."""
    return element("details", element("summary", summary), *content)
