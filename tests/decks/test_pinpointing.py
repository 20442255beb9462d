"""What is told about the style of a deck is the same whichever way it was read."""

import textwrap
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_cards.decks import pinpointing
from alliance_cards.decks.exact import read_exactly
from alliance_cards.decks.pinpointing import check_quickly
from alliance_cards.decks.reading import Reading, check_text
from decks.test_quick import mutated_decks
from drawn import examples

CARDS = [
    "- front: Who is {n}? And why?\n  back: b\n",
    "- front: Who is {n}?\n  back: a; b\n  # a comment\n  tags: [a, b]\n  reverse: yes\n",
    "- front: >-\n    Do you\n      or {n}\n\n    - not\n  back: |+\n    - front: x\n\n\n",
    '- {{front: "Is {n}\n  - or not", back: "a; b"}}\n',
    "- {{front: Is {n} it?, back: 'yes',\n   source: faq}} # flow\n",
    "-\n  front: Is {n} or not\n  back: b\n",
    "-\tfront: Is {n} or not\n\tback: b\n",
    "-   back: a, b, c, d\n    front: 'List all\n      of {n}'\n\n# between\n",
    "- choice: Which of {n}?\n  options:\n  - yes\n  - 'no'\n  answer: 2\n",
    "- choice: Which of {n}?\n  options: [a, the longest option of all, b]\n  answer: [2]\n",
    '- list: List {n}\n  items: [a; b, c]\n  explanation: "\\ud83d\\ude00 it\'s"\n',
    "- cloze: '{{{{a; b}}}} of {n} and {{{{c d e f g h}}}} 😀'\n",
    "- front: What is the one and only thing that all of us know?\n  back: {n}\n  id: i{n}\n",
    "- front: Good {n}\n  back: Yes\n",
    "- front: Fine {n}\n  back: Good\n",
]
HEADS = [
    "name: N\n",
    "# - A comment\nname: 'N'\nsources:\n  faq: {title: T}\n",
    "name: |\n  - front\ndescription: >\n  cards:\n  - a\n",
]
TAILS = ["", "\n\n", "# the end\n", "order: 3\n", "...\n", "- \n"]


@st.composite
def decks(draw: st.DrawFn) -> str:
    """A deck with much to say about it, as some person may have written it."""
    kinds = draw(st.lists(st.sampled_from(CARDS), min_size=1, max_size=5))
    cards = "".join(card.format(n=n) for n, card in enumerate(kinds))
    margin = " " * draw(st.sampled_from([0, 0, 2]))
    cards = textwrap.indent(cards, margin, lambda line: bool(line.strip()))
    text = f"{draw(st.sampled_from(HEADS))}cards:\n{cards}{draw(st.sampled_from(TAILS))}"
    mark, ending = (
        draw(st.sampled_from(["", "\ufeff"])),
        draw(st.sampled_from(["\n", "\r\n", "\r"])),
    )
    return mark + text.replace("\n", ending)


def checked(text: str) -> Reading:
    return check_text(text, deck_id="deck", file="deck.yaml")


def checked_exactly(text: str) -> Reading:
    with patch("alliance_cards.decks.pinpointing.read_if_clean", return_value=None):
        return checked(text)


@examples(400)
@given(decks() | mutated_decks())
def test_both_ways_tell_the_same(text: str) -> None:
    """The same cards, and the same messages in the same places."""
    assert checked(text) == checked_exactly(text)


def many(count: int, *bad: int) -> str:
    """A deck of so many cards, some of which ask two questions."""
    ends = ["? And why?" if number in bad else "?" for number in range(count)]
    cards = (f"- front: Who is {n}{end}\n  back: b{n}\n" for n, end in enumerate(ends))
    return f"name: N\ncards:\n{''.join(cards)}"


@pytest.mark.parametrize(("bad", "cards"), [((), 0), ((7,), 2), ((0, 7), 2), ((99, 7), 3)])
def test_only_what_is_told_of_is_read_exactly(bad: tuple[int, ...], cards: int) -> None:
    """The cards that something is said about, and the first one, below the head."""
    with patch.object(pinpointing, "read_exactly", wraps=read_exactly) as exactly:
        found = check_quickly(many(100, *bad), deck_id="deck", file="f")
    assert found is not None
    assert len(found[1]) == len(bad)
    assert [call.args[0].count("front:") for call in exactly.call_args_list] == [cards][:cards]


AS_MANY_LINES = """\
name: N
cards:
- front: a
  back: b
- {front: c, back: d, explanation: "e
- front: Who? And why?
  back: f
- z"}
-
  front: Who? And why?
  back: f
-
  front: g
  back: h
"""
IN_BRACKETS = (
    'name: N\ncards:\n  [{front: "a\n  - b", back: c}, {front: "Why this\n  - d", back: c},'
    ' {front: "Why this  \n  - e? And why?", back: c}]\n'
)
IN_FEWER_BRACKETS = (
    'name: N\ncards:\n  [{front: "a? b?\n  - c", back: d}, {front: "e\n  - f", back: g}]\n'
)
IN_A_TEXT = (
    '{name: N, description: "a\ncards:\n- b\n- c", cards: [{front: Who?, back: d},'
    " {front: Who? And why?, back: e}]}\n"
)


@pytest.mark.parametrize("text", [AS_MANY_LINES, IN_BRACKETS, IN_FEWER_BRACKETS, IN_A_TEXT])
def test_a_text_that_looks_like_a_card_is_none(text: str) -> None:
    """As many lines begin like a card as there are cards, but not the same ones."""
    assert checked(text) == checked_exactly(text)
    assert checked(text).problems


def test_no_more_warnings_are_looked_for_than_are_listed() -> None:
    """The last line says so, either way."""
    with (
        patch("alliance_cards.decks.pinpointing.MOST_WARNINGS", 20),
        patch("alliance_cards.decks.report.MOST_WARNINGS", 20),
    ):
        text = many(25, *range(25))
        assert checked(text) == checked_exactly(text)
        assert len(checked(text).problems) == 21
