"""Characters that the exact reader alone would refuse, or take for the end of a line."""

import pytest

from alliance_cards.decks.masking import Masked
from alliance_cards.decks.reading import Reading, parse_deck

HEAD = "name: N\ncards:\n"
GOOD = "- front: Fine\n  back: Yes it is\n"


def read(text: str) -> Reading:
    return parse_deck(text, deck_id="deck", file="f")


def told(reading: Reading) -> list[tuple[int, int, str]]:
    return [(problem.line, problem.column, problem.message) for problem in reading.problems]


def test_a_mask_and_the_way_back() -> None:
    """Every odd character becomes one that the text does not use; places stay known."""
    masked = Masked("a\x1bb\\ud83d\\ude00c\U000f0000")
    assert len(masked.text) == len("abc") + 3
    assert "\x1b" not in masked.text
    assert masked.meant(masked.text, escaped=True) == "a\x1bb😀c\U000f0000"
    assert masked.meant(masked.text, escaped=False) == "a\x1bb\\ud83d\\ude00c\U000f0000"
    assert [masked.origin(index) for index in range(6)] == [0, 1, 2, 3, 15, 16]


CONTROLS = ["\x1b", "\x07", "\x7f", "\x9b", "\u202e", "\u2066", "\u200f", "\u061c"]


@pytest.mark.parametrize("control", CONTROLS)
@pytest.mark.parametrize("written", ["raw", "escaped"])
def test_control_characters_are_a_warning(control: str, written: str) -> None:
    """The card stays, with the character in it: the terminal shows it as a mark."""
    inside = control if written == "raw" else f"\\u{ord(control):04x}"
    reading = read(f'{HEAD}- front: "a{inside}b"\n  back: c\n')
    assert told(reading) == [
        (
            3,
            10,
            (
                f'"front" contains an invisible control character (U+{ord(control):04X}), which is '
                "shown as a mark. Delete it and type the words around it anew."
            ),
        )
    ]
    assert not reading.has_errors
    assert reading.deck is not None
    assert reading.deck.cards[0].front == f"a{control}b"


@pytest.mark.parametrize("broken", ["\x85", "\u2028", "\ud800", "\ufeff"])
def test_characters_that_yaml_dislikes_are_kept(broken: str) -> None:
    """No line ends at them, and the column of what follows is right."""
    reading = read(f"name: N{broken}N\ncards:\n- {{front: a{broken}b, bakc: c}}\n")
    assert [(p.line, p.column) for p in reading.problems if p.severity == "error"] == [(3, 16)]
    assert reading.deck is not None
    assert reading.deck.name == f"N{broken}N"


def test_escaped_emoji_do_not_shift_columns() -> None:
    r"""JSON writes an emoji as \ud83d\ude00, which PyYAML alone cannot read."""
    text = r'{"name": "\ud83d\ude00", "cards": [{"front": "a", "back": 1, "x": "y"}]}'
    assert told(read(text))[0][:2] == (1, text.index('"x"') + 1)
    assert (deck := read(text).deck) is not None
    assert deck.name == "😀"
    literal = r"name: '\ud83d\ude00'" + f"\ncards:\n{GOOD}- x: y"
    assert (deck := read(literal).deck) is not None
    assert deck.name == r"\ud83d\ude00"
