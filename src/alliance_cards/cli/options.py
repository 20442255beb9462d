"""Arguments and options that several commands share."""

from typing import Annotated

import typer

JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
DecksArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[DECK]...", show_default=False, help="Only these decks."),
]
CardArgument = Annotated[
    str, typer.Argument(metavar="CARD", show_default=False, help="The card's id: deck/card.")
]
