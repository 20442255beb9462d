"""What is asked of a text before it is parsed, found out at little cost."""

from hypothesis import given
from hypothesis import strategies as st

from alliance_cards.decks.guard import UNPRINTABLE, needs_care, refusal
from alliance_cards.decks.limits import LONGEST_LEAD


@given(
    st.text("ab \n:-", max_size=100),
    st.text(" \t?:-", min_size=LONGEST_LEAD - 1, max_size=LONGEST_LEAD + 20),
)
def test_a_long_lead_is_found_wherever_it_stands(before: str, lead: str) -> None:
    """One that begins a line with more than may be, whatever stands above it, and no other."""
    refused = refusal(f"{before}\n{lead}x")
    assert (refused is not None) == (len(lead) > LONGEST_LEAD)


def test_controls_need_care() -> None:
    """The short look at ASCII finds the same as the long one at any text."""
    for character in map(chr, range(1, 0x180)):
        is_control = bool(UNPRINTABLE.search(character))
        assert needs_care(f"a{character}b") == is_control
        assert needs_care(f"é{character}b") == is_control
