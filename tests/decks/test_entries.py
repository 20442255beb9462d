"""Every problem of a card: where it is said to stand, and what is said."""

import pytest

from alliance_cards.core.problems import Problem
from alliance_cards.decks.reading import parse_deck

KEYS = (
    "id, explanation, source, tags, front, back, reverse, accept, cloze, choice, options, "
    "answer, list, items"
)

CARDS = [
    # Keys
    (
        "- front: a\n  bakc: b",
        4,
        3,
        'There is no key "bakc" here. Did you mean "back"? The line is: bakc: b',
    ),
    (
        "- front: a\n  back: b\n  zzz: c",
        5,
        3,
        f'There is no key "zzz" here. The keys are: {KEYS}. The line is: zzz: c',
    ),
    (
        "- front: a\n  back: b\n  front: c",
        5,
        3,
        (
            'The key "front" stands here twice, first in line 3. Delete one of the two. Or begin a '
            'new card with a dash: "- ". The line is: front: c'
        ),
    ),
    (
        "- front: a\n  back: b\n  [c]: d",
        5,
        3,
        (
            "A list or braces stand here in place of a key. "
            "Put a text that begins with [ or { in quotes."
        ),
    ),
    (
        "- front: a\n  back: b\n  options: [c, d]",
        5,
        3,
        (
            '"options" does not belong to a card with "front". Delete it; the keys of such a card '
            "are: id, explanation, source, tags, front, back, reverse, accept."
        ),
    ),
    (
        "- explanation: a",
        3,
        3,
        (
            'This card asks nothing. Give it one of the keys "front" (with "back"), "cloze", '
            '"choice" (with "options" and "answer") or "list" (with "items").'
        ),
    ),
    (
        '- front: a\n  cloze: "{{b}}"',
        4,
        3,
        (
            'One card cannot be of several kinds: "front" and "cloze" stand side by side. '
            'Begin a new card with "- ", or delete one of them.'
        ),
    ),
    ("- front: a", 3, 3, 'This card has "front" but no "back". Add a line: back: the answer'),
    (
        "- choice: a\n  options: [b, c]",
        3,
        3,
        (
            'This card has "choice" but no "answer". Add a line: answer: 1 (the number of the '
            "right "
            "option)"
        ),
    ),
    (
        "- choice: a\n  answer: 1",
        3,
        3,
        'This card has "choice" but no "options". Add a line: options: [first, second, third]',
    ),
    (
        "- list: a",
        3,
        3,
        'This card has "list" but no "items". Add a line: items: [first, second, third]',
    ),
    (
        "- Only a text",
        3,
        3,
        (
            "This is no card. A card has keys, as in: - front: Question, and on the next line "
            "below "
            "the first letter of front: back: Answer"
        ),
    ),
    # Ids, sources, tags
    (
        "- id: a b\n  front: a\n  back: b",
        3,
        7,
        (
            'An id consists of letters, digits, "-", "_" and ".", at most 100 of them. '
            "Write for example: id: a-b"
        ),
    ),
    (
        "- front: a\n  back: b\n  tags: trust",
        5,
        9,
        '"tags" must be a list. Write: tags: [trust]',
    ),
    (
        "- front: a\n  back: b\n  accept: {c: d}",
        5,
        11,
        '"accept" must be a list. Write: accept: [first, second]',
    ),
    (
        "- front: a\n  back: b\n  tags: [c, '']",
        5,
        13,
        'Item 2 of "tags" is empty. Fill it in or delete it.',
    ),
    (
        "- front: a\n  back: b\n  tags: [" + "c," * 101 + "]",
        5,
        9,
        '"tags" has more than 100 items. Split the card.',
    ),
    (
        "- front: a\n  back: b\n  reverse: maybe",
        5,
        12,
        '"reverse" is either yes or no. Write: reverse: yes',
    ),
    # Cloze
    (
        "- cloze: a",
        3,
        10,
        "There is no blank. Put what is asked between {{ and }}: {{answer}}",
    ),
    (
        "- cloze: a {{ }}",
        3,
        10,
        "A blank is empty. Write the answer between the braces: {{answer}}",
    ),
    (
        "- cloze: a {{b",
        3,
        10,
        (
            "The braces do not match. A blank begins with {{ and ends with }}, and no blank stands "
            "inside another."
        ),
    ),
    (
        "- cloze: a " + "{{b}}" * 101,
        3,
        10,
        "There are more than 100 blanks. Split the card.",
    ),
    # Choice
    (
        "- choice: a\n  options: [b]\n  answer: 1",
        4,
        12,
        "A choice needs at least two options.",
    ),
    ("- choice: a\n  options: [b, b]\n  answer: 1", 4, 16, 'Option 2 stands here twice: "b".'),
    (
        "- choice: a\n  options: [b, c]\n  answer: 3",
        5,
        11,
        (
            '"answer" is 3, but the options are counted from 1 to 2. '
            "An option that contains a comma must stand in quotes."
        ),
    ),
    (
        "- choice: a\n  options: [b, c]\n  answer: [1, 0]",
        5,
        15,
        (
            '"answer" is 0, but the options are counted from 1 to 2. '
            "An option that contains a comma must stand in quotes."
        ),
    ),
    (
        "- choice: a\n  options: [b, c]\n  answer: [1, 1]",
        5,
        11,
        '"answer" names an option twice. Name it once.',
    ),
    (
        "- choice: a\n  options: [b, c]\n  answer: []",
        5,
        11,
        "No option is marked as right. Write its number, counted from 1.",
    ),
    (
        "- choice: a\n  options: [b, c]\n  answer: b",
        5,
        11,
        '"answer" must be a whole number, as in: answer: 1',
    ),
    (
        "- choice: a\n  options: [Trust (love, care), Goals]\n  answer: 1",
        4,
        13,
        (
            'An item of "options" seems to be cut at a comma: "Trust (love". '
            "Put an item that contains a comma in quotes."
        ),
    ),
    # List
    ("- list: a\n  items: [b]", 4, 10, "A list needs at least two items."),
    (
        "- list: a\n  items: [b, c, B!]",
        4,
        17,
        "Item 3 has the same words as item 1. Delete one, or tell them apart.",
    ),
    (
        "- list: a\n  items: [" + "b" * 15_000 + ", " + "c" * 15_000 + "]",
        4,
        10,
        "All items together may have 20,000 characters at most. Shorten them.",
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
