"""The figures' own arithmetic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_cards.core.statistics import Forecast, Recall, wilson


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
