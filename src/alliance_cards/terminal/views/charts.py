"""Charts of text: bars, intervals, columns and a heat map. Each is some lines of a width.

All of them can be read without colour. `plain_signs` has stand-ins of the same width for
an encoding that has no code for a block.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.text import Text

from alliance_cards.core.plots import DAYS_OF_WEEK, Week, axis_end, day_date, in_bars, shades
from alliance_cards.core.statistics import Recall
from alliance_cards.terminal.views.styles import ACCENT, QUIET, STRONG

LINE, HALF, TRACK, POINT = "━", "╸", "─", "●"
EIGHTHS = " ▁▂▃▄▅▆▇█"
SHADES = "·░▒▓█"
WEEKDAYS = ("Mon", "", "Wed", "", "Fri", "", "")
LABEL = 4
"""The width of what stands to the left of columns and heat maps."""
MAP_STEP = 3
AXIS_ENDS = ("0", "100 %")
WIDEST_BAR = 60
APART = 7
"""How far the labels below columns are apart, at least."""
PLAIN = str.maketrans("━╸─●▁▂▃▄▅▆▇█·░▒▓–…’×⏎", "=--o...:::##.-+*-.'x/")


def plain_signs(text: Text) -> Text:
    """The text with ASCII stand-ins for the signs that charts are made of."""
    made = text.copy()
    made.plain = text.plain.translate(PLAIN)
    return made


def bar(value: float, most: float, width: int) -> Text:
    """A bar from the left, as long as the value is of `most`; nothing for nothing."""
    halves = round(2 * width * value / most) if most else 0
    if value:
        halves = max(1, halves)
    return Text(LINE * (halves // 2) + HALF * (halves % 2), ACCENT)


def rows_of_bars(rows: Sequence[tuple[str, int]], width: int) -> Iterator[Text]:
    """Named numbers below each other, with bars that can be compared."""
    name = max((len(name) for name, _ in rows), default=0)
    number = max((len(f"{value:,}") for _, value in rows), default=0)
    most = max((value for _, value in rows), default=0)
    for label, value in rows:
        lead = Text(f"{label:<{name}}  {value:>{number},}  ")
        yield lead + bar(value, most, max(1, min(WIDEST_BAR, width - lead.cell_len)))


def interval_bar(recall: Recall, width: int) -> Text:
    """Where a share lies between 0 and 1: its interval, and itself as a point in it."""
    share = recall.share
    if share is None:
        return Text(TRACK * width, QUIET)
    low, high = (round(bound * (width - 1)) for bound in recall.interval)
    point = round(share * (width - 1))
    return Text.assemble(
        (TRACK * low, QUIET),
        (LINE * (point - low), ACCENT),
        (POINT, STRONG),
        (LINE * (high - point), ACCENT),
        (TRACK * (width - 1 - high), QUIET),
    )


class Columns(NamedTuple):
    """Upright bars side by side over an axis.

    `labels` say at which bar something is written below; `step` is the width of a bar with
    its gap.
    """

    values: Sequence[int]
    labels: Sequence[tuple[int, str]]
    step: int
    height: int = 4

    def lines(self) -> Iterator[Text]:
        """The chart from the top, its scale on the left."""
        end = axis_end(max(self.values, default=0))
        # The highest step of a bar is a whole row; whatever is more than nothing is seen.
        eighths = [
            max(1, round(8 * self.height * value / end)) if value else 0 for value in self.values
        ]
        for row in range(self.height - 1, -1, -1):
            scale = f"{end:,}" if row == self.height - 1 else ""
            signs = [EIGHTHS[min(8, max(0, level - 8 * row))] for level in eighths]
            yield Text.assemble(
                (f"{scale:>{LABEL}} ", QUIET), ("".join(map(self._cell, signs)), ACCENT)
            )
        yield Text(" " * (LABEL + 1) + TRACK * (self.step * len(self.values)), QUIET)
        yield Text(" " * (LABEL + 1) + self._foot(), QUIET)

    def _cell(self, sign: str) -> str:
        return sign * max(1, self.step - 1) + " " * min(1, self.step - 1)

    def _foot(self) -> str:
        foot = ""
        for place, label in self.labels:
            start = place * self.step
            if not foot or start > len(foot):
                foot = foot.ljust(start) + label
        return foot


def columns_of_days(days: Sequence[int], width: int) -> tuple[int, Columns]:
    """Upright bars for numbers of the days from today on, and how many days a bar sums up."""
    room = max(1, width - LABEL - 1)
    size, bars = in_bars(days, room)
    step = max(1, min(3, room // max(1, len(bars))))
    every = DAYS_OF_WEEK if size == 1 else -(-APART // step)
    labels = [(place, f"+{place * size}") for place in range(every, len(bars), every)]
    return size, Columns(bars, [(0, "today"), *labels], step)


def heat_map(weeks: Sequence[Week]) -> Iterator[Text]:
    """Weeks as columns of days, darker for more answers; the months above, a key below."""
    levels = shades(day for week in weeks for day in week if day)
    yield Text(" " * LABEL + _months(weeks), QUIET)
    for weekday, name in enumerate(WEEKDAYS):
        line = Text.assemble((f"{name:<{LABEL}}", QUIET))
        for week in weeks:
            day = week[weekday]
            level = levels.level(day.answers) if day else 0
            sign = SHADES[level] if day else " "
            line.append(f"{sign if level else ' '}{sign} ", ACCENT if level else QUIET)
        line.rstrip()
        yield line
    yield _key(levels.starts)


def _months(weeks: Sequence[Week]) -> str:
    row = ""
    for place, week in enumerate(weeks):
        first = next(day for day in week if day)
        named = day_date(first.day)
        begins = named.day <= len(week)
        if (
            begins
            and (not row or len(row) < MAP_STEP * place)
            and MAP_STEP * place + 3 <= MAP_STEP * len(weeks)
        ):
            row = row.ljust(MAP_STEP * place) + named.strftime("%b")
    return row


def _key(starts: Sequence[int]) -> Text:
    shown = [(SHADES[0], "none")]
    for place, start in enumerate(starts):
        last = place + 1 == len(starts)
        if not last and starts[place + 1] <= start:
            continue
        end = "" if last else str(starts[place + 1] - 1)
        span = f"{start}+" if last else str(start) if end == str(start) else f"{start}–{end}"
        shown.append((SHADES[place + 1] * 2, span))
    parts = [
        Text.assemble((sign, ACCENT if place else QUIET), (f" {words}", QUIET))
        for place, (sign, words) in enumerate(shown)
    ]
    return Text(" " * LABEL) + Text("  ").join(parts) + Text(" answers a day", QUIET)
