"""Anki's text files: the table of header rules, and the way out and back in."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given

from alliance_cards.decks.schema import BasicEntry, ClozeEntry
from alliance_cards.formats.anki_text import anki_text
from alliance_cards.formats.gathered import Gathered, NewDeck, Options
from alliance_cards.formats.reading import gather_text
from drawn import examples
from formats.making import BASICS, cards, decks


def read(text: str, **options: Any) -> Gathered:
    return gather_text(text, Path("notes.txt"), "anki", Options()._replace(**options))


def sides(text: str, **options: Any) -> list[tuple[str, str]]:
    gathered = read(text, **options)
    entries = [entry for deck in gathered.decks for entry in deck.entries]
    return [
        (entry.front, entry.back) if isinstance(entry, BasicEntry) else (entry.cloze, "")
        for entry in entries
        if isinstance(entry, BasicEntry | ClozeEntry)
    ]


AB = [("a", "b")]
HEADERS = {
    "separator by name: comma": ("#separator:Comma\na,b\n", AB),
    "separator by name: semicolon": ("#separator:Semicolon\na;b\n", AB),
    "separator by name: tab": ("#separator:Tab\na\tb\n", AB),
    "separator by name: space": ("#separator:Space\na b\n", AB),
    "separator by name: pipe": ("#separator:Pipe\na|b\n", AB),
    "separator by name: colon": ("#separator:Colon\na:b\n", AB),
    "separator by its sign": ("#separator:;\na;b\n", AB),
    "separator as an escape": ("#separator:\\t\na\tb\n", AB),
    "separator that is unknown: found": ("#separator:xyz\na,b\n", AB),
    "the last of two separators": ("#separator:tab\n#separator:comma\na,b\n", AB),
    "keys in any case": ("#SEPARATOR:comma\na,b\n", AB),
    "blanks around a value": ("#separator: tab \na,b\tc\n", [("a,b", "c")]),
    "a byte order mark": ("\ufeff#separator:comma\na,b\n", AB),
    "lines that end in CR LF": ("#separator:tab\r\na\tb\r\n", AB),
    "an unknown key is a comment": ("#foo:bar\na\tb\n", AB),
    "the block ends at the first line without #": ("#html:false\na\tb\n#separator:comma\nc\td\n",
                                                   [("a", "b"), ("c", "d")]),
    "a comment anywhere": ("a\tb\n# c\td\ne\tf\n", [("a", "b"), ("e", "f")]),
    "a quoted # is none": ('"#a"\tb\n', [("#a", "b")]),
    "a # in a quoted field is none": ('"a\n#b"\tc\n', [("a\n#b", "c")]),
    "without separator: tab first": ("a,b\tc\n", [("a,b", "c")]),
    "without separator: then pipe": ("a;b|c\n", [("a;b", "c")]),
    "without separator: then semicolon": ("a:b;c\n", [("a:b", "c")]),
    "without separator: then colon": ("a,b:c\n", [("a,b", "c")]),
    "without separator: then comma": ("a b,c\n", [("a b", "c")]),
    "without separator: then space": ("a b\n", AB),
    "html true": ("#html:true\n#separator:tab\na &amp; b<br>c\td\n", [("a & b\nc", "d")]),
    "html false": ("#html:false\n#separator:tab\na &amp; <b>\td\n", [("a &amp; <b>", "d")]),
    "html yes is not true": ("#html:yes\n#separator:tab\na &amp; b\td\n", [("a &amp; b", "d")]),
    "html found": ("#separator:tab\na<br>b\td\n", [("a\nb", "d")]),
    "quoted fields hold newlines": ('#separator:tab\n"a\nb"\tc\n', [("a\nb", "c")]),
    "columns by name": ("#separator:comma\n#columns:Back,Front\nb,a\n", AB),
    "columns of other names": ("#separator:comma\n#columns:X,Y\na,b\n", AB),
    "a guid column": ("#separator:tab\n#guid column:1\nid\ta\tb\n", AB),
    "columns anywhere": ("#separator:tab\n#tags column:2\n#deck column:4\na\tt\tb\tD\n", AB),
    "a cloze without its second field": (
        "#separator:tab\n#notetype:Cloze\n{{c1::a}}\n", [("{{c1::a}}", "")]
    ),
    "a cloze is found": ("#separator:tab\n{{c1::a}}\tx\n", [("{{c1::a}}", "")]),
}  # fmt: skip


@pytest.mark.parametrize("rule", HEADERS)
def test_a_rule_of_the_header(rule: str) -> None:
    text, found = HEADERS[rule]
    assert sides(text.removeprefix("\ufeff")) == found


def test_a_byte_order_mark_is_taken_off(tmp_path: Path) -> None:
    from alliance_cards.formats.reading import gather

    file = tmp_path / "x.txt"
    file.write_bytes("\ufeff#separator:comma\na,b\n".encode())
    assert gather(file).decks[0].entries == (BasicEntry(front="a", back="b"),)


def test_what_a_person_says_counts_more() -> None:
    assert sides("#separator:tab\na,b\n", delimiter=",") == AB


def test_tags_of_all_and_of_each() -> None:
    (deck,) = read("#separator:tab\n#tags:x y\n#tags column:3\na\tb\ty z\n").decks
    assert deck.entries[0].tags == ("x", "y", "z")


def test_the_first_column_too_many_holds_tags_and_the_next_is_dropped() -> None:
    (deck,) = read("#separator:tab\na\tb\tt1 t2\tlost\n").decks
    assert deck.entries == (BasicEntry(front="a", back="b", tags=("t1", "t2")),)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("#deck:One::Two\n#separator:tab\na\tb\n", ["One::Two"]),
        ("#separator:tab\n#deck column:1\nD\ta\tb\nE\tc\td\n", ["D", "E"]),
        ("#separator:tab\n#deck:F\n#deck column:1\nD\ta\tb\n\tc\td\n", ["D", "F"]),
        ("#separator:tab\na\tb\n", ["notes"]),
    ],
)
def test_the_deck(text: str, names: list[str]) -> None:
    assert [deck.name for deck in read(text).decks] == names


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Basic", BasicEntry(front="a", back="b")),
        ("Basic (and reversed card)", BasicEntry(front="a", back="b", reverse=True)),
        ("Basic (type in the answer)", BasicEntry(front="a", back="b", accept=("b",))),
        ("My reversed type", BasicEntry(front="a", back="b", reverse=True)),
        ("Basic (optional reversed card)", BasicEntry(front="a", back="b", reverse=True)),
        ("Anything", BasicEntry(front="a", back="b", tags=("y",))),
    ],
)
def test_the_note_type(name: str, found: BasicEntry) -> None:
    (by_header,) = read(f"#separator:tab\n#notetype:{name}\na\tb\ty\n").decks
    (by_column,) = read(f"#separator:tab\n#notetype column:1\n{name}\ta\tb\ty\n").decks
    tags = () if "optional" in name else ("y",)
    for deck in (by_header, by_column):
        assert deck.entries == (msgspec.structs.replace(found, tags=tags),)


def test_a_guid_always_gives_the_same_id_and_the_later_note_counts() -> None:
    gathered = read("#separator:tab\n#guid column:1\na+b\told\tb\na+b\tnew\tc\n")
    assert gathered.decks[0].entries == (BasicEntry(id="g-a_2bb", front="new", back="c"),)
    (skipped,) = gathered.skipped
    assert skipped[1:] == (3, "Line 4 has the same guid and replaces it.")


def test_an_empty_first_field_is_reported() -> None:
    gathered = read("#separator:tab\n\tb\na\tb\n")
    assert gathered.skipped[0][1:] == (2, "The first field is empty.")
    assert sides("#separator:tab\n\tb\na\tb\n") == AB


def test_an_answer_that_is_missing_is_reported() -> None:
    assert read("#separator:tab\na\n").skipped[0][1:] == (2, '"back" is empty.')


@pytest.mark.parametrize(("name", "back"), [("D", "00"), ("D", "0\nand more"), ("a\rb", "1")])
def test_an_answer_that_begins_like_its_question_is_kept(name: str, back: str) -> None:
    """So is every row below a deck's name with a stray line break."""
    entry = BasicEntry(front="0", back=back)
    assert sides(str(anki_text([NewDeck("d", name, entries=(entry,))]).data)) == [("0", back)]


@given(decks(BASICS))
@examples(50)
def test_what_is_written_is_read(deck: NewDeck) -> None:
    plain = tuple(
        msgspec.structs.replace(e, explanation="", source="", accept=(), tags=())
        for e in deck.entries
        if not set("\r\x1f\xa0") & set(f"{e.front}{e.back}")  # type: ignore[attr-defined]
    )
    written = anki_text([deck._replace(sources={}, entries=plain)]).data
    gathered = gather_text(str(written), Path("x.txt"), "txt", Options())
    found = [card for each in gathered.decks for card in cards(each)]
    assert gathered.skipped == ()
    assert found == cards(deck._replace(sources={}, entries=plain))


def test_what_cannot_be_held_is_said() -> None:
    entry = BasicEntry(id="i", front="#f", back="b", accept=("x",), tags=("a b",), explanation="e")
    written = anki_text([NewDeck("d", "Deck", entries=(entry,))])
    assert str(written.data).endswith("\tBasic\tDeck\ta_b\t#f\tb\n")
    assert written.remarks == (
        "Anki's tags have no blanks; an underscore stands in their place.",
        "Anki's standard note types have no place for explanations; they are left out.",
        "Anki's standard note types have no place for accepted answers; they are left out.",
    )


@pytest.mark.parametrize(("name", "back"), [("Deck", "aa"), ("De\rck", "a b"), ("De\nck", "a")])
def test_an_answer_that_begins_like_its_question_stays_whole(name: str, back: str) -> None:
    entry = BasicEntry(id="i", front="a", back=back)
    written = str(anki_text([NewDeck("d", name, entries=(entry,))]).data)
    gathered = gather_text(written, Path("x.txt"), "txt", Options())
    assert gathered.skipped == ()
    assert cards(gathered.decks[0]) == cards(NewDeck("d", name, entries=(entry,)))


def test_a_guid_that_looks_like_a_comment_is_quoted() -> None:
    entry = BasicEntry(id="g-_23x", front="f", back="b")
    written = str(anki_text([NewDeck("d", "Deck", entries=(entry,))]).data)
    assert '\n"#x"\tBasic\tDeck\t\tf\tb\n' in written
    assert gather_text(written, Path("x.txt"), "txt", Options()).decks[0].entries == (entry,)


def test_an_answer_that_begins_with_its_question_stays_whole() -> None:
    deck = NewDeck(id="d", name="d", entries=(BasicEntry(front="Trust", back="Trust and care"),))
    gathered = gather_text(str(anki_text([deck]).data), Path("x.txt"), "txt", Options())
    assert [card.back for card in gathered.decks[0].entries] == ["Trust and care"]  # type: ignore[attr-defined]
