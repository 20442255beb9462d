"""Problems of a deck file as a whole, aliases and limits."""

import pytest

from alliance_cards.decks import exact, nodes, report
from alliance_cards.decks.reading import Reading, parse_deck

HEAD = "name: N\ncards:\n"
GOOD = "- front: Fine\n  back: Yes it is\n"


def read(text: str) -> Reading:
    return parse_deck(text, deck_id="deck", file="deck.yaml")


def told(reading: Reading) -> list[tuple[int, int, str]]:
    assert all(problem.file == "deck.yaml" for problem in reading.problems)
    return [(problem.line, problem.column, problem.message) for problem in reading.problems]


def names(reading: Reading) -> list[str]:
    return [card.id for card in reading.deck.cards] if reading.deck else []


WHOLE = [
    (
        "",
        1,
        1,
        (
            'There is nothing in this file. A deck begins with a line "name: …" and has its cards '
            'below a line "cards:".'
        ),
    ),
    (
        "- a",
        1,
        1,
        (
            'This file is a list. A deck begins with a line "name: …" and has its cards below a '
            "line "
            '"cards:".'
        ),
    ),
    (
        "just a text",
        1,
        1,
        (
            'This file is a text without keys. A deck begins with a line "name: …" and has its '
            "cards "
            'below a line "cards:".'
        ),
    ),
    ("name: N", 1, 1, 'The deck has no cards. Add a line "cards:", and the cards below.'),
    (
        "name: N\ncards:",
        2,
        7,
        "The deck has no cards. Write at least one: - front: Question, and back: Answer",
    ),
    (
        "name: N\ncards: []",
        2,
        8,
        "The deck has no cards. Write at least one: - front: Question, and back: Answer",
    ),
    (
        "name: N\ncards:\n  front: a\n  back: b",
        3,
        3,
        '"cards" must be a list. Begin every card with a dash: - front: Question',
    ),
    (
        f"cards:\n{GOOD}",
        1,
        1,
        'The deck has no name. Add a line at the top: name: "My deck"',
    ),
    (
        f"nam: N\ncards:\n{GOOD}",
        1,
        1,
        'There is no key "nam" here. Did you mean "name"? The line is: nam: N',
    ),
    (
        f"name: N\ncards:\n{GOOD}tags: [a]",
        5,
        1,
        'Put "tags" exactly below "front": begin this line with 2 blanks. The line is: tags: [a]',
    ),
    (
        f"name: N\norder: first\ncards:\n{GOOD}",
        2,
        8,
        '"order" must be a whole number, as in: order: 1',
    ),
    (
        f"name: N\norder: 1000001\ncards:\n{GOOD}",
        2,
        8,
        '"order" must lie within ±1,000,000.',
    ),
    (
        f"name: N\nsources: [faq]\ncards:\n{GOOD}",
        2,
        10,
        '"sources" gives each document a key, as in: sources: {faq: {title: The title}}',
    ),
    (
        f"name: N\nsources:\n  faq: The title\ncards:\n{GOOD}",
        3,
        8,
        "A source has a title, as in: faq: {title: The title of the document}",
    ),
    (
        f"name: N\nsources: {{faq: {{file: a.txt}}}}\ncards:\n{GOOD}",
        2,
        16,
        "This source has no title. Add a line: title: The title",
    ),
    (
        f'name: N\nsources: {{"a,b": {{title: T}}}}\ncards:\n{GOOD}',
        2,
        11,
        "The key of a source is a short word without a comma, as in: faq: {title: …}",
    ),
    (
        "name: N\nsources: {" + ",".join(f"k{n}: {{title: T}}" for n in range(1001)) + "}\n"
        f"cards:\n{GOOD}",
        2,
        10,
        "A deck has at most 1000 sources. Divide the deck.",
    ),
    (
        f'name: N\nsources: {{faq: {{title: T}}}}\ncards:\n{GOOD}  source: fac, "S"',
        6,
        11,
        (
            '"fac" is not among the deck\'s sources. Did you mean "faq"? '
            'A source begins with a key of "sources:", as in: faq, "Section".'
        ),
    ),
    (
        f"{HEAD}{GOOD}---\nname: M",
        5,
        1,
        (
            'A second document begins here. Delete the line "---", or put what follows into a file '
            "of its own."
        ),
    ),
    (
        f"{HEAD}{GOOD}{GOOD}",
        5,
        10,
        "This card asks the same as the one in line 3. Reword it, or give it an id of its own.",
    ),
    (
        f"{HEAD}- id: x\n  front: a\n  back: b\n- front: c\n  back: d\n  id: x",
        8,
        7,
        'The id "x" stands here twice, first in line 3. Choose another.',
    ),
    (
        f"{HEAD}- {{{', '.join(f'k{n}: v' for n in range(51))}}}\n{GOOD}",
        3,
        3,
        "A card has at most 50 keys. Divide this one.",
    ),
    (
        f"{HEAD}{GOOD}  tags: {'[' * 20}",
        5,
        22,
        (
            "Lists and braces are nested too deeply here for a deck. "
            "Put a text that begins with [ or { in quotes."
        ),
    ),
    (
        "name: a\0",
        1,
        8,
        (
            "There is a NUL character here, so this is not a text file. "
            "Save the deck again as plain text (UTF-8)."
        ),
    ),
    (
        f"name: N\n{' ' * 257}cards: []",
        2,
        1,
        (
            "This line begins with more than 256 blanks, dashes, colons or question marks. "
            "Begin it further to the left."
        ),
    ),
]


@pytest.mark.parametrize(("text", "line", "column", "message"), WHOLE)
def test_problems_of_a_file(text: str, line: int, column: int, message: str) -> None:
    """One problem, told once."""
    reading = read(text)
    assert told(reading) == [(line, column, message)]
    assert reading.has_errors


@pytest.mark.parametrize("name", ["", "my deck", "a#b", "a/b", "a\tb", "a" * 101, "a\udc80"])
def test_a_file_name_that_is_no_deck_id(name: str) -> None:
    """The file must be renamed before its cards can have names; its problems are told as well."""
    reading = parse_deck(HEAD + "- front: a", deck_id=name, file="f")
    assert reading.deck is None
    misnamed, missing = reading.problems
    assert (misnamed.line, misnamed.column) == (0, 0)
    assert misnamed.message.startswith(
        "The name of a deck file has no blanks and no # in it, and at most 100 characters. "
        "Rename the file, for example to "
    )
    assert missing.line == 3


def test_all_problems_come_in_one_report() -> None:
    """Six mistakes in four places, in the order of the lines, and two good cards."""
    reading = read(
        "nam: N\ncards:\n"
        "- front: a\n  back: b\n  tag: [c]\n  reverse: maybe\n"
        "- front: d\n  back: e\n"
        "- choice: f\n  options: [g]\n  answer: 2\n"
        "- cloze: h\n"
        "- front: i\n  back: j\n"
    )
    assert [(line, column) for line, column, _ in told(reading)] == [
        (1, 1),
        (5, 3),
        (6, 12),
        (10, 12),
        (11, 11),
        (12, 10),
    ]
    assert names(reading) == ["deck/d", "deck/i"]


def test_an_alias_repeats_a_text() -> None:
    """Whoever knows YAML may name a text once and use it again."""
    reading = read(f"{HEAD}- front: a\n  back: &b [\n- x")
    assert reading.has_errors
    reading = read(f'{HEAD}- front: a\n  back: &same "Trust"\n- front: c\n  back: *same\n')
    assert reading.problems == ()
    assert reading.deck is not None
    assert [card.back for card in reading.deck.cards] == ["Trust", "Trust"]


def test_aliases_cannot_multiply() -> None:
    """A text of a few lines that would unfold to a billion cards is read in no time."""
    bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 10)}]\n" for n in range(9)
    )
    reading = read(f"name: N\n{bomb}cards: *j\n")
    assert reading.has_errors
    assert names(reading) == []


def test_a_full_report_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of nothing but mistakes is not read to its end."""
    monkeypatch.setattr(report, "MOST_ERRORS", 3)
    found = told(read(HEAD + "- x\n" * 10))
    assert [line for line, _, _ in found] == [3, 4, 5, 0]
    assert found[-1][2] == "Reading stops after 3 errors. Mend these, then check again."


def test_many_warnings_do_not_cost_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is only a warning is left out of the report beyond a limit; the deck is whole."""
    monkeypatch.setattr(report, "MOST_WARNINGS", 2)
    reading = read(HEAD + "".join(f'- front: "{n}\\e"\n  back: b\n' for n in range(5)))
    assert [problem.line for problem in reading.problems] == [3, 5, 0]
    assert told(reading)[-1][2] == "There are more than 2 warnings; the rest are not listed."
    assert len(names(reading)) == 5


def test_a_deck_may_be_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cards are counted as they are studied: an item of a list is one."""
    monkeypatch.setattr(exact, "MOST_CARDS", 4)
    text = (
        f"{HEAD}- front: a\n  bakc: a\n- list: p\n  items: [b, c, d]\n- list: q\n  items: [e, f]\n"
    )
    reading = read(text)
    assert told(reading)[1] == (
        7,
        3,
        (
            "The deck is too large: at most 200,000 cards with 100,000,000 characters are allowed. "
            "Divide it into several files."
        ),
    )
    assert len(names(reading)) == 3
    monkeypatch.setattr(nodes, "MOST_NODES", 10)
    assert told(read(text))[0][2] == "The file is too large to be read. Divide it into several."
