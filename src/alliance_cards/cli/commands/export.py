"""`alliance-cards export`: decks and the review log, in many formats."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from alliance_cards.cli import environment
from alliance_cards.cli.options import DecksArgument
from alliance_cards.cli.output import say, write_gated
from alliance_cards.collection.collection import Collection, decks_called
from alliance_cards.collection.exporting import decks_to_export, whole_log
from alliance_cards.collection.looking import decks as all_decks
from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.formats.gathered import NewDeck, Written
from alliance_cards.terminal.gate import safe
from alliance_cards.terminal.views.words import counted

ONE_DECK = ("yaml", "json", "hashcards")
LOGS = ("log-csv", "log-json")
FORMATS = (*ONE_DECK, "csv", "tsv", "anki", "apkg", *LOGS)
EXAMPLES = (
    "alliance-cards export bordin",
    "alliance-cards export bordin --format hashcards",
    "alliance-cards export --tag scenario --format csv",
    "alliance-cards export --format log-csv",
)


def command(
    context: typer.Context,
    decks: DecksArgument = None,
    tag: Annotated[
        str | None,
        typer.Option(metavar="TAG", show_default=False, help="Only cards with this tag."),
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        str, typer.Option(metavar="NAME", help=f"One of {', '.join(FORMATS)}.")
    ] = "yaml",
    output: Annotated[
        Path | None,
        typer.Option(metavar="FILE", show_default=False, help="Write into this file."),
    ] = None,
    with_scheduling: Annotated[
        bool, typer.Option("--with-scheduling", help="Progress and history too (apkg).")
    ] = False,
) -> None:
    """Write a deck, or several where the format holds several, or the review log.

    YAML, JSON and hashcards hold one deck, the other formats all that are named, or all
    there are. It goes to standard output, or into a file; what a format cannot hold is said.
    """
    if format not in FORMATS:
        raise typer.BadParameter(f'there is no "{format}"; there are {", ".join(FORMATS)}')
    if with_scheduling and format != "apkg":
        raise typer.BadParameter("only apkg holds progress", param_hint="--with-scheduling")
    with environment.opened(context) as collection:
        names = decks_called(collection, decks or []) or _every_deck(collection)
        if format in LOGS:
            written = _log(collection, format)
        else:
            found = decks_to_export(collection, names, tag=tag, with_scheduling=with_scheduling)
            written = _written(found, format, with_scheduling=with_scheduling)
    for remark in written.remarks:
        say(remark)
    _put(written.data, output)


def _every_deck(collection: Collection) -> tuple[str, ...]:
    return tuple(deck.id for deck in all_decks(collection, environment.now()))


def _log(collection: Collection, format: str) -> Written:  # noqa: A002 - the option's name
    from alliance_cards.formats.log_files import log_csv, log_json

    rows = whole_log(collection)
    return Written(log_csv(rows) if format == "log-csv" else log_json(rows))


def _written(
    decks: Sequence[NewDeck],
    format: str,  # noqa: A002 - the option's name
    *,
    with_scheduling: bool,
) -> Written:
    from alliance_cards.formats import (
        anki_text,
        anki_writing,
        csv_files,
        hashcards,
        json_files,
        yaml_files,
    )

    if not decks:
        raise AllianceCardsError("There are no such cards to export.", code="no_match")
    if format in ONE_DECK and len(decks) > 1:
        raise AllianceCardsError(
            f"{format} holds one deck, and these are {len(decks)}. Name one.", code="one_deck"
        )
    match format:
        case "yaml":
            return Written(yaml_files.yaml_text(decks[0]))
        case "json":
            return Written(json_files.json_text(decks[0]))
        case "hashcards":
            return hashcards.hashcards_text(decks[0])
        case "anki":
            return anki_text.anki_text(decks)
        case "apkg":
            return anki_writing.anki_package(
                decks, now_ms=environment.now().milliseconds, with_scheduling=with_scheduling
            )
        case _:
            return csv_files.csv_text(decks, delimiter="\t" if format == "tsv" else ",")


def _put(data: str | bytes, output: Path | None) -> None:
    if output is not None:
        output.write_bytes(data if isinstance(data, bytes) else data.encode())
        say(f"{output}: {counted(len(data), 'byte')} written.")
    elif isinstance(data, bytes):
        raise AllianceCardsError(
            "A package is not text. Name a file for it with --output.", code="needs_file"
        )
    else:
        # A terminal gets what is safe to show; a file or pipe gets the data as they are.
        write_gated(safe(data) if sys.stdout.isatty() else data)
