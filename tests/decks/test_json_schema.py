"""The schema that editors use says the same as the program."""

import json
from typing import Any

import pytest
import yaml_rs
from hypothesis import given

from alliance_cards.decks.emitting import deck_yaml
from alliance_cards.decks.folder import deck_files, schema_file, shipped_folder
from alliance_cards.decks.json_schema import deck_schema, schema_text
from alliance_cards.decks.reading import parse_deck
from alliance_cards.decks.schema import Entry
from decks.validator import complaints
from decks.written import DISTINCT

SCHEMA = deck_schema()
DECKS = deck_files(shipped_folder())


def editor(text: str) -> list[str]:
    """What an editor that reads YAML 1.2 complains about."""
    return complaints(yaml_rs.loads(text, parse_datetime=False), SCHEMA, SCHEMA)


def with_lines(*lines: str) -> str:
    return "name: N\ncards:\n- " + "\n  ".join(lines) + "\n"


def test_the_shipped_file_is_the_generated_one() -> None:
    """If not: `python -m alliance_cards.decks.json_schema > …/decks/deck.schema.json`."""
    assert schema_file().read_text(encoding="utf-8") == schema_text()
    assert json.loads(schema_text()) == SCHEMA
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_every_key_is_explained() -> None:
    """An editor shows a sentence for each of them."""
    parts = [SCHEMA, *(part for name, part in SCHEMA["$defs"].items() if name != "Card")]
    for part in parts:
        assert part["additionalProperties"] is False
        for name, said in part["properties"].items():
            assert said["description"].endswith((".", "[1, 3].")), name


@pytest.mark.parametrize("path", DECKS, ids=lambda path: path.stem)
def test_the_shipped_decks_are_valid(path: Any) -> None:
    """An editor has nothing to say to them."""
    assert editor(path.read_text(encoding="utf-8")) == []


@given(DISTINCT.filter(bool))
def test_what_the_program_takes_an_editor_takes(entries: list[Entry]) -> None:
    """Any deck without errors."""
    text = deck_yaml(name="N", description="", order=None, sources={}, entries=entries)
    assert editor(text) == []


VALID = [
    with_lines("front: 1984", "back: no", "explanation: 1.5", "source:", "tags: [1, true, ~]"),
    with_lines("front: 2024-01-01", "back: true", "id: 7", "reverse: Yes", "accept:"),
    with_lines("choice: 1", "options: [1, no]", "answer: [1, 2]"),
    with_lines("list: 1", "items:", "- 1:30", "- 007"),
    with_lines("cloze: '{{a}}'") + "order:\nsources:\ndescription:\n",
    with_lines("cloze: '{{a}}'") + "order: 3\nsources: {faq: {title: 1984}}\ndescription: 1\n",
]


@pytest.mark.parametrize("text", VALID)
def test_texts_that_look_like_something_else(text: str) -> None:
    """To an editor they are numbers and truth values; the program reads them as they stand."""
    assert not parse_deck(text, deck_id="deck", file="f").has_errors
    assert editor(text) == []


INVALID = {
    with_lines("fornt: a", "back: b"): ["front is missing", "fornt is not allowed"],
    with_lines("front: a"): ["back is missing"],
    with_lines("front: a", "bakc: b"): ["back is missing", "bakc is not allowed"],
    with_lines("back: a"): ["front is missing"],
    with_lines("front: a", "back: b", "choice: c"): ["choice is not allowed"],
    with_lines("front: {a: b}", "back: [c]"): ["{'a': 'b'} is", "['c'] is"],
    with_lines("front: a", "back: b", "tags: a, b"): ["'a, b' is none of ['array', 'null']"],
    with_lines("front: a", "back: b", "reverse: maybe"): ["'maybe' does not fit"],
    with_lines("front: a", "back: b", "id: two words"): ["'two words' does not fit"],
    with_lines("front: ''", "back: b"): ["'' does not fit"],
    with_lines("cloze: a"): ["'a' does not fit"],
    with_lines("choice: a", "options: [b, c]"): ["answer is missing"],
    with_lines("choice: a", "options: [b]", "answer: 1"): ["1 items"],
    with_lines("choice: a", "options: [b, c]", "answer: b"): ["'b' is none"],
    with_lines("choice: a", "options: [b, c]", "answer: 0"): ["0 is out of range"],
    with_lines("list: a", "items: b"): ["'b' is none of ['array']"],
    "name: N\ncards:\n": ["None is none of ['array']"],
    "name: N\ncards: []\n": ["0 items"],
    "cards: [{cloze: '{{a}}'}]\n": ["name is missing"],
    "title: N\ncards: [{cloze: '{{a}}'}]\n": ["name is missing", "title is not allowed"],
    "name: N\norder: first\ncards: [{cloze: '{{a}}'}]\n": ["'first' is none"],
    "name: N\nsources: {faq: Title}\ncards: [{cloze: '{{a}}'}]\n": [
        "'Title' is none of ['object']"
    ],
    "name: N\nsources: {faq: {file: a}}\ncards: [{cloze: '{{a}}'}]\n": ["title is missing"],
    "name: N\ncards: [a]\n": ["'a' is none of ['object']"],
}


@pytest.mark.parametrize("text", INVALID)
def test_typical_mistakes(text: str) -> None:
    """Each is underlined where it stands, as the program reports it too."""
    assert parse_deck(text, deck_id="deck", file="f").has_errors
    found = editor(text)
    for beginning in INVALID[text]:
        assert any(each.startswith(beginning) for each in found), found
