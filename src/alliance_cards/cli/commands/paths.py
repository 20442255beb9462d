"""`alliance-cards paths`: where everything lies."""

import typer

from alliance_cards.cli import environment
from alliance_cards.cli.device import device_path
from alliance_cards.cli.options import JsonOption
from alliance_cards.cli.output import emit, emit_json
from alliance_cards.decks.folder import schema_file, shipped_folder

EXAMPLES = ("alliance-cards paths",)


def command(context: typer.Context, json: JsonOption = False) -> None:
    """Print the folders and files that are used. Nothing is made or changed."""
    home = environment.home_of(context)
    paths = {
        "home": home.folder,
        "progress": home.progress,
        "decks": home.decks,
        "links": home.links,
        "backups": home.backups,
        "shipped_decks": shipped_folder(),
        "schema": schema_file(),
        "settings": environment.settings_path(),
        "device": device_path(),
    }
    if json:
        emit_json({name: str(path) for name, path in paths.items()})
        return
    width = max(map(len, paths))
    emit(*(f"{name.replace('_', ' '):{width}}  {path}" for name, path in paths.items()))
