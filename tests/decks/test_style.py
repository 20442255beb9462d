"""Warnings about cards that are hard to learn, each with a bad card and a good one."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_cards.decks.likeness import near_duplicates
from alliance_cards.decks.reading import check_deck, check_text
from drawn import strung

SHAPES = {
    "basic": "- front: {front}\n  back: {back}\n  tags: [{tag}]\n  source: here\n",
    "cloze": '- cloze: "{cloze}"\n  tags: [{tag}]\n  source: here\n',
    "choice": (
        "- choice: {choice}\n  options: [{options}]\n  answer: {answer}\n  source: here\n"
        "  explanation: Because.\n"
    ),
    "list": "- list: {list}\n  items: [{items}]\n  source: here\n",
}
USUAL = {
    "front": "What is it made of?",
    "back": "Caring",
    "tag": "t",
    "choice": "Which one?",
    "options": "Goals, Tasks",
    "answer": "1",
    "items": "goals, tasks",
}


def told(text: str) -> list[tuple[int, int, str]]:
    reading = check_text(f"name: N\ncards:\n{text}", deck_id="deck", file="f")
    assert not reading.has_errors, reading.problems
    assert {problem.severity for problem in reading.problems} <= {"warning"}
    return [(problem.line, problem.column, problem.message) for problem in reading.problems]


def card(kind: str, **fields: str) -> str:
    return SHAPES[kind].format(**{**USUAL, **fields})


def words(count: int, letter: str = "w") -> str:
    return " ".join(f"{letter}{n}" for n in range(count))


BAD = [
    (
        card("basic", front="Who is it? And why?"),
        3,
        10,
        "Two questions in one. Make two cards of them.",
    ),
    (
        card("basic", front=words(26)),
        3,
        10,
        "The question has 26 words; up to 25 can be taken in at once.",
    ),
    (
        card("basic", front=words(46), tag="scenario"),
        3,
        10,
        "The question has 46 words; up to 45 can be taken in at once.",
    ),
    (
        card("basic", back=words(13)),
        4,
        9,
        "The answer has 13 words; up to 12 are remembered. Move the rest to the explanation.",
    ),
    (
        card("basic", back=words(19), tag="definition"),
        4,
        9,
        "The answer has 19 words; up to 18 are remembered. Move the rest to the explanation.",
    ),
    (
        card("cloze", cloze="So {{" + words(6) + "}} is it"),
        3,
        10,
        "The answer has 6 words; up to 5 are remembered. Move the rest to the explanation.",
    ),
    (
        card("basic", front="What follows from trust, say?", back="Trust"),
        4,
        9,
        'The question already contains the answer "Trust".',
    ),
    (
        card("cloze", cloze="Caring is {{caring}}"),
        3,
        10,
        'The question already contains the answer "caring".',
    ),
    (
        card("choice", choice="Which tasks?", answer="2"),
        4,
        20,
        'The question already contains the answer "Tasks".',
    ),
    (
        card("basic", back='"No, never."'),
        3,
        10,
        "Half of all guesses are right here. Ask what, why or which.",
    ),
    (
        card("basic", front="Is it a bond or a task?"),
        3,
        10,
        "Half of all guesses are right here. Ask what, why or which.",
    ),
    (
        card("choice", options="True, False"),
        3,
        11,
        "Half of all guesses are right here. Ask what, why or which.",
    ),
    (
        card("basic", back="one, two, three, four"),
        4,
        9,
        'The answer is a list. Write it as "list:" with "items:".',
    ),
    (
        card("basic", front="List all strategies."),
        3,
        10,
        'This asks for a whole list. Write it as "list:" with "items:".',
    ),
    (
        card("basic", back="caring; respect"),
        4,
        9,
        'There is a ";" in the answer, so these are two facts. Make two cards of them.',
    ),
    (
        card("basic") + "- front: Who cares?\n  back: The therapist\n",
        7,
        10,
        "This card names no source. Add a line: source: …",
    ),
    (
        card("choice").replace("  explanation: Because.\n", ""),
        3,
        11,
        "A choice needs an explanation: why are the other options wrong?",
    ),
    (
        card("choice", options="Goals, " + "x" * 30),
        4,
        12,
        "The options differ much in length, which gives hints. Even them out.",
    ),
    (
        card("choice", options="Agreement on the goals, Many tasks, Shared work"),
        4,
        13,
        "The right option is by far the longest, which gives it away. Even the options out.",
    ),
    (
        card("basic") + card("basic", front="Made of what, is it?"),
        7,
        10,
        (
            'This asks nearly the same as "What is it made of?". '
            "Add a word that tells the two apart, or delete one."
        ),
    ),
]


@pytest.mark.parametrize(("text", "line", "column", "message"), BAD)
def test_bad_cards(text: str, line: int, column: int, message: str) -> None:
    """One warning, told once, where the field begins."""
    assert told(text) == [(line, column, message)]


@pytest.mark.parametrize(
    "text",
    [
        card("basic"),
        card("basic", front=words(25), back=words(12, "v")),
        card("basic", front=words(45), back=words(18, "v"), tag="scenario, definition"),
        card("basic", front='A client asks "Why? Why me?" What now?'),
        card("basic", back="No advice unless asked"),
        card("basic", back="Trust, caring and respect"),
        card("basic", front="What is the aim of it?", back="Aim"),
        card("basic", front="Which entrusted thing?", back="Trust"),
        card("basic", front="Listening asks for what?"),
        card("basic", front="Why does the order matter?"),
        card("cloze", cloze="{{Trust}} and {{caring}}"),
        card("choice", answer="[1, 2]"),
        card("list", list="Strategies for goals", items="goals, tasks, work, bond, care"),
        card("basic") + card("basic", front="What is it for?"),
    ],
)
def test_good_cards(text: str) -> None:
    """Nothing to say about these."""
    assert told(text) == []


def test_check_deck(tmp_path: Path) -> None:
    """Errors and warnings in one report; only good cards are judged."""
    path = tmp_path / "deck.yaml"
    path.write_text("name: N\ncards:\n- front: a\n  back: b; c\n- front: c\n  bakc: d\n")
    reading = check_deck(path)
    assert [(p.line, p.severity) for p in reading.problems] == [(4, "warning"), (6, "error")]
    assert reading.deck is not None
    assert len(reading.deck.cards) == 1


def test_near_duplicates() -> None:
    """Nine words in ten make two texts alike, whatever their order."""
    ten = "one two three four five six seven eight nine ten"
    texts = [ten, "else", f"{ten} eleven", "Nine, ten! one two three four five six seven eight?"]
    assert list(near_duplicates(texts)) == [(2, 0), (3, 0)]
    assert list(near_duplicates([ten, f"{ten} eleven twelve"])) == []
    assert list(near_duplicates([ten, ten.removeprefix("one ")])) == [(1, 0)]
    assert list(near_duplicates(["?", "!", ""])) == []


@given(st.lists(strung("abcdefghijklmn", max_size=25).map(" ".join), max_size=12))
def test_near_duplicates_are_all_found(texts: list[str]) -> None:
    """Few texts are compared as if each were compared with each."""
    bags = [set(text.split()) for text in texts]
    alike = (
        next((n for n in range(later) if len(bags[n] & bag) >= 0.9 * len(bags[n] | bag)), None)
        if bag
        else None
        for later, bag in enumerate(bags)
    )
    expected = [(later, earlier) for later, earlier in enumerate(alike) if earlier is not None]
    assert list(near_duplicates(texts)) == expected


def test_thousands_of_alike_questions_take_no_time() -> None:
    """Each is compared with the latest few that share a rare word."""
    texts = [f"What is the meaning of card number {n % 5}?" for n in range(5_000)]
    assert len(list(near_duplicates(texts))) == 4_995
