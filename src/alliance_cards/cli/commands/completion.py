"""`alliance-cards completion`: the script that teaches a shell our words."""

from typing import Annotated

import typer

from alliance_cards.cli.completing import SHELLS, script_of
from alliance_cards.cli.options import GivenText
from alliance_cards.cli.output import write_gated

EXAMPLES = tuple(f"alliance-cards completion {shell}" for shell in SHELLS)


def _shell(text: str) -> str:
    if text not in SHELLS:
        raise typer.BadParameter(f'"{text}" is not known; there are {", ".join(SHELLS)}')
    return text


def command(
    shell: Annotated[
        str,
        typer.Argument(
            click_type=GivenText(tuple(SHELLS), _shell),
            metavar="SHELL",
            show_default=False,
            help=f"One of {', '.join(SHELLS)}.",
        ),
    ],
) -> None:
    """Print the script with which a shell completes commands, decks, cards and tags.

    Add a line to the shell's start-up file. In bash and zsh (there below compinit):

    source <(alliance-cards completion bash)

    In fish: alliance-cards completion fish | source
    """
    write_gated(script_of(shell))
