"""`alliance-cards backup`: back up the progress file now."""

import typer

from alliance_cards.cli.opening import back_up, opened
from alliance_cards.cli.options import JsonOption
from alliance_cards.cli.output import emit, emit_json
from alliance_cards.collection import caring
from alliance_cards.terminal.views.words import counted

EXAMPLES = ("alliance-cards backup",)


def command(context: typer.Context, json: JsonOption = False) -> None:
    """Back up the progress file now; other programs may go on using it.

    The copy is checked before it counts. It stays until you delete it. The program also
    makes backups by itself: on every study day with an answer, before a change of the
    file's format, before a restore and a repair. Of those it keeps the ones of the last 7
    days, and one for each of 4 weeks and 12 months. Deck files are text of your own, and
    not part of it.
    """
    with opened(context, fresh=False) as collection:
        home = collection.home
    backup = back_up(home, "asked")
    contents = caring.contents_of(backup)
    answers, cards = (contents.answers, contents.cards) if contents else (0, 0)
    if json:
        emit_json({"backup": str(backup.path), "answers": answers, "cards": cards})
    else:
        emit(f"{backup.path}")
        emit(f"It holds {counted(answers, 'answer')} to {counted(cards, 'card')}.")
