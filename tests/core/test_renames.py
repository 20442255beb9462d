"""Which rows belong to which card."""

from hypothesis import given
from hypothesis import strategies as st

from alliance_cards.core.renames import Rename, Stretch, current_name, stretches


def test_a_history_moves_with_the_name() -> None:
    """What was gathered before belongs to the new name, what comes after to a new card."""
    renames = [Rename(10, "a", "b")]
    assert stretches("b", renames) == [Stretch("b", -1, None), Stretch("a", -1, 10)]
    assert stretches("a", renames) == [Stretch("a", 10, None)]


def test_there_and_back() -> None:
    """A rename and its opposite join both names' rows under the first."""
    renames = [Rename(10, "a", "b"), Rename(20, "b", "a")]
    found = stretches("a", renames)
    assert set(found) == {Stretch("a", 10, None), Stretch("b", -1, 20), Stretch("a", -1, 10)}


def test_a_card_that_was_reworded_every_day_for_years() -> None:
    """However long the way, it is gone to its end."""
    renames = [Rename(n, f"{n}", f"{n + 1}") for n in range(1_100)]
    assert len(stretches("1100", renames)) == 1_101
    assert current_name("0", -1, renames) == "1100"


@given(
    st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd")), max_size=8),
    st.integers(0, 100),
    st.sampled_from("abcd"),
)
def test_every_row_belongs_to_exactly_one_card(
    pairs: list[tuple[str, str]], stamp: int, name: str
) -> None:
    """No row is lost, none belongs to two cards, and both directions agree."""
    renames = [Rename(n * 10 + 5, old, new) for n, (old, new) in enumerate(pairs)]
    stamp -= stamp % 10  # no row has the stamp of a rename
    owners = [
        card
        for card in "abcd"
        for part in stretches(card, renames)
        if part.name == name and part.after < stamp and (part.before is None or stamp < part.before)
    ]
    assert owners == [current_name(name, stamp, renames)]
