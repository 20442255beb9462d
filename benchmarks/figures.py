"""What is measured, and how it is told."""

from collections.abc import Callable, Sequence
from statistics import median
from typing import Any, NamedTuple

Measure = Callable[[], float]
SHARE_OF_MIDDLE = 4  # the spread is that of the middle half


class Figures(NamedTuple):
    """The median of some figures, and the lowest and highest of their middle half."""

    median: float
    low: float
    high: float


class Result(NamedTuple):
    """One line of the table: what was done, against what, and the aim for the ratio.

    Without something to compare with, `theirs` is None and the aim is for `ours`.
    """

    work: str
    against: str
    ours: Figures
    theirs: Figures | None
    ratio: Figures
    unit: str
    aim: float
    note: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the aim is reached."""
        return self.ratio.median <= self.aim


def figures(values: Sequence[float]) -> Figures:
    """The median and the spread of some values."""
    ordered = sorted(values)
    out = len(ordered) // SHARE_OF_MIDDLE
    return Figures(median(ordered), ordered[out], ordered[-1 - out])


def in_turn(ours: Measure, theirs: Measure, *, runs: int) -> tuple[list[float], list[float]]:
    """Run two things in turn, after one pair that does not count."""
    pairs = [(theirs(), ours()) for _ in range(runs + 1)][1:]
    return [pair[1] for pair in pairs], [pair[0] for pair in pairs]


def compared(
    work: str,
    against: str,
    measured: tuple[Sequence[float], Sequence[float]],
    *,
    aim: float,
    unit: str = "ms",
    share: float = 1,
    note: str = "",
) -> Result:
    """The line of two series that were measured in turn: the ratio is taken pair by pair.

    It is divided by `share`: ten, where ours does ten times the work.
    """
    ours, theirs = measured
    ratios = [mine / (other * share) for mine, other in zip(ours, theirs, strict=True)]
    return Result(work, against, figures(ours), figures(theirs), figures(ratios), unit, aim, note)


def alone(work: str, values: Sequence[float], *, aim: float, unit: str, note: str = "") -> Result:
    """The line of something that has an aim of its own."""
    found = figures(values)
    return Result(work, "", found, None, found, unit, aim, note)


HEADINGS = ("work", "against", "ours", "theirs", "ratio (spread)", "aim", "")


def table(results: Sequence[Result], left_out: Sequence[str]) -> str:
    """The results as a Markdown table, and what was left out."""
    lines = [HEADINGS, ("---",) * len(HEADINGS), *map(_cells, results)]
    text = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    notes = [f"- {r.work}: {r.note}" for r in results if r.note]
    return "\n".join((text, "", *notes, *(f"- Left out: {what}" for what in left_out)))


def as_json(results: Sequence[Result]) -> list[dict[str, Any]]:
    """The results as plain values."""
    return [
        {
            **result._asdict(),
            "ours": result.ours._asdict(),
            "theirs": result.theirs and result.theirs._asdict(),
            "ratio": result.ratio._asdict(),
            "is_met": result.is_met,
        }
        for result in results
    ]


def _cells(result: Result) -> tuple[str, ...]:
    ours, theirs, ratio = result.ours, result.theirs, result.ratio
    told = f"{_short(ratio.median)} ({_short(ratio.low)}–{_short(ratio.high)})"
    return (
        result.work,
        result.against or "–",
        f"{_short(ours.median)} {result.unit}",
        "–" if theirs is None else f"{_short(theirs.median)} {result.unit}",
        "–" if theirs is None else told,
        f"≤ {result.aim:g}" + ("" if theirs else f" {result.unit}"),
        "met" if result.is_met else "**missed**",
    )


def _short(value: float) -> str:
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
