"""The first run says where everything lies; no other does."""

import os
import sys
from pathlib import Path

from cli.program import ON_A_TERMINAL, run
from terminal.pseudo import Terminal


def on_a_terminal(*words: str) -> str:
    """What a person sees of a command."""
    command = [sys.executable, "-c", ON_A_TERMINAL, *words]
    with Terminal(command, dict(os.environ)) as terminal:
        assert terminal.ended() == 0
        return terminal.text


def test_a_person_is_greeted_once(home: Path) -> None:
    assert "Welcome" not in on_a_terminal("due")
    assert "Welcome" not in on_a_terminal("paths")
    assert not home.exists()
    shown = on_a_terminal("next")
    assert shown.startswith("Welcome!")
    assert str(home) in shown.replace("\n", "")
    assert "Welcome" not in on_a_terminal("next")


def test_what_to_type_next_has_a_line_a_command() -> None:
    lines = run().stdout.splitlines()[2:]
    assert [line.split()[:2] for line in lines] == [
        ["alliance-cards", word] for word in ("study", "decks", "--help")
    ]


def test_a_script_is_not() -> None:
    result = run("next")
    assert result.stderr == ""
