"""`config`: what holds, where it comes from, and a settings file to begin with."""

import re
import sys
import tomllib
from pathlib import Path

import pytest

from alliance_cards.cli.settings_text import template, toml
from alliance_cards.core.settings import Settings
from alliance_cards.core.settings_table import TABLE, settings_from
from cli.program import run


def held(*words: str, **environment: str) -> dict[str, tuple[object, str]]:
    """The value and the source of each setting."""
    found = run(*words, "config", "--json", **environment).json["settings"]
    return {each["name"]: (each["value"], each["from"]) for each in found}


def test_every_setting_with_its_source(tmp_path: Path, home: Path) -> None:
    shown = held()
    assert [*shown][: len(TABLE)] == [setting.name for setting in TABLE]
    assert shown["new_per_day"] == (20, "default")
    assert shown["home"] == (str(home), "environment")
    assert shown["settings file"][1] == "default"
    file = tmp_path / "mine.toml"
    file.write_text("new_per_day = 20\n[decks.bordin]\nnew_per_day = 3\n", encoding="utf-8")
    shown = held("--home", str(tmp_path), ALLIANCE_CARDS_CONFIG=str(file))
    assert shown["new_per_day"] == (20, "file")
    assert shown["decks"] == ({"bordin": {"new_per_day": 3}}, "file")
    assert shown["home"] == (str(tmp_path), "flag")
    assert shown["settings file"] == (str(file), "environment")
    text = run("config", ALLIANCE_CARDS_CONFIG=str(file)).stdout
    assert re.search(r"decks +\{bordin = \{new_per_day = 3\}\} +file", text)
    assert not home.exists()


@pytest.mark.parametrize("columns", ["40", "80", "200"])
def test_a_path_is_shown_in_one_piece(tmp_path: Path, columns: str) -> None:
    file = tmp_path / ("a folder of some length and/" * 3) / "settings.toml"
    file.parent.mkdir(parents=True)
    file.touch()
    lines = run("config", ALLIANCE_CARDS_CONFIG=str(file), COLUMNS=columns).stdout.splitlines()
    assert any(str(file) in line for line in lines)
    settings = lines[: lines.index("")]
    assert all(len(line) <= int(columns) for line in settings)


def test_the_template_sets_nothing_and_shows_the_defaults() -> None:
    """With every line of a setting in use it says what holds without it."""
    assert settings_from(tomllib.loads(template())) == Settings()
    used = re.sub(r"^# (\[\w+\]|\w+ = .*)$", r"\1", template(), flags=re.MULTILINE)
    assert set(tomllib.loads(used)) == set(Settings._fields)
    assert settings_from(tomllib.loads(used)) == Settings()


def test_limits_of_a_deck_that_is_not_there_are_told(tmp_path: Path, home: Path) -> None:
    """Perhaps its name is misspelt; before the decks were read nothing is known of them."""
    file = tmp_path / "mine.toml"
    file.write_text("[decks.bordin]\nnew_per_day = 3\n[decks.bordn]\nnew_per_day = 3\n")
    assert run("config", ALLIANCE_CARDS_CONFIG=str(file)).stderr == ""
    run("decks")
    shown = run("config", ALLIANCE_CARDS_CONFIG=str(file)).stderr
    assert shown == 'There is no deck "bordn", of which [decks.bordn] speaks.\n'


@pytest.mark.parametrize("value", [3, True, 'a "b" \\ é', ["x", "y"], {"a b": {"c": 1}, "d": []}])
def test_values_are_written_as_toml(value: object) -> None:
    assert tomllib.loads(f"value = {toml(value)}")["value"] == value


def test_edit_begins_the_file_and_keeps_it(tmp_path: Path) -> None:
    """The editor gets the template once; what was written then stays."""
    file = tmp_path / "new folder" / "mine.toml"
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import sys\nopen(sys.argv[-1], 'a').write('leech_lapses = 4\\n')\n", encoding="utf-8"
    )
    environment = {
        "ALLIANCE_CARDS_CONFIG": str(file),
        "EDITOR": f"{sys.executable} {editor}",
    }
    left = run("config", "--edit", **{**environment, "EDITOR": "false"})
    assert "Nothing was changed: there is still no settings file." in left.stdout
    assert not file.exists()
    assert run("config", "--edit", **environment).code == 0
    assert file.read_text(encoding="utf-8") == f"{template()}leech_lapses = 4\n"
    assert held(**environment)["leech_lapses"] == (4, "file")
    same = run("config", "--edit", **{**environment, "EDITOR": "true"})
    assert same.stdout == f"Nothing was changed: {file} is as it was.\n"
    again = run("config", "--edit", **environment)
    assert (again.code, "it is not TOML" in again.stderr) == (2, True)
    assert run("config", "--edit", **{**environment, "EDITOR": "true"}).code == 2
