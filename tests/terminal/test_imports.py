"""What is loaded on the way to a card: nothing that costs time and is not needed."""

import subprocess
import sys

import pytest

from terminal.pseudo import PYTHON

CARD = """
import io
from alliance_cards.terminal import study
from alliance_cards.terminal.console import make_console
from alliance_cards.terminal.bindings import keymap
from alliance_cards.terminal.scene import Scene
from alliance_cards.terminal.views.card import card_page
from alliance_cards.terminal.views.page import lay_out
from terminal.decks import CHOICE
from terminal.memory_desk import NOW, MemoryDesk
console = make_console(io.StringIO(), width=80, height=24, color=True, terminal=True)
asked = MemoryDesk([CHOICE]).ask(NOW)
page = card_page(Scene(asked, 0.0, 0.0, answered=0, revealed=True), keymap({}))
lay_out(page, console, scroll=0)
"""


def loaded(program: str) -> set[str]:
    """The modules that a program has loaded at its end."""
    done = subprocess.run(
        [sys.executable, "-c", f"{program}\nimport sys\nprint(*sys.modules)"],
        env=PYTHON,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["keys", "events", "screen"])
def test_what_needs_no_rich_loads_none(module: str) -> None:
    names = loaded(f"import alliance_cards.terminal.{module}")
    assert not {name for name in names if name.split(".")[0] == "rich"}


def test_a_card_is_drawn_without_the_heavy_parts_of_rich() -> None:
    names = loaded(CARD) - loaded("import rich.console")
    heavy = {"rich.table", "rich.panel", "rich.markdown", "rich.live", "rich.progress"}
    assert not names & (heavy | {"sqlite3", "typer", "logging", "asyncio", "subprocess"})
