"""`alliance-cards study`: a session in the terminal."""

import gc
import os
import sys
import time

import typer

from alliance_cards.cli import drawing, environment
from alliance_cards.cli.editor import TerminalEditor
from alliance_cards.cli.options import DecksArgument
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
from alliance_cards.core.errors import AllianceCardsError

EXAMPLES = (
    "alliance-cards study",
    "alliance-cards study bordin trust --minutes 12",
    "alliance-cards study --tag ethics --new 5",
    "alliance-cards study --query 'is:leech' --cram",
)


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
) -> None:
    """Study the cards of today: the due ones first, then new ones, then the final drill.

    Space shows the answer, 1 to 4 grade it, u takes the last answer back, ? explains
    the keys, q leaves. Every answer is kept at once.
    """
    refuse_contradictions(cram=cram, ahead=ahead, new=new)
    _require_terminal()
    with environment.opened(context) as collection:
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
        desk = StudyDesk(collection, wish, editor=TerminalEditor(collection))
        from alliance_cards.terminal.study import run_study

        gc.freeze()  # what was imported is no garbage, and need not be looked at
        gc.enable()
        summary = run_study(
            desk,
            input_fd=sys.stdin.fileno(),
            output=sys.stdout,
            color=drawing.wants_color(),
            columns=drawing.columns_asked_for(),
            clock=environment.now,
            ticks=time.monotonic,
        )
    from alliance_cards.terminal.views.summary import summary_view

    drawing.draw(summary_view(summary))


def _require_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        reason = "There is no terminal here to study in."
    elif os.environ.get("TERM") == "dumb":
        reason = "This terminal (TERM=dumb) cannot place text on the screen."
    else:
        return
    raise AllianceCardsError(
        f'{reason} "alliance-cards next" and "alliance-cards grade" do the same steps one by one.',
        code="no_terminal",
    )
