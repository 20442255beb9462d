"""Moments and study days, across midnights, zones and clock changes."""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_cards.core.calendar import iso_date, moment, spoken_date, study_day

DAY_START = 4


def day_of(text: str) -> str:
    """The study day of an ISO time, as an ISO date."""
    return iso_date(study_day(moment(datetime.fromisoformat(text)), DAY_START))


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-03-01T03:59:59+01:00", "2026-02-28"),
        ("2026-03-01T04:00:00+01:00", "2026-03-01"),
        ("2026-03-02T00:30:00+01:00", "2026-03-01"),
        ("2026-01-01T03:00:00-08:00", "2025-12-31"),
        ("2026-01-01T12:00:00+14:00", "2026-01-01"),
    ],
)
def test_a_study_day_begins_at_four(instant: str, day: str) -> None:
    """The local clock decides, wherever the person is."""
    assert day_of(instant) == day


@pytest.mark.parametrize("night", ["2026-03-29", "2026-10-25"])
def test_both_daylight_saving_nights(night: str) -> None:
    """On the nights when the clock changes the day still begins at four on the wall."""
    berlin = ZoneInfo("Europe/Berlin")
    four = datetime.fromisoformat(f"{night}T04:00:00").replace(tzinfo=berlin)
    before = (four.astimezone(timezone.utc) - timedelta(seconds=1)).astimezone(berlin)
    assert iso_date(study_day(moment(four), DAY_START)) == night
    assert study_day(moment(before), DAY_START) == study_day(moment(four), DAY_START) - 1


@given(st.datetimes(datetime(1971, 1, 1), datetime(9000, 1, 1)), st.integers(-840, 840))
def test_a_moment_keeps_the_wall_clock(wall: datetime, offset: int) -> None:
    """What the clock showed can be read back, to the millisecond."""
    zone = timezone(timedelta(minutes=offset))
    kept = moment(wall.replace(tzinfo=zone)).local
    assert timedelta() <= wall - kept < timedelta(milliseconds=1)


WEST, EAST = timezone(timedelta(hours=-5)), timezone(timedelta(hours=5))


@pytest.mark.parametrize(
    "time",
    [datetime(9999, 12, 31, 23, tzinfo=WEST), datetime(9800, 1, 1, tzinfo=timezone.utc),
     datetime(1970, 1, 1, 4, 59, tzinfo=EAST), datetime(1, 1, 1, tzinfo=EAST)],
)  # fmt: skip
def test_a_time_that_is_no_moment(time: datetime) -> None:
    """One in a far-off year, or before all clocks; nor is one without its offset."""
    with pytest.raises(ValueError, match="year"):
        moment(time)
    with pytest.raises(ValueError, match="offset"):
        moment(time.replace(tzinfo=None))


def test_where_clocks_begin() -> None:
    """In the west it is still the year before."""
    assert moment(datetime(1969, 12, 31, 19, 0, 5, tzinfo=WEST)) == (5_000, -300)


@pytest.mark.parametrize(
    ("away", "words"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (6, "in 6 days"),
        (-3, "3 days ago"),
        (31, "on 2026-04-01"),
        (-40, "on 2026-01-20"),
    ],
)
def test_days_in_a_persons_words(away: int, words: str) -> None:
    """Near days have words, far ones a date."""
    today = study_day(moment(datetime.fromisoformat("2026-03-01T12:00:00+00:00")), DAY_START)
    assert spoken_date(today + away, today) == words
