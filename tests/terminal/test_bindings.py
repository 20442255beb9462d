"""Keys can be set, and what cannot be is said with the action and what there is."""

from pathlib import Path

import pytest

from alliance_cards.terminal.actions import ACTIONS
from alliance_cards.terminal.bindings import BINDINGS, keymap
from alliance_cards.terminal.gradekeys import SIX_GRADES
from alliance_cards.terminal.heeding import SCROLLS
from alliance_cards.terminal.views.help import key_lines
from cli.program import run


def test_every_action_of_the_table_does_something_and_the_other_way_round() -> None:
    assert {binding.action for binding in BINDINGS} == {*ACTIONS, *SCROLLS}


def test_a_key_that_was_set_takes_the_place_of_the_usual_ones() -> None:
    keys = keymap({"undo": ["z", "ctrl-r"], "redo": ["Z"], "good": ["g"]})
    assert (keys.actions["z"], keys.actions["ctrl-r"], keys.actions["Z"]) == (
        "undo",
        "undo",
        "redo",
    )
    assert "u" not in keys.actions
    assert keys.grade("g") == 4
    assert keys.grade("3") is None
    assert ("z Ctrl-R", "take the last answer back; again, the one before") in key_lines(keys)


def test_ctrl_c_leaves_whatever_is_set() -> None:
    assert keymap({"leave": ["x"]}).actions["ctrl-c"] == "leave"


def test_grades_of_the_other_kind_may_be_set_and_wait() -> None:
    assert keymap({"blackout": ["b"]}).actions.get("b") is None
    assert keymap({"blackout": ["b"]}, SIX_GRADES).grade("b") == 0


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ('undo = "q"', '"q" to both "undo" and "leave"'),
        ('undo = "1"', '"1" to both "undo" and "again"'),
        ('jump = "j"', 'no action "jump"; there are show, undo, redo'),
        ('undo = "ctrl-c"', '"undo" cannot have the key "ctrl-c"'),
        ('undo = "uu"', '"undo" cannot have the key "uu"'),
        ("undo = []", 'at least one key for "undo"'),
    ],
)
def test_what_cannot_be_is_an_error_of_the_settings(tmp_path: Path, given: str, words: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f"[keys]\n{given}\n")
    done = run("study", "--plain", ALLIANCE_CARDS_CONFIG=str(file))
    assert done.code == 2
    assert words in done.stderr
    assert str(file) in done.stderr
