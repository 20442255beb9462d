"""`alliance-cards config`: the settings, and where each comes from."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from alliance_cards.cli import environment
from alliance_cards.cli.drawing import draw_table
from alliance_cards.cli.opening import looked_at
from alliance_cards.cli.options import JsonOption
from alliance_cards.cli.output import emit, emit_json, say
from alliance_cards.cli.settings import read_settings, values_of
from alliance_cards.cli.settings_text import template, toml
from alliance_cards.collection import looking
from alliance_cards.core.settings_table import TABLE

EXAMPLES = ("alliance-cards config", "alliance-cards config --edit")


class Held(NamedTuple):
    """A setting's value and where it comes from: a flag, the environment, a file, or none."""

    name: str
    value: Any
    source: str
    meaning: str


def command(
    context: typer.Context,
    edit: Annotated[
        bool, typer.Option("--edit", help="Open the settings file in your editor.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Show the settings, their values, and where each value comes from.

    A flag goes before the environment, the environment before the settings file, and the
    file before the default. With --edit, a file that is not there yet is begun with all
    settings, explained and out of use.
    """
    path = environment.settings_path()
    if edit:
        _edit(path)
        return
    held, places = _settings(path), _places(context, path)
    if json:
        settings = [
            {"name": each.name, "value": each.value, "from": each.source, "meaning": each.meaning}
            for each in (*held, *places)
        ]
        emit_json({"settings": settings})
        return
    draw_table(("setting", "value", "from", "meaning"), _rows(held))
    emit("")
    draw_table(("place", "path", "from", "meaning"), _rows(places), whole=(0, 1))
    for deck in _unknown_decks(context):
        say(f'There is no deck "{deck}", of which [decks.{deck}] speaks.')


def _rows(held: Sequence[Held]) -> list[tuple[str, str, str, str]]:
    return [(each.name, _shown(each.value), each.source, each.meaning) for each in held]


def _unknown_decks(context: typer.Context) -> list[str]:
    """The decks that have limits and were not there when decks were last read."""
    with looked_at(context) as collection:
        if collection is None:
            return []
        known = dict(looking.deck_names(collection))
        return [deck for deck in collection.settings.decks if deck not in known]


def _settings(path: Path) -> list[Held]:
    given = values_of(path, required=environment.has_own_settings())
    return [
        Held(
            setting.name,
            given[setting.name] if setting.name in given else _plain(setting.default),
            "file" if setting.name in given else "default",
            setting.meaning,
        )
        for setting in TABLE
    ]


def _places(context: typer.Context, path: Path) -> list[Held]:
    """The home and the settings file, which no settings file can name."""
    variable = "environment" if os.environ.get("ALLIANCE_CARDS_HOME") else "default"
    home = "flag" if context.meta.get("home") else variable
    file = "environment" if environment.has_own_settings() else "default"
    return [
        Held("home", str(environment.home_of(context).folder), home, "decks and progress"),
        Held("settings file", str(path), file, "" if path.exists() else "not there yet"),
    ]


def _plain(default: Any) -> Any:
    return default if isinstance(default, int | str) else {}


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else toml(value) if value != {} else "none"


def _edit(path: Path) -> None:
    from alliance_cards.cli.editor import run_editor

    before = path.read_bytes() if path.exists() else None
    begun = template().encode() if before is None else before
    if before is None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(begun)
    try:
        run_editor(path)
    finally:
        is_changed = path.exists() and path.read_bytes() != begun
        if before is None and not is_changed:
            path.unlink(missing_ok=True)
    if path.exists():
        read_settings(path, required=True)
    if is_changed:
        emit(f"The settings hold from now on: {path}")
    else:
        there = "there is still no settings file" if before is None else f"{path} is as it was"
        emit(f"Nothing was changed: {there}.")
