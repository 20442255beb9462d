"""What a person can set."""

from typing import NamedTuple

from alliance_cards.core.queue import Limits


class Settings(NamedTuple):
    """The settings, each with its default.

    `new_per_day` and `reviews_per_day` count cards a study day; `day_starts_at` is the
    hour (0-23, local time) at which a study day begins.
    """

    new_per_day: int = 20
    reviews_per_day: int = 200
    day_starts_at: int = 4

    @property
    def limits(self) -> Limits:
        """The day's limits, as the queue takes them."""
        return Limits(new=self.new_per_day, reviews=self.reviews_per_day)
