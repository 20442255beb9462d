"""`alliance-cards doctor`: whether the progress file is whole."""

import typer

from alliance_cards.cli import environment
from alliance_cards.cli.options import JsonOption
from alliance_cards.cli.output import emit, emit_json
from alliance_cards.collection import looking
from alliance_cards.terminal.views.words import counted

MOST_NAMED = 5
EXAMPLES = ("alliance-cards doctor",)


def command(context: typer.Context, json: JsonOption = False) -> None:
    """Check the progress file, replay its whole log, and compare with what is stored.

    Exits with 1 when something is not as it should be. Nothing is changed.
    """
    with environment.opened(context) as collection:
        audit = looking.examine(collection)
        gone = looking.cards_in_no_deck(collection)
    if json:
        emit_json(
            {
                "ok": not audit.findings,
                "rows": audit.rows,
                "cards": audit.cards,
                "findings": list(audit.findings),
            }
        )
    else:
        for finding in audit.findings:
            emit(finding)
        if gone:
            names = ", ".join(gone[:MOST_NAMED]) + (", …" if len(gone) > MOST_NAMED else "")
            emit(
                f"{counted(len(gone), 'card')} with a history in no deck: {names}. The history"
                ' waits for its card; "alliance-cards rename" gives it to another one.'
            )
        verdict = "not in order" if audit.findings else "in order"
        rows, cards = counted(audit.rows, "row"), counted(audit.cards, "card")
        emit(f"The progress file is {verdict}: {rows} replayed, {cards} compared.")
    if audit.findings:
        raise typer.Exit(1)
