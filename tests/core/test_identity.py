"""Which card is which after an edit."""

from hypothesis import given
from hypothesis import strategies as st

from alliance_cards.core.identity import Join, Matching, Text, are_alike, match_cards

OLD = Text("d/old", "What is the bond made of?", "Trust, caring and respect")


def match(*arrived: Text, gone: tuple[Text, ...] = (OLD,), settled: str = "d") -> Matching:
    """The matching of the old card with some new ones."""
    return match_cards(gone, arrived, settled={settled}, left={text.card for text in gone})


def test_another_answer() -> None:
    """The front is the same: the history moves."""
    new = Text("d/new", OLD.front, "Trust and respect")
    assert match(new) == Matching((Join("d/old", "d/new"),), ())


def test_the_question_in_other_words() -> None:
    """The back is the same and the fronts are alike: the history moves."""
    new = Text("d/new", "What is Bordin's bond made of?", OLD.back)
    assert match(new) == Matching((Join("d/old", "d/new"),), ())


def test_the_question_of_a_card_that_went_before() -> None:
    """That one may have been deleted, and the new one be another like it: it is proposed."""
    new = Text("d/new", "What is Bordin's bond made of?", OLD.back)
    proposed = match_cards([OLD], [new], settled={"d"}, left=())
    assert proposed == Matching((), (Join("d/old", "d/new"),))
    same = Text("d/new", OLD.front, "Trust")
    assert match_cards([OLD], [same], settled={"d"}, left=()).certain == (Join("d/old", "d/new"),)


def test_an_old_answer_to_a_new_question() -> None:
    """A card that happens to have the same answer starts from nothing; it is proposed."""
    new = Text("d/new", "Which triad did the lecture on friendship praise?", OLD.back)
    other = Text("d/other", "Something else altogether?", "Yes")
    assert match(new, other) == Matching((), (Join("d/old", "d/new"),))


def test_both_sides_changed() -> None:
    """One left and one came: it is proposed, not assumed."""
    new = Text("d/new", "Name the three parts of the bond", "Trust, caring, respect")
    assert match(new) == Matching((), (Join("d/old", "d/new"),))


def test_both_sides_of_several_cards_changed() -> None:
    """Those whose questions are alike are proposed; one that left long ago is not."""
    one = Text("d/one", "What is Bordin's bond made of?", "Three things")
    two = Text("d/two", "Something else altogether?", "Yes")
    third = Text("d/three", "And a third?", "No")
    assert match(one, two, third) == Matching((), (Join("d/old", "d/one"),))
    before = match_cards([OLD], [one, two], settled={"d"}, left=())
    assert before == Matching((), ())


def test_several_candidates() -> None:
    """Two that could be it: both are proposed."""
    one, two = Text("d/one", OLD.front, "A"), Text("d/two", OLD.front, "B")
    assert match(one, two) == Matching((), (Join("d/old", "d/one"), Join("d/old", "d/two")))
    twin = Text("d/twin", OLD.front, OLD.back)
    assert match(one, gone=(OLD, twin)).certain == ()


def test_a_card_that_went_before_is_no_rival_by_its_answer_alone() -> None:
    """What goes and comes with one save is an edit, whatever else had the same answer once."""
    new = Text("d/new", "What is Bordin's bond made of?", OLD.back)
    for front, certain in (("Which triad did the lecture praise?", True), (OLD.front, False)):
        gone = [OLD, Text("d/before", front, OLD.back)]
        found = match_cards(gone, [new], settled={"d"}, left={"d/old"})
        assert (Join("d/old", "d/new") in found.certain) == certain
        assert len(found.certain + found.proposed) == (1 if certain else 2)


def test_a_move_to_another_deck() -> None:
    """It is proposed, also when both sides stayed as they were."""
    moved = Text("e/old", OLD.front, OLD.back)
    assert match(moved) == Matching((), (Join("d/old", "e/old"),))


def test_nothing_is_certain_in_a_deck_that_was_not_there() -> None:
    """Where the index knows nothing of before, it only proposes."""
    new = Text("d/new", OLD.front, OLD.back)
    assert match(new, settled="x") == Matching((), (Join("d/old", "d/new"),))


def test_texts_that_are_alike() -> None:
    """Most of the words, in about the same order."""
    assert are_alike("What is trust?", "what is  Trust?")
    assert are_alike("What does a bond consist of?", "What does the bond consist of?")
    assert not are_alike("What is trust?", "Who was Bordin?")


texts = st.lists(
    st.builds(
        Text,
        st.builds("{}/{}".format, st.sampled_from("de"), st.integers(0, 9)),
        st.sampled_from(["one two three", "one two four", "x y z"]),
        st.sampled_from(["A", "B"]),
    ),
    unique_by=lambda text: text.card,
    max_size=6,
)


@given(texts, texts)
def test_no_card_gains_two_histories_and_none_is_split(
    gone: list[Text], arrived: list[Text]
) -> None:
    """What is certain is one to one, within a deck, and never also proposed."""
    matching = match_cards(gone, arrived, settled={"d"}, left={t.card for t in gone})
    olds, news = [j.old for j in matching.certain], [j.new for j in matching.certain]
    assert len(set(olds)) == len(olds)
    assert len(set(news)) == len(news)
    assert all(name.startswith("d/") for name in olds + news)
    assert not {j.old for j in matching.proposed} & set(olds)
