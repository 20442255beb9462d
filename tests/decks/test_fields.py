"""Fields that hold something else than was meant, and texts that YAML cuts."""

import pytest

from alliance_cards.core.problems import Problem
from alliance_cards.decks.reading import parse_deck

CARDS = [
    ("- front: a\n  back:", 4, 8, '"back" is empty. Write its text behind the colon.'),
    (
        "- front: [a]\n  back: b",
        3,
        10,
        '"front" must be a text. Put a text that begins with [ in quotes.',
    ),
    (
        "- front:\n  - a\n  back: b",
        4,
        3,
        (
            '"front" must be a text. Write it without the dash, or put a text that begins with "- '
            '" '
            "in quotes."
        ),
    ),
    (
        "- front: {a}\n  back: b",
        3,
        10,
        '"front" must be a text. Put a text that begins with { in quotes.',
    ),
    (
        "- cloze: {{a}}",
        3,
        10,
        (
            '"cloze" must be a text. A text that begins with {{ must stand in quotes: '
            'cloze: "{{answer}} and so on"'
        ),
    ),
    (
        "- list: a\n  items:\n  - b\n  - Note: c",
        6,
        5,
        (
            '"items" must be a text. Put a text that contains a colon and a blank in quotes: '
            '"Note: this"'
        ),
    ),
    (
        "- front: Which tip is #3?\n  back: b",
        3,
        23,
        (
            'The text is cut off here, because YAML takes " #" for the beginning of a comment. Put '
            "the whole text in quotes. If a comment is meant, leave two blanks before # and one "
            "behind it. The line is: - front: Which tip is #3?"
        ),
    ),
    (
        "- front: a\n  back: b  #3",
        4,
        12,
        (
            'The text is cut off here, because YAML takes " #" for the beginning of a comment. Put '
            "the whole text in quotes. If a comment is meant, leave two blanks before # and one "
            "behind it. The line is: back: b  #3"
        ),
    ),
    (
        "- front: a\n  back: " + "b" * 20_001,
        4,
        9,
        '"back" is 20,001 characters long; at most 20,000 are allowed. Shorten it.',
    ),
    (
        "- front: &co stands for\n  back: b",
        3,
        10,
        '"&co" is lost here: YAML takes it for the name of a text. Put the whole text in quotes.',
    ),
    (
        "- front: !Kung is what?\n  back: b",
        3,
        10,
        (
            "A word that begins with ! is lost here: YAML takes it for a type. "
            "Put the whole text in quotes."
        ),
    ),
    (
        "- front: *what\n  back: b",
        3,
        10,
        (
            'YAML takes "*what" for a reference, and nothing has that name. '
            "Put a text that begins with * in quotes."
        ),
    ),
]


@pytest.mark.parametrize(("card", "line", "column", "message"), CARDS)
def test_problems_of_a_card(card: str, line: int, column: int, message: str) -> None:
    """One problem, told once; the good card beside it is kept."""
    reading = parse_deck(
        f"name: N\ncards:\n{card}\n- front: Fine\n  back: It is\n", deck_id="deck", file="f"
    )
    assert reading.problems == (Problem("f", line, column, "error", message),)
    assert reading.deck is not None
    assert [card.id for card in reading.deck.cards] == ["deck/fine"]
