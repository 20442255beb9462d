"""A deck as JSON is the deck as YAML, in ASCII."""

import json
from pathlib import Path

from hypothesis import given

from alliance_cards.decks.schema import BasicEntry
from alliance_cards.formats.gathered import NewDeck
from alliance_cards.formats.json_files import json_text
from alliance_cards.formats.yaml_files import read
from drawn import examples
from formats.making import decks


@given(decks())
@examples(30)
def test_what_is_written_is_read(deck: NewDeck) -> None:
    text = json_text(deck)
    gathered = read(text, Path("deck.json"))
    assert gathered.skipped == ()
    assert gathered.decks == (deck,)
    assert text.isascii()
    assert "\x7f" not in text
    assert json.loads(text)["name"] == deck.name


def test_one_object_with_the_keys_of_a_deck_file() -> None:
    deck = NewDeck("d", "Déck", entries=(BasicEntry(front="\ud800", back="b", reverse=True),))
    assert json.loads(json_text(deck)) == {
        "name": "Déck",
        "cards": [{"front": "\ufffd", "back": "b", "reverse": True}],
    }


def test_json_as_others_write_it() -> None:
    card = '{"front":"a\\/b\\u00e9\\ud83d\\ude00","back":"1","tags":["x"]}'
    text = f'{{"cards":[\n\t{card}\n],"name":"n"}}'
    (deck,) = read(text, Path("d.json")).decks
    assert deck.entries == (BasicEntry(front="a/bé😀", back="1", tags=("x",)),)
