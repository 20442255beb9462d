"""The gate lets everything through that people write, and nothing that steers a terminal."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_cards.core.gate import safe, safe_line

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))
STEERING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\u2028\u2029]")


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[2J", "␛[2J"),
        ("bell\x07", "bell␇"),
        ("\x7f\x85\x9b", "␡‹U+0085›‹U+009B›"),
        ("a\u202eb\u2066c\u061cd", "a‹U+202E›b‹U+2066›c‹U+061C›d"),
        ("line\u2028and\u2029paragraph", "line‹U+2028›and‹U+2029›paragraph"),
        ("half \ud83d", "half ‹U+D83D›"),
        ("one\r\ntwo\rthree\n", "one\ntwo␍three\n"),
        ("\tcode", "    code"),
    ],
)
def test_what_steers_a_terminal_becomes_visible(raw: str, shown: str) -> None:
    assert safe(raw) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Trust, caring & respect: “so”, – 5 €",
        "ברית טיפולית",
        "الكلمات",
        "नमस्ते",
        "می‌خواهم",
        "e\u0301",
        "治療同盟",
        "👩‍👩‍👧 🇩🇪 ❤️",
        "two\nlines",
    ],
)
def test_what_people_write_stays(text: str) -> None:
    assert safe(text) == text


@given(ANY_TEXT)
def test_nothing_unsafe_remains_and_twice_is_once(text: str) -> None:
    shown = safe(text)
    assert safe(shown) == shown
    assert not STEERING.search(shown)
    categories = {unicodedata.category(character) for character in shown.replace("\n", "")}
    assert not categories & {"Cc", "Cs"}


@given(ANY_TEXT)
def test_a_line_is_one_line(text: str) -> None:
    shown = safe_line(text)
    assert "\n" not in shown
    assert safe_line(shown) == shown


def test_a_broken_line_says_where() -> None:
    assert safe_line("\n one \n\n  two\n") == "one ⏎ two"
