"""Blanks: how they are written, named and shown."""

from hypothesis import given
from hypothesis import strategies as st

from alliance_cards.decks.cloze import Blank, answers, blanks, is_unbalanced, parts, with_blank


def shown(text: str) -> dict[str, tuple[str, list[str]]]:
    pieces = parts(text)
    return {name: (with_blank(pieces, name), hidden) for name, hidden in answers(pieces).items()}


def test_one_card_a_blank() -> None:
    """The asked blank is hidden, the others are seen."""
    assert shown("A {{bond}}, {{agreement}} on goals.") == {
        "bond": ("A […], agreement on goals.", ["bond"]),
        "agreement": ("A bond, […] on goals.", ["agreement"]),
    }


def test_a_hint_stands_in_the_blank() -> None:
    """It is shown in place of the dots, and only while its blank is asked."""
    assert shown("{{work::what it is done by}} and {{trust}}") == {
        "work": ("[… what it is done by] and trust", ["work"]),
        "trust": ("work and […]", ["trust"]),
    }


def test_numbered_blanks() -> None:
    """Blanks of one number are hidden together, as in Anki."""
    assert shown("{{c1::Trust}}, {{c2::care::not pity}} and {{c1::respect}}") == {
        "c1": ("[…], care and […]", ["Trust", "respect"]),
        "c2": ("Trust, [… not pity] and respect", ["care"]),
    }


def test_the_same_text_twice_is_one_card() -> None:
    """A name never comes from a place, so equal blanks share one; their text is told once."""
    assert shown("{{Trust}} breeds {{trust}}") == {"trust": ("[…] breeds […]", ["Trust"])}


def test_braces_inside_a_blank() -> None:
    """A formula may end with a brace of its own."""
    assert blanks("{{x^{2}}}") == [Blank("x-2", "x^{2}", "")]
    assert blanks("{a} {{b c}}") == [Blank("b-c", "b c", "")]


def test_unbalanced_braces() -> None:
    """What cannot be a blank is told apart from what is merely a brace."""
    for text in ("{{a", "a}}", "{{a {{b}} c}}", "{{a}} {{b", "{{a}}}}"):
        assert is_unbalanced(text), text
    for text in ("a", "{a}", "{{a}}", "{{a}} {b} {{c::d}}", "{{a\nb}}"):
        assert not is_unbalanced(text), text


def test_thousands_of_braces_take_no_time() -> None:
    """No text makes the search for blanks quadratic."""
    for text in ("{{" * 100_000, "{{a}" * 50_000, "{" * 200_000, "{{a" + "}" * 200_000):
        assert len(parts(text)) <= 3


@given(st.text("{}:c1 ab", max_size=30))
def test_nothing_between_the_blanks_is_lost(text: str) -> None:
    """All parts together are the text, but for the marks of the blanks."""
    pieces = parts(text)
    assert len(pieces) % 2 == 1
    for piece in pieces:
        written = piece if isinstance(piece, str) else piece.text
        assert written in text


def test_a_brace_before_a_numbered_blank_is_text() -> None:
    assert parts("{{{c1::{}}") == ["{", Blank("c1", "{", ""), ""]
    assert [blank.text for blank in blanks("{{{{}}")] == ["{"]
