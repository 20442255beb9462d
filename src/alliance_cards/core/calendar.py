"""Moments and study days.

A study day is a whole number, the days since 1970-01-01, of a calendar date. It begins at
`day_start` hours local time, so that an hour after midnight still belongs to the evening.
"""

from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
EPOCH_ORDINAL = EPOCH.toordinal()
MINUTE_MS, HOUR_MS, DAY_MS = 60_000, 3_600_000, 86_400_000
LATEST = datetime(9800, 1, 1, tzinfo=timezone.utc)


class Moment(NamedTuple):
    """An instant as the clock showed it.

    `milliseconds` since 1970-01-01 UTC; `offset_minutes` of the local time from UTC.
    """

    milliseconds: int
    offset_minutes: int

    @property
    def local(self) -> datetime:
        """The date and time on the wall, without a zone."""
        utc = EPOCH + timedelta(milliseconds=self.milliseconds)
        return (utc + timedelta(minutes=self.offset_minutes)).replace(tzinfo=None)

    @property
    def hour(self) -> int:
        """The hour on the wall, 0 to 23."""
        return (self.milliseconds + self.offset_minutes * MINUTE_MS) // HOUR_MS % 24

    @property
    def aware(self) -> datetime:
        """The date and time on the wall, with the offset from UTC."""
        return self.local.replace(tzinfo=timezone(timedelta(minutes=self.offset_minutes)))


def moment(instant: datetime) -> Moment:
    """The moment of an aware datetime; a ValueError for a naive one or a far-off year.

    The first moment is the one at which clocks begin that have lost their battery.
    """
    offset = instant.utcoffset()
    if offset is None:
        raise ValueError("a time without its offset from UTC")
    if not EPOCH <= instant < LATEST:
        raise ValueError(f"a time outside the years {EPOCH.year} to {LATEST.year - 1}, in UTC")
    since = instant - EPOCH
    return Moment(since // timedelta(milliseconds=1), int(offset.total_seconds() // 60))


def study_day(when: Moment, day_start: int) -> int:
    """The study day of a moment, for a day that starts at `day_start` (0-23) o'clock."""
    wall_ms = when.milliseconds + when.offset_minutes * MINUTE_MS
    return (wall_ms - day_start * HOUR_MS) // DAY_MS


def iso_date(day: int) -> str:
    """A study day as an ISO date, such as 2026-03-01."""
    return date.fromordinal(day + EPOCH_ORDINAL).isoformat()


def spoken_date(day: int, today: int) -> str:
    """A study day in a person's words, seen from today: "tomorrow", "in 6 days", a date."""
    away = day - today
    if away == 0:
        return "today"
    if away == 1:
        return "tomorrow"
    if away == -1:
        return "yesterday"
    if 1 < away <= 30:
        return f"in {away} days"
    if -30 <= away < -1:
        return f"{-away} days ago"
    return f"on {iso_date(day)}"
