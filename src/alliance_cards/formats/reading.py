"""From a path to decks, whatever the file is: the one entrance to all readers."""

import os
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from stat import S_ISREG

from alliance_cards.core.cards import slug
from alliance_cards.formats import yaml_files
from alliance_cards.formats.assembling import Draft, assemble, counted, file_id
from alliance_cards.formats.files import Unreadable, read_text
from alliance_cards.formats.gathered import Gathered, NewDeck, Options, Skipped
from alliance_cards.formats.limits import RAISE
from alliance_cards.formats.report import Report, refused
from alliance_cards.formats.rows import sample

ENDINGS = {
    ".yaml": "yaml", ".yml": "yaml", ".json": "json", ".csv": "csv", ".tsv": "tsv",
    ".tab": "tsv", ".txt": "txt", ".anki": "anki", ".md": "hashcards", ".markdown": "hashcards",
    ".hashcards": "hashcards",
    ".apkg": "apkg", ".colpkg": "apkg",
}  # fmt: skip
FORMATS = ("yaml", "json", "csv", "tsv", "anki", "quizlet", "hashcards", "apkg")
KNOWN = (
    "Known are YAML (.yaml), JSON (.json), CSV and TSV (.csv, .tsv), Anki's text and packages "
    "(.txt, .apkg, .colpkg), Quizlet's text (.txt) and hashcards' Markdown (.md)."
)
SAY = "If it is one of these, say which, as in --format csv."
UNCLEAR = (
    "It is not clear where a question ends and its answer begins: there are no tabs in this text. "
    'Say what parts them, as in --delimiter ";", or what it is, as in --format hashcards.'
)
NO_CARD, NO_FILE = "There is no card in this file.", "There is no file in this folder."
ZIP = b"PK\x03\x04"


def gather(path: Path, *, options: Options = Options()) -> Gathered:  # noqa: B008 - a value
    """All decks of a file, or of all files in a folder and its folders; nothing is raised.

    Hidden files and folders are passed over, and links in a folder are not followed. Where
    there is no deck, something says why.
    """
    is_folder = path.is_dir()
    found = _folder(path, options) if is_folder else _file(path, options)
    if found.decks or found.skipped:
        return found
    return found._replace(skipped=(Skipped(str(path), 0, NO_FILE if is_folder else NO_CARD),))


def _file(path: Path, options: Options) -> Gathered:
    options.step(path.name, 0, 0)
    name = options.format or _format(path)
    if name is None or name not in (*FORMATS, "txt"):
        return refused(str(path), f"This format is not known. {KNOWN} {SAY}")
    if name == "apkg":
        from alliance_cards.formats import anki_package

        return anki_package.read(path, options)
    text = read_text(path, largest=options.limits.text_file)
    if isinstance(text, Unreadable):
        return refused(str(path), text.reason, text.line)
    return gather_text(text, path, name, options)


def _format(path: Path) -> str | None:
    """The format that the name tells, or a package's first bytes."""
    if known := ENDINGS.get(path.suffix.lower()):
        return known
    try:
        if not S_ISREG(path.stat().st_mode):  # to open a pipe is to wait for it
            return None
        with path.open("rb") as file:
            return "apkg" if file.read(4) == ZIP else None
    except (OSError, ValueError):
        return "txt"  # to read it will say why not


def gather_text(text: str, path: Path, name: str, options: Options) -> Gathered:
    """The decks of a text whose format is known ("txt": Anki's or Quizlet's)."""
    if name in ("yaml", "json"):
        gathered = yaml_files.read(text, path, options.deck)
        if name == "json" and gathered.skipped:
            return _as_json(gathered, text, path)
        is_whole = name == "yaml" and not gathered.skipped
        decks = tuple(deck._replace(text=text) for deck in gathered.decks)
        return gathered._replace(decks=decks) if is_whole else gathered
    report = Report(str(path))
    if name == "txt":
        kind = _kind_of_txt(text, options, report)
        if kind is None:
            return refused(str(path), UNCLEAR)
        name, options = kind
    title, drafts = _drafts(name, text, path, options, report)
    drafts = counted(drafts, path.name, options)
    id_of = file_id if name in ("csv", "tsv") else slug  # an export of ours writes ids
    return assemble(drafts, stem=path.stem, name=title, report=report, id_of=id_of)


def _drafts(
    name: str, text: str, path: Path, options: Options, report: Report
) -> tuple[str, Iterator[Draft]]:
    """What the deck is called, and its entries; only the reader of that format is loaded."""
    match name:
        case "csv" | "tsv":
            from alliance_cards.formats import csv_files

            return path.stem, csv_files.read(text, options, report, is_tsv=name == "tsv")
        case "anki":
            from alliance_cards.formats import anki_text

            return path.stem, anki_text.read(text, options, report)
        case "quizlet":
            from alliance_cards.formats import quizlet

            return path.stem, quizlet.read(text, options, report)
        case _:
            from alliance_cards.formats import hashcards

            title = hashcards.head(text, report).name or path.stem
            return title, hashcards.read(text, report)


def _as_json(gathered: Gathered, text: str, path: Path) -> Gathered:
    """What was found in a faulty text, with its faults as those of JSON."""
    from alliance_cards.formats import json_files

    decks = tuple(deck for deck in gathered.decks if deck.entries)
    if wrong := json_files.what_is_wrong(text):
        return Gathered(decks, (Skipped(str(path), 0, wrong),))
    remarks = gathered.remarks if decks else (f"{path}: {json_files.SHAPE}",)
    return Gathered(decks, gathered.skipped, remarks)


def _kind_of_txt(text: str, options: Options, report: Report) -> tuple[str, Options] | None:
    """Anki's text or Quizlet's, and how it is to be read; None if that is not clear."""
    from alliance_cards.formats import anki_text

    if anki_text.has_headers(text) or options.delimiter:
        return "anki", options
    if options.field_separator or options.row_separator or "\t" in text[:8192]:
        return "quizlet", options
    sign = _regular_separator(text)
    if sign is None:
        return None
    report.remark(f'{report.file}: there are no tabs in it, so "{sign}" parts the fields.')
    return "anki", options._replace(delimiter=sign)


def _regular_separator(text: str) -> str | None:
    """The sign that stands equally often in every line of the beginning, as in no prose."""
    lines = [line for line in sample(text).splitlines() if line.strip()]
    counts = {sign: {line.count(sign) for line in lines} for sign in "|;,:"}
    return next((s for s, found in counts.items() if len(found) == 1 and 0 not in found), None)


def _folder(folder: Path, options: Options) -> Gathered:
    found: list[Gathered] = []
    for path in _files(folder):
        if len(found) >= options.limits.files:
            found.append(
                refused(str(folder), f"Only {len(found):,} files are read of a folder. {RAISE}")
            )
            break
        if path.is_symlink():
            found.append(refused(str(path), "This is a link; links in a folder are not followed."))
        else:
            found.append(gather(path, options=options))
    return Gathered(
        tuple(told_apart(deck for each in found for deck in each.decks)),
        tuple(skipped for each in found for skipped in each.skipped),
        tuple(dict.fromkeys(remark for each in found for remark in each.remarks)),
    )


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield Path(place, name)


def told_apart(decks: Iterable[NewDeck]) -> Iterator[NewDeck]:
    """Decks that are written together; of two with one id the second gets a number behind it."""
    taken: set[str] = set()
    for deck in decks:
        names = (deck.id if number < 2 else f"{deck.id}-{number}" for number in count(1))
        # Some systems do not tell files apart whose names differ in case alone.
        deck_id = next(name for name in names if name.casefold() not in taken)
        taken.add(deck_id.casefold())
        yield deck._replace(id=deck_id)
