"""Our own deck files: whatever the texts are, what is written is what is read."""

from pathlib import Path

import pytest
from hypothesis import example, given

from alliance_cards.decks.expansion import expand
from alliance_cards.decks.reading import parse_deck
from alliance_cards.decks.schema import BasicEntry, ChoiceEntry, ClozeEntry, ListEntry
from alliance_cards.formats.gathered import NewDeck
from alliance_cards.formats.yaml_files import read, yaml_text
from drawn import examples
from formats.making import TEXTS, decks

FILE = Path("deck.yaml")


def text_of(front: str) -> str:
    return yaml_text(NewDeck("deck", "Deck", entries=(BasicEntry(front=front, back="b"),)))


@given(decks())
@examples(60)
def test_what_is_written_is_read(deck: NewDeck) -> None:
    gathered = read(yaml_text(deck), FILE)
    assert gathered.skipped == ()
    assert gathered.decks == (deck,)


@given(decks())
@examples(30)
def test_both_readers_of_decks_make_the_same_cards_of_it(deck: NewDeck) -> None:
    reading = parse_deck(yaml_text(deck), deck_id="deck", file="deck.yaml")
    titles = {key: source.title.strip() for key, source in deck.sources.items()}
    cards = [card for e in deck.entries for card in expand(e, deck_id="deck", titles=titles)]
    assert reading.deck is not None
    assert list(reading.deck.cards) == cards
    assert not reading.has_errors


@given(TEXTS)
@example("-" * 300)
@example(("x " * 60) + "-" * 300)
@example("a\n" + " " * 300 + "b")
def test_one_text_of_any_kind(front: str) -> None:
    if front.strip():
        (deck,) = read(text_of(front), FILE).decks
        assert getattr(deck.entries[0], "front", None) == front


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("A plain question?", "A plain question?"),
        ("Note: this", '"Note: this"'),
        ("cut #off", '"cut #off"'),
        ("no", '"no"'),
        ("1:30", '"1:30"'),
        ("007", '"007"'),
        ("", '""'),
        (" margin ", '" margin "'),
        ('say "yes"', 'say "yes"'),
        ('"yes"', "'\"yes\"'"),
        ("two\nlines", "|-\n      two\n      lines"),
        ("two\nlines\n", "|\n      two\n      lines"),
        ("bell\x07", '"bell\\u0007"'),
        ("half \ud800", '"half \ufffd"'),
        ("a \u2028 b", '"a \\u2028 b"'),
    ],
)
def test_how_a_text_is_written(text: str, written: str) -> None:
    entry = BasicEntry(front="f", back=text or "b", explanation=text)
    document = yaml_text(NewDeck("deck", "Deck", entries=(entry,)))
    if text:
        assert f"    explanation: {written}\n" in document
    else:
        assert "explanation" not in document


def test_the_file_is_made_for_reading() -> None:
    entries = (
        BasicEntry(id="one", front="Front?", back="Back", tags=("a", "b, c"), reverse=True),
        ClozeEntry(cloze="{{a}} and so on", explanation="word " * 40 + "end"),
        ChoiceEntry(choice="Which?", options=("x", "y: z"), answer=(2,)),
        ListEntry(list="Items", items=("1", "two")),
    )
    assert yaml_text(NewDeck("deck", "Deck", "Short.", entries=entries, order=3)) == EXPECTED


EXPECTED = """\
name: Deck
description: Short.
order: 3

cards:
  - id: one
    front: Front?
    back: Back
    reverse: true
    tags: [a, "b, c"]

  - cloze: "{{a}} and so on"
    explanation: >-
      word word word word word word word word word word word word word word word word word word
      word word word word word word word word word word word word word word word word word word
      word word word word end

  - choice: Which?
    options:
      - x
      - "y: z"
    answer: [2]

  - list: Items
    items:
      - "1"
      - two
"""


def test_the_good_cards_of_a_bad_file_are_kept() -> None:
    text = "name: n\ncards:\n  - front: a\n    back: b\n  - front: c\n    bakc: d\n"
    gathered = read(text, FILE)
    assert [entry for deck in gathered.decks for entry in deck.entries] == [
        BasicEntry(front="a", back="b")
    ]
    assert [skipped.line for skipped in gathered.skipped] == [6]


def test_a_file_whose_name_is_no_id() -> None:
    gathered = read("name: n\ncards: [{front: a, back: b}]\n", Path("my deck.yaml"))
    assert gathered.decks == ()
    assert "Rename the file" in gathered.skipped[0].reason
