"""CSV and TSV: what is found in a table, and what a spreadsheet must not run."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_cards.decks.schema import BasicEntry, ChoiceEntry, ClozeEntry, Entry, ListEntry
from alliance_cards.formats.csv_files import armed, csv_text, defused, in_one_cell, several
from alliance_cards.formats.gathered import Gathered, NewDeck, Options
from alliance_cards.formats.limits import RAISE
from alliance_cards.formats.reading import gather_text
from drawn import examples
from formats.making import SHORT, TEXTS, cards, decks


def read(text: str, name: str = "csv", **options: Any) -> Gathered:
    return gather_text(text, Path("deck.csv"), name, Options()._replace(**options))


def entries(text: str, name: str = "csv", **options: Any) -> list[Entry]:
    gathered = read(text, name, **options)
    assert gathered.skipped == ()
    return [entry for deck in gathered.decks for entry in deck.entries]


AB = [BasicEntry(front="a", back="b")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a,b\n", AB),
        ("a;b\n", AB),
        ("a\tb\n", AB),
        ("a|b\n", AB),
        ("\n\na,b\r\n\r\n", AB),
        ("sep=;\na;b\n", AB),
        ("front,back\na,b\n", AB),
        ("Question,Answer,Back\na,,b\n", AB),
        ("Term;Definition\na;b\n", AB),
        ("Frage;Antwort\na;b\n", AB),
        ("Rückseite;Vorderseite\nb;a\n", AB),
        ("Вопрос\tОтвет\na\tb\n", AB),
        ("back,front,unknown\nb,a,x\n", AB),
        ('"a","b"\n', AB),
        ('"a\nb","c""d"\n', [BasicEntry(front="a\nb", back='c"d')]),
        ("The {{x}} is,\n", [ClozeEntry(cloze="The {{x}} is")]),
        ("Cloze\nThe {{x}}\n", [ClozeEntry(cloze="The {{x}}")]),
        ("cloze,tags\nThe {{x}},\"a, b\"\n", [ClozeEntry(cloze="The {{x}}", tags=("a", "b"))]),
        (
            "choice,options,answer\nWhich?,x|y,2\n",
            [ChoiceEntry(choice="Which?", options=("x", "y"), answer=2)],
        ),
        (
            "choice,options,answer\nWhich?,x|y|z,z|x\n",
            [ChoiceEntry(choice="Which?", options=("x", "y", "z"), answer=(3, 1))],
        ),
        (
            "list,items\nThree,\"one\ntwo\nthree\"\n",
            [ListEntry(list="Three", items=("one", "two", "three"))],
        ),
        (
            "front,back,reverse,accept,id\na,b,yes,c|d,x\n",
            [BasicEntry(front="a", back="b", reverse=True, accept=("c", "d"), id="x")],
        ),
    ],
)  # fmt: skip
def test_what_is_found(text: str, found: list[Entry]) -> None:
    assert entries(text) == found


def test_an_answer_is_a_back_where_there_are_no_options() -> None:
    assert entries("question,answer\na,b\n") == [BasicEntry(front="a", back="b")]


def test_what_a_person_says_counts_more_than_what_is_found() -> None:
    assert entries("a,b;c\n", delimiter=",") == [BasicEntry(front="a", back="b;c")]
    assert entries("front,back\n", header=False) == [BasicEntry(front="front", back="back")]
    assert entries("one,two\nfront,back\n", header=False)[1] == BasicEntry(
        front="front", back="back"
    )
    assert entries("a,b\tc\n", "tsv") == [BasicEntry(front="a,b", back="c")]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a,b\nc,d,e\n", 2, "This row has 3 fields where 2 are expected"),
        ("a,b\n\"x\ny\",\n", 2, "The answer is empty."),
        ("a,b\n,y\n", 2, "The question is empty."),
        ("a,b\na,b\n", 2, "The same card stands here twice, first in line 1."),
        ("id,front,back\nx,a,b\nx,c,d\n", 3, 'The id "x" stands here twice, first in line 2.'),
        ("choice,options,answer\nWhich?,x|y,\n", 2, 'The column "answer" must hold'),
        ("choice,options,answer\nWhich?,x|y,3\n", 2, "counted from 1 to 2"),
        ("cloze,tags\nno blank,\n", 2, "There is no blank."),
        ('a,b\n"' + "x" * 140_000, 2, "a quote is opened here and not closed"),
    ],
)  # fmt: skip
def test_a_row_without_a_card_is_reported(text: str, line: int, reason: str) -> None:
    (skipped,) = read(text).skipped
    assert (skipped.file, skipped.line) == ("deck.csv", line)
    assert reason in skipped.reason


def test_two_answers_to_one_question_become_two_cards_that_keep_their_names() -> None:
    first, second = entries("a,b\na,c\n")
    assert first.id == ""
    assert second.id.startswith("a-")
    assert entries("a,b\na,c\n")[1] == second


def test_a_column_of_decks() -> None:
    gathered = read("deck,front,back\nOne,a,b\nTwo: x,c,d\nOne,e,f\n")
    assert [(deck.id, deck.name, len(deck.entries)) for deck in gathered.decks] == [
        ("One", "One", 2),
        ("two-x", "Two: x", 1),
    ]


def test_a_file_of_too_many_rows_is_read_up_to_there() -> None:
    gathered = read("a,b\nc,d\ne,f\n", limits=Options().limits._replace(notes=2))
    assert len(gathered.decks[0].entries) == 2
    assert gathered.skipped[0][1:] == (3, f"Only 2 rows of a file are read. {RAISE}")


def test_columns_without_use_are_named() -> None:
    assert read("front,back,Colour\na,b,red\n").remarks == (
        'deck.csv: these columns are not used: "Colour".',
    )


@given(TEXTS)
def test_a_defused_cell_is_no_formula_and_gives_its_text_back(text: str) -> None:
    assert armed(defused(text)) == text
    assert not defused(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\tx", "\r=1", "＝1", "'=1", "''-"])
def test_a_formula_gets_a_mark(text: str) -> None:
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("text", ["'tis", "a=b", "5-3", "", "''"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert defused(text) == armed(text) == text


@given(st.lists(SHORT, max_size=5))
def test_several_texts_in_one_cell(texts: list[str]) -> None:
    stripped = tuple(text.strip() for text in texts)
    assert several(in_one_cell(stripped)) == stripped
    assert several(in_one_cell(stripped), commas=True) == stripped


@given(decks(), st.sampled_from([",", ";", "\t"]))
@examples(50)
def test_what_is_written_is_read(deck: NewDeck, delimiter: str) -> None:
    deck = deck._replace(
        sources={}, entries=tuple(msgspec.structs.replace(e, source="") for e in deck.entries)
    )
    written = csv_text([deck], delimiter=delimiter).data
    assert isinstance(written, str)
    gathered = read(written, header=True)
    assert gathered.skipped == ()
    assert cards(gathered.decks[0]) == cards(deck)


def test_what_cannot_be_held_is_said() -> None:
    deck = NewDeck("d", "D", "About.", entries=(BasicEntry(front="a", back="b"),))
    written = csv_text([deck, deck])
    assert written.data == "deck,front,back\r\nd,a,b\r\nd,a,b\r\n"
    assert written.remarks == (
        "CSV and TSV hold the cards only: not a deck's name, description, order and sources.",
    )
