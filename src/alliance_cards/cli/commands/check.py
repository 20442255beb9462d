"""`alliance-cards check`: every problem of deck files."""

from pathlib import Path
from typing import Annotated

import typer

from alliance_cards.cli.options import GivenPath, JsonOption
from alliance_cards.cli.output import emit, emit_json
from alliance_cards.core.problems import Problem
from alliance_cards.decks.folder import deck_files
from alliance_cards.terminal.views.words import counted

NO_DECK = "No deck file (.yaml) lies directly in this folder."
EXAMPLES = (
    "alliance-cards check my-deck.yaml",
    "alliance-cards check decks/ --strict",
)


def command(
    paths: Annotated[
        list[Path],
        typer.Argument(
            click_type=GivenPath(),
            metavar="PATH...",
            show_default=False,
            help="Deck files, or folders.",
        ),
    ],
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings too.")] = False,
    json: JsonOption = False,
) -> None:
    """Report every problem of deck files in one go, with file, line and column.

    Errors keep cards from being studied; warnings are about good style. Exits with 1 when
    there are errors. Nothing is changed.
    """
    from alliance_cards.decks.reading import check_deck

    files = [file for path in paths for file in _files(path)]
    problems = [problem for file in files for problem in check_deck(file).problems]
    problems += (Problem(str(path), 0, 0, "error", NO_DECK) for path in paths if not _files(path))
    errors = sum(problem.severity == "error" for problem in problems)
    if json:
        emit_json({"problems": [problem._asdict() for problem in problems]})
    else:
        for problem in problems:
            emit(_line(problem))
        warnings = counted(len(problems) - errors, "warning")
        emit(f"{counted(len(files), 'file')}: {counted(errors, 'error')}, {warnings}.")
    if errors or (strict and problems):
        raise typer.Exit(1)


def _files(path: Path) -> list[Path]:
    return deck_files(path) if path.is_dir() else [path]


def _line(problem: Problem) -> str:
    place = f":{problem.line}:{problem.column}" if problem.line else ""
    return f"{problem.file}{place}: {problem.severity}: {problem.message}"
