"""`alliance-cards add`: add a card to a deck."""

from typing import Annotated, Any

import typer

from alliance_cards.cli import environment
from alliance_cards.cli.composing import composed
from alliance_cards.cli.opening import opened, refreshed, say_hidden
from alliance_cards.cli.options import GivenText, JsonOption
from alliance_cards.cli.output import emit, emit_json, say
from alliance_cards.collection.editing import add_card, check_name, has_entry
from alliance_cards.collection.refreshing import Refreshed
from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.decks.emitting import entry_yaml

EXAMPLES = (
    'alliance-cards add mine --front "What is trust?" --back "A foundation"',
    'alliance-cards add mine --cloze "Trust is a {{foundation}}." --tag trust',
    'alliance-cards add mine --choice "Two and two?" --option 3 --option 4 --answer 2',
    'alliance-cards add mine --list "Qualities" --item Bond --item Goals --item Tasks',
)


def _text(help_: str) -> Any:
    return typer.Option(metavar="TEXT", show_default=False, help=help_)


def command(
    context: typer.Context,
    deck: Annotated[
        str,
        typer.Argument(
            click_type=GivenText("decks"),
            metavar="DECK",
            help="The deck's id; it may be new.",
        ),
    ],
    front: Annotated[str, _text("What is asked.")] = "",
    back: Annotated[str, _text("The answer.")] = "",
    reverse: Annotated[
        bool, typer.Option("--reverse", help="Ask it the other way round too.")
    ] = False,
    accept: Annotated[list[str] | None, _text("An answer to type; may be given again.")] = None,
    cloze: Annotated[str, _text("A text with {{blanks}}.")] = "",
    choice: Annotated[str, _text("What is asked, with options.")] = "",
    option: Annotated[list[str] | None, _text("An option; given again for each.")] = None,
    answer: Annotated[
        str,
        typer.Option(
            metavar="NUMBER", show_default=False, help="The right option, or several: 1,3."
        ),
    ] = "",
    list_: Annotated[
        str, typer.Option("--list", metavar="TEXT", show_default=False, help="What a list is of.")
    ] = "",
    item: Annotated[list[str] | None, _text("An item of the list; given again.")] = None,
    explanation: Annotated[str, _text("What is shown with the answer.")] = "",
    source: Annotated[str, _text("Where it comes from.")] = "",
    tag: Annotated[
        list[str] | None,
        typer.Option(
            click_type=GivenText("tags"),
            metavar="TAG",
            show_default=False,
            help="A tag; may be given again.",
        ),
    ] = None,
    id_: Annotated[
        str, typer.Option("--id", metavar="NAME", show_default=False, help="The card's own name.")
    ] = "",
    json: JsonOption = False,
) -> None:
    """Add a card at the end of a deck; on a terminal it asks for what is not given.

    The rest of the file stays as it is, comments too. A shipped deck is copied to your
    deck folder first. "undo" takes it back.
    """
    given = {
        "front": front, "back": back, "reverse": reverse, "accept": accept, "cloze": cloze,
        "choice": choice, "options": option, "answer": answer, "list": list_, "items": item,
        "explanation": explanation, "source": source, "tags": tag, "id": id_,
    }  # fmt: skip
    with opened(context) as collection:
        check_name(collection, deck)
        entry, asked = composed(given, lambda entry: has_entry(collection, deck, entry))
        looks: list[Refreshed] = []
        try:
            added = add_card(
                collection,
                deck,
                entry,
                now=environment.now(),
                refresh=lambda: looks.append(refreshed(collection)),
            )
        except AllianceCardsError:
            if asked:
                say("This is what you typed:", *entry_yaml(entry, 2).splitlines())
            raise
        say_hidden(looks)
    if json:
        emit_json({"added": added})
    else:
        emit(f"Added: {', '.join(added)}")
