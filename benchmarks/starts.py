"""How long a person waits for a command, and for the first card."""

import sys
from collections.abc import Iterator
from functools import partial

from benchmarks.anki import collection_of
from benchmarks.figures import Result, compared, in_turn
from benchmarks.programs import OURS, milliseconds, on_one_processor, until_shown
from benchmarks.setting import Setting, thousands

BARE = """
import typer
app = typer.Typer()
@app.command()
def one(): print("hello")
@app.command()
def other(): ...
app()
"""
PANEL = """
import typer
from rich.console import Console
from rich.panel import Panel
app = typer.Typer()
@app.command()
def study(): Console().print(Panel("the first card"))
@app.command()
def other(): ...
app()
"""
COMMANDS = (("next", "--json"), ("decks", "--json"), ())
STUDY = [OURS, "study"]
FIRST_CARD, FIRST_PANEL, FIRST_NOTE = b"show", b"the first card", b"What has"


def commands(setting: Setting) -> Iterator[Result]:
    """Short commands, against a bare Typer program with two commands."""
    environment = setting.environment(setting.home(setting.middle))
    floor = partial(milliseconds, [sys.executable, "-c", BARE, "one"], environment)
    for words in COMMANDS:
        ours = partial(milliseconds, [OURS, *words], environment)
        name = f"`{' '.join(('alliance-cards', *words))}`, {thousands(setting.middle)} cards"
        with on_one_processor():
            measured = in_turn(ours, floor, runs=setting.runs)
        yield compared(name, "bare Typer program", measured, aim=1.25)


def first_card(setting: Setting) -> Iterator[Result]:
    """`study` until the first card is on a terminal."""
    middle = _study(setting, setting.middle)
    floor = partial(
        until_shown,
        FIRST_PANEL,
        [sys.executable, "-c", PANEL, "study"],
        setting.environment(setting.home(setting.middle)),
    )
    name = f"`study` to the first card, {thousands(setting.middle)} cards"
    with on_one_processor():
        measured = in_turn(middle, floor, runs=setting.runs)
    yield compared(name, "Typer program with one Rich panel", measured, aim=1.3)

    small, large = _study(setting, setting.small), _study(setting, setting.large)
    with on_one_processor():
        measured = in_turn(large, small, runs=setting.runs)
    name = f"the same, {thousands(setting.large)} cards"
    yield compared(name, f"{thousands(setting.small)} cards", measured, aim=1.1)
    if not setting.clanki.missing and not setting.anki.missing:
        yield _against_clanki(setting)


def _study(setting: Setting, cards: int) -> partial[float]:
    return partial(until_shown, FIRST_CARD, STUDY, setting.environment(setting.home(cards)))


def _against_clanki(setting: Setting) -> Result:
    folder = setting.fresh("clanki")
    collection_of(setting.anki, folder / "User 1", cards=setting.middle, home=None)
    environment = setting.environment(setting.home(setting.middle)) | {"ANKI_BASE": str(folder)}
    program = str(setting.clanki.folder / "bin" / "clanki")
    theirs = partial(until_shown, FIRST_NOTE, [program, "review", "Default"], environment)
    runs = max(3, setting.runs // 3)
    with on_one_processor():
        measured = in_turn(_study(setting, setting.middle), theirs, runs=runs)
    name = f"the same, {thousands(setting.middle)} cards"
    return compared(name, "`clanki review`, the same cards", measured, aim=0.2)
