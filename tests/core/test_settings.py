"""The table of the settings."""

from pathlib import Path
from typing import Any

import pytest

from alliance_cards.core.queue import DeckLimits
from alliance_cards.core.settings import Settings
from alliance_cards.core.settings_table import TABLE, Setting, settings_from

PAGE = (Path(__file__).parents[2] / "docs" / "json.md").read_text(encoding="utf-8")


def test_the_table_has_every_setting() -> None:
    """In the same order, and the defaults are what the table takes."""
    assert tuple(setting.name for setting in TABLE) == Settings._fields
    for setting in TABLE:
        assert setting.is_table or setting.read(setting.default) == setting.default


@pytest.mark.parametrize("setting", TABLE, ids=lambda setting: setting.name)
def test_the_docs_say_what_the_table_says(setting: Setting) -> None:
    """Name, kind, default and meaning, word by word."""
    default = setting.default
    shown = {bool: str(default).lower(), str: f'"{default}"'}.get(type(default), str(default))
    name = f"[{setting.name}]" if setting.is_table else setting.name
    cell = "none" if setting.is_table else f"`{shown}`"
    assert f"| `{name}` | {setting.takes} | {cell} | {setting.meaning} |" in PAGE


def test_what_a_file_says() -> None:
    """Numbers, words, and tables of tables."""
    settings = settings_from(
        {
            "new_per_day": 5,
            "grades": "six",
            "plain": True,
            "decks": {"bordin": {"new_per_day": 2}, "trust": {"reviews_per_day": 0}},
            "keys": {"undo": "z", "leave": ["q", "x"]},
        }
    )
    assert settings.new_per_day == 5
    assert settings.reviews_per_day == 200
    assert (settings.grades, settings.plain) == ("six", True)
    assert settings.decks == {"bordin": DeckLimits(new=2), "trust": DeckLimits(reviews=0)}
    assert settings.keys == {"undo": ("z",), "leave": ("q", "x")}
    assert settings_from({}) == Settings()


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({"new_per_days": 5}, 'no setting "new_per_days"; perhaps "new_per_day" is meant'),
        ({"colour": 5}, 'no setting "colour"; there are new_per_day, '),
        ({"new_per_day": True}, '"new_per_day" takes a whole number from 0 to 9999'),
        ({"new_per_day": -1}, '"new_per_day" takes a whole number from 0 to 9999'),
        ({"leech_lapses": 0}, '"leech_lapses" takes a whole number from 1 to 999'),
        ({"grades": "five"}, '"grades" takes "four" or "six"'),
        ({"grades": ["four"]}, '"grades" takes "four" or "six"'),
        ({"plain": 1}, '"plain" takes true or false'),
        ({"keys": {"undo": 1}}, '"keys" takes actions with a key or a list of keys'),
        ({"keys": "z"}, '"keys" takes actions with a key or a list of keys'),
        ({"decks": {"d": 5}}, '"decks" takes tables with new_per_day and reviews_per_day'),
        ({"decks": {"d": {"new": 5}}}, "[decks.d] takes new_per_day and reviews_per_day"),
        ({"decks": {"d": {"new_per_day": "5"}}}, '"decks.d.new_per_day" takes a whole number'),
    ],
)
def test_a_fault_is_named(values: dict[str, Any], complaint: str) -> None:
    """With what would be right."""
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the text is compared below
        settings_from(values)
    assert complaint in str(caught.value)
