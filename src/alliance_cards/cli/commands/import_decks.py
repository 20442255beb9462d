"""`alliance-cards import`: decks of many formats, as one action."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from alliance_cards.cli import environment
from alliance_cards.cli.options import JsonOption
from alliance_cards.cli.output import emit, emit_json, say
from alliance_cards.collection.importing import DeckPlan, apply_import, plan_import
from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.formats.gathered import Gathered, Options
from alliance_cards.formats.reading import FORMATS, gather
from alliance_cards.terminal.views.words import counted

MOST_NAMED = 5
DONE = 'Done. "alliance-cards undo" takes it back.'
EXAMPLES = (
    "alliance-cards import words.csv --dry-run",
    "alliance-cards import anki.apkg --with-scheduling",
    "alliance-cards import shared.yaml --deck my-name-for-it",
)


def command(
    context: typer.Context,
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", show_default=False, help="Files, or folders."),
    ],
    deck: Annotated[
        str | None,
        typer.Option(metavar="NAME", show_default=False, help="The deck's id, if it is one deck."),
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        str | None,
        typer.Option(metavar="NAME", show_default=False, help=f"One of {', '.join(FORMATS)}."),
    ] = None,
    delimiter: Annotated[
        str | None,
        typer.Option(metavar="CHAR", show_default=False, help="Between the fields of a line."),
    ] = None,
    with_scheduling: Annotated[
        bool, typer.Option("--with-scheduling", help="Bring progress and history along.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change, and stop.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    json: JsonOption = False,
) -> None:
    """Bring in decks: YAML, JSON, CSV, TSV, Anki text and packages, hashcards, Quizlet.

    It first shows what would change; on a terminal it then asks. Each deck becomes a YAML
    file in the deck folder, in the place of one of the same name. Cards keep their progress.
    It is one action, which "undo" takes back.
    """
    options = Options(format=format, delimiter=delimiter, with_scheduling=with_scheduling)
    gathered = _named(_gather(paths, options), deck)
    with environment.opened(context) as collection:
        plans = plan_import(collection, gathered.decks)
        if not json:
            _show(plans, gathered)
        needed = [plan for plan in plans if plan.is_needed]
        if needed and not dry_run:
            _confirm(needed, yes=yes, ask=not json)
            apply_import(
                collection,
                needed,
                now=environment.now(),
                refresh=lambda: environment.refreshed(collection, joins=False),
            )
    if json:
        emit_json(_object(plans, gathered))
    elif plans:
        emit(DONE if needed and not dry_run else "Nothing was written.")
    if not plans:
        raise typer.Exit(1)


def _gather(paths: Sequence[Path], options: Options) -> Gathered:
    found = [gather(path, options=options) for path in paths]
    return Gathered(
        tuple(deck for each in found for deck in each.decks),
        tuple(skipped for each in found for skipped in each.skipped),
        tuple(remark for each in found for remark in each.remarks),
    )


def _named(gathered: Gathered, name: str | None) -> Gathered:
    if name is None:
        return gathered
    if len(gathered.decks) != 1:
        raise typer.BadParameter(
            f"there are {len(gathered.decks)} decks; a name can be given to one",
            param_hint="--deck",
        )
    return gathered._replace(decks=(gathered.decks[0]._replace(id=name),))


def _confirm(plans: Sequence[DeckPlan], *, yes: bool, ask: bool) -> None:
    if yes:
        return
    if ask and sys.stdin.isatty() and sys.stdout.isatty():
        if not typer.confirm("Go ahead?", err=True):
            raise AllianceCardsError("Nothing was written.", code="not_confirmed")
        return
    edited = [str(plan.path) for plan in plans if plan.edited]
    if edited:
        raise AllianceCardsError(
            f"{', '.join(edited)} was changed by hand since it was last imported, and would be"
            " replaced. Nothing was written. To go ahead all the same, add --yes.",
            code="deck_edited",
        )


def _show(plans: Sequence[DeckPlan], gathered: Gathered) -> None:
    for plan in plans:
        emit(f"{plan.deck.id}: {_counts(plan)}")
        for word, names in (("changed", plan.changed), ("removed", plan.removed)):
            for name in names[:MOST_NAMED]:
                emit(f"  {word}: {name}")
            if len(names) > MOST_NAMED:
                emit(f"  … and {len(names) - MOST_NAMED} more {word}")
        for old, new in plan.moved[:MOST_NAMED]:
            emit(f"  moved: {old} is now {new}")
        if plan.edited:
            emit(f"  {plan.path} was changed by hand; that would be lost.")
    for skipped in gathered.skipped:
        place = f":{skipped.line}" if skipped.line else ""
        say(f"{skipped.file}{place}: skipped: {skipped.reason}")
    for remark in gathered.remarks:
        say(remark)
    if not plans:
        say("There is nothing to import.")


def _counts(plan: DeckPlan) -> str:
    parts = (
        (len(plan.added), "added"),
        (len(plan.changed), "changed"),
        (len(plan.moved), "moved"),
        (len(plan.removed), "removed"),
        (plan.unchanged, "unchanged"),
    )
    told = ", ".join(f"{number} {word}" for number, word in parts if number)
    progress = f"; {counted(len(plan.deck.progress), 'card')} with progress"
    return f"{told or 'no cards'}{progress if plan.deck.progress else ''}"


def _object(plans: Sequence[DeckPlan], gathered: Gathered) -> dict[str, object]:
    return {
        "added": sum(len(plan.added) for plan in plans),
        "changed": sum(len(plan.changed) for plan in plans),
        "moved": sum(len(plan.moved) for plan in plans),
        "removed": sum(len(plan.removed) for plan in plans),
        "unchanged": sum(plan.unchanged for plan in plans),
        "problems": [
            {
                "file": skipped.file,
                "line": skipped.line,
                "column": 0,
                "severity": "error",
                "message": skipped.reason,
            }
            for skipped in gathered.skipped
        ],
    }
