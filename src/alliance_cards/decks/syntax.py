"""What YAML's own complaints mean, in plain words."""

import re
from collections.abc import Callable

import yaml

from alliance_cards.core.words import counted
from alliance_cards.decks.outline import (
    ODD_BLANKS,
    Anchor,
    glued,
    has_cards,
    misplaced,
    misplaced_dash,
    stray_key,
    swallows,
)
from alliance_cards.decks.places import Places

MARGIN_WITH_TAB = re.compile(r" *\t")
ODD_MARGIN = re.compile(rf"[ \t]*([{ODD_BLANKS}])")
IN_QUOTES = "Put the whole text in quotes."
TAB = "There is a tab at the beginning of this line. Use blanks instead."
NEVER_CLOSED = (
    "A quote is opened here and never closed. Close it, or put a text that contains quotes in the "
    "other kind of quotes."
)

BY_PROBLEM: tuple[tuple[str, str], ...] = (
    ("found a tab", TAB),
    (
        "found unknown escape character",
        "In double quotes a backslash must be written twice. Or put the text in single quotes.",
    ),
    (
        "Unicode character escape code",
        "This backslash code stands for no character. Write the character itself.",
    ),
    (
        "did not find expected hexdecimal number",
        "This backslash code is not complete. In double quotes a backslash must be written twice.",
    ),
    ("found unexpected end of stream", NEVER_CLOSED),
    (
        "found unexpected document indicator",
        "A quote is opened here and never closed. Close it before the line of dashes or dots.",
    ),
    (
        "did not find expected ',' or ']'",
        (
            "A list is opened with [ here and not closed in order. Separate its items by commas, "
            "close it with ], and put an item that contains brackets in quotes."
        ),
    ),
    (
        "did not find expected ',' or '}'",
        (
            "A brace is opened here and not closed in order. Put a text that contains { or } in "
            'quotes: cloze: "{{answer}} and so on".'
        ),
    ),
    (
        "block sequence entries are not allowed",
        (
            "A list cannot begin on the line of its key. Begin it on the next line, or put a text "
            "that begins with a dash in quotes."
        ),
    ),
    (
        "mapping keys are not allowed",
        "A text cannot begin with a question mark and a blank. " + IN_QUOTES,
    ),
    (
        "did not find expected node content",
        (
            "A text cannot begin with a comma or a closing bracket, and a list has no empty items. "
            "Delete what is too much, or put the text in quotes."
        ),
    ),
    (
        "did not find expected '-' indicator",
        (
            'This line is no item of the list above it. Begin it with "- " or change how far it is '
            "indented."
        ),
    ),
    (
        "could not find expected ':'",
        (
            'This line is neither "key: text" nor a part of the text above it. Indent it further '
            "than the key above, or write a colon and a blank behind its key."
        ),
    ),
    (
        "did not find expected <document start>",
        (
            "The deck has ended before this line. Indent this line like the lines above, or put "
            "the text above it in quotes."
        ),
    ),
)

OF_COLUMNS = (
    "mapping values are not allowed",
    "did not find expected key",
    "did not find expected '-' indicator",
)
"""Complaints that a key in a wrong column can cause."""

SIGNS = {
    "while scanning a block scalar": "A text cannot begin with > or |.",
    "while scanning an alias": "A text cannot begin with *.",
    "while scanning an anchor": "A text cannot begin with &.",
    "while scanning a tag": "A text cannot begin with !.",
    "while parsing a tag": "A text cannot begin with !.",
    "while scanning a directive": "A line cannot begin with %.",
    "while scanning a %YAML directive": "A line cannot begin with %.",
    "while scanning a %TAG directive": "A line cannot begin with %.",
}

NOT_CLOSED = (
    "A bracket or brace is opened here and not closed in order. Close it at the end of the list, "
    "or put a text that begins with it in quotes."
)

BEGUN_AT = (
    "found unexpected end",
    "found unexpected document",
    "did not find expected ','",
    "could not find expected ':'",
)
"""Complaints that are better made where the unfinished thing begins."""


def explain(
    error: yaml.YAMLError,
    places: Places,
    origin: Callable[[int], int],
    flow: int | None,
    quoted: tuple[int, int],
) -> tuple[int, str]:
    """Where an error of PyYAML stands (an index of the text) and what to do about it.

    `flow` is where the innermost open bracket stands, `quoted` where the last text in
    quotes begins and ends.
    """
    problem = str(getattr(error, "problem", None) or error)
    context = str(getattr(error, "context", None) or "")
    mark = getattr(error, "problem_mark", None)
    begun = getattr(error, "context_mark", None) or mark
    at = places.last_filled(origin(mark.index)) if mark else 0
    start = origin(begun.index) if begun else 0
    if problem.startswith(BEGUN_AT):
        at = start
    if flow is not None and places.line(flow) < places.line(at):
        at = flow
        sentence = NOT_CLOSED
    elif swallows(places.text, *quoted):
        at, sentence = quoted[0], NEVER_CLOSED
    elif "did not find expected" in problem and (stray := stray_key(places.text, at)) is not None:
        at, sentence = stray, belongs_below(places, stray)
    elif (found := glued(places.text, at)) and not context.startswith("while scanning a q"):
        at = found[0]
        sentence = f'A blank is missing here. Write "{found[1]}".'
    else:
        sentence = _sentence(problem, context, places, at)
    return at, f"{sentence} The line is: {places.quote(at)}"


def _sentence(problem: str, context: str, places: Places, at: int) -> str:
    if context in SIGNS and not problem.startswith("found a tab"):
        return f"{SIGNS[context]} {IN_QUOTES}"
    if "did not find expected" in problem and (dash := _stray_dash(places, at)):
        return dash
    is_of_columns = any(beginning in problem for beginning in OF_COLUMNS)
    if is_of_columns and (found := misplaced(places.text, at)):
        return _put_below(*found)
    for beginning, sentence in BY_PROBLEM:
        if beginning in problem:
            return sentence
    if "cannot start any token" in problem:
        return _stray_sign(places, at)
    if "mapping values are not allowed" in problem:
        return _colon(places, at)
    if "did not find expected key" in problem:
        return _not_a_key(places, at)
    return f"YAML cannot read this line ({problem}). {IN_QUOTES}"


def belongs_below(places: Places, index: int) -> str:
    """What to do with a key of a card that stands too far to the left."""
    odd = ODD_MARGIN.match(places.before(index) + places.after(index))
    if odd:
        return (
            f"This line begins with blanks of another kind (U+{ord(odd[1]):04X}). Delete them, "
            "and type blanks."
        )
    found = misplaced(places.text, index)
    return _put_below(*found) if found else "This key belongs to a card. Indent this line."


def _put_below(key: str, anchor: Anchor) -> str:
    return f'Put "{key}" exactly below "{anchor.key}": {_beginning(anchor.blanks)}.'


def _stray_dash(places: Places, at: int) -> str:
    if not has_cards(places.text) and places.quote(at).startswith("-"):
        return 'The line "cards:" is missing above the first card. Add it.'
    blanks = misplaced_dash(places.text, at)
    if blanks is None:
        return ""
    return f"Put the dash exactly below the dashes of the other cards: {_beginning(blanks)}."


def _beginning(blanks: int) -> str:
    return f"begin this line with {counted(blanks, 'blank') if blanks else 'no blank'}"


def _stray_sign(places: Places, at: int) -> str:
    sign = places.after(at)[:1]
    if sign == "\t":
        return "There is a tab where blanks should stand. Use blanks instead."
    return f"A text cannot begin with {sign}. {IN_QUOTES}"


def _colon(places: Places, at: int) -> str:
    if MARGIN_WITH_TAB.match(places.before(at)):
        return TAB
    if ": " in places.before(at):
        return (
            "A text that contains a colon and a blank must stand in quotes, as in: "
            'front: "Note: this".'
        )
    return (
        "This line is indented further than the line above it, or the text above needs quotes. "
        "Begin it below the first letter of the key above."
    )


def _not_a_key(places: Places, at: int) -> str:
    before = places.before(at).rstrip()
    if before.endswith(('"', "'")):
        return (
            "The text goes on behind its closing quote. Put all of it in quotes, and if it "
            "contains quotes, use the other kind around it."
        )
    if before.endswith("}}") or "{{" in before:
        return (
            'A text that begins with {{ must stand in quotes, as in: cloze: "{{answer}} and so on".'
        )
    if before.endswith(("]", "}")):
        return f"The text goes on behind its closing bracket. {IN_QUOTES}"
    above = places.quote_above(at)
    if " #" in above:
        return 'The line above is cut off at " #". Put the whole text in quotes, on both lines.'
    return (
        "This line is indented differently from the lines that it belongs to. Begin it below "
        "the first letter of their keys."
    )
