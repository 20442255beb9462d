"""The review log, with the columns of the open-spaced-repetition project first."""

import csv
import io
import json

from alliance_cards.core.history import Entry, Kind, Row
from alliance_cards.core.schedule import Position
from alliance_cards.core.scheduler import State
from alliance_cards.formats.log_files import log_csv, log_json

NEW = Position(State(0, 250, 0), None)
KNOWN = Position(State(2, 250, 6), 20_000)
LAPSED = Position(State(0, 250, 1), 20_001)


def row(kind: Kind, grade: int | None, before: Position | None = None, card: str = "d/c") -> Row:
    entry = Entry(kind, card, grade, 1500, before, KNOWN if before else None)
    return Row(b"u" * 16, b"u" * 16, b"d" * 16, 2_000, 1_000, 60, 20_000, entry)


ROWS = [
    row(Kind.REVIEW, 0, NEW),
    row(Kind.REVIEW, 3, KNOWN),
    row(Kind.REVIEW, 4, LAPSED),
    row(Kind.DRILL, 5),
    row(Kind.CRAM, 2),
    row(Kind.IMPORT, 1),
    row(Kind.SUSPEND, None),
]


def test_ratings_and_states() -> None:
    found = json.loads(log_json(ROWS))
    assert [(each["kind"], each["review_rating"], each["review_state"]) for each in found] == [
        ("review", 1, 0),
        ("review", 2, 2),
        ("review", 3, 3),
        ("drill", 4, 4),
        ("cram", 1, 4),
        ("import", 1, None),
    ]


def test_every_rating() -> None:
    rows = [row(Kind.REVIEW, grade, KNOWN) for grade in range(6)]
    assert [each["review_rating"] for each in json.loads(log_json(rows))] == [1, 1, 1, 2, 3, 4]


def test_one_row_in_full() -> None:
    assert json.loads(log_json(ROWS[:1])) == [
        {
            "card_id": "d/c",
            "review_time": 1000,
            "review_rating": 1,
            "review_state": 0,
            "review_duration": 1500,
            "grade": 0,
            "kind": "review",
            "study_day": "2024-10-04",
            "offset_minutes": 60,
            "repetitions_before": 0,
            "ease_before": 250,
            "interval_before": 0,
            "due_before": None,
            "repetitions_after": 2,
            "ease_after": 250,
            "interval_after": 6,
            "due_after": "2024-10-04",
            "uuid": "75" * 16,
        }
    ]


def test_csv_says_the_same_and_runs_no_formula() -> None:
    rows = [*ROWS, row(Kind.REVIEW, 5, KNOWN, '=x/ü,"\n')]
    found = list(csv.DictReader(io.StringIO(log_csv(rows), newline="")))
    values = json.loads(log_json(rows))
    assert list(found[0]) == list(values[0])
    assert [each["card_id"] for each in found] == ["d/c"] * 6 + ["'=x/ü,\"\n"]
    assert [each["due_before"] for each in found][:2] == ["", "2024-10-04"]
    assert log_json(rows).isascii()
