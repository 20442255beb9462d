"""The manual page, made from the commands and from the tables of docs/json.md."""

import re
from collections.abc import Iterator
from importlib import import_module
from inspect import cleandoc, getdoc
from pathlib import Path
from typing import Any

from typer import Context
from typer.core import TyperArgument
from typer.main import get_command

from alliance_cards import __version__
from alliance_cards.cli.app import COMMANDS, EXAMPLES, app

HEAD = """\
.TH ALLIANCE\\-CARDS 1 "" "alliance\\-cards {version}" "User Commands"
.SH NAME
alliance\\-cards \\- flashcards for the terminal, scheduled by SM\\-2
.SH SYNOPSIS
.B alliance\\-cards
[\\fIOPTIONS\\fR] [\\fICOMMAND\\fR [\\fIARGUMENTS\\fR]...]
.SH DESCRIPTION
Decks are YAML files, progress is one SQLite file, and cards come back by SM\\-2 as it was
published. Without a command the program says what is due today and what to type next.
"""
TAIL = """\
.SH FILES
.B alliance\\-cards paths
prints where everything lies: the home with the progress file, decks and backups, the settings
file, and the decks that came with the program. Uninstalling leaves the home as it is.
"""


def manual_page(facts: Path) -> str:
    """The page in roff; exit codes, environment and settings come from docs/json.md."""
    text = facts.read_text(encoding="utf-8")
    return "".join(
        (
            HEAD.format(version=_roff(__version__)),
            ".SH OPTIONS\n",
            *_options(get_command(app)),
            ".SH COMMANDS\n",
            *(line for name in COMMANDS for line in _command(name)),
            ".SH EXIT STATUS\n",
            f"{_roff(_section(text, 'Exit codes').strip())}\n",
            ".SH ENVIRONMENT\n",
            *_rows(_section(text, "Environment")),
            ".SH SETTINGS\n",
            *_rows(_section(text, "Settings")),
            ".SH EXAMPLES\n.nf\n",
            *(f"{_roff(example)}\n" for example in EXAMPLES),
            ".fi\n",
            TAIL,
        )
    )


def _command(name: str) -> Iterator[str]:
    group = get_command(app)
    command = group.get_command(Context(group), name)  # type: ignore[attr-defined]
    arguments = [p for p in command.params if isinstance(p, TyperArgument)]
    shown = " ".join(argument.make_metavar(Context(command)) for argument in arguments)
    yield f".SS {_roff(name)} {_roff(shown)}\n".replace(" \n", "\n")
    module = import_module(command.callback.__module__)
    about = cleandoc(getdoc(module.command) or "").split("\n\n")
    yield "\n.PP\n".join(_roff(" ".join(part.split())) for part in about) + "\n"
    yield from _options(command)
    yield ".PP\n.nf\n"
    yield from (f"{_roff(example)}\n" for example in module.EXAMPLES)
    yield ".fi\n"


def _options(command: Any) -> Iterator[str]:
    context = Context(command)
    for option in command.get_params(context):
        record = option.get_help_record(context)
        shared = "home" in option.opts[0] or "help" in option.opts[-1]
        if record and not isinstance(option, TyperArgument) and not (shared and command.name):
            yield f".TP\n\\fB{_roff(record[0])}\\fR\n{_roff(record[1])}\n"


def _section(text: str, heading: str) -> str:
    found = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    if found is None:
        raise ValueError(f'docs/json.md has no section "{heading}"')
    return found[1]


def _rows(section: str) -> Iterator[str]:
    """The rows of a table: what is named, then the rest of the row."""
    for row in re.findall(r"^\| (`.*) \|$", section, re.MULTILINE):
        name, *rest = (cell.strip() for cell in row.split(" | "))
        yield f".TP\n\\fB{_roff(name)}\\fR\n{_roff('; '.join(rest))}\n"


def _roff(text: str) -> str:
    """A text of Markdown as roff reads it, without commands of its own."""
    plain = re.sub(r"\[([^\]]+)\]\([^)]+\)|`([^`]*)`", lambda m: m[1] or m[2], text)
    safe = plain.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^([.'])", r"\\&\1", safe, flags=re.MULTILINE)
