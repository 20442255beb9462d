"""What a person can set."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple

from alliance_cards.core.queue import NO_DECKS, DeckLimits, Limits

NO_KEYS: Mapping[str, Sequence[str]] = MappingProxyType({})


class Settings(NamedTuple):
    """The settings, each with its default; `core.settings_table` says what they mean."""

    new_per_day: int = 20
    reviews_per_day: int = 200
    decks: Mapping[str, DeckLimits] = NO_DECKS
    day_starts_at: int = 4
    grades: Literal["four", "six"] = "four"
    lists: Literal["items", "whole"] = "items"
    first_meeting: Literal["test", "reading"] = "test"
    leech_lapses: int = 8
    pause_after: int = 120
    plain: bool = False
    shipped_decks: bool = True
    keys: Mapping[str, Sequence[str]] = NO_KEYS

    @property
    def limits(self) -> Limits:
        """The day's limits, as the queue takes them."""
        return Limits(new=self.new_per_day, reviews=self.reviews_per_day, decks=self.decks)
