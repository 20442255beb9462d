"""What is written into a deck file is read again as it was meant, and nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from alliance_cards.decks.emitting import deck_yaml, entry_yaml
from alliance_cards.decks.exact import read_exactly
from alliance_cards.decks.quoting import CannotWrite
from alliance_cards.decks.schema import BasicEntry, ChoiceEntry, Entry, Source
from alliance_cards.decks.writing import line_of, with_card
from decks.written import DISTINCT, ENTRIES, TEXTS, decks, plainly, read
from drawn import examples

NEW = BasicEntry(id="new", front="Who?", back="She")
NEW_LINES = "- id: new\n  front: Who?\n  back: She\n"
DEEPER = "    - id: new\n      front: Who?\n      back: She\n"
IN_BRACES = '{id: "new", front: "Who?", back: "She"}'


@given(DISTINCT)
@examples(80)
def test_a_deck_holds_what_was_written(entries: list[Entry]) -> None:
    """Every text comes back to the letter, whatever YAML would make of it."""
    text = deck_yaml(name="N", description="", order=None, sources={}, entries=entries)
    if entries:
        assert read(text) == [plainly(entry) for entry in entries]
    else:
        assert "cards: []" in text


@given(TEXTS, TEXTS, st.none() | st.integers(-9, 9), st.dictionaries(TEXTS, TEXTS, max_size=3))
def test_the_head_of_a_deck(
    name: str, description: str, order: int | None, titles: dict[str, str]
) -> None:
    """The name, the description and the sources too."""
    sources = {f"a{key}"[:50]: Source(title=f"{title}.") for key, title in titles.items()}
    text = deck_yaml(
        name=f"{name}.", description=description, order=order, sources=sources, entries=[NEW]
    )
    exact = read_exactly(text, deck_id="deck", file="f")
    assert exact.deck is not None
    assert exact.deck.name == f"{name}.".strip()
    assert exact.deck.description == description.strip()
    assert exact.deck.order == order


def entries_of(text: str) -> list[Entry]:
    return [
        plainly(placed.entry) for placed in read_exactly(text, deck_id="deck", file="f").entries
    ]


def is_insertion(old: str, new: str) -> bool:
    """Whether one span, taken out of the new text, leaves the old one."""
    same = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(old))
    return any(new[len(new) - len(old) + cut :] == old[cut:] for cut in range(same + 1))


def without_last_break(entry: Entry) -> str:
    """A block that ended the file without a line end gets one."""
    return repr(entry).replace(r"\n'", "'")


@given(decks(), ENTRIES)
@examples(150)
def test_a_card_is_added_and_nothing_else_changes(text: str, entry: Entry) -> None:
    """Comments, order, line ends, a byte order mark: every byte of the old text stays."""
    new = with_card(text, entry)
    assert is_insertion(text, new)
    *before, added = entries_of(new)
    assert added == plainly(entry)
    assert [*map(without_last_break, before)] == [*map(without_last_break, entries_of(text))]


SCRAPS = [
    "\n",
    "\n  ",
    "- ",
    ": ",
    " #",
    "[",
    "]",
    "{",
    "}",
    '"',
    "'",
    "&a ",
    "*a",
    "|",
    "\t",
    "---\n",
]


@given(decks(), st.integers(0, 200), st.sampled_from(SCRAPS))
@examples(80)
def test_a_damaged_deck_is_refused_or_changed_as_meant(text: str, place: int, scrap: str) -> None:
    """Nothing else is raised, and nothing is lost."""
    text = text[:place] + scrap + text[place:]
    try:
        new = with_card(text, NEW)
    except CannotWrite:
        return
    assert is_insertion(text, new)


LAYOUTS = {
    "below the last card, as far indented, behind an empty line": (
        "name: N\ncards:\n    - front: a\n      back: b\norder: 3\n",
        "name: N\ncards:\n    - front: a\n      back: b\n\n" + DEEPER + "order: 3\n",
    ),
    "without an empty line where the others have none": (
        "name: N\ncards:\n- front: a\n  back: b\n- front: c\n  back: d",
        "name: N\ncards:\n- front: a\n  back: b\n- front: c\n  back: d\n" + NEW_LINES,
    ),
    "a comment of the last card stays with it": (
        "name: N\ncards:\n- front: a\n  back: b # why\n  # because\n\n# the head\norder: 3\n",
        "name: N\ncards:\n- front: a\n  back: b # why\n  # because\n\n"
        + NEW_LINES
        + "\n# the head\norder: 3\n",
    ),
    "line ends as before": (
        "name: N\r\ncards:\r\n- front: a\r\n  back: b\r\n- front: c\r\n  back: d\r\n",
        "name: N\r\ncards:\r\n- front: a\r\n  back: b\r\n- front: c\r\n  back: d\r\n"
        + NEW_LINES.replace("\n", "\r\n"),
    ),
    "a list in brackets": (
        "name: N\ncards: [{front: a, back: b}]\norder: 3\n",
        "name: N\ncards: [{front: a, back: b}, " + IN_BRACES + "]\norder: 3\n",
    ),
    "a list in brackets over several lines": (
        "name: N\ncards: [\n  {front: a, back: b}\n]\n",
        'name: N\ncards: [\n  {front: a, back: b},\n  {id: "new", front: "Who?", back: "She"}\n]\n',
    ),
    "JSON stays JSON": (
        '{"name": "N", "cards": []}',
        '{"name": "N", "cards": [{"id": "new", "front": "Who?", "back": "She"}]}',
    ),
    "the first card": (
        "name: N\ncards:  # soon\n\norder: 3\n",
        "name: N\ncards:  # soon\n  - id: new\n    front: Who?\n    back: She\n\norder: 3\n",
    ),
    "the first card, where nothing is indented or ended": (
        "name: N\ncards:",
        "name: N\ncards:\n  - id: new\n    front: Who?\n    back: She\n",
    ),
    "a last value that is a reference": (
        "name: N\ncards:\n- {front: a, back: b, tags: &t [x]}\n- front: c\n  tags: *t\n",
        "name: N\ncards:\n- {front: a, back: b, tags: &t [x]}\n- front: c\n  tags: *t\n"
        + NEW_LINES,
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_where_a_card_goes(layout: str) -> None:
    """As a person would have placed it."""
    old, new = LAYOUTS[layout]
    assert with_card(old, NEW) == new


def test_how_an_entry_is_written() -> None:
    """Plain where nothing can go wrong, in quotes or as a block elsewhere."""
    entry = ChoiceEntry(
        id="007",
        choice='What does "no" mean: here?',
        options=("no", "a, b", "It's plain", "tab\there"),
        answer=(1, 3),
        explanation="one\n\ntwo # three",
        source="word " * 30 + "end",
        tags=("a b", "1:30"),
    )
    assert entry_yaml(entry, 2) == (
        """\
  - id: "007"
    choice: 'What does "no" mean: here?'
    options:
      - "no"
      - a, b
      - It's plain
      - "tab\\there"
    answer: [1, 3]
    explanation: |-
      one

      two # three
    source: >-
      word word word word word word word word word word word word word word word word word word
      word word word word word word word word word word word word end
    tags: [a b, "1:30"]
"""
    )


def test_a_said_reverse_is_written_as_such() -> None:
    """What is false or absent is left out; what is nonsense stays, for `check` to see."""
    assert "reverse: true" in entry_yaml(structs.replace(NEW, reverse="Yes"), 0)
    assert "reverse" not in entry_yaml(structs.replace(NEW, reverse="no"), 0)
    assert "reverse: maybe" in entry_yaml(structs.replace(NEW, reverse="maybe"), 0)


REFUSED = {
    "name: N\ncards:\n- front: [a\n": "The deck cannot be read, line 3: A list is opened",
    "name: N\ncards:\n" + "- " * 200 + "a": "The deck cannot be read, line 3: This line begins",
    "- a\n": "The file is no deck.",
    "": "The file is no deck.",
    "name: N\n": 'The deck needs exactly one key "cards".',
    "cards: []\ncards: []\n": 'The deck needs exactly one key "cards".',
    "name: N\ncards: none\n": '"cards" is no list.',
    "name: N\ncards: {a: b}\n": '"cards" is no list.',
    "name: N\ncards: &all\n- front: a\n  back: b\n": "The deck is written in too unusual a way",
    "name: N\ncards: &all []\n": "The deck is written in too unusual a way",
    "? cards\n:\n  - front: a\n    back: b\n  - &x\n    front: &x c\n    back: *x": None,
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_cannot_be_changed_safely_is_refused(text: str) -> None:
    """With a sentence; or the result is proved to be right."""
    sentence = REFUSED[text]
    if sentence is None:
        assert is_insertion(text, with_card(text, NEW))
        return
    with pytest.raises(CannotWrite) as refused:
        with_card(text, NEW)
    assert refused.value.message.startswith(sentence)
    assert refused.value.code == "deck_not_changed"


def test_other_faults_of_a_deck_do_not_matter() -> None:
    """A card can be added to a deck one of whose cards is wrong."""
    text = "cards:\n- frnt: a\n- front: a\n  back: !x b\n"
    assert with_card(text, NEW) == text + NEW_LINES


def test_half_a_character_cannot_be_written() -> None:
    """It comes from a terminal that speaks another encoding, and no file can hold it."""
    with pytest.raises(CannotWrite, match=r"half a character \(U\+DCE9\)"):
        with_card("name: N\ncards: []", structs.replace(NEW, back="caf\udce9"))


def test_the_line_of_a_card() -> None:
    """Its entry's first line, whichever of its cards is asked for; 1 if it is gone."""
    text = (
        "\ufeffname: N\r\ncards:\r\n# c\r\n- front: Who?\r\n  back: b\r\n  reverse: yes\r\n"
        "-\r\n  id: x\r\n  cloze: '{{a}} b'\r\n"
    )
    assert line_of(text, "deck", "deck/who") == 4
    assert line_of(text, "deck", "deck/who#reverse") == 4
    assert line_of(text, "deck", "deck/x#a") == 8
    assert line_of(text, "deck", "deck/gone") == 1
    assert line_of("- : [", "deck", "deck/gone") == 1


def test_nested_references_are_compared_in_no_time() -> None:
    """Each of them names the one before it nine times over: nobody could write them all out."""
    bomb = "a: &a0 [x]\n" + "".join(
        f"b{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40)
    )
    text = f"{bomb}c: *a39\ncards: []\n"
    assert is_insertion(text, with_card(text, NEW))
