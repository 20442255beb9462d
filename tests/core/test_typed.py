"""Typed answers: what counts, what is forgiven, and what is shown to differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_cards.core.typed import compare


@pytest.mark.parametrize(
    ("written", "accepted"),
    [
        ("bordin", "Bordin"),
        ("  Edward   BORDIN ", "Edward Bordin"),
        ("cafe", "café"),
        ("the bond between client and therapist", "A bond between the client and a therapist"),
        ("information sharing", "information-sharing"),
        ("wellbeing", "well-being"),
        ("well-being", "wellbeing"),
        ("selfdisclosure of therapist", "self-disclosure of the therapist"),
        ("and or", "and/or"),
        ("ing", "-ing"),
        ("bond – goal", "bond goal"),
        ("はいです", "「はいです」。"),
        ("‹bond›", "‚bond‘"),
        ("1000", "1,000"),
        ("1,000,000.5", "1000000.5"),
        ("Αθηνα", "Αθήνα"),
        ("елка", "ёлка"),
        ("замок", "за́мок"),
        ("한국", "한국"),  # the same syllable in pieces
        ("ｶﾞ", "ガ"),
        ("nino", "niño"),
        ("clients needs.", "client's needs"),
        ("2020–2021", "2020-2021"),
        ("STRASSE", "Straße"),
        ("?", "?"),
        ("the", "the"),
    ],
)
def test_what_does_not_count(written: str, accepted: str) -> None:
    assert compare(written, [accepted]).closeness == "exact"


@pytest.mark.parametrize(
    ("written", "accepted", "closeness"),
    [
        ("authenticty", "authenticity", "slip"),  # a letter too few
        ("bnod", "bond", "slip"),  # neighbours swapped
        ("authentikity", "authenticity", "slip"),
        ("autentikity", "authenticity", "slip"),  # two slips in a long word
        ("bnud", "bond", "wrong"),  # two in a short one
        ("cat", "bat", "wrong"),  # too short for any
        ("1978", "1979", "wrong"),  # a number is right or wrong
        ("-5", "5", "wrong"),
        ("1.5 metres", "15 metres", "wrong"),
        ("der Hund", "die Hund", "wrong"),  # another language's article may be the point
        ("C++", "C#", "wrong"),
        ("C", "C++", "wrong"),
        ("3 4", "3/4", "wrong"),
        ("2020 2021", "2020-2021", "wrong"),
        ("10", "10%", "wrong"),
        ("1000", "1.000", "wrong"),  # a decimal point
        ("0125", "0,125", "wrong"),
        ("мои", "мой", "wrong"),  # another letter, in a short word
        ("и краи", "й край", "wrong"),
        ("мои край", "мой край", "slip"),
        ("にほんこ", "にほんご", "slip"),
        ("한극어로", "한국어로", "slip"),
        ("こ", "ご", "wrong"),
        ("well being", "wellbeing", "slip"),
        ("", "bond", "wrong"),
    ],
)
def test_a_slip_is_told_from_a_mistake(written: str, accepted: str, closeness: str) -> None:
    assert compare(written, [accepted]).closeness == closeness


def test_the_nearest_of_several_wordings_is_meant() -> None:
    found = compare("dual relationshp", ["Friendship", "dual relationship", "two roles"])
    assert found.closeness == "slip"
    assert "".join(run for run, _ in found.wanted) == "dual relationship"


def test_the_letters_that_differ_are_told() -> None:
    found = compare("authenticty", ["authenticity"])
    assert [run for run, differs in found.wanted if differs] == ["i"]
    assert not any(differs for _, differs in found.written)


@pytest.mark.parametrize(
    ("written", "accepted", "marked"),
    [
        ("にほんこ", "にほんご", ["ご"]),
        ("한극어로", "한국어로", ["국"]),
        ("мои край", "мой край", ["й"]),
        ("autentikity", "authenticity", ["h", "c"]),
        ("cafés olaits", "cafés olaite", ["e"]),  # the accent differs, and does not count
        ("client’s nedes", "client's needs", ["e"]),  # so does the kind of apostrophe
    ],
)
def test_a_letter_that_differs_is_marked_whole(
    written: str, accepted: str, marked: list[str]
) -> None:
    found = compare(written, [accepted])
    assert [run for run, differs in found.wanted if differs] == marked


def test_the_slips_are_counted() -> None:
    assert compare("authentikity", ["authenticity"]).slips == 1
    assert compare("autentikity", ["authenticity"]).slips == 2
    assert compare("authenticity", ["authenticity"]).slips == 0
    assert compare("honesty", ["authenticity"]).slips == 0


def test_texts_with_little_in_common_are_not_picked_apart() -> None:
    found = compare("xyz", ["authenticity"])
    assert found.written == (("xyz", True),)
    assert found.wanted == (("authenticity", False),)


@given(st.text(max_size=60), st.text(min_size=1, max_size=60))
def test_whatever_is_typed_both_texts_are_shown_whole(written: str, accepted: str) -> None:
    found = compare(written, [accepted])
    assert "".join(run for run, _ in found.written) == written.strip()
    assert "".join(run for run, _ in found.wanted) == accepted
    assert compare(accepted, [accepted]).closeness == "exact"


# Letters that are near to each other, so that slips are drawn often.
ALIKE = st.text("eéёейиごこかが국극ᄀ\u0301\u0306\u3099 -'’.,1", max_size=12)


@given(ALIKE, ALIKE.filter(bool))
def test_whatever_is_not_exact_has_a_mark(written: str, accepted: str) -> None:
    found = compare(written, [accepted])
    marked = any(differs for _, differs in (*found.written, *found.wanted))
    assert marked == (found.closeness != "exact")
    assert (found.slips > 0) == (found.closeness == "slip")
