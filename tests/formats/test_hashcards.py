"""The Markdown of hashcards."""

import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given

from alliance_cards.decks.schema import BasicEntry, ChoiceEntry, ClozeEntry, Entry, ListEntry
from alliance_cards.formats.gathered import Gathered, NewDeck, Options
from alliance_cards.formats.hashcards import hashcards_text
from alliance_cards.formats.reading import gather_text
from drawn import examples
from formats.making import BASICS, CLOZES, cards, decks, sound


def read(text: str) -> Gathered:
    return gather_text(text, Path("notes.md"), "hashcards", Options())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Q: a\nA: b\n", [BasicEntry(front="a", back="b")]),
        ("Q:a\nmore\n\nA: b\nmore\n", [BasicEntry(front="a\nmore", back="b\nmore")]),
        (
            "Q: a\nA: b\nQ: c\nA: d\n",
            [BasicEntry(front="a", back="b"), BasicEntry(front="c", back="d")],
        ),
        ("C: The [x] of [y].\n", [ClozeEntry(cloze="The {{x}} of {{y}}.")]),
        ("C: a [x\ny] b\n", [ClozeEntry(cloze="a {{x\ny}} b")]),
        (r"C: \[a\] [b]", [ClozeEntry(cloze="[a] {{b}}")]),
        ("C: ![x](a.png) [b]", [ClozeEntry(cloze="![x](a.png) {{b}}")]),
        (
            "---\nname = \"N\"\n---\nQ: a\nA: b\n\n---\n\nC: [c]",
            [BasicEntry(front="a", back="b"), ClozeEntry(cloze="{{c}}")],
        ),
        ("---\nQ: a\nA: b\n---\n", [BasicEntry(front="a", back="b")]),
        ("", []),
    ],
)  # fmt: skip
def test_what_is_found(text: str, found: list[Entry]) -> None:
    gathered = read(text)
    assert gathered.skipped == ()
    assert [entry for deck in gathered.decks for entry in deck.entries] == found


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("text\nQ: a\nA: b", 1, "stands before any"),
        ("A: b\n", 1, "This answer has no question."),
        ("\nQ: a\n", 2, "This question has no answer."),
        ("Q: a\nQ: c\nA: d", 1, "This question has no answer."),
        ("Q: a\nC: [c]", 1, "This question has no answer."),
        ("Q: a\nA: b\nA: c", 3, "This is a second answer"),
        ("C: [c]\nA: b", 2, "This answer has no question."),
        ("C: none\n", 1, "has no deletion"),
        ("C: [open\n", 1, "brackets of this cloze do not match"),
        ("C: a] [b]\n", 1, "brackets of this cloze do not match"),
        ("C: [a [b]]\n", 1, "brackets of this cloze do not match"),
        ("C: {{a}} [b]\n", 1, "Double braces"),
        ("C: [std::vector]\n", 1, "Two colons"),
        ("Q: \nA: b", 1, '"front" is empty.'),
        ("---\nname = \n---\nQ: a\nA: b", 1, "no TOML"),
        ("---\nx = " + "[" * 5_000 + "\n---\nQ: a\nA: b", 1, "no TOML"),
    ],
)
def test_errors_rather_than_guesses(text: str, line: int, reason: str) -> None:
    (skipped,) = read(text).skipped
    assert skipped.line == line
    assert reason in skipped.reason


def test_the_name_stands_in_the_front_matter() -> None:
    (deck,) = read('---\nname = "A \\"name\\""\n---\nQ: a\nA: b').decks
    assert (deck.id, deck.name) == ("notes", 'A "name"')
    assert read("Q: a\nA: b").decks[0].name == "notes"


def test_pictures_are_counted() -> None:
    assert "2 pictures" in read("Q: ![](a.png)\nA: ![x](b.png)").remarks[0]


@given(decks(BASICS | CLOZES))
@examples(50)
def test_what_can_be_held_comes_back(deck: NewDeck) -> None:
    held = tuple(entry for entry in deck.entries if can_be_held(entry))
    deck = deck._replace(entries=sound(map(bare, held), {}), sources={})
    written = hashcards_text(deck)
    gathered = read(str(written.data))
    found = [card for each in gathered.decks for card in cards(each)]
    assert gathered.skipped == ()
    assert [card[:3] for card in found] == [card[:3] for card in cards(deck)]


def can_be_held(entry: Entry) -> bool:
    text = entry.cloze if isinstance(entry, ClozeEntry) else ""
    sides = [text] if text else [getattr(entry, "front", ""), getattr(entry, "back", "")]
    if any(re.search(r"^\s*(?:[QAC]:|---\s*$)", side, re.MULTILINE) for side in sides):
        return False
    plain = all("\n".join(side.strip().splitlines()) == side.strip() for side in sides)
    inner = re.sub(r"\{\{(.*?)\}\}(?!\})", r"\1", text, flags=re.DOTALL)
    return plain and not any(sign in inner for sign in ("{", "}", "::", "!", "\\"))


def bare(entry: Entry) -> Entry:
    return msgspec.structs.replace(
        entry, id="", tags=(), explanation="", source="",
        **({"reverse": False, "accept": ()} if isinstance(entry, BasicEntry) else {}),
    )  # fmt: skip


def test_what_cannot_be_held_is_said() -> None:
    entries = (
        BasicEntry(id="i", front="f", back="b", reverse=True, accept=("x",)),
        ClozeEntry(cloze="{{a::hint}} [b]"),
        ChoiceEntry(choice="Which?", options=("x", "y"), answer=2),
        ListEntry(list="Two {{x}}", items=("p::r", "q")),
        BasicEntry(front="f\nQ: f", back="b"),
    )
    written = hashcards_text(NewDeck("d", 'D "1"', entries=entries))
    assert written.data == EXPECTED
    assert len(written.remarks) == 6


EXPECTED = r"""---
name = "D \U000000221\U00000022"
---

Q: f
A: b

Q: b
A: f

C: [a] \[b\]

Q: Which?
A) x
B) y
A: y

C: Two {{x}}
1. [p::r]
2. [q]
"""
