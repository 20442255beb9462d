"""The pages that are made from the program."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from alliance_cards.cli.app import COMMANDS
from alliance_cards.core.settings_table import TABLE

TOP = Path(__file__).parents[1]
PRINT_PAGES = """
import sys
sys.path.insert(0, "tools")
import docs, manual
print(docs.commands_page())
print(manual.manual_page(docs.DOCS / "json.md"))
print(docs.schema_page())
"""


def pages(columns: str) -> str:
    """The page of the commands and the manual page, made in a terminal of some width."""
    done = subprocess.run(
        [sys.executable, "-c", PRINT_PAGES],
        cwd=TOP,
        env={**os.environ, "COLUMNS": columns},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.fixture(scope="module")
def made() -> str:
    """The pages as they are made."""
    return pages("200")


def test_no_terminal_changes_them(made: str) -> None:
    assert pages("40") == made


def test_they_have_every_command_setting_and_variable(made: str) -> None:
    for name in COMMANDS:
        assert f"## {name}\n\n```text\n$ alliance-cards {name} --help\n" in made
        assert f"\n.SS {name}" in made
    for setting in TABLE:
        assert f".TP\n\\fB{setting.name}" in made or f".TP\n\\fB[{setting.name}]" in made
    assert "\\fBALLIANCE_CARDS_HOME\\fR" in made


def test_every_table_is_on_the_page_of_the_schema(made: str) -> None:
    page = (TOP / "docs" / "schema.md").read_text(encoding="utf-8")
    tables = re.findall(r"^CREATE (?:TABLE|VIEW) (\w+)", made, re.MULTILINE)
    assert len(tables) > 10
    assert [name for name in tables if f"\n## {name}\n" not in page] == []


def test_no_line_of_help_is_wider_than_a_narrow_terminal() -> None:
    """But for the examples, which are to be copied as they are."""
    program = """
from typer.testing import CliRunner
from alliance_cards.cli.app import COMMANDS, app
for name in ("", *COMMANDS):
    done = CliRunner().invoke(app, [*name.split(), "--help"])
    text, _, examples = done.stdout.partition("Examples:")
    assert examples.strip(), name
    print(text)
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "COLUMNS": "40"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Usage: alliance-cards study" in done.stdout
    assert [line for line in done.stdout.splitlines() if len(line) > 40] == []
