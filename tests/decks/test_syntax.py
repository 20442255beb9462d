"""What YAML cannot read is explained in plain words, with the line it stands in."""

import pytest
import yaml

from alliance_cards.decks import nodes
from alliance_cards.decks.reading import Reading, parse_deck

QUOTE_ALL = "Put the whole text in quotes."
BEHIND_QUOTE = (
    "The text goes on behind its closing quote. Put all of it in quotes, and if it contains "
    "quotes, use the other kind around it."
)
BRACKET = (
    "A bracket or brace is opened here and not closed in order. Close it at the end of the list, "
    "or put a text that begins with it in quotes."
)

BROKEN = [
    (
        "- front: Note: this",
        (4, 14),
        (
            "A text that contains a colon and a blank must stand in quotes, as in: "
            'front: "Note: this".'
        ),
    ),
    (
        "- front: a\n    back: b",
        (5, 9),
        'Put "back" exactly below "front": begin this line with 2 blanks.',
    ),
    (
        "- front: a\n\tback: b",
        (5, 1),
        "There is a tab at the beginning of this line. Use blanks instead.",
    ),
    (
        "- front: a\n    \tback: b",
        (5, 10),
        "There is a tab at the beginning of this line. Use blanks instead.",
    ),
    ("\t- front: a", (4, 1), "There is a tab where blanks should stand. Use blanks instead."),
    (
        "- front: a\n  back: b\n  c",
        (6, 3),
        (
            'This line is neither "key: text" nor a part of the text above it. Indent it further '
            "than "
            "the key above, or write a colon and a blank behind its key."
        ),
    ),
    (
        "- front: a\n  b: c\n d: e",
        (6, 2),
        (
            "This line is indented differently from the lines that it belongs to. Begin it below "
            "the "
            "first letter of their keys."
        ),
    ),
    (
        "- front: a\n  back: b #c\n    d",
        (6, 5),
        'The line above is cut off at " #". Put the whole text in quotes, on both lines.',
    ),
    ("- front: 'It's'", (4, 14), BEHIND_QUOTE),
    ('- front: "Trust" is what?', (4, 18), BEHIND_QUOTE),
    ("- front: [a] b", (4, 14), f"The text goes on behind its closing bracket. {QUOTE_ALL}"),
    (
        "- cloze: {{a}} is b",
        (4, 16),
        'A text that begins with {{ must stand in quotes, as in: cloze: "{{answer}} and so on".',
    ),
    (
        "- front: 'a",
        (4, 10),
        (
            "A quote is opened here and never closed. Close it, or put a text that contains "
            "quotes in "
            "the other kind of quotes."
        ),
    ),
    (
        "- front: 'a\n---\n",
        (4, 10),
        "A quote is opened here and never closed. Close it before the line of dashes or dots.",
    ),
    (
        "- front: [a",
        (4, 10),
        (
            "A list is opened with [ here and not closed in order. Separate its items by commas, "
            "close it with ], and put an item that contains brackets in quotes."
        ),
    ),
    (
        "- {front: a, back: b c: d}",
        (4, 3),
        (
            "A brace is opened here and not closed in order. Put a text that contains { or } in "
            'quotes: cloze: "{{answer}} and so on".'
        ),
    ),
    ("- front: [a,\n- front: b", (4, 10), BRACKET),
    (
        "- front: ,a",
        (4, 10),
        (
            "A text cannot begin with a comma or a closing bracket, and a list has no empty items. "
            "Delete what is too much, or put the text in quotes."
        ),
    ),
    ("- front: @a", (4, 10), f"A text cannot begin with @. {QUOTE_ALL}"),
    ("- front: `a`", (4, 10), f"A text cannot begin with `. {QUOTE_ALL}"),
    ("- front: 50 or more\n  back: %50", (5, 9), f"A text cannot begin with %. {QUOTE_ALL}"),
    ("- front: > 5", (4, 12), f"A text cannot begin with > or |. {QUOTE_ALL}"),
    ("- front: *", (4, 10), f"A text cannot begin with *. {QUOTE_ALL}"),
    ("- front: & Co", (4, 11), f"A text cannot begin with &. {QUOTE_ALL}"),
    ("- front: !<x", (4, 12), f"A text cannot begin with !. {QUOTE_ALL}"),
    ("%a: b", (4, 3), f"A line cannot begin with %. {QUOTE_ALL}"),
    (
        "- front: - a",
        (4, 10),
        (
            "A list cannot begin on the line of its key. Begin it on the next line, or put a text "
            "that begins with a dash in quotes."
        ),
    ),
    ("- front: ? a", (4, 10), f"A text cannot begin with a question mark and a blank. {QUOTE_ALL}"),
    (
        '- front: "\\q"',
        (4, 11),
        "In double quotes a backslash must be written twice. Or put the text in single quotes.",
    ),
    (
        '- front: "\\xZZ"',
        (4, 13),
        "This backslash code is not complete. In double quotes a backslash must be written twice.",
    ),
    (
        '- front: "\\ud800"',
        (4, 13),
        "This backslash code stands for no character. Write the character itself.",
    ),
    (
        "- front: a\n  options:\n  - a\n  b",
        (7, 3),
        (
            'This line is neither "key: text" nor a part of the text above it. Indent it further '
            "than "
            "the key above, or write a colon and a blank behind its key."
        ),
    ),
    (
        "  - front: a\n    back: b\n - front: c",
        (6, 2),
        (
            "Put the dash exactly below the dashes of the other cards: begin this line with 2 "
            "blanks."
        ),
    ),
    (
        "...\nx: y",
        (5, 1),
        (
            "The deck has ended before this line. Indent this line like the lines above, or put "
            "the "
            "text above it in quotes."
        ),
    ),
]


BELOW = 'Put "back" exactly below "front": begin this line with 2 blanks.'
CLOSE = "A quote is opened here and never closed. Close it, or put a text"
TAB = "There is a tab at the beginning of this line. Use blanks instead."
COLON = "A text that contains a colon and a blank must stand in quotes"
NO_PART = 'This line is neither "key: text" nor a part of the text above it.'
EVERYDAY = [
    ("- front: a\n\tback: b", 6, TAB),
    ("- front: a\n  \tback: b", 6, TAB),
    ("\t- front: a\n\t  back: b", 5, TAB),
    ("- front: a\n   back: b", 6, BELOW),
    ("- front: a\n back: b", 6, BELOW),
    ("- front: a\nback: b", 6, BELOW),
    ("  - front: a\n    back: b", 5, "Put the dash exactly below the dashes of the other cards"),
    ("- front: Note: this\n  back: b", 5, COLON),
    ("- front:a\n  back: b", 5, 'A blank is missing here. Write "front: a…".'),
    ("- front: a\n  back:b", 6, 'A blank is missing here. Write "back: b…".'),
    ("- front: a\n  back: b\n  front: c", 7, 'The key "front" stands here twice'),
    ('- front: "What is a\n  back: b', 5, CLOSE),
    ("- front: 'What is a\n  back: b", 5, CLOSE),
    ("- front: 'What's a bond?'\n  back: b", 5, BEHIND_QUOTE),
    ("- front: a\n  back: b\n  tags: [c, d", 7, "A list is opened with [ here and not closed"),
    ("- front: Which is #3?\n  back: b", 5, "The text is cut off here"),
    ("- cloze: {{Trust}} is first", 5, "A text that begins with {{ must stand in quotes"),
    ("- front: a\nand more of it\n  back: b", 6, NO_PART),
    ("- front: a\n  bakc: b", 6, 'There is no key "bakc" here. Did you mean "back"?'),
    ("- front: a\n\u00a0\u00a0back: b", 6, "This line begins with blanks of another kind (U+00A0)"),
    ('- front: "a \\d"\n  back: b', 5, "In double quotes a backslash must be written twice."),
]
AROUND = "name: N\ncards:\n- front: above\n  back: b\n{}\n- front: below\n  back: b\n  zzz: c\n"
AROUND += "- {{front: last, back: b}}\n"


def read(text: str) -> Reading:
    return parse_deck(text, deck_id="deck", file="f")


@pytest.mark.parametrize(("lines", "place", "message"), BROKEN)
def test_broken_lines(lines: str, place: tuple[int, int], message: str) -> None:
    """A mistake of spelling is told where it stands; the line is quoted."""
    reading = read(f"name: N\ndescription: D\ncards:\n{lines}")
    error = next(p for p in reading.problems if "The line is: " in p.message)
    whole = f"name: N\ndescription: D\ncards:\n{lines}".splitlines()
    assert ((error.line, error.column), error.message) == (
        place,
        f"{message} The line is: {whole[place[0] - 1].strip()}",
    )
    assert error.severity == "error"


@pytest.mark.parametrize("break_", ["\n", "\r\n"])
@pytest.mark.parametrize(("lines", "line", "message"), EVERYDAY)
def test_everyday_mistakes(lines: str, line: int, message: str, break_: str) -> None:
    """Each is the only one that is told of its card, with its line; it hides none below."""
    text = AROUND.format(lines)
    reading = read(text.replace("\n", break_))
    first, *others = reading.problems
    assert (first.line, first.message[: len(message)]) == (line, message)
    assert f"The line is: {text.splitlines()[line - 1].strip()}" in first.message
    assert ["zzz" in other.message for other in others] == [True]
    assert reading.deck is not None
    assert [card.front for card in reading.deck.cards] == ["above", "last"]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("name: My deck: a\ncards:\n", 1, COLON),
        ("name: N\n order: 3\ncards:\n", 2, 'Put "order" exactly below "name"'),
        ("name: N\n", 2, 'The line "cards:" is missing above the first card. Add it.'),
        ("name: N\ncards\n", 2, NO_PART),
        ("name: N\n cards:\n", 2, 'Put "cards" exactly below "name"'),
        ("name: N\ncards:\n-front: x\n", 3, 'A blank is missing here. Write "- front:".'),
    ],
)
def test_everyday_mistakes_of_a_whole_deck(text: str, line: int, message: str) -> None:
    first = read(f"{text}- front: a\n  back: b\n").problems[0]
    assert (first.line, first.message[: len(message)]) == (line, message)


def test_every_one_of_many_mistakes_is_told() -> None:
    """A deck that was indented wrongly all over is told about as a whole."""
    cards = "".join(f"- front: a{n}\n   back: b\n" for n in range(60))
    reading = read(f"name: N\ncards:\n{cards}- front: last\n  back: b\n")
    assert [problem.line for problem in reading.problems] == list(range(4, 123, 2))
    assert reading.deck is not None
    assert [card.front for card in reading.deck.cards] == ["last"]


def test_a_list_that_stops_being_one() -> None:
    """A file that begins as a list has no place for keys."""
    assert read("- a\nb: c").problems[-1].message == (
        'This line is no item of the list above it. Begin it with "- " or change how far it is '
        "indented. The line is: b: c"
    )


def test_a_long_line_is_quoted_in_part() -> None:
    """About sixty characters are enough to find it."""
    message = read(f"name: N\ncards:\n- front: Note: {'x' * 100}").problems[0].message
    assert message.endswith(f"The line is: - front: Note: {'x' * 45}…")


def test_what_stands_around_the_mistake_is_kept() -> None:
    """Other cards are good; their own mistakes are told in the same report."""
    reading = read(
        "name: N\ncards:\n- front: a\n  back: b\n- front: c\n  bakc: d\n"
        "- front: e\n  back: f\n- front: g: h\n  back: i\n- front: j\n  back: k\n"
    )
    assert [(problem.line, problem.column) for problem in reading.problems] == [(6, 3), (9, 11)]
    assert reading.deck is not None
    assert [card.front for card in reading.deck.cards] == ["a", "e", "j"]


def test_a_card_that_may_go_on_in_the_broken_line_is_dropped() -> None:
    """Half of an answer must not be learned."""
    reading = read("name: N\ncards:\n- front: a\n  back: b\n- front: c\n  back: d\n and e\n")
    assert reading.deck is not None
    assert [card.front for card in reading.deck.cards] == ["a"]


@pytest.mark.parametrize("lines", [case[0] for case in BROKEN])
def test_without_the_c_library(lines: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML's own reader, where its C library is missing, refuses the same files."""
    monkeypatch.setattr(nodes, "LOADER", yaml.BaseLoader)
    reading = read(f"name: N\ndescription: D\ncards:\n{lines}")
    assert reading.has_errors
    assert reading.problems[-1].line >= 4
