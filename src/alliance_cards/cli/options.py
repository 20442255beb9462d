"""Arguments and options that several commands share."""

from typing import Annotated

import typer

JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
DecksArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[DECK]...", show_default=False, help="Only these decks."),
]


def words_of_query(texts: list[str] | None) -> list[str]:
    """The words of a query, none of which may look like an option (`--jsn`)."""
    for text in texts or []:
        if text.startswith("--"):
            raise typer.BadParameter(f'There is no option "{text}"')
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
        help="The card's id: deck/card.",
    ),
]
