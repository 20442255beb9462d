"""`alliance-cards stats`: progress that helps to decide what to do next."""

import os
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from alliance_cards.cli import environment
from alliance_cards.cli.drawing import draw
from alliance_cards.cli.opening import opened
from alliance_cards.cli.options import GivenPath, GivenText, JsonOption, words_of_query
from alliance_cards.cli.output import emit_json, say, write_gated
from alliance_cards.cli.wishes import number
from alliance_cards.collection.progress import statistics_of, with_simulation
from alliance_cards.core.calendar import EPOCH_ORDINAL
from alliance_cards.core.statistics import Statistics

MOST_DAYS = 36_500
LONGEST_SIMULATION = 3_650
MOST_NEW = 9_999
TAKES_QUERY = True
EXAMPLES = (
    "alliance-cards stats",
    "alliance-cards stats bordin --detail",
    "alliance-cards stats tag:bordin --days 30",
    "alliance-cards stats --simulate 60 --new 10",
    "alliance-cards stats --csv",
    "alliance-cards stats --html progress.html",
)


def command(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            click_type=GivenText("decks or query"),
            metavar="[DECK|QUERY]...",
            show_default=False,
            callback=words_of_query,
            help="Only these decks, or only what a query finds.",
        ),
    ] = None,
    detail: Annotated[bool, typer.Option("--detail", help="Show everything.")] = False,
    days: Annotated[
        int | None,
        typer.Option(
            parser=number(1, MOST_DAYS),
            metavar="N",
            show_default=False,
            help="Look back N study days.",
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="DATE", show_default=False, help="Look back to a day: 2026-03-01."),
    ] = None,
    simulate: Annotated[
        int | None,
        typer.Option(
            parser=number(1, LONGEST_SIMULATION),
            metavar="DAYS",
            show_default=False,
            help="Play the coming days through: what the load would be.",
        ),
    ] = None,
    new: Annotated[
        int | None,
        typer.Option(
            parser=number(0, MOST_NEW),
            metavar="N",
            show_default=False,
            help="With --simulate: new cards a day, instead of the setting.",
        ),
    ] = None,
    seed: Annotated[
        int, typer.Option(metavar="N", help="With --simulate: the same seed, the same days.")
    ] = 1,
    plain: Annotated[
        bool, typer.Option("--plain", help="In sentences, without charts, to be read aloud.")
    ] = False,
    json: JsonOption = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print all tables as CSV.")] = False,
    html: Annotated[
        Path | None,
        typer.Option(
            click_type=GivenPath(),
            metavar="FILE",
            show_default=False,
            help="Write a page for a browser.",
        ),
    ] = None,
    svg: Annotated[
        Path | None,
        typer.Option(
            click_type=GivenPath(), metavar="FILE", show_default=False, help="Write a picture."
        ),
    ] = None,
) -> None:
    """Show progress: today, recall with its certainty, what is due, what is hard, what is next.

    Without --days or --since it looks back over all of the history. Recall counts the first
    answer of a card on a study day; what it leaves out stands in docs/statistics.md.
    """
    if json and as_csv:
        raise typer.BadParameter("give --json or --csv, not both", param_hint="--csv")
    if new is not None and simulate is None:
        raise typer.BadParameter("it goes with --simulate DAYS", param_hint="--new")
    with opened(context) as collection:
        now = environment.now()
        first = _first_day(days, since, collection.day(now))
        found = statistics_of(collection, words or [], now, first=first)
        if simulate is not None:
            new_per_day = collection.settings.new_per_day if new is None else new
            found = with_simulation(
                collection, found, now, days=simulate, new_per_day=new_per_day, seed=seed
            )
    if html or svg:
        _write(found, html=html, svg=svg)
    if json or as_csv or not (html or svg):
        _print(found, json=json, as_csv=as_csv, detail=detail, plain=plain)


def _first_day(days: int | None, since: str | None, today: int) -> int | None:
    if days is not None and since is not None:
        raise typer.BadParameter("give --days or --since, not both", param_hint="--since")
    if days is not None:
        return today - days + 1
    if since is None:
        return None
    try:
        first = date.fromisoformat(since).toordinal() - EPOCH_ORDINAL
    except ValueError:
        raise typer.BadParameter(
            f'"{since}" is no date; it takes one such as 2026-03-01', param_hint="--since"
        ) from None
    if first > today:
        raise typer.BadParameter(f"{since} is still to come", param_hint="--since")
    return first


def _write(found: Statistics, *, html: Path | None, svg: Path | None) -> None:
    from alliance_cards.cli.writing import write_out
    from alliance_cards.pages.page import stats_page
    from alliance_cards.pages.picture import stats_picture

    for file, made in ((html, stats_page), (svg, stats_picture)):
        if file:
            write_out(file, made(found))
            say(f"{file} written.")


def _print(found: Statistics, *, json: bool, as_csv: bool, detail: bool, plain: bool) -> None:
    if json:
        from alliance_cards.cli.stats_shapes import statistics_object

        emit_json(statistics_object(found))
    elif as_csv:
        from alliance_cards.cli.stats_csv import statistics_csv

        write_gated(statistics_csv(found))
    else:
        from alliance_cards.terminal.views.stats import stats_view

        plain = plain or os.environ.get("TERM") == "dumb"
        draw(stats_view(found, detail=detail, plain=plain))
