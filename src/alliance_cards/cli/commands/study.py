"""`alliance-cards study`: a session in the terminal."""

from typing import Annotated

import typer

from alliance_cards.cli.editor import TerminalEditor
from alliance_cards.cli.environment import home_of
from alliance_cards.cli.opening import no_cards, opened
from alliance_cards.cli.options import DecksArgument
from alliance_cards.cli.output import emit
from alliance_cards.cli.sitting import hold_session, require_terminal
from alliance_cards.cli.wishes import (
    AheadOption,
    CramOption,
    LimitOption,
    MinutesOption,
    NewOption,
    QueryOption,
    TagsOption,
    refuse_contradictions,
    wish_of,
)
from alliance_cards.collection.desk import StudyDesk

EXAMPLES = (
    "alliance-cards study",
    "alliance-cards study bordin trust --minutes 12",
    "alliance-cards study --tag ethics --new 5",
    "alliance-cards study --query 'is:leech' --cram",
    "alliance-cards study --plain",
)
PlainOption = Annotated[
    bool, typer.Option("--plain", help="Line by line: for a screen reader, or a pipe.")
]


def command(
    context: typer.Context,
    decks: DecksArgument = None,
    tag: TagsOption = None,
    query: QueryOption = None,
    limit: LimitOption = None,
    new: NewOption = None,
    minutes: MinutesOption = None,
    ahead: AheadOption = None,
    cram: CramOption = False,
    plain: PlainOption = False,
) -> None:
    """Study the cards of today: the due ones first, then new ones, then the final drill.

    Space shows the answer, 1 to 4 grade it, u takes the last answer back, ? explains
    the keys, q leaves. Every answer is kept at once.
    """
    refuse_contradictions(cram=cram, ahead=ahead, new=new)
    is_first = not home_of(context).is_begun
    if is_first and not decks:  # no home is made for nothing, but to know a deck's name
        require_terminal(plain=plain)
    with opened(context) as collection:
        collection.store.require_writable()
        wish = wish_of(
            collection,
            decks,
            tags=tag,
            query=query,
            limit=limit,
            new=new,
            minutes=minutes,
            ahead=ahead,
            cram=cram,
        )
        require_terminal(plain=plain)
        empty = no_cards(collection)
        if empty:
            emit(empty)
            return
        desk = StudyDesk(collection, wish, editor=TerminalEditor(collection))
        hold_session(desk, collection.settings, plain=plain, is_first=is_first)
