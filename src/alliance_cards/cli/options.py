"""Arguments and options that several commands share."""

import re
from typing import Annotated, Any

import typer
from typer._click.exceptions import NoSuchOption
from typer.models import TyperPath

from alliance_cards.cli.completing import card_names, deck_names
from alliance_cards.cli.output import emit

ONE_LETTER = re.compile("-[A-Za-z]")


class GivenPath(TyperPath):
    """A path that a person gives; an empty one is refused, as it would mean this folder."""

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """The path as it was written."""
        if not value:
            self.fail('the path is empty; "." means the folder that you are in', param, ctx)
        return super().convert(value, param, ctx)


JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
DecksArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[DECK]...", show_default=False, autocompletion=deck_names, help="Only these decks."
    ),
]


def words_of_query(context: typer.Context, texts: list[str] | None) -> list[str]:
    """The words of a query, none of which may look like an option (`--jsn`, `-v`).

    A lone `-h` asks for the help, as everywhere; `-history` is a word that must not occur.
    """
    for text in texts or []:
        if text == "-h" and not context.resilient_parsing:
            emit(*context.get_help().splitlines())
            raise typer.Exit
        if text.startswith("--"):
            from difflib import get_close_matches

            known = [name for option in context.command.params for name in option.opts]
            raise NoSuchOption(text, possibilities=get_close_matches(text, known), ctx=context)
        if ONE_LETTER.fullmatch(text):
            context.fail(
                f'There is no option "{text}". A query for cards without that letter'
                f""" has it in quotes: '-"{text[1]}"'."""
            )
    return [well_formed(text) for text in texts or []]


def well_formed(text: str) -> str:
    """A text without the stray bytes that a shell may pass on."""
    return text.encode("utf-8", "backslashreplace").decode()


CardArgument = Annotated[
    str,
    typer.Argument(
        metavar="CARD",
        show_default=False,
        callback=well_formed,
        autocompletion=card_names,
        help="The card's id: deck/card.",
    ),
]
