"""Edits of deck files never cost progress, and no card inherits another's."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_cards.collection.answering import undo
from alliance_cards.collection.joining import old_text, rename
from alliance_cards.collection.looking import examine
from alliance_cards.core.errors import AnswerRefused, UnknownName
from alliance_cards.core.identity import Join
from drawn import examples
from people import NOON, Person


@pytest.fixture
def ann(tmp_path: Path) -> Iterator[Person]:
    """Ann, who has learnt one card of two."""
    ann = Person(tmp_path / "ann")
    ann.write(("What is the bond made of?", "Trust"), ("Who was Bordin?", "A psychologist"))
    ann.answer("d/what-is-the-bond-made-of")
    yield ann
    ann.collection.close()


def test_a_reworded_front_keeps_its_history(ann: Person) -> None:
    """A card without an id is named by its front; the history follows the new name."""
    seen = ann.write(("What is a bond made of?", "Trust"), ("Who was Bordin?", "A psychologist"))
    moved = Join("d/what-is-the-bond-made-of", "d/what-is-a-bond-made-of")
    assert (seen.joined, seen.proposed) == ((moved,), ())
    assert ann.reviews("d/what-is-a-bond-made-of") == 1
    assert ann.reviews("d/what-is-the-bond-made-of") == 0


def test_front_and_back_one_after_the_other(ann: Person) -> None:
    """After both steps nothing of the old text is left, and the history is there."""
    ann.write(("What is the bond made of?", "Trust and caring"))
    ann.write(("What is a bond made of?", "Trust and caring"))
    assert ann.reviews("d/what-is-a-bond-made-of") == 1


def test_an_id_is_added(ann: Person) -> None:
    """The same card under the name that its author now gives it."""
    ann.write(("bond", "What is the bond made of?", "Trust"))
    assert ann.reviews("d/bond") == 1


def test_a_join_can_be_undone(ann: Person) -> None:
    """It is one action: afterwards the history waits under the old name."""
    ann.write(("What is a bond made of?", "Trust"))
    undo(ann.collection, NOON)
    assert ann.reviews("d/what-is-a-bond-made-of") == 0
    ann.write(("What is the bond made of?", "Trust"))
    assert ann.reviews("d/what-is-the-bond-made-of") == 1


def test_a_card_that_leaves_and_returns(ann: Person) -> None:
    """Its history waits, also while other cards come and go."""
    ann.write(("Who was Bordin?", "A psychologist"))
    ann.write(("Who was Bordin?", "A psychologist"), ("Quite another question", "Trust"))
    ann.write(("What is the bond made of?", "Trust"), ("Quite another question", "Trust"))
    assert ann.reviews("d/what-is-the-bond-made-of") == 1
    assert ann.reviews("d/quite-another-question") == 0


def test_a_neighbour_that_was_there_before_inherits_nothing(ann: Person) -> None:
    """A card that stood beside the old one is not the old one, however alike."""
    ann.write(("What is the bond made of?", "Trust"), ("What is this bond made of?", "Trust"))
    seen = ann.write(("What is this bond made of?", "Trust"))
    assert not seen.joined
    assert not seen.proposed
    assert ann.reviews("d/what-is-this-bond-made-of") == 0


def test_both_sides_at_once_is_proposed_and_settled_with_rename(ann: Person) -> None:
    """Nothing moves until the person says so; then it moves, and can be taken back."""
    seen = ann.write(("bond", "Name the parts of the bond", "Trust, caring, respect"))
    (join,) = seen.proposed
    assert ann.reviews("d/bond") == 0
    rename(ann.collection, *join, now=NOON)
    assert ann.reviews("d/bond") == 1
    with pytest.raises(AnswerRefused, match="No card that left"):
        rename(ann.collection, *join, now=NOON)
    with pytest.raises(AnswerRefused, match="No card that left"):  # another program was faster
        old_text(ann.collection, join.old)
    undo(ann.collection, NOON)
    assert ann.reviews("d/bond") == 0


def test_rename_refuses_what_would_mix_histories(ann: Person) -> None:
    """A card with a history of its own takes no other; an unknown card is unknown."""
    ann.write(("Who was Bordin?", "A psychologist"))
    ann.answer("d/who-was-bordin")
    with pytest.raises(AnswerRefused, match="history of its own"):
        rename(ann.collection, "d/what-is-the-bond-made-of", "d/who-was-bordin", now=NOON)
    with pytest.raises(UnknownName):
        rename(ann.collection, "d/what-is-the-bond-made-of", "d/nobody", now=NOON)


def test_a_deck_that_moves(ann: Person) -> None:
    """Under another file name: proposed card by card, settled for the deck at once."""
    (ann.folder / "decks" / "d.yaml").unlink()
    cards = ("What is the bond made of?", "Trust"), ("Who was Bordin?", "A psychologist")
    assert len(ann.write(*cards, deck="e").proposed) == 1
    rename(ann.collection, "d", "e", now=NOON)
    assert ann.reviews("e/what-is-the-bond-made-of") == 1


def test_a_lost_index_costs_nothing(ann: Person) -> None:
    """The index is built anew and every history is found again."""
    ann.collection.store.write("delete from file")
    ann.collection.store.write("delete from deck")
    looked = ann.look()
    assert not looked.joined
    assert not looked.proposed
    assert ann.reviews("d/what-is-the-bond-made-of") == 1
    assert examine(ann.collection).findings == ()


cards = st.lists(
    st.tuples(
        st.sampled_from(["one two three", "one two four", "five six seven", "eight nine"]),
        st.sampled_from(["A", "B", "C"]),
    ),
    unique_by=lambda card: card[0],
    max_size=4,
)


@examples(25)
@given(st.lists(st.tuples(cards, st.integers(0, 3)), min_size=1, max_size=6))
def test_no_history_is_lost_and_none_is_doubled(
    tmp_path_factory: pytest.TempPathFactory,
    versions: list[tuple[list[tuple[str, str]], int]],
) -> None:
    """Whatever is edited and answered in turn: as many reviews stand as were given."""
    bea = Person(tmp_path_factory.mktemp("bea"))
    given_ = 0
    for deck, answered in versions:
        bea.write(*deck, ("always here", "Z"))
        for front, _ in deck[:answered]:
            name = f"d/{front.replace(' ', '-')}"
            if bea.reviews(name) == 0:
                bea.answer(name)
                given_ += 1
    (stored,) = bea.collection.store.one("select sum(reviews) from schedule") or (0,)
    assert (stored or 0) == given_
    assert examine(bea.collection).findings == ()
    bea.collection.close()
