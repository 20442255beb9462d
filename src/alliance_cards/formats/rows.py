"""Records of delimited text with the line in which each begins. Nothing is raised."""

import csv
import io
import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from alliance_cards.formats.limits import RAISE
from alliance_cards.formats.report import Report

LINE_END = re.compile(r"\r\n|\r|\n")


class Row(NamedTuple):
    """The fields of a record, and the line in which it begins."""

    line: int
    fields: list[str]


class _Lines:
    """The lines of a text; between two records those that begin with a sign are left out."""

    def __init__(self, text: str, comment: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self._comment = comment
        self.number = 0
        self.begun = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.number += 1
            if not self.begun:
                if self._comment and line.startswith(self._comment):
                    continue
                self.begun = self.number
            yield line


def rows(
    text: str, delimiter: str, report: Report, *, most: int, comment: str = ""
) -> Iterator[Row]:
    """All records that are not empty, at most so many.

    A quote that is never closed ends the reading.
    """
    lines = _Lines(text, comment)
    reader = csv.reader(iter(lines), delimiter=delimiter)
    for count in itertools.count():
        lines.begun = 0
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error:
            report.skip(
                lines.begun,
                "From this line on the file cannot be read: a quote is opened here and not closed, "
                "or a field is longer than 131,072 characters.",
            )
            return
        if count >= most:
            report.skip(lines.begun, f"Only {most:,} rows of a file are read. {RAISE}")
            return
        if any(field.strip() for field in fields):
            yield Row(lines.begun, fields)


def sample(text: str, size: int = 8192) -> str:
    """The beginning of a text, up to the end of a line where there is one."""
    if len(text) <= size:
        return text
    ends = [match.end() for match in LINE_END.finditer(text, 0, size)]
    return text[: ends[-1]] if ends else text[:size]
