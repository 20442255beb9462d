"""Entries and deck files as hypothesis draws them: any text, any style, comments anywhere."""

import textwrap
from typing import Any

from hypothesis import strategies as st
from msgspec import structs

from alliance_cards.decks.exact import read_exactly
from alliance_cards.decks.expansion import entry_id, is_yes
from alliance_cards.decks.rules import faults
from alliance_cards.decks.schema import BasicEntry, ChoiceEntry, ClozeEntry, Entry, ListEntry

AWKWARD = [
    "no",
    "007",
    "1.50",
    "1:30",
    "2024-01-01",
    "~",
    "null",
    "Note: this",
    "Which tip is #3?",
    "cut #off",
    "C#",
    "- dash",
    "? mark",
    "{{brace",
    "[bracket]",
    "&name",
    "*name",
    "!kind",
    "%percent",
    "@at",
    "`tick`",
    "it's",
    'the "alliance"',
    "back\\slash \\ud83d\\ude00",
    "ends in a colon:",
    " blank before",
    "blank behind ",
    "tab\tinside",
    "\ttab before",
    "two\nlines",
    "two\n\nparagraphs\n",
    "lines\n  indented\n- and\n# signs",
    "\nbreak before",
    "breaks behind\n\n\n",
    "blank line\n   \nwithin",
    "\r\nwindows\rmac",
    "bell\x07 null\x00 next\x85 line\u2028 bom\ufeff bidi\u202e",
    "emoji 😀 and 日本語 and עברית and é",
    "no\xa0break",
    "---",
    "...",
    "-" * 300,
    "a\n" + "-" * 300,
    "word " * 60,
    "x" * 200,
    "(a, b",
    "a::b",
    "http://example.org/a#b",
    "'",
    '"',
    "\\",
    "|",
    ">",
    ",",
    "=",
    "<<",
    "key: [a, {b: c}] # d",
]
SIGNS = st.one_of(
    st.text(" \n\t:#-?{}[],&*!|>'\"%@`\\~=\r\x85\u2028\ufeffanoNO01.é😀", max_size=30),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
)
TEXTS = st.one_of(st.sampled_from(AWKWARD), SIGNS, st.lists(SIGNS, max_size=4).map(" ".join))


FILLED = TEXTS.filter(lambda text: bool(text.strip()))
LISTS = st.lists(FILLED, max_size=4).map(tuple)
SHARED: dict[str, st.SearchStrategy[Any]] = {
    "id": st.sampled_from(["", "", "", "a", "007", "no", "a.b-c_d", "1e3"]),
    "explanation": TEXTS,
    "source": TEXTS,
    "tags": st.lists(st.sampled_from(["a", "no", "007", "a: b", "c d"]), max_size=3).map(tuple),
}
NUMBERS = st.integers(1, 2)


def _is_good(entry: Entry) -> bool:
    return all(fault.severity == "warning" for fault in faults(entry, {}))


def _distinct(entries: list[Entry]) -> list[Entry]:
    return list({entry_id(entry): entry for entry in entries}.values())


ENTRIES: st.SearchStrategy[Entry] = st.one_of(
    st.builds(BasicEntry, front=FILLED, back=FILLED, reverse=st.booleans(), accept=LISTS, **SHARED),
    st.builds(
        ClozeEntry, cloze=TEXTS.map(lambda text: text + " {{answer::hint: #1}} goes on"), **SHARED
    ),
    st.builds(
        ChoiceEntry,
        choice=FILLED,
        options=LISTS.map(lambda texts: (*texts, "the last but one", "the last")),
        answer=st.one_of(NUMBERS, st.sets(NUMBERS, min_size=1).map(sorted).map(tuple)),
        **SHARED,
    ),
    st.builds(ListEntry, list=FILLED, items=LISTS.map(lambda texts: (*texts, "y", "z")), **SHARED),
).filter(_is_good)
DISTINCT = st.lists(ENTRIES, max_size=5).map(_distinct)
"""Entries without errors, no two of one name."""


def read(text: str) -> list[Entry]:
    """The entries of a deck file without errors, in one spelling."""
    exact = read_exactly(text, deck_id="deck", file="f")
    assert [problem for problem in exact.report.problems() if problem.severity == "error"] == []
    return [plainly(placed.entry) for placed in exact.entries]


def plainly(entry: Entry) -> Entry:
    """An entry in the one spelling that the exact reader gives it."""
    if isinstance(entry, ChoiceEntry):
        return structs.replace(entry, answer=entry.right)
    if isinstance(entry, BasicEntry):
        return structs.replace(entry, reverse=bool(is_yes(entry.reverse)))
    return entry


# How a person may have written the deck before: each part is any of several texts.
HEADS = ["name: N\n", "# A comment\nname: 'N'  # here\n\n", "---\nname: N\norder: 2\n"]
KEYS = ["cards:\n", "cards:   # all of them\n", "cards:\n\n# first\n", '"cards":\n']
CARDS = [
    "- front: zz{n}\n  back: b\n",
    "- front: zz{n}\n  back: b   # why\n  # a comment on it\n",
    "-   front: 'zz{n}'\n    back: \"b\n      c\"\n",
    "- front: zz{n}\n  back: |\n    lines\n    # no comment\n\n\n",
    "- front: zz{n}\n  back: |+\n    lines\n\n\n",
    "- front: zz{n}\n  back: >-\n    lines\n     \n# a comment\n",
    "- front: zz{n}\n  back: |2-\n      lines\n",
    "-\n  front: zz{n}\n  back: b\n",
    "- {{front: zz{n}, back: b}} # flow\n",
    "- {{front: zz{n},\n   back: b\n  }}\n",
    "- front: zz{n}\n  back: b\n  tags:\n  - a\n  - b\n",
    "- front: zz{n}\n  back: b\n  tags: [a,\n    b]\n\n",
    "- front: zz{n}\n  back: b\n  tags:\n",
    "- front: zz{n}\n  back: plain\n    goes on\n",
    "- front: zz{n}\n  back: b\n\n    # deep below\n",
]
TAILS = ["", "\n", "order: 3\n", "\n# the end\norder: 3\n", "sources: {{}}\n", "...\n", "   # x\n"]
FLOWS = [
    "cards: []\n",
    "cards: [ ]  # none\n",
    "cards:\n  [\n  ]\n",
    "cards: [{front: zz1, back: b}]\n",
    "cards: [{front: zz1, back: b}, {front: zz2, back: c},]\n",
    "cards: [\n  {front: zz1, back: b}, # one\n  {front: zz2, back: c} # two\n  ]\n",
    "cards: [cloze: 'zz {{1}}']\n",
    'cards: [\n  {"front": "zz1", "back": "b"}\n]\n',
    "cards:\n",
    "cards:   # none\n  # yet\n\n",
    "cards:\n# none\n",
]


@st.composite
def decks(draw: st.DrawFn) -> str:
    """The text of a deck as some person may have written it."""
    if draw(st.booleans()):
        number = range(draw(st.integers(1, 4)))
        lines = "".join(draw(st.sampled_from(CARDS)).format(n=n) for n in number)
        cards = draw(st.sampled_from(KEYS)) + textwrap.indent(
            lines, " " * draw(st.sampled_from([0, 2, 4])), lambda line: bool(line.strip())
        )
    else:
        cards = draw(st.sampled_from(FLOWS))
    text = draw(st.sampled_from(HEADS)) + cards + draw(st.sampled_from(TAILS)).format()
    if draw(st.booleans()):
        text = text.rstrip("\n")
    mark = draw(st.sampled_from(["", "\ufeff"]))
    return mark + text.replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n", "\r"])))
