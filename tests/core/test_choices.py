"""What is said about the options of a choice."""

from alliance_cards.core.cards import Card
from alliance_cards.core.choices import is_right, reasons

CARD = Card(
    id="d/c",
    kind="choice",
    front="Which?",
    back="Trust; care",
    options=("Trust", "Care", "A quick fix"),
    answers=(0, 1),
    explanation="Both belong to the bond.\n- A quick fix: not what a bond is.\nNote: see page 3.",
)


def test_all_right_options_and_no_other_are_right() -> None:
    assert is_right(CARD, {0, 1})
    assert not is_right(CARD, {0})
    assert not is_right(CARD, {0, 1, 2})


def test_a_line_that_begins_with_an_option_is_its_reason() -> None:
    found = reasons(CARD)
    assert found.of == {2: "not what a bond is."}
    assert found.rest == "Both belong to the bond.\nNote: see page 3."


def test_options_that_differ_in_signs_alone_are_told_apart() -> None:
    """No option is given the reason of another one."""
    explanation = "c: no classes.\nC++: the first with classes."
    found = reasons(CARD._replace(options=("C", "C#", "C++"), explanation=explanation))
    assert found.of == {0: "no classes.", 2: "the first with classes."}
    found = reasons(CARD._replace(options=("<", "more"), explanation="More: larger.\n=: equal."))
    assert (found.of, found.rest) == ({1: "larger."}, "=: equal.")
