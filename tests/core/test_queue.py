"""Today's queue."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from alliance_cards.core import sm2
from alliance_cards.core.cards import entry_of
from alliance_cards.core.queue import Answered, Counts, DeckLimits, Limits, Queue, plan

WIDE = Limits(new=99, reviews=99)


def queue(
    due: str = "", new: str = "", today: tuple[Answered, ...] = (), limits: Limits = WIDE
) -> Queue:
    """A queue over cards that are given as words."""
    return plan(
        due=due.split(), new=new.split(), today=today, limits=limits, needs_drill=sm2.needs_drill
    )


def test_due_cards_come_first_then_new_ones_then_the_drill() -> None:
    """One turn after the other, each in its own order."""
    failed = Answered(card="d/x", grade=1, drill=False, was_new=False)
    made = queue("d/b d/a", "d/c", (failed,))
    turns = []
    while made.next:
        turns.append(made.next)
        made = made.without(made.next[1], drill_again=False)
    assert turns == [("due", "d/b"), ("due", "d/a"), ("new", "d/c"), ("drill", "d/x")]


def test_siblings_wait_for_another_day() -> None:
    """Of one entry's cards only the first is asked; none if one was answered today."""
    assert queue("d/a#one d/a#two d/b").due == ("d/a#one", "d/b")
    assert queue("d/a", "d/a#reverse d/c").new == ("d/c",)
    done = Answered(card="d/a", grade=4, drill=False, was_new=False)
    assert queue("d/a#reverse", "", (done,)).due == ()


def test_limits_count_what_was_done_today() -> None:
    """New cards and reviews have a limit each; a new card does not eat a review."""
    limits = Limits(new=2, reviews=2)
    done = (
        Answered(card="d/x", grade=1, drill=False, was_new=True),
        Answered(card="d/y", grade=4, drill=False, was_new=False),
        Answered(card="d/x", grade=4, drill=True, was_new=False),
    )
    assert queue("d/a d/b d/c", "d/e d/f d/g", done, limits).counts == Counts(1, 1, 0)


def test_the_drill_lasts_until_a_card_scores_four() -> None:
    """The last answer of the day decides; the oldest weak answer comes first."""
    answers = [("d/a", 1, False), ("d/b", 3, False), ("d/a", 2, True), ("d/c", 4, False)]
    today = tuple(Answered(card=c, grade=g, drill=d, was_new=False) for c, g, d in answers)
    assert queue(today=today).drill == ("d/b", "d/a")
    well = (*today, Answered(card="d/a", grade=4, drill=True, was_new=False))
    assert queue(today=well).drill == ("d/b",)


def test_a_failed_card_goes_to_the_drills_end() -> None:
    """After an answer the queue is what a new plan would make it."""
    made = queue("d/a d/b").without("d/a", drill_again=True)
    assert (made.due, made.drill) == (("d/b",), ("d/a",))
    assert made.without("d/b", drill_again=True).drill == ("d/a", "d/b")


cards = st.lists(
    st.builds("d/{}#{}".format, st.integers(0, 9), st.integers(0, 2)), unique=True, max_size=20
)


@given(cards, cards, st.integers(0, 5), st.integers(0, 5))
def test_never_two_of_an_entry_never_over_the_limit(
    due: list[str], new: list[str], most_new: int, most_reviews: int
) -> None:
    """Whatever there is, the order is kept and both rules hold."""
    made = queue(" ".join(due), " ".join(new), (), Limits(most_new, most_reviews))
    asked = made.due + made.new
    assert len({entry_of(card) for card in asked}) == len(asked)
    assert len(made.due) <= most_reviews
    assert len(made.new) <= most_new
    assert list(made.due) == [card for card in due if card in made.due]
    assert list(made.new) == [card for card in new if card in made.new]


def test_a_list_asked_as_a_whole_counts_as_one_card() -> None:
    """Its items were answered together; if one of them was due, it was a review."""
    items = [
        Answered(card=f"d/list#{item}", grade=4, drill=False, was_new=item > 1, together=True)
        for item in range(5)
    ]
    assert queue("d/a d/b", "d/c d/e", tuple(items), Limits(new=2, reviews=2)).counts == Counts(
        1, 2, 0
    )


def test_what_was_forgotten_of_a_list_is_drilled_first() -> None:
    """Before what failed earlier; a drill answer is one like any other."""
    early = Answered(card="d/a", grade=1, drill=False, was_new=False)
    items = [
        Answered(card=f"d/l#{item}", grade=1, drill=False, was_new=True, together=True)
        for item in "xy"
    ]
    again = Answered(card="d/l#x", grade=1, drill=True, was_new=False)
    assert queue(today=(early, *items)).drill == ("d/l#x", "d/l#y", "d/a")
    assert queue(today=(early, *items, again)).drill == ("d/l#y", "d/a", "d/l#x")


def test_decks_have_limits_of_their_own() -> None:
    """Besides those of the day, and what was answered today counts in its deck."""
    limits = Limits(4, 9, {"a": DeckLimits(new=2), "b": DeckLimits(new=0, reviews=1)})
    done = (Answered(card="a/0", grade=4, drill=False, was_new=True),)
    made = queue("b/1 a/2 b/3", "a/4 a/5 b/6 c/7 c/8 c/9", done, limits)
    assert made.due == ("b/1", "a/2")
    assert made.new == ("a/4", "c/7", "c/8")


def test_ahead_comes_after_what_is_due_and_has_a_limit_too() -> None:
    """As many again as a day brings; siblings of today's cards still wait."""
    made = plan(
        due=["d/a#1"], new=["d/n"], ahead=["d/a#2", "d/b", "d/c", "d/e"], today=(),
        limits=Limits(9, 2), needs_drill=sm2.needs_drill,
    )  # fmt: skip
    assert (made.due, made.ahead) == (("d/a#1",), ("d/b", "d/c"))
    assert made.counts == Counts(due=3, new=1, drill=0)
    assert [made.next, made._replace(due=()).next] == [("due", "d/a#1"), ("ahead", "d/b")]


def test_a_weak_card_of_a_cram_comes_again_in_the_cram() -> None:
    """And never in the drill."""
    made = Queue((), (), (), cram=("d/a", "d/b"))
    assert made.without("d/a", drill_again=True).cram == ("d/b", "d/a")
    assert made.without("d/a", drill_again=True).drill == ()
    assert made.without("d/a", drill_again=False).counts == Counts(0, 0, 0, 1)


def test_a_card_that_was_read_comes_a_little_later() -> None:
    """Behind so many others, or at the end."""
    made = queue(new="d/a d/b d/c d/e")
    assert made.later("d/a", 2).new == ("d/b", "d/c", "d/a", "d/e")
    assert made.later("d/a", 9).new[-1] == "d/a"


@given(cards, cards, st.integers(0, 30))
def test_a_session_of_so_many_cards(due: list[str], new: list[str], most: int) -> None:
    """The first ones in the order of asking; the drill does not count."""
    weak = Answered(card="e/x", grade=1, drill=False, was_new=True)
    made = queue(" ".join(due), " ".join(new), (weak,))._replace(ahead=("f/a", "f/b", "f/c"))
    cut = made.cut(most)
    assert (cut.due + cut.ahead + cut.new) == (made.due + made.ahead + made.new)[:most]
    assert cut.drill == made.drill


@given(cards, st.integers(0, 9), st.dictionaries(st.sampled_from("ab"), st.integers(0, 4)))
def test_no_deck_goes_over_its_limit(names: list[str], most: int, own: dict[str, int]) -> None:
    """Nor does the day; and no card is left out for which there was room."""
    new = [name.replace("d/", f"{'abc'[place % 3]}/") for place, name in enumerate(names)]
    decks = {deck: DeckLimits(new=limit) for deck, limit in own.items()}
    picked = queue(new=" ".join(new), limits=Limits(most, 0, decks)).new
    by_deck = Counter(name[0] for name in picked)
    assert all(by_deck[deck] <= limit for deck, limit in own.items())
    entries = {entry_of(name) for name in picked}
    for name in new:
        full = len(picked) == most or by_deck[name[0]] == own.get(name[0])
        assert name in picked or entry_of(name) in entries or full
