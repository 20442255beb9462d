"""What Quizlet gives to copy."""

from pathlib import Path

from alliance_cards.decks.schema import BasicEntry
from alliance_cards.formats.gathered import Gathered, Options
from alliance_cards.formats.reading import gather_text

AB_CD = (BasicEntry(front="a", back="b"), BasicEntry(front="c", back="d"))


def read(text: str, field: str | None = None, row: str | None = None) -> Gathered:
    options = Options(field_separator=field, row_separator=row)
    return gather_text(text, Path("set.txt"), "txt", options)


def test_a_tab_and_a_line_by_default() -> None:
    assert read("a\tb\r\n\nc\td\n").decks[0].entries == AB_CD


def test_separators_of_ones_own() -> None:
    assert read("a - b;c - d", " - ", ";").decks[0].entries == AB_CD
    assert read("a,b\n\nc,d\n\n", ",", "\\n\\n").decks[0].entries == AB_CD
    assert read("a\tb###c\td", "\\t", "###").decks[0].entries == AB_CD


def test_a_definition_of_several_lines() -> None:
    assert read("a\tb\nc;;;d\te", "\t", ";;;").decks[0].entries[0] == BasicEntry(
        front="a", back="b\nc"
    )


def test_rows_without_a_card_are_reported_with_their_line() -> None:
    gathered = read("a\tb\nnothing\nc\t\n")
    assert [skipped[1:] for skipped in gathered.skipped] == [
        (2, "There is no separator between term and definition in this row."),
        (3, '"back" is empty.'),
    ]
    assert read("a,b;;\nx;;\nc,d", ",", ";;").skipped[0].line == 2
