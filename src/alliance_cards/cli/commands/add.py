"""`alliance-cards add`: add a card to a deck."""

import sys
from typing import Annotated

import typer

from alliance_cards.cli import environment
from alliance_cards.cli.completing import deck_names, tag_names
from alliance_cards.cli.options import JsonOption, well_formed
from alliance_cards.cli.output import emit, emit_json
from alliance_cards.collection.editing import add_card
from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.decks.guard import is_deck_id
from alliance_cards.decks.schema import BasicEntry, ClozeEntry, Entry

EXAMPLES = (
    'alliance-cards add mine --front "What is trust?" --back "A foundation"',
    'alliance-cards add mine --cloze "Trust is a {{foundation}}." --tag trust',
)


def command(
    context: typer.Context,
    deck: Annotated[
        str,
        typer.Argument(
            metavar="DECK",
            callback=well_formed,
            autocompletion=deck_names,
            help="The deck's id; it may be new.",
        ),
    ],
    front: Annotated[
        str, typer.Option(metavar="TEXT", show_default=False, help="What is asked.")
    ] = "",
    back: Annotated[str, typer.Option(metavar="TEXT", show_default=False, help="The answer.")] = "",
    cloze: Annotated[
        str,
        typer.Option(
            metavar="TEXT", show_default=False, help="A text with {{blanks}}, instead of both."
        ),
    ] = "",
    tag: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TAG",
            autocompletion=tag_names,
            show_default=False,
            help="A tag; may be given again.",
        ),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Add a card at the end of a deck; on a terminal it asks for what is not given.

    The rest of the file stays as it is, comments too. A shipped deck is copied to your
    deck folder first. "undo" takes it back.
    """
    if not is_deck_id(deck):
        raise typer.BadParameter(f'"{deck}" cannot be the name of a deck file', param_hint="DECK")
    entry = _entry(front, back, cloze, tuple(tag or ()))
    with environment.opened(context) as collection:
        added = add_card(
            collection,
            deck,
            entry,
            now=environment.now(),
            refresh=lambda: environment.refreshed(collection),
        )
    if json:
        emit_json({"added": added})
    else:
        emit(f"Added: {', '.join(added)}")


def _entry(front: str, back: str, cloze: str, tags: tuple[str, ...]) -> Entry:
    if cloze:
        return ClozeEntry(cloze=well_formed(cloze), tags=tags)
    if not (front and back) and not sys.stdin.isatty():
        raise AllianceCardsError("A card needs --front and --back, or --cloze.", code="bad_card")
    front = front or typer.prompt("Front", err=True)
    back = back or typer.prompt("Back", err=True)
    return BasicEntry(front=well_formed(front), back=well_formed(back), tags=tags)
