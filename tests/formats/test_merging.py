"""A deck comes in over one that was changed by hand: both sides are kept, card by card."""

from hypothesis import given
from hypothesis import strategies as st

from alliance_cards.decks.expansion import entry_id
from alliance_cards.decks.schema import BasicEntry, Source
from alliance_cards.formats.gathered import NewDeck
from alliance_cards.formats.merging import is_same, merge


def deck(**cards: str) -> NewDeck:
    """A deck of cards whose answers go by their ids."""
    entries = tuple(BasicEntry(id=name, front=name, back=back) for name, back in cards.items())
    return NewDeck("d", "D", entries=entries)


def backs(found: NewDeck) -> dict[str, str]:
    """The answers of a deck by the ids of its cards, in its order."""
    return {entry.id: getattr(entry, "back", "") for entry in found.entries}


BASE = deck(a="1", b="2", c="3")


def test_each_side_changes_another_card() -> None:
    """Both changes stand."""
    merged = merge(BASE, deck(a="mine", b="2", c="3"), deck(a="1", b="2", c="theirs", d="4"))
    assert backs(merged.deck) == {"a": "mine", "b": "2", "c": "theirs", "d": "4"}
    assert [(each.name, each.is_conflict) for each in merged.differences] == [("a", False)]


def test_both_change_one_card() -> None:
    """It is a conflict, and what comes in stands."""
    merged = merge(BASE, deck(a="mine", b="2", c="3"), deck(a="theirs", b="2", c="3"))
    assert backs(merged.deck)["a"] == "theirs"
    assert [(each.name, each.is_conflict) for each in merged.differences] == [("a", True)]


def test_both_change_it_alike() -> None:
    """That is no conflict."""
    merged = merge(BASE, deck(a="new", b="2", c="3"), deck(a="new", b="2", c="3"))
    assert [each.is_conflict for each in merged.differences] == [False]


def test_cards_come_and_go_on_both_sides() -> None:
    """A card that one side removed is gone, unless the other one changed it."""
    mine = deck(a="1", mine="own", c="3")
    theirs = deck(a="1", b="two", theirs="new")
    merged = merge(BASE, mine, theirs)
    assert backs(merged.deck) == {"a": "1", "mine": "own", "b": "two", "theirs": "new"}
    assert {each.name: each.is_conflict for each in merged.differences} == {
        "mine": False, "b": True,
    }  # fmt: skip


def test_the_order_of_the_hand_stays_where_the_import_leaves_it() -> None:
    """And the import's goes before where it has changed it."""
    mine, same = deck(c="3", a="1", x="own", b="2"), deck(a="1", b="2", c="three")
    assert list(backs(merge(BASE, mine, same).deck)) == ["c", "a", "x", "b"]
    other = deck(b="2", a="1", c="3")
    assert list(backs(merge(BASE, mine, other).deck)) == ["b", "a", "x", "c"]


def test_the_head_is_merged_part_by_part() -> None:
    """Name, description, order and each source."""
    mine = BASE._replace(name="Mine", sources={"s": Source(title="S")})
    theirs = BASE._replace(order=3, sources={"t": Source(title="T")})
    found = merge(BASE, mine, theirs).deck
    assert (found.name, found.order, list(found.sources)) == ("Mine", 3, ["s", "t"])


def test_without_an_earlier_import_nothing_is_removed() -> None:
    """All that is there is the person's own."""
    found = merge(NewDeck("d", ""), deck(a="1", mine="own"), deck(a="one", b="2")).deck
    assert backs(found) == {"a": "one", "mine": "own", "b": "2"}


sides = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("123"), max_size=6)


@given(sides, sides, sides)
def test_no_change_of_either_side_is_lost(
    base: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
) -> None:
    """What one side changed stands; of a conflict theirs stands, and it is named."""
    merged = merge(deck(**base), deck(**mine), deck(**theirs))
    found = backs(merged.deck)
    conflicts = {each.name for each in merged.differences if each.is_conflict}
    assert len(merged.deck.entries) == len(set(map(entry_id, merged.deck.entries)))
    for name in {*base, *mine, *theirs}:
        was, own, new = base.get(name), mine.get(name), theirs.get(name)
        is_conflict = own not in (was, new) and new != was
        assert (name in conflicts) == is_conflict
        assert found.get(name) == (own if new == was else new)


@given(sides, sides)
def test_where_one_side_changed_nothing_the_other_stands(
    base: dict[str, str], changed: dict[str, str]
) -> None:
    """Order and all."""
    one, other = deck(**base), deck(**changed)
    assert is_same(merge(one, one, other).deck, other)
    assert is_same(merge(one, other, one).deck, other)
