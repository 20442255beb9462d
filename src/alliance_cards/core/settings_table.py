"""The table of the settings: what each is called, takes and means.

It is read where there is a settings file, and the documentation is held to it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from alliance_cards.core.queue import DeckLimits
from alliance_cards.core.settings import Settings


class Setting(NamedTuple):
    """One setting. `takes` says in words what `read` accepts; that raises ValueError."""

    name: str
    takes: str
    read: Callable[[Any], Any]
    meaning: str

    @property
    def default(self) -> Any:
        """What holds without a word in the file."""
        return Settings._field_defaults[self.name]

    @property
    def is_table(self) -> bool:
        """Whether it is a table of TOML, such as [keys]."""
        return isinstance(self.default, Mapping)


def settings_from(values: Mapping[str, Any]) -> Settings:
    """The settings that a TOML file says; a ValueError that names the first faulty one."""
    known = {setting.name: setting for setting in TABLE}
    read = {}
    for name, value in values.items():
        if name not in known:
            from difflib import get_close_matches

            near = get_close_matches(name, known, 1)
            hint = f'perhaps "{near[0]}" is meant' if near else f"there are {', '.join(known)}"
            raise ValueError(f'there is no setting "{name}"; {hint}')
        read[name] = _read(name, known[name], value)
    return Settings(**read)


def _read(name: str, setting: Setting, value: Any) -> Any:
    try:
        return setting.read(value)
    except ValueError as error:
        raise ValueError(str(error) or f'"{name}" takes {setting.takes}') from None


def _number(name: str, lowest: int, highest: int, meaning: str) -> Setting:
    def read(value: Any) -> int:
        if type(value) is not int or not lowest <= value <= highest:
            raise ValueError
        return value

    return Setting(name, f"a whole number from {lowest} to {highest}", read, meaning)


def _choice(name: str, options: Sequence[str], meaning: str) -> Setting:
    def read(value: Any) -> str:
        if type(value) is not str or value not in options:
            raise ValueError
        return value

    return Setting(name, " or ".join(f'"{option}"' for option in options), read, meaning)


def _flag(name: str, meaning: str) -> Setting:
    def read(value: Any) -> bool:
        if type(value) is not bool:
            raise ValueError
        return value

    return Setting(name, "true or false", read, meaning)


def _keys(value: Any) -> Mapping[str, Sequence[str]]:
    """Actions with a key or several; the study screen knows their names."""
    if type(value) is not dict:
        raise ValueError
    keys = {name: [key] if type(key) is str else key for name, key in value.items()}
    if not all(type(key) is list and all(type(k) is str for k in key) for key in keys.values()):
        raise ValueError
    return {name: tuple(key) for name, key in keys.items()}


def _decks(value: Any) -> Mapping[str, DeckLimits]:
    if type(value) is not dict or not all(type(limits) is dict for limits in value.values()):
        raise ValueError
    return {deck: _limits(deck, limits) for deck, limits in value.items()}


def _limits(deck: str, limits: Mapping[str, Any]) -> DeckLimits:
    known = {setting.name: setting for setting in TABLE[:2]}
    for name in limits:
        if name not in known:
            raise ValueError(f'[decks.{deck}] takes {" and ".join(known)}, not "{name}"')
    new, reviews = (
        _read(f"decks.{deck}.{name}", setting, limits[name]) if name in limits else None
        for name, setting in known.items()
    )
    return DeckLimits(new=new, reviews=reviews)


MOST_CARDS, MOST_LAPSES, MOST_SECONDS = 9_999, 999, 3_600
TABLE = (
    _number("new_per_day", 0, MOST_CARDS, "new cards a study day"),
    _number("reviews_per_day", 0, MOST_CARDS, "reviews a study day"),
    Setting(
        "decks",
        "tables with new_per_day and reviews_per_day",
        _decks,
        "limits of single decks, such as [decks.bordin] with new_per_day = 5;"
        " those above hold besides",
    ),
    _number("day_starts_at", 0, 23, "the hour, local time, at which a study day begins"),
    _choice("grades", ("four", "six"), "the grade keys: 1 to 4, or SM-2's own 0 to 5"),
    _choice(
        "lists",
        ("items", "whole"),
        "ask a list item by item on different days, or all that is due of it at once",
    ),
    _choice(
        "first_meeting",
        ("test", "reading"),
        "a new card is asked at once, or shown with its answer first and asked soon after",
    ),
    _number("leech_lapses", 1, MOST_LAPSES, "lapses after which a card is marked as a leech"),
    _number(
        "pause_after",
        5,
        MOST_SECONDS,
        "seconds without a key after which an answer's clock stands still",
    ),
    _flag("plain", "study line by line, without moving the cursor, as --plain does"),
    _flag(
        "shipped_decks",
        "the decks that come with the program are in use; if not, their cards' progress waits",
    ),
    Setting(
        "keys",
        "actions with a key or a list of keys",
        _keys,
        'other keys for the study screen, such as undo = "z"',
    ),
)
