"""The two readers agree, and nothing that anybody writes makes them raise."""

import json
from typing import Any
from unittest.mock import patch

import msgspec
import pytest
import yaml_rs
from hypothesis import example, given
from hypothesis import strategies as st

from alliance_cards.core.cards import Card
from alliance_cards.decks.exact import read_exactly
from alliance_cards.decks.expansion import is_yes
from alliance_cards.decks.guard import needs_care, refusal
from alliance_cards.decks.outline import pieces
from alliance_cards.decks.quick import QuickDeck, read_if_clean, read_quickly
from alliance_cards.decks.reading import Reading, check_text, parse_deck
from alliance_cards.decks.schema import BasicEntry, Entry
from drawn import examples, strung

DECK = """\
# A comment
name: Bordin's three qualities
description: What a good relationship
  consists of.
order: 2
sources:
  faq: {title: Why is it important?, file: a.txt}
cards:
  - id: parts
    front: What is the bond made of?
    back: "Trust, caring and respect"
    accept: [trust, 'caring']   # typed
    reverse: true
    source: faq, "What makes it good?"
    tags: [bordin]
  - cloze: 'An {{emotional bond}} and {{agreement::with whom?}} it''s'
    explanation: >-
      Folded
      text.

      Two.
  - choice: |
      Which one?
        Indented
    options:
    - Goals
    - "Tasks: all"
    answer: [1, 2]
  - {list: Strategies, items: [one, two]}
"""

SCRAPS = [
    "\n",
    "\n  ",
    "\n  - ",
    "  ",
    "\t",
    ": ",
    " #",
    "# ",
    "- ",
    "? ",
    "[",
    "]",
    "{",
    "}",
    "{{",
    "}}",
    '"',
    "'",
    "&a ",
    "*a",
    "!x ",
    "|",
    ">",
    "%",
    "@",
    ",",
    "~",
    "no",
    "1.50",
    "007",
    "\\",
    "\r\n",
    "\r",
    "---",
    "...",
    "front: ",
    "back: x",
    "cards:",
    "\x1b",
    "\x85",
    "\u2028",
    "\ufeff",
    "\0",
    "é",
    "😀",
    "c1::",
    "::",
    '"\\ud83d\\ude00"',
    "<<: ",
]

scraps = st.lists(strung(SCRAPS, max_size=6) | st.text(max_size=4), max_size=3).map("".join)
values = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=25).map(
    lambda text: f"x{text}y"
)


@st.composite
def mutated_decks(draw: st.DrawFn) -> str:
    """The deck above with a few places overwritten by what is hard to read."""
    text = DECK
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 0, 0, 1, 2, 9])))
        scrap = draw(st.sampled_from(SCRAPS) | st.text(max_size=3))
        text = text[:start] + scrap + text[end:]
    return text


@st.composite
def one_field_decks(draw: st.DrawFn) -> str:
    """A card whose answer is written as nobody foresaw."""
    return f"name: N\ncards:\n- front: Q\n  back: {draw(scraps)}\n- front: R\n  back: S\n"


def settled(entry: Entry) -> Entry:
    """The entry with `yes` and `true` as one."""
    if isinstance(entry, BasicEntry):
        return msgspec.structs.replace(entry, reverse=bool(is_yes(entry.reverse)))
    return entry


def agree(text: str) -> None:
    quick = read_quickly(text, "deck")
    reading = parse_deck(text, deck_id="deck", file="deck.yaml")
    exact = read_exactly(text, deck_id="deck", file="deck.yaml")
    if quick is not None and reading == Reading(quick.deck, ()):
        assert exact.deck == quick.deck, exact.report.problems()
        assert [settled(e.entry) for e in exact.entries] == [settled(e) for e in quick.entries]
        assert exact.report.problems() == ()
    else:
        assert reading.deck == exact.deck
        assert reading.problems == exact.report.problems()
    assert list(reading.problems) == sorted(reading.problems)
    if not (refusal(text) or needs_care(text)):
        assert divided(text) in (None, quick)
    check_text(text, deck_id="deck", file="deck.yaml")


def divided(text: str) -> QuickDeck | None:
    """What is read of a text card by card, as large ones are read in pieces."""
    with patch("alliance_cards.decks.quick.PIECE", 1):
        return read_quickly(text, "deck")


def test_the_worked_deck_is_read_by_both() -> None:
    """The deck that is mutated below is a good one, in either way of reading."""
    quick = read_quickly(DECK, "deck")
    assert quick is not None
    assert len(quick.deck.cards) == 2 + 2 + 1 + 2
    assert read_exactly(DECK, deck_id="deck", file="f").deck == quick.deck
    assert divided(DECK) == quick


@pytest.mark.parametrize("line", ["%YML 1.2\n", "%YML\r", "# A comment\r\n%YML 1.2\r\n"])
def test_a_directive_is_judged_by_the_exact_reader(line: str) -> None:
    """The quick one passes over any, and a check would say something else than an import."""
    deck = "name: 5 % of N\ncards:\n- front: a\n  back: b\n"
    assert read_if_clean(deck, "deck") == read_quickly(f"{line}---\n{deck}", "deck") is not None
    reading = parse_deck(f"{line}---\n{deck}", deck_id="deck", file="f")
    assert "cannot begin with %" in reading.problems[0].message
    agree(f"{line}---\n{deck}")


@pytest.mark.parametrize(
    "card",
    [
        "{front: |x, back: b}",
        '{front: a, "back":>b}',
        "{front: a,\n   back: |\n    b}",
        "{? front : | x, back: b}",
        "{front: a, back:\n    >}",
        "front: a\n  back: b\n  tags: [|]",
        "front: a\n  back: b\n  tags: [a,\n    > b]",
    ],
)
def test_a_text_in_brackets_begins_with_no_sign_of_a_block(card: str) -> None:
    """The quick reader would take the sign for a letter."""
    text = f"name: N\ncards:\n- {card}\n"
    assert read_quickly(text, "deck") is not None
    assert parse_deck(text, deck_id="deck", file="f").has_errors
    agree(text)
    assert read_if_clean("name: N\ncards:\n- front: a > b, c\n  back: |\n    d\n", "deck")


@pytest.mark.parametrize("margin", ["", "  ", "    "])
def test_a_large_deck_is_read_in_pieces(margin: str) -> None:
    """Cut where cards begin, nowhere else; with the head behind the cards in one piece."""
    head = "name: D\ndescription: |\n  - no card\n    - nor this\n"
    card = f"{margin}- front: >-\n{margin}    - what {{}}?\n{margin}  back: a - b\n"
    cards = "cards:\n" + "".join(card.format(number) for number in range(30))
    text = head + cards
    parts = list(pieces(text, 200))
    assert len(parts) > 5
    assert max(map(len, parts[1:])) < 400
    assert "".join([parts[0], *(part.removeprefix("cards:\n") for part in parts[1:])]) == text
    assert all(part.count("front") == part.count("back") for part in parts)
    assert list(pieces(cards + head, 200)) == [cards + head]
    found = divided(text)
    assert found is not None
    assert found == read_quickly(text, "deck") == divided(cards + head)
    assert len(found.deck.cards) == 30


@examples(300)
@given(mutated_decks())
def test_mutated_decks(text: str) -> None:
    """A damaged deck gives the same cards and problems whichever reader sees it."""
    agree(text)


@examples(200)
@given(one_field_decks())
def test_any_answer(text: str) -> None:
    """What stands behind a colon is read alike, or refused."""
    agree(text)


@examples(150)
@given(st.text(max_size=200) | scraps)
@example("\0")
@example("a: " + "9" * 5000)
@example("- " * 100_000)
@example("[" * 20_000)
@example("name: &a [*a]\ncards: *a")
@example("cards: &a\n- *a")
@example("\ud800: \udfff")
def test_any_text(text: str) -> None:
    """A text that is no deck at all is a problem, not a crash."""
    reading = parse_deck(text, deck_id="deck", file="f")
    assert reading.has_errors or reading.deck is not None


basic = st.fixed_dictionaries({"front": values, "back": values})
choice = st.fixed_dictionaries(
    {
        "choice": values,
        "options": st.lists(values, min_size=2, max_size=4, unique_by=str.strip),
        "answer": st.just(1),
    }
)


def numbered(deck: dict[str, Any]) -> dict[str, Any]:
    for number, card in enumerate(deck["cards"]):
        card["id"] = f"card-{number}"
    return deck


decks = st.fixed_dictionaries(
    {
        "name": values,
        "description": values,
        "cards": st.lists(basic | choice, min_size=1, max_size=5),
    }
).map(numbered)


def written_as(deck: dict[str, Any], text: str) -> None:
    reading = parse_deck(text, deck_id="deck", file="f")
    assert not reading.has_errors, reading.problems
    exact = read_exactly(text, deck_id="deck", file="f")
    assert reading.deck == exact.deck
    assert reading.deck is not None
    assert reading.deck.name == deck["name"]
    assert reading.deck.description == deck["description"]
    assert list(map(card_written, reading.deck.cards)) == deck["cards"]


def card_written(card: Card) -> dict[str, Any]:
    name = card.id.removeprefix("deck/")
    if card.kind == "choice":
        options = list(card.options)
        return {"choice": card.front, "options": options, "answer": 1, "id": name}
    return {"front": card.front, "back": card.back, "id": name}


@given(decks, st.booleans())
def test_json_is_a_deck(deck: dict[str, Any], ascii_only: bool) -> None:
    """A deck written as JSON comes back with the same texts, emoji escapes and all."""
    written_as(deck, json.dumps(deck, ensure_ascii=ascii_only))


@given(decks)
def test_yaml_is_a_deck(deck: dict[str, Any]) -> None:
    """A deck written by another YAML program comes back with the same texts."""
    written_as(deck, yaml_rs.dumps(deck))
