"""`alliance-cards doctor`: whether everything is whole, and what can be done if not."""

from typing import Annotated, Any

import typer

from alliance_cards.cli import environment
from alliance_cards.cli.opening import opened
from alliance_cards.cli.options import JsonOption
from alliance_cards.cli.output import emit, emit_json
from alliance_cards.cli.waiting import waiting
from alliance_cards.collection import looking, mending
from alliance_cards.collection.caring import DAMAGED
from alliance_cards.collection.mending import Checkup, Repaired
from alliance_cards.core import sm2
from alliance_cards.core.errors import StoreError
from alliance_cards.decks.folder import deck_files, shipped_folder
from alliance_cards.terminal.views.words import counted

MOST_NAMED = 5
EXAMPLES = ("alliance-cards doctor",)


def command(
    context: typer.Context,
    repair: Annotated[
        bool, typer.Option("--repair", help="Mend what can be mended, after a backup.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Check the progress file, replay its whole log, and compare with what is stored.

    Also the index against the deck files, the backups, and what crashes have left behind.
    Exits with 1 when something is not as it should be. Without --repair nothing is changed;
    with it, what follows from the log is built anew, and of a damaged file every row is
    saved that can still be read. What was there before is kept.
    """
    checkup, gone = _examined(context)
    repaired = None
    if repair:
        repaired = _repair(context, is_needed=bool(checkup.findings))
        checkup, gone = _examined(context, again=True)
    if json:
        emit_json(_object(checkup, repaired))
    else:
        for line in _lines(checkup, gone, repaired):
            emit(line)
    if checkup.findings:
        raise typer.Exit(1)


def _examined(context: typer.Context, *, again: bool = False) -> tuple[Checkup, list[str]]:
    """The checkup, and the cards that have a history and stand in no deck, nor in one left out.

    What there is to say of deck files was said, if it is done `again`.
    """
    try:
        with opened(context, quiet=again) as collection:
            with waiting("Checking the progress file"):
                checkup = mending.examine(collection, now_ns=environment.now_ns())
            files = [] if collection.settings.shipped_decks else deck_files(shipped_folder())
            left_out = {path.stem for path in files}
            gone = looking.cards_in_no_deck(collection)
            return checkup, [card for card in gone if card.partition("/")[0] not in left_out]
    except StoreError as error:
        if error.code not in DAMAGED:
            raise
        home = environment.home_of(context)
        remarks = mending.remarks(home, now_ns=environment.now_ns())
        return Checkup(rows=0, cards=0, findings=(error.message,), remarks=remarks), []


def _repair(context: typer.Context, *, is_needed: bool) -> Repaired | None:
    home = environment.home_of(context)
    mending.tidy(home, now_ns=environment.now_ns())
    if not is_needed:
        return None
    now, now_ns = environment.now(), environment.now_ns()
    with waiting("Mending the progress file"):
        return mending.repair(home, scheduler=sm2, now=now, now_ns=now_ns)


def _lines(checkup: Checkup, gone: list[str], repaired: Repaired | None) -> list[str]:
    lines = [*checkup.findings, *checkup.remarks]
    if gone:
        names = ", ".join(gone[:MOST_NAMED]) + (", …" if len(gone) > MOST_NAMED else "")
        lines.append(
            f"{counted(len(gone), 'card')} with a history in no deck: {names}. The history"
            ' waits for its card; "alliance-cards rename" gives it to another one.'
        )
    if repaired:
        lines.append(_repaired(repaired))
    verdict = "not in order" if checkup.findings else "in order"
    rows, cards = counted(checkup.rows, "row"), counted(checkup.cards, "card")
    return [*lines, f"The progress file is {verdict}: {rows} replayed, {cards} compared."]


def _repaired(repaired: Repaired) -> str:
    kept = f"What was there before is kept in {repaired.kept}."
    if repaired.saved is None:
        return f"What follows from the log was built anew. {kept}"
    saved = repaired.saved
    nameless = (
        f" Of {counted(saved.nameless, 'card')} the name is lost, and lost/… stands in its place:"
        ' a backup may have it ("alliance-cards restore"), or "alliance-cards rename" gives it'
        " back."
        if saved.nameless
        else ""
    )
    return (
        f"The file was damaged; {counted(saved.answers, 'answer')} could be read and saved"
        f" ({counted(saved.rows, 'row')} of the log).{nameless} {kept} If answers are missing,"
        ' see what the backups have: "alliance-cards restore".'
    )


def _object(checkup: Checkup, repaired: Repaired | None) -> dict[str, Any]:
    saved = repaired and repaired.saved
    return {
        "ok": not checkup.findings,
        "rows": checkup.rows,
        "cards": checkup.cards,
        "findings": list(checkup.findings),
        "remarks": list(checkup.remarks),
        "repaired": repaired
        and {
            "kept": str(repaired.kept),
            "saved_rows": saved and saved.rows,
            "saved_answers": saved and saved.answers,
        },
    }
