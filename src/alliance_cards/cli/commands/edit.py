"""`alliance-cards edit`: open a card in the person's editor."""

import typer

from alliance_cards.cli.editor import KEPT, TerminalEditor
from alliance_cards.cli.opening import opened
from alliance_cards.cli.options import CardArgument
from alliance_cards.cli.output import emit

EXAMPLES = ("alliance-cards edit bordin/bond-parts",)


def command(context: typer.Context, card: CardArgument) -> None:
    """Open a card's deck file in your editor (VISUAL or EDITOR), at the card's line.

    Afterwards the file is checked, and you can go back if it is broken. A shipped deck is
    copied to your deck folder first. "undo" takes the edit back.
    """
    with opened(context) as collection:
        said = TerminalEditor(collection).edit(card)
    emit(f'{said} "alliance-cards undo" takes it back.' if said.startswith(KEPT) else said)
