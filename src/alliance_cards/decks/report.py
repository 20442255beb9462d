"""The problems of one file, gathered while it is read."""

from collections.abc import Iterator

from alliance_cards.core.problems import Problem, Severity
from alliance_cards.decks.limits import MOST_ERRORS, MOST_WARNINGS
from alliance_cards.decks.places import Places


class Report:
    """Collects problems by their place in the text, as many as a person can use."""

    def __init__(self, file: str, places: Places) -> None:
        self.places = places
        self.errors = 0
        self.warnings = 0
        self._file = file
        self._problems: set[Problem] = set()
        self._wrong: set[int] = set()

    @property
    def is_full(self) -> bool:
        """Whether so many errors were found that reading on is pointless."""
        return self.errors >= MOST_ERRORS

    def has_error_at(self, index: int) -> bool:
        """Whether `error` was called for this very place."""
        return index in self._wrong

    def error(self, index: int, message: str) -> None:
        """Note an error at a place in the text."""
        self._wrong.add(index)
        self.add(index, "error", message)

    def warning(self, index: int, message: str) -> None:
        """Note a warning at a place in the text."""
        self.add(index, "warning", message)

    def error_of_file(self, message: str) -> None:
        """Note an error that stands nowhere in the text."""
        self.errors += 1
        self._problems.add(Problem(self._file, 0, 0, "error", message))

    def add(self, index: int, severity: Severity, message: str) -> None:
        """Note a problem of either severity at a place in the text."""
        if severity == "error":
            self.errors += 1
        else:
            self.warnings += 1
        if self.errors <= MOST_ERRORS and self.warnings <= MOST_WARNINGS:
            line, column = self.places.line(index), self.places.column(index)
            self._problems.add(Problem(self._file, line, column, severity, message))

    def problems(self) -> tuple[Problem, ...]:
        """All problems in the order of the file; what a full report leaves out comes last."""
        return (*sorted(self._problems), *self._notes())

    def _notes(self) -> Iterator[Problem]:
        if self.is_full:
            message = f"Reading stops after {MOST_ERRORS:,} errors. Mend these, then check again."
            yield Problem(self._file, 0, 0, "error", message)
        if self.warnings > MOST_WARNINGS:
            message = f"There are more than {MOST_WARNINGS:,} warnings; the rest are not listed."
            yield Problem(self._file, 0, 0, "warning", message)
