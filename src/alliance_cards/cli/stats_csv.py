"""The statistics as one table of CSV."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from alliance_cards.cli.stats_shapes import statistics_object
from alliance_cards.core.gate import safe
from alliance_cards.core.statistics import Statistics
from alliance_cards.formats.csv_files import defused

CSV_COLUMNS = ("table", "row", "figure", "value")


def statistics_csv(found: Statistics) -> str:
    """All of `--json` as one table: which table, which row of it, which figure, its value."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    for table, value in statistics_object(found).items():
        writer.writerows(_lines(table, value))
    return written.getvalue()


def _lines(table: str, value: Any) -> Iterator[tuple[Any, ...]]:
    """A list gives a row of figures for each item, named by its first figure."""
    if isinstance(value, list):
        for number, item in enumerate(value, 1):
            if isinstance(item, dict):
                row = number if table == "suggestions" else next(iter(item.values()))
                yield from ((table, _cell(row), key, _cell(part)) for key, part in item.items())
    elif isinstance(value, Mapping):
        for key, part in value.items():
            if isinstance(part, list | Mapping):
                yield from _lines(f"{table}_{key}", part)
            else:
                yield table, "", key, _cell(part)


def _cell(value: Any) -> Any:
    return defused(safe(value)) if isinstance(value, str) else value
