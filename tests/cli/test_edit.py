"""`edit`: the person's editor, at the line of a card."""

import stat
import sys
from pathlib import Path

import pytest

from cli.program import Result, put_deck, run

EDITOR = """#!{python}
import pathlib, sys
*options, name = sys.argv[1:]
path = pathlib.Path(name)
pathlib.Path({journal!r}).write_text(" ".join(options))
path.write_text(path.read_text().replace({old!r}, {new!r}))
"""


def edit(tmp_path: Path, card: str, old: str, new: str) -> Result:
    """Edit a card with an editor called `vi` that replaces some words."""
    editor = tmp_path / "vi"
    journal = str(tmp_path / "journal")
    text = EDITOR.format(python=sys.executable, journal=journal, old=old, new=new)
    editor.write_text(text)
    editor.chmod(editor.stat().st_mode | stat.S_IXUSR)
    return run("edit", card, EDITOR=str(editor))


def test_an_edit_is_kept_and_can_be_taken_back(home: Path, tmp_path: Path) -> None:
    """The editor is told the line; progress stays; undo puts the file back."""
    path = put_deck(home)
    before = path.read_bytes()
    run("grade", "three/two", "5")
    done = edit(tmp_path, "three/two", "The second answer", "Another answer")
    assert (done.code, done.stderr) == (0, "")
    assert (tmp_path / "journal").read_text() == "+4"
    card = run("show", "three/two", "--json").json["card"]
    assert (card["back"], card["state"]["repetitions"]) == ("Another answer", 1)
    assert run("undo").stdout == "Undone: what was written to the deck three.\n"
    assert path.read_bytes() == before


def test_a_broken_edit_is_told(home: Path, tmp_path: Path) -> None:
    """With file, line and column; without a terminal it stays, and the cards of before too."""
    put_deck(home)
    done = edit(tmp_path, "three/two", "front: The second", "fornt: The second")
    assert "three.yaml:4:" in done.stderr
    assert "fornt" in done.stderr
    assert run("show", "three/two", "--json").json["card"]["front"] == "The second question?"


def test_a_shipped_deck_is_copied_first(home: Path, tmp_path: Path) -> None:
    """The package's own file is never written."""
    shipped = Path(run("paths", "--json").json["shipped_decks"]) / "bordin.yaml"
    before = shipped.read_bytes()
    edit(tmp_path, "bordin/who-defined", "Edward Bordin", "Edward S. Bordin")
    assert shipped.read_bytes() == before
    copy = home / "decks" / "bordin.yaml"
    assert "Edward S. Bordin" in copy.read_text()
    run("undo")
    assert not copy.exists()


def test_a_shipped_deck_is_not_copied_for_nothing(home: Path, tmp_path: Path) -> None:
    """Nothing was changed, or there is no editor."""
    for editor, said in (("true", "Nothing was changed."), ("/nowhere/vi", "Set EDITOR")):
        done = run("edit", "bordin/who-defined", EDITOR=editor)
        assert said in done.stdout + done.stderr
        assert not (home / "decks" / "bordin.yaml").exists()


def test_a_file_that_the_editor_took_away_is_put_back(home: Path) -> None:
    """As it was, so that the deck is not lost with it."""
    path = put_deck(home)
    before = path.read_bytes()
    done = run("edit", "three/one", EDITOR="rm")
    assert (done.code, done.stdout, done.stderr) == (0, "Nothing was changed.\n", "")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("editor", "code", "said"),
    [
        ("/nowhere/vi", 1, "Set EDITOR"),
        ("/bin/sh -c 'exit 3' vi; touch pwned", 0, "The editor ended with 3."),
    ],
)
def test_no_editor_and_no_shell(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, editor: str, code: int, said: str
) -> None:
    """What cannot be started is told; nothing goes through a shell."""
    path = put_deck(home)
    before = path.read_bytes()
    monkeypatch.chdir(tmp_path)
    done = run("edit", "three/one", EDITOR=editor)
    assert (done.code, said in done.stderr) == (code, True)
    assert path.read_bytes() == before
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize("words", [("edit", "three/one"), ("config", "--edit")])
def test_no_editor_is_chosen_where_there_is_no_terminal(home: Path, words: tuple[str, ...]) -> None:
    """It would wait for keys that nobody can press."""
    path = put_deck(home)
    before = path.read_bytes()
    done = run(*words, EDITOR="", VISUAL="")
    assert (done.code, path.read_bytes()) == (1, before)
    assert "There is no terminal here to edit in." in done.stderr
