"""`alliance-cards restore`: bring back what a backup holds."""

import sys
from typing import Annotated, Any

import typer

from alliance_cards.cli import environment
from alliance_cards.cli.drawing import draw_table
from alliance_cards.cli.environment import now_ns
from alliance_cards.cli.options import GivenText, JsonOption
from alliance_cards.cli.output import emit, emit_json
from alliance_cards.cli.questions import agrees
from alliance_cards.collection import caring
from alliance_cards.collection.caring import MADE_FOR, Look
from alliance_cards.core.calendar import iso_date
from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.store.backups import Backup, Contents
from alliance_cards.terminal.views.words import counted

EXAMPLES = (
    "alliance-cards restore",
    "alliance-cards restore 2026-03-01-184500-daily",
)


def command(
    context: typer.Context,
    backup: Annotated[
        str,
        typer.Argument(
            click_type=GivenText("backups"),
            metavar="[BACKUP]",
            show_default=False,
            help="The start of a backup's name, or the path of one.",
        ),
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    json: JsonOption = False,
) -> None:
    """List the backups; or bring back what one of them holds.

    First it shows what the backup holds and what would be lost, and on a terminal it asks.
    The progress file is backed up before, so restoring that backup takes it all back. Deck
    files stay as they are. Other programs may go on: they see the old state or the new.
    """
    home = environment.home_of(context)
    if not backup:
        _list([(each, caring.contents_of(each)) for each in caring.backups_of(home)], json)
        return
    found = caring.look(home, backup)
    if not json:
        _show(found)
    _confirm(yes=yes, ask=not json)
    restored = caring.bring_back(home, found.backup, environment.now(), now_ns=now_ns())
    kept = None if restored.kept is None else str(restored.kept)
    if json:
        emit_json({"restored": str(found.backup.path), "kept": kept, **_looked(found)})
    else:
        emit("Done.")
        if kept:
            emit(f"What was there before is kept in {kept}")


def _list(backups: list[tuple[Backup, Contents | None]], json: bool) -> None:
    if json:
        emit_json({"backups": [_object(backup, held) for backup, held in backups]})
    elif not backups:
        emit('There is no backup yet. "alliance-cards backup" makes one.')
    else:
        rows = [
            (each.path.stem, held.answers, held.cards, _day(held), MADE_FOR.get(each.reason, ""))
            if held
            else (each.path.stem, "?", "?", "", "cannot be read")
            for each, held in backups
        ]
        draw_table(("backup", "answers", "cards", "last answer", "made"), rows)


def _object(backup: Backup, held: Contents | None) -> dict[str, Any]:
    return {
        "name": backup.path.stem,
        "path": str(backup.path),
        "made": backup.made.isoformat(),
        "reason": backup.reason,
        "answers": held and held.answers,
        "cards": held and held.cards,
    }


def _looked(found: Look) -> dict[str, Any]:
    return {
        "answers": found.contents.answers,
        "cards": found.contents.cards,
        "lost": found.lost,
    }


def _show(found: Look) -> None:
    held = found.contents
    made = found.backup.made.strftime("%Y-%m-%d %H:%M")
    last = f", the last one of {_day(held)}" if held.last_day is not None else ""
    emit(f"{found.backup.path.name}, made {made}")
    emit(f"It holds {counted(held.answers, 'answer')} to {counted(held.cards, 'card')}{last}.")
    if found.lost is None:
        emit("The progress file cannot be read; it will be kept aside.")
    elif found.lost:
        emit(f"{counted(found.lost, 'answer')} that the progress file has now would be gone.")
    else:
        emit("No answer that the progress file has now would be lost.")


def _day(held: Contents) -> str:
    return "" if held.last_day is None else iso_date(held.last_day)


def _confirm(*, yes: bool, ask: bool) -> None:
    if yes:
        return
    can_ask = ask and sys.stdin.isatty() and sys.stdout.isatty()
    if not can_ask or not agrees("Go ahead?"):
        hint = "" if can_ask else " To go ahead without a question, add --yes."
        raise AllianceCardsError(f"Nothing was changed.{hint}", code="not_confirmed")
