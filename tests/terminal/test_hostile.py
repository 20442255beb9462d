"""Whatever stands in a deck: the terminal receives our own sequences and harmless text."""

import io
import os
import re
import tempfile
import unicodedata
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from alliance_cards.core.cards import Card, CardKind
from alliance_cards.core.queue import Counts
from alliance_cards.core.session import Asked, Item
from alliance_cards.core.typed import compare
from alliance_cards.terminal.bindings import keymap
from alliance_cards.terminal.console import make_console
from alliance_cards.terminal.lines import Voice
from alliance_cards.terminal.scene import Scene
from alliance_cards.terminal.screen import Screen
from alliance_cards.terminal.views.card import card_page
from alliance_cards.terminal.views.page import lay_out
from alliance_cards.terminal.views.spoken import news
from drawn import examples, strung

OURS = re.compile(r"\x1b\[(?:2J|K|\d+;1H|[0-9;]*m)")
STEERING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\u2028\u2029]")

NASTY = strung([
    "\x1b", "\x1b[", "]0;x\x07", "\x9b", "\r", "\n", "\t", "\x00", "\x7f", "\u202e", "\u2066",
    "\u2028", "\ud800", "[/b]", "[link=x]", ":smile:", "‹", "é", "e\u0301\u0301", "治療", "שלום",
    "👩‍👩‍👧", "\u200d", "\ufe0f", "a" * 90, " ", "word ",
])  # fmt: skip
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=9)
LINES = st.lists(NASTY | ANY_TEXT, max_size=3).map("".join)
KINDS: list[CardKind] = ["basic", "cloze", "choice", "list"]


@st.composite
def questions(draw: st.DrawFn) -> Asked:
    options = tuple(draw(st.lists(LINES, max_size=4)))
    card = Card(
        id=f"deck/{draw(LINES)}",
        kind=draw(st.sampled_from(KINDS)),
        front=draw(LINES),
        back=draw(LINES),
        options=options,
        answers=(len(options) - 1,) if options else (),
        explanation=draw(LINES),
        source=draw(LINES),
        tags=(draw(LINES),),
    )
    items = tuple(
        Item(text, counts=draw(st.booleans())) for text in draw(st.lists(LINES, max_size=3))
    )
    return Asked(
        card=card, deck_name=draw(LINES), turn="drill", outcomes=(), left=Counts(0, 0, 1),
        day=20_000, seen=None, repeats=(True,) * 4 + (False,) * 2, items=items,
    )  # fmt: skip


SIZES = st.tuples(st.integers(1, 130), st.integers(1, 50))


@given(questions(), st.booleans(), LINES, SIZES, st.integers(0, 20), LINES)
@examples(50)
def test_only_our_own_sequences_reach_the_terminal(
    asked: Asked, revealed: bool, message: str, size: tuple[int, int], scroll: int, typed: str
) -> None:
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        console = make_console(output, width=size[0], height=size[1], color=True, terminal=True)
        scene = Scene(
            asked, 0.0, 0.0, answered=3, revealed=revealed, message=message, typing=not revealed,
            draft=typed, comparison=compare(typed, [asked.card.back]) if revealed else None,
        )  # fmt: skip
        layout = lay_out(card_page(scene, keymap({})), console, scroll=scroll)
        Screen(output.fileno(), "utf-8").paint(layout.lines, size[0])
        written = os.pread(output.fileno(), 1_000_000, 0).decode()
    assert len(layout.lines) == size[1]
    assert all(line.cells <= size[0] for line in layout.lines)
    rest = OURS.sub("", written)
    assert not STEERING.search(rest)
    assert not {unicodedata.category(character) for character in rest} & {"Cc", "Cs"}


@given(questions(), st.booleans(), LINES, LINES)
@examples(50)
def test_what_is_spoken_is_harmless_as_well(
    asked: Asked, revealed: bool, message: str, typed: str
) -> None:
    comparison = compare(typed, [asked.card.back]) if revealed else None
    scene = Scene(
        asked, 0.0, 0.0, answered=3, revealed=revealed, message=message, comparison=comparison
    )
    said = io.StringIO()
    Voice(said, columns=0).say(*news(None, scene, keymap({})))
    rest = said.getvalue().replace("\n", "")
    assert not STEERING.search(rest)
    assert not {unicodedata.category(character) for character in rest} & {"Cc", "Cs"}


def test_the_folder_of_screens_holds_no_control_character() -> None:
    for file in (Path(__file__).parent / "screens").iterdir():
        text = file.read_text(encoding="utf-8").replace("\n", "")
        assert not {unicodedata.category(character) for character in text} & {"Cc"}
