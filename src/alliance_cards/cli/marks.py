"""What the commands share that mark cards by name or query."""

from typing import Annotated

import typer

from alliance_cards.cli import environment
from alliance_cards.cli.opening import opened
from alliance_cards.cli.options import GivenText, words_of_query
from alliance_cards.cli.output import emit, emit_json
from alliance_cards.collection.marking import mark
from alliance_cards.core.history import Kind
from alliance_cards.terminal.views.words import counted

QueryArgument = Annotated[
    list[str],
    typer.Argument(
        click_type=GivenText("query"),
        metavar="CARD|QUERY...",
        show_default=False,
        callback=words_of_query,
        help="The ids of cards, or a query.",
    ),
]


def print_marked(
    context: typer.Context,
    cards: list[str],
    kind: Kind,
    done: str,
    *,
    as_json: bool,
    value: int | None = None,
) -> None:
    """Mark cards and print which; burying needs no value: it lasts until tomorrow."""
    with opened(context) as collection:
        now = environment.now()
        if kind is Kind.BURY:
            value = collection.day(now) + 1
        changed, were_so = mark(collection, cards, kind, now=now, value=value)
    if as_json:
        emit_json({"changed": changed})
    else:
        already = f"; {were_so:,} {'was' if were_so == 1 else 'were'} so already" if were_so else ""
        emit(f"{counted(len(changed), 'card')} {done}{already}.")
