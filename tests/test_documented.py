"""What a person can meet is documented: settings, messages and JSON have tests of their own.

Those are tests/core/test_settings.py, tests/decks/test_deck_format.py, tests/cli/test_json.py
and, for commands and examples, tests/test_docs.py.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from alliance_cards.cli.app import COMMANDS, LINE
from alliance_cards.terminal.keys_posix import FATAL
from cli.program import run

TOP = Path(__file__).parents[1]
PAGE = (TOP / "docs" / "json.md").read_text(encoding="utf-8")
WITHOUT_JSON = {"completion", "edit", "export", "study"}


def section(heading: str) -> str:
    """What stands under a heading of the page."""
    return PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]


def nodes(*words: str) -> Iterator[ast.AST]:
    """Every node of the source's files in which one of the words occurs."""
    for path in (TOP / "src").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if any(word in text for word in words):
            yield from ast.walk(ast.parse(text))


def test_every_environment_variable_is_documented() -> None:
    """As the code asks for it, `XDG_…_HOME` for each of three."""
    asked = [
        node.args[0] if isinstance(node, ast.Call) else node.slice
        for node in nodes("os.environ")
        if (isinstance(node, ast.Call) and ast.unparse(node.func) == "os.environ.get")
        or (isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ")
    ]
    named = {LINE if ast.unparse(name) == "self.complete_var" else _pattern(name) for name in asked}
    rows = re.findall(r"^\| (`.*?`) \|", section("Environment"), re.MULTILINE)
    documented = set(re.findall(r"`(\w+)`", "".join(rows)))
    assert len(named) >= 10
    unknown = [name for name in named if not any(re.fullmatch(name, each) for each in documented)]
    unused = [each for each in documented if not any(re.fullmatch(name, each) for name in named)]
    assert (unknown, unused) == ([], [])


def _pattern(name: ast.expr) -> str:
    if isinstance(name, ast.JoinedStr):
        return "".join(
            str(p.value) if isinstance(p, ast.Constant) else "[A-Z]+" for p in name.values
        )
    assert isinstance(name, ast.Constant), ast.unparse(name)
    return str(name.value)


def test_every_exit_code_is_documented() -> None:
    """Those of errors and of `Exit`, and the signals that end a session."""
    ended = {128 + number for number in FATAL}
    found = {0, *ended, *_raised(), *_assigned()}
    assert found == {int(number) for number in re.findall(r"\b\d+\b", section("Exit codes"))}


def _raised() -> Iterator[int]:
    for node in nodes("Exit"):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"typer.Exit", "SystemExit"}:
            yield from (
                arg.value
                for arg in node.args
                if isinstance(arg, ast.Constant) and isinstance(arg.value, int)
            )


def _assigned() -> Iterator[int]:
    """`exit_code = 2`; `FAILED, INTERRUPTED = 1, 130`."""
    for node in nodes("exit_code", "INTERRUPTED"):
        if isinstance(node, ast.Assign):
            name, value = ast.unparse(node.targets[0]), node.value
            if name == "exit_code":
                yield ast.literal_eval(value)
            elif "INTERRUPTED" in name:
                yield from ast.literal_eval(value)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_whether_it_takes_json(name: str) -> None:
    """A row of the page for each that does."""
    takes = "--json" in run(name, "--help").stdout
    rows = re.findall(r"^\| (`.*--json.*?) \|", PAGE, re.MULTILINE)
    assert takes == any(re.search(rf"`{name}\b", row) for row in rows)
    assert takes != (name in WITHOUT_JSON)
