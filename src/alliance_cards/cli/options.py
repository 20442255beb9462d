"""Arguments and options that several commands share."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal

import typer
from typer._click.exceptions import NoSuchOption
from typer._click.types import StringParamType
from typer.models import TyperPath

from alliance_cards.cli.output import emit


class GivenPath(TyperPath):
    """A path that a person gives; an empty one is refused, as it would mean this folder."""

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """The path as it was written."""
        if not value:
            self.fail('the path is empty; "." means the folder that you are in', param, ctx)
        return super().convert(value, param, ctx)


class HomePath(GivenPath):
    """The home folder, which the context remembers for every command (`environment.home_of`)."""

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """The path, remembered."""
        ctx.meta["home"] = path = super().convert(value, param, ctx)
        return path


Words = Literal["decks", "cards", "tags", "query", "decks or query", "backups"]


class GivenText(StringParamType):
    """A text that a person gives, without the stray bytes that a shell may pass on.

    `words` are those that may stand there, or say which (`completing.FINDERS`): nothing of
    completion is loaded before a shell asks. `read` makes something else of the text, or
    raises BadParameter.
    """

    def __init__(self, words: Words | Sequence[str] = (), read: Callable[[str], Any] = str) -> None:
        self.words = words
        self.read = read

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:  # noqa: ARG002
        """What is made of the text."""
        return self.read(well_formed(value))

    def shell_complete(self, ctx: Any, param: Any, incomplete: str) -> Any:  # noqa: ARG002
        """The words that begin so."""
        from alliance_cards.cli.completing import items_beginning

        return items_beginning(ctx, self.words, incomplete)


JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
DecksArgument = Annotated[
    list[str] | None,
    typer.Argument(
        click_type=GivenText("decks"),
        metavar="[DECK]...",
        show_default=False,
        help="Only these decks.",
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
        if len(text) == 2 and text[0] == "-" and text.isascii() and text[1].isalpha():
            context.fail(
                f'There is no option "{text}". A query for cards without that letter'
                f""" has it in quotes: '-"{text[1]}"'."""
            )
    return list(texts or [])


def well_formed(text: str) -> str:
    """A text without the stray bytes that a shell may pass on."""
    return text.encode("utf-8", "backslashreplace").decode()


CardArgument = Annotated[
    str,
    typer.Argument(
        click_type=GivenText("cards"),
        metavar="CARD",
        show_default=False,
        help="The card's id: deck/card.",
    ),
]
