"""The review log for other programs, in CSV and JSON.

First the columns of the open-spaced-repetition project by their names, as its optimizer
reads them: `review_time` in milliseconds since 1970 UTC, `review_rating` 1 (again) to 4
(easy), `review_state` 0 new, 2 review, 3 relearning, 4 filtered, `review_duration` in
milliseconds. Then ours. Drills and cramming are state 4 and marked by `kind`: they are no
reviews.
"""

import csv
import io
from collections.abc import Iterable, Iterator

from alliance_cards.core.calendar import iso_date
from alliance_cards.core.history import ANSWERS, Kind, Row
from alliance_cards.core.schedule import Position
from alliance_cards.formats.csv_files import defused
from alliance_cards.formats.json_files import ascii_json

COLUMNS = (
    "card_id", "review_time", "review_rating", "review_state", "review_duration",
    "grade", "kind", "study_day", "offset_minutes",
    "repetitions_before", "ease_before", "interval_before", "due_before",
    "repetitions_after", "ease_after", "interval_after", "due_after", "uuid",
)  # fmt: skip
RATINGS = (1, 1, 1, 2, 3, 4)
"""The rating of each grade, 0 to 5."""

FRESH, IN_REVIEW, RELEARNING, FILTERED = 0, 2, 3, 4

Value = str | int | None


def log_csv(rows: Iterable[Row]) -> str:
    """The answers among the rows as CSV, in their order."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for record in _records(rows):
        writer.writerow([defused(v) if isinstance(v, str) else v for v in record.values()])
    return written.getvalue()


def log_json(rows: Iterable[Row]) -> str:
    """The answers among the rows as a list of objects."""
    return ascii_json(list(_records(rows)))


def _records(rows: Iterable[Row]) -> Iterator[dict[str, Value]]:
    for row in rows:
        entry = row.entry
        if entry.kind not in ANSWERS and entry.kind is not Kind.IMPORT:
            continue
        if entry.card is not None and entry.grade is not None:
            yield dict(zip(COLUMNS, _values(row, entry.card, entry.grade), strict=True))


def _values(row: Row, card: str, grade: int) -> tuple[Value, ...]:
    entry = row.entry
    return (
        card,
        row.clock,
        RATINGS[grade],
        _state(row),
        entry.taken_ms,
        grade,
        entry.kind.name.lower(),
        iso_date(row.day),
        row.offset_minutes,
        *_position(entry.before),
        *_position(entry.after),
        row.uuid.hex(),
    )


def _state(row: Row) -> int | None:
    """The state before the answer; None where it is not known."""
    if row.entry.kind in (Kind.DRILL, Kind.CRAM):
        return FILTERED
    before = row.entry.before
    if before is None:
        return None
    if before.due is None:
        return FRESH
    return IN_REVIEW if before.state.repetitions else RELEARNING


def _position(position: Position | None) -> tuple[Value, Value, Value, Value]:
    if position is None:
        return None, None, None, None
    due = None if position.due is None else iso_date(position.due)
    return position.state.repetitions, position.state.ease, position.state.interval, due
