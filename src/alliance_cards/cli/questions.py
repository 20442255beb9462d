"""A question to the person that is answered with y or n."""

import typer

from alliance_cards.cli.output import say

YES, NO = ("y", "yes"), ("n", "no", "")


def agrees(question: str) -> bool:
    """Whether the person says yes; Enter alone is no, and anything else is asked again."""
    while True:
        text: str = typer.prompt(f"{question} [y/N]", default="", show_default=False, err=True)
        given = text.strip().lower()
        if given in (*YES, *NO):
            return given in YES
        say("Type y or n.")
