"""Today's queue."""

from hypothesis import given
from hypothesis import strategies as st

from alliance_cards.core import sm2
from alliance_cards.core.cards import entry_of
from alliance_cards.core.queue import Answered, Counts, Limits, Queue, plan

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
