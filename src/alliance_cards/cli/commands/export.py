"""`alliance-cards export`: decks and the review log, in many formats."""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from alliance_cards.cli import environment
from alliance_cards.cli.opening import opened
from alliance_cards.cli.options import DecksArgument, GivenPath, GivenText
from alliance_cards.cli.output import say, write_gated
from alliance_cards.cli.waiting import waiting
from alliance_cards.cli.writing import check_target, write_out
from alliance_cards.collection.collection import Collection, decks_called
from alliance_cards.collection.exporting import decks_to_export, whole_log
from alliance_cards.collection.looking import decks as all_decks
from alliance_cards.collection.looking import meant
from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.core.gate import safe
from alliance_cards.formats.gathered import NewDeck, Written
from alliance_cards.terminal.views.words import counted

ENDINGS = {"yaml": ".yaml", "json": ".json", "hashcards": ".md"}
"""The formats that hold one deck a file."""

BY_ENDING = {
    ".yaml": "yaml", ".yml": "yaml", ".json": "json", ".md": "hashcards", ".csv": "csv",
    ".tsv": "tsv", ".txt": "anki", ".anki": "anki", ".hashcards": "hashcards", ".apkg": "apkg",
}  # fmt: skip
LOGS = ("log-csv", "log-json")
FORMATS = (*ENDINGS, "csv", "tsv", "anki", "apkg", *LOGS)
EXAMPLES = (
    "alliance-cards export bordin",
    "alliance-cards export --output my-decks/",
    "alliance-cards export --tag scenario --format csv",
    "alliance-cards export --format apkg --with-scheduling --output all.apkg",
    "alliance-cards export --format log-csv",
)


def command(
    context: typer.Context,
    decks: DecksArgument = None,
    tag: Annotated[
        str | None,
        typer.Option(
            click_type=GivenText("tags"),
            metavar="TAG",
            show_default=False,
            help="Only cards with this tag.",
        ),
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        str | None,
        typer.Option(
            click_type=GivenText(FORMATS),
            metavar="NAME",
            show_default=False,
            help=f"One of {', '.join(FORMATS)}; else as the file is called, or yaml.",
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            click_type=GivenPath(),
            metavar="FILE|FOLDER",
            show_default=False,
            help="Write into this file (.yaml, .json, .md, .csv, .tsv, .txt, .apkg), or one"
            " file a deck into this folder.",
        ),
    ] = None,
    with_scheduling: Annotated[
        bool, typer.Option("--with-scheduling", help="Progress and history too (apkg).")
    ] = False,
) -> None:
    """Write decks, all that there are or those that are named, or the review log.

    It goes to standard output, or into a file. YAML, JSON and hashcards hold one deck a
    file; with --output FOLDER each deck becomes a file there, which replaces one of its
    name. A folder that is not there yet is made if its name ends with a slash, or has no
    ending. What a format cannot hold is said.
    """
    format = format or _meant(output)  # noqa: A001 - the option's name
    _check(format, output, with_scheduling=with_scheduling)
    with opened(context) as collection, waiting("Writing"):
        if format in LOGS:
            files = [("", _log(collection, format))]
        else:
            found = _decks(collection, decks or [], tag, with_scheduling=with_scheduling)
            files = list(_files(found, format, output, with_scheduling=with_scheduling))
    for remark in dict.fromkeys(remark for _, written in files for remark in written.remarks):
        say(remark)
    _put(files, Path(output) if output else None)


def _meant(output: str | None) -> str:
    """The format that a file's name tells."""
    ending = Path(output).suffix.lower() if output and not _is_folder(output) else ""
    return BY_ENDING.get(ending, "yaml")


def _check(format: str, output: str | None, *, with_scheduling: bool) -> None:  # noqa: A002
    """Refuse a format that does not exist, or not in this way."""
    if format not in FORMATS:
        raise typer.BadParameter(
            f'there is no "{format}"; there are {", ".join(FORMATS)}', param_hint="--format"
        )
    if with_scheduling and format != "apkg":
        raise typer.BadParameter("only apkg holds progress", param_hint="--with-scheduling")
    if format not in ENDINGS and _is_folder(output):
        raise typer.BadParameter(
            f"{format} is written into one file; name it", param_hint="--output"
        )


def _decks(
    collection: Collection, names: list[str], tag: str | None, *, with_scheduling: bool
) -> list[NewDeck]:
    """The decks that are called so, all without a name; AllianceCardsError if none has a card."""
    called = decks_called(collection, names) or _every_deck(collection)
    found = decks_to_export(collection, called, tag=tag, with_scheduling=with_scheduling)
    if not found:
        hint = meant(collection, [f'tag:"{tag}"']) if tag else ""
        raise AllianceCardsError(f"There are no such cards to export.{hint}", code="no_match")
    return found


def _every_deck(collection: Collection) -> tuple[str, ...]:
    return tuple(deck.id for deck in all_decks(collection, environment.now()))


def _log(collection: Collection, format: str) -> Written:  # noqa: A002 - the option's name
    from alliance_cards.formats.log_files import log_csv, log_json

    rows = whole_log(collection)
    return Written(log_csv(rows) if format == "log-csv" else log_json(rows))


def _files(
    decks: Sequence[NewDeck],
    format: str,  # noqa: A002 - the option's name
    output: str | None,
    *,
    with_scheduling: bool,
) -> Iterator[tuple[str, Written]]:
    """What is written, each with its name in the folder ("": there is one file only)."""
    if format not in ENDINGS:
        yield "", _together(decks, format, with_scheduling=with_scheduling)
    elif len(decks) == 1 and not _is_folder(output):
        yield "", _alone(decks[0], format)
    elif output is None or _is_file(output):
        folder = Path(output).with_suffix("") if output else "my-decks"
        raise AllianceCardsError(
            f"{format} holds one deck a file, and these are {len(decks)}. Name one deck, or a"
            f" folder: --output {folder}{os.sep}",
            code="one_deck",
        )
    else:
        Path(output).mkdir(parents=True, exist_ok=True)
        yield from ((f"{deck.id}{ENDINGS[format]}", _alone(deck, format)) for deck in decks)


def _is_folder(output: str | None) -> bool:
    return output is not None and (output.endswith(("/", os.sep)) or Path(output).is_dir())


def _is_file(output: str) -> bool:
    """Whether a file is meant, though it may not be there yet."""
    return not _is_folder(output) and (Path(output).is_file() or bool(Path(output).suffix))


def _alone(deck: NewDeck, format: str) -> Written:  # noqa: A002 - the option's name
    from alliance_cards.formats import hashcards, json_files, yaml_files

    match format:
        case "yaml":
            return Written(deck.text or yaml_files.yaml_text(deck))
        case "json":
            return Written(json_files.json_text(deck))
        case _:
            return hashcards.hashcards_text(deck)


def _together(
    decks: Sequence[NewDeck],
    format: str,  # noqa: A002 - the option's name
    *,
    with_scheduling: bool,
) -> Written:
    from alliance_cards.formats import anki_text, anki_writing, csv_files

    match format:
        case "anki":
            return anki_text.anki_text(decks)
        case "apkg":
            return anki_writing.anki_package(
                decks, now_ms=environment.now().milliseconds, with_scheduling=with_scheduling
            )
        case _:
            return csv_files.csv_text(decks, delimiter="\t" if format == "tsv" else ",")


def _put(files: Sequence[tuple[str, Written]], output: Path | None) -> None:
    if output is None:
        for _, written in files:
            _print(written.data)
        return
    targets = [output / name if name else output for name, _ in files]
    for target in targets:
        check_target(target)
    for target, (_, written) in zip(targets, files, strict=True):
        data = written.data.encode() if isinstance(written.data, str) else written.data
        write_out(target, data)
        say(f"{target}: {counted(len(data), 'byte')} written.")


def _print(data: str | bytes) -> None:
    if isinstance(data, bytes):
        raise AllianceCardsError(
            "A package is not text. Name a file for it with --output.", code="needs_file"
        )
    # A terminal gets what is safe to show; a file or pipe gets the data as they are.
    write_gated(safe(data) if sys.stdout.isatty() else data)
