"""The first run says where everything lies; no other does."""

import os
import sys
from pathlib import Path

import pytest

from cli.program import NOON, ON_A_TERMINAL, put_deck, run
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


def test_with_nothing_left_no_session_is_advised(home: Path) -> None:
    put_deck(home)
    settings = home / "config.toml"
    settings.write_text("new_per_day = 0\n")
    said = run(ALLIANCE_CARDS_CONFIG=str(settings)).stdout
    assert said.startswith("Nothing is left for today.\n\n  alliance-cards decks ")


def first_screen() -> str:
    """The first card of a session on a terminal, which is left at once."""
    command = [sys.executable, "-c", ON_A_TERMINAL, "study", "three"]
    with Terminal(command, dict(os.environ)) as terminal:
        shown = terminal.until("first question?", "show the answer")
        terminal.press("q")
        assert terminal.ended() == 0
        return shown


def test_the_first_card_has_a_word_of_welcome_until_one_was_answered(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLIANCE_CARDS_NOW", NOON)
    put_deck(home)
    welcome = "Welcome! ? explains the keys, q leaves. Every answer is kept at once."
    assert welcome in first_screen()
    assert welcome in first_screen()
    run("grade", "three/three", "5")
    assert "Welcome" not in first_screen()


def test_a_script_is_not() -> None:
    result = run("next")
    assert result.stderr == ""
