"""Reading deck files: texts as they were written, and what becomes of files that cannot be read."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from alliance_cards.decks import limits, loading
from alliance_cards.decks.reading import Reading, check_deck, check_text, parse_deck, read_deck

GOOD = "name: N\ncards:\n- front: a\n  back: b\n"


def backs(*written: str) -> list[str]:
    cards = "".join(f"- front: {n}\n  back: {back}\n" for n, back in enumerate(written))
    reading = parse_deck(f"name: N\ncards:\n{cards}", deck_id="deck", file="f")
    assert reading.problems == ()
    assert reading.deck is not None
    return [card.back for card in reading.deck.cards]


def only_message(reading: Reading) -> str:
    assert reading.deck is None
    (problem,) = reading.problems
    assert problem.severity == "error"
    return problem.message


def test_a_deck_file(tmp_path: Path) -> None:
    """The file's name is the deck's id, its entries become cards in their order."""
    path = tmp_path / "bond.yaml"
    path.write_text(
        "name: The bond\n"
        "description: Three parts\n"
        "order: 3\n"
        "sources:\n  faq: {title: Why it matters, file: a.txt}\n"
        "cards:\n"
        '- id: parts\n  front: Which parts?\n  back: Trust\n  source: faq, "What it is"\n'
        "  tags: [bond, reason]\n  accept: [trusting]\n  explanation: As it says.\n"
        "- cloze: Trust and {{care}}\n",
        encoding="utf-8",
    )
    reading = read_deck(path)
    assert not reading.has_errors
    deck = reading.deck
    assert deck is not None
    assert (deck.id, deck.name, deck.description, deck.order) == (
        "bond",
        "The bond",
        "Three parts",
        3,
    )
    parts, care = deck.cards
    assert (parts.id, parts.front, parts.back) == ("bond/parts", "Which parts?", "Trust")
    assert (parts.source, parts.tags) == ("Why it matters · What it is", ("bond", "reason"))
    assert (parts.accept, parts.explanation) == (("trusting",), "As it says.")
    assert (care.id, care.front, care.back) == ("bond/trust-and-care#care", "Trust and […]", "care")


@pytest.mark.parametrize(
    "text",
    [
        "007",
        "1.50",
        "no",
        "1:30",
        "2024-01-01",
        "~",
        "null",
        "true",
        "0x1F",
        "1e3",
        ".inf",
        "+1",
        "1_000",
    ],
)
def test_a_text_stays_as_it_is_written(text: str) -> None:
    """Numbers, dates and words that mean something to YAML are texts here."""
    assert backs(text) == [text]
    assert backs(f'"{text}"') == [text]


def test_texts_without_their_margins() -> None:
    """Blanks around a text go, line ends inside it stay."""
    assert backs('"  a  "', "|\n    b\n      c\n", ">\n    d\n    e", "'f\n\n    g'") == [
        "a",
        "b\n  c",
        "d e",
        "f\ng",
    ]


def test_comments_that_cut_nothing_off() -> None:
    """A comment behind a list, a quoted text, or well set off behind a plain one is fine."""
    assert backs("a  # comment", '"b" # comment', "c\t# comment", '"d #1"') == [
        "a",
        "b",
        "c",
        "d #1",
    ]
    reading = parse_deck(
        "name: N\ncards:\n- front: a\n  back: b\n  accept: [c, d] # typed\n"
        "  reverse: true # both\n  id: x # the first\n",
        deck_id="deck",
        file="f",
    )
    assert reading.problems == ()
    assert reading.deck is not None
    assert [card.id for card in reading.deck.cards] == ["deck/x", "deck/x#reverse"]


def test_empty_fields_are_absent_ones() -> None:
    """Somebody who fills in a form may leave out what a card does not need."""
    text = GOOD + "  id:\n  explanation:\n  source:\n  tags:\n  accept:\n"
    reading = parse_deck(f"order:\nsources:\n{text}", deck_id="deck", file="f")
    assert reading == parse_deck(GOOD, deck_id="deck", file="f")


@pytest.mark.parametrize(
    "written", ["yes", "Yes", "true", "True", '"yes"', "no", "false", '"false"']
)
def test_yes_and_no(written: str) -> None:
    """Both words of YAML's old and new booleans are understood, quoted or not."""
    reading = parse_deck(f"{GOOD}  reverse: {written}", deck_id="deck", file="f")
    assert reading.problems == ()
    assert reading.deck is not None
    assert len(reading.deck.cards) == (2 if "y" in written.lower() or "t" in written.lower() else 1)


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    """Editors on Windows write one."""
    path = tmp_path / "deck.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert read_deck(path).problems == ()
    path.write_bytes(b"\xef\xbb\xbfnam: N\ncards: []")
    assert read_deck(path).problems[0].column == 1


def test_files_that_are_no_text(tmp_path: Path) -> None:
    """The first byte that is no UTF-8 has a place, and the remedy is told."""
    path = tmp_path / "deck.yaml"
    path.write_bytes("name: ä\nfront: é".encode() + "caf\xe9".encode("latin-1"))
    message = only_message(read_deck(path))
    assert message == (
        "The file is not saved as UTF-8; the first letter that cannot be read stands here. "
        'Save it again as "UTF-8".'
    )
    assert (read_deck(path).problems[0].line, read_deck(path).problems[0].column) == (2, 12)
    path.write_bytes(GOOD.encode("utf-16"))
    message = only_message(check_deck(path))
    assert message == 'The file is saved as UTF-16. Save it again as "UTF-8".'


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    """A missing file, a folder, a pipe and a file that is too large are problems."""
    missing = tmp_path / "missing.yaml"
    assert only_message(read_deck(missing)) == "The file cannot be read: No such file or directory."
    assert read_deck(missing).problems[0].file == str(missing)
    folder = tmp_path / "folder.yaml"
    folder.mkdir()
    no_file = "This is no file. Give the path of a deck file."
    assert only_message(read_deck(folder)) == no_file
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    assert only_message(read_deck(pipe)) == no_file


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is 64 MB."""
    assert limits.LARGEST_FILE == 64 * 2**20
    monkeypatch.setattr(loading, "LARGEST_FILE", len(GOOD))
    path = tmp_path / "deck.yaml"
    path.write_text(GOOD)
    assert read_deck(path).problems == ()
    path.write_text(GOOD + "\n")
    message = "The file is larger than 64 MB. Divide it into several decks."
    assert only_message(read_deck(path)) == message


def test_looking_for_decks_loads_no_parser() -> None:
    """A command that only lists files starts at once; a good deck needs no second parser."""
    code = (
        "import sys, alliance_cards.decks.folder, alliance_cards.decks.reading as reading\n"
        "heavy = {'yaml', 'yaml_rs', 'msgspec', 'difflib'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
        f"reading.parse_deck({GOOD!r}, deck_id='d', file='f')\n"
        "assert 'yaml' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


@pytest.mark.parametrize("marks", [0, 1, 2])
def test_a_check_passes_over_as_much_as_a_reading(marks: int) -> None:
    """One byte order mark; a second one stands in the text."""
    text = "\ufeff" * marks + "nmae: N\ncards: []\n"
    assert check_text(text, deck_id="deck", file="f") == parse_deck(text, deck_id="deck", file="f")
