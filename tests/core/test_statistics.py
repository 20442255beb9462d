"""The figures' own arithmetic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_cards.core.advice import suggestions
from alliance_cards.core.figures import GroupRow, HardRow, groups, hard_card
from alliance_cards.core.scheduler import State
from alliance_cards.core.sentences import day_done
from alliance_cards.core.statistics import Forecast, Recall, StudyDay, wilson


@pytest.mark.parametrize(
    ("passed", "reviews", "low", "high"),
    [
        (0, 0, 0.0, 1.0),
        (0, 10, 0.0, 0.2775),
        (1, 10, 0.0179, 0.4042),
        (5, 10, 0.2366, 0.7634),
        (10, 10, 0.7225, 1.0),
        (81, 263, 0.2553, 0.3662),  # R. G. Newcombe, Statistics in Medicine 17 (1998), table I
        (15, 148, 0.0624, 0.1605),
    ],
)
def test_published_intervals(passed: int, reviews: int, low: float, high: float) -> None:
    """The interval is the one that the literature has."""
    assert wilson(passed, reviews) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share(counts: tuple[int, int]) -> None:
    """It lies in 0 to 1, around the share, and mirrors that of the failures."""
    passed, reviews = counts
    low, high = wilson(passed, reviews)
    assert 0 <= low <= passed / reviews <= high <= 1
    assert wilson(reviews - passed, reviews) == pytest.approx((1 - high, 1 - low))
    assert Recall(reviews, passed).share == passed / reviews


def test_when_all_new_cards_will_have_been_met() -> None:
    """A day that brings none never ends them."""
    days = {
        (waiting, a_day): Forecast(
            today=0, backlog=0, days=(), new_waiting=waiting, new_per_day=a_day
        ).days_of_new_cards
        for waiting, a_day in ((0, 0), (0, 20), (1, 20), (20, 20), (21, 20), (5, 0))
    }
    assert days == {(0, 0): 0, (0, 20): 0, (1, 20): 1, (20, 20): 1, (21, 20): 2, (5, 0): None}


@pytest.mark.parametrize(
    ("lapses", "recalls", "recalled", "taken_ms", "advice"),
    [
        (8, 40, 30, 40_000, "rewrite"),
        (3, 20, 16, 400_000, "split"),
        (2, 4, 2, 4_000, "learn"),
        (1, 20, 19, 400_000, "shorten"),
        (7, 40, 33, 40_000, "tell-apart"),
        (1, 9, 8, 9_000, "wait"),
    ],
)
def test_what_to_do_about_a_hard_card(
    lapses: int, recalls: int, recalled: int, taken_ms: int, advice: str
) -> None:
    """Only what slipped once or twice is left alone; a usual answer takes a second here."""
    counts = {"answers": recalls, "recalls": recalls, "recalled": recalled}
    row = HardRow("d/c", "?", State(2, 200, 6), lapses=lapses, taken_ms=taken_ms, **counts)
    assert hard_card(row, ms_per_answer=1_000, leech_lapses=8).advice == advice


def test_what_waits_and_what_is_weak_come_before_what_is_new() -> None:
    """A backlog first, then weak recall, then decks not begun, then those begun."""

    def row(deck: str, studied: int, recalls: int, recalled: int) -> GroupRow:
        counts = {"cards": 9, "suspended": 0, "studied": studied, "due": 0}
        return GroupRow(deck, deck, "", "basic", (), **counts, recalls=recalls, recalled=recalled)

    rows = [row("fresh", 0, 0, 0), row("begun", 5, 90, 88), row("weak", 9, 40, 10)]
    found = suggestions(groups(rows), rows, backlog=4)
    named = [(each.reason, each.group and each.group.key) for each in found]
    assert named == [
        ("overdue", None), ("weak", "weak"), ("untouched", "fresh"), ("unfinished", "begun"),
    ]  # fmt: skip


def test_no_time_is_told_where_none_was_taken() -> None:
    """Answers of scripts have none."""
    untimed = StudyDay(1, answers=3, recall=Recall(2, 1))
    assert day_done(untimed) == "3 answers, 1 of 2 recalled"
    assert day_done(StudyDay(1, answers=1, taken_ms=9_000)) == "1 answer in 9 seconds"
