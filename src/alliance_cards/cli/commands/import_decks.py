"""`alliance-cards import`: decks of many formats, as one action."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from alliance_cards.cli import environment
from alliance_cards.cli.drawing import draw
from alliance_cards.cli.opening import opened, refreshed, say_hidden
from alliance_cards.cli.options import GivenPath, GivenText, JsonOption
from alliance_cards.cli.output import emit, emit_json, say
from alliance_cards.cli.proposals import settle
from alliance_cards.cli.questions import agrees
from alliance_cards.cli.waiting import waiting
from alliance_cards.cli.wishes import number
from alliance_cards.collection.collection import Collection
from alliance_cards.collection.importing import apply_import
from alliance_cards.collection.planning import DeckPlan, plan_import
from alliance_cards.collection.refreshing import Refreshed
from alliance_cards.collection.returning import at_home
from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.formats.gathered import Gathered, Options
from alliance_cards.formats.limits import USUAL
from alliance_cards.formats.reading import FORMATS, gather, told_apart

DONE = 'Done. "alliance-cards undo" takes it back.'
EXAMPLES = (
    "alliance-cards import words.csv --dry-run",
    "alliance-cards import anki.apkg --with-scheduling",
    "alliance-cards import shared.yaml --deck my-name-for-it",
    "alliance-cards import --link ~/our-course/decks",
)


def command(
    context: typer.Context,
    paths: Annotated[
        list[Path],
        typer.Argument(
            click_type=GivenPath(), metavar="PATH...", show_default=False, help="Files, or folders."
        ),
    ],
    deck: Annotated[
        str | None,
        typer.Option(
            click_type=GivenText("decks"),
            metavar="NAME",
            show_default=False,
            help="The deck's id, if it is one deck.",
        ),
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        str | None,
        typer.Option(
            click_type=GivenText(FORMATS),
            metavar="NAME",
            show_default=False,
            help=f"One of {', '.join(FORMATS)}.",
        ),
    ] = None,
    delimiter: Annotated[
        str | None,
        typer.Option(metavar="CHAR", show_default=False, help="Between the fields of a line."),
    ] = None,
    with_scheduling: Annotated[
        bool, typer.Option("--with-scheduling", help="Bring progress and history along.")
    ] = False,
    link: Annotated[
        bool, typer.Option("--link", help="Go on reading YAML decks where they lie.")
    ] = False,
    unlink: Annotated[bool, typer.Option("--unlink", help="Read them no longer.")] = False,
    raise_limits: Annotated[
        int | None,
        typer.Option(
            "--raise-limits",
            metavar="TIMES",
            parser=number(1, 1000),
            show_default=False,
            help="Read files so many times as large, if you trust them.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change, and stop.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    json: JsonOption = False,
) -> None:
    """Bring in decks: YAML, JSON, CSV, TSV, Anki text and packages, hashcards, Quizlet.

    It first shows what would change; on a terminal it then asks. Each deck becomes a YAML
    file in the deck folder, in the place of one of the same name; what you have changed
    there by hand stays unless the import changes it too. Cards keep their progress. With
    --link, YAML files or folders of them are read where they lie, now and later. It is one
    action, which "undo" takes back.
    """
    if format not in (None, *FORMATS):
        raise typer.BadParameter(
            f'there is no "{format}"; there are {", ".join(FORMATS)}', param_hint="--format"
        )
    with opened(context, fresh=not unlink) as collection:
        if link or unlink:
            from alliance_cards.cli import links

            call = links.remove if unlink else links.add
            call(collection, paths, dry_run=dry_run, yes=yes, as_json=json)
            return
        options = Options(
            format=format,
            delimiter=delimiter,
            with_scheduling=with_scheduling,
            limits=USUAL.raised(raise_limits or 1),
            deck=deck,
        )
        gathered, plans = _planned(collection, paths, options, deck)
        if not json:
            _show(plans, gathered)
        _apply(collection, plans, dry_run=dry_run, yes=yes, ask=not json)
    if json:
        emit_json(_object(plans, gathered))
    elif plans:
        is_done = not dry_run and any(plan.is_needed for plan in plans)
        emit(DONE if is_done else "Nothing was written.")
    if not plans:
        raise typer.Exit(1)


def _planned(
    collection: Collection, paths: Sequence[Path], options: Options, deck: str | None
) -> tuple[Gathered, list[DeckPlan]]:
    """What the files hold, and what that would change here; `deck` is the name to give it."""
    with waiting("Reading") as step:
        gathered = _named(_gather(paths, options._replace(step=step)), deck)
        step("Comparing")
        decks = gathered.decks if deck else at_home(collection, gathered.decks)
        return gathered, plan_import(collection, [*told_apart(decks)])


def _gather(paths: Sequence[Path], options: Options) -> Gathered:
    found = [gather(path, options=options) for path in paths]
    return Gathered(
        tuple(deck for each in found for deck in each.decks),
        tuple(skipped for each in found for skipped in each.skipped),
        tuple(remark for each in found for remark in each.remarks),
    )


def _named(gathered: Gathered, name: str | None) -> Gathered:
    if name is None or not gathered.decks:
        return gathered
    if len(gathered.decks) > 1:
        raise typer.BadParameter(
            f"there are {len(gathered.decks)} decks; a name can be given to one",
            param_hint="--deck",
        )
    deck = gathered.decks[0]
    title = name if deck.name == deck.id else deck.name
    return gathered._replace(decks=(deck._replace(id=name, name=title),))


def _show(plans: Sequence[DeckPlan], gathered: Gathered) -> None:
    if plans:
        from rich.console import Group

        from alliance_cards.cli.plans import plan_view

        draw(Group(*map(plan_view, plans)))
    for skipped in gathered.skipped:
        place = f":{skipped.line}" if skipped.line else ""
        say(f"{skipped.file}{place}: skipped: {skipped.reason}")
    for remark in gathered.remarks:
        say(remark)
    if not plans:
        say("There is nothing to import.")


def _apply(
    collection: Collection, plans: Sequence[DeckPlan], *, dry_run: bool, yes: bool, ask: bool
) -> None:
    needed = [plan for plan in plans if plan.is_needed]
    if dry_run or not needed:
        return
    _confirm(needed, yes=yes, ask=ask)
    looks: list[Refreshed] = []

    def refresh() -> Refreshed:
        looks.append(refreshed(collection, joins=False))
        return looks[-1]

    with waiting("Writing"):
        proposed = apply_import(collection, needed, now=environment.now(), refresh=refresh)
    say_hidden(looks)
    settle(collection, proposed, environment.now(), ask=ask and not yes)


def _confirm(plans: Sequence[DeckPlan], *, yes: bool, ask: bool) -> None:
    if yes:
        return
    if ask and sys.stdin.isatty() and sys.stdout.isatty():
        if not agrees("Go ahead?"):
            raise AllianceCardsError("Nothing was written.", code="not_confirmed")
        return
    edited = [str(plan.file.path) for plan in plans if plan.file.is_new and plan.file.edited]
    if edited:
        raise AllianceCardsError(
            f"{', '.join(edited)} was changed by hand since it was last imported. Nothing was"
            " written. To put both together, as shown above, add --yes.",
            code="deck_edited",
        )


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
