"""The first run says where everything lies; no other does."""

import os
import sys
from pathlib import Path

from cli.program import ON_A_TERMINAL, put_deck, run
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
    command = [sys.executable, "-c", ON_A_TERMINAL, "study"]
    with Terminal(command, dict(os.environ)) as terminal:
        shown = terminal.until("show the answer")
        terminal.press("q")
        assert terminal.ended() == 0
        return shown


def test_the_first_card_of_a_new_home_has_a_word_of_welcome() -> None:
    """Once, whether it is answered or not."""
    welcome = "Welcome! ? explains the keys, q leaves. Every answer is kept at once."
    assert welcome in first_screen()
    assert "Welcome" not in first_screen()


def test_a_home_without_cards_says_so_and_what_to_type(home: Path) -> None:
    """With the setting that leaves the shipped decks out; without it nothing of it is said."""
    home.mkdir()
    settings = home / "config.toml"
    settings.write_text("shipped_decks = false\n")
    chosen = {"ALLIANCE_CARDS_CONFIG": str(settings)}
    for words in ((), ("next",), ("study", "--plain")):
        said = run(*words, **chosen).stdout
        assert said.startswith("There are no cards here. The shipped decks are left out")
        assert '"alliance-cards add"' in said
        assert '"alliance-cards import FILE"' in said
    for named in (("study", "bordin", "--plain"), ("next", "bordin")):
        said = run(*named, **chosen).stderr
        assert said.startswith(
            'There is no deck "bordin". A shipped one is left out (shipped_decks'
        )
    assert "shipped" not in run("next", "bordn", **chosen).stderr
    assert "shipped_decks" not in run("next", "bordn").stderr
    put_deck(home, text="name: D\ncards: [{id: a, front: F, back: B}]\n")
    assert run("next", **chosen).stdout.startswith("three/a")
    run("grade", "three/a", "5", **chosen)
    assert run(**chosen).stdout.startswith("Nothing is left for today. Tomorrow: 1 card due.")


def test_a_misspelt_deck_is_named_in_a_new_home_without_a_terminal(home: Path) -> None:
    said = run("study", "bordn").stderr
    assert said.startswith('There is no deck "bordn". Did you mean bordin?')


def test_a_script_is_not() -> None:
    result = run("next")
    assert result.stderr == ""
