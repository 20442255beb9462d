"""Anki's packages, legacy and modern: `.apkg` and `.colpkg`."""

import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from alliance_cards.formats import anki_notes, protobuf
from alliance_cards.formats.anki_database import (
    CardRow,
    Collection,
    NoteRow,
    ReviewRow,
    read_collection,
)
from alliance_cards.formats.anki_notes import Made, Note
from alliance_cards.formats.anki_progress import NEW, progress_of
from alliance_cards.formats.archive import (
    DAMAGED,
    Refused,
    copy_member,
    members,
    open_package,
    read_member,
)
from alliance_cards.formats.assembling import Draft, assemble, counted
from alliance_cards.formats.gathered import Gathered, Options, Progress
from alliance_cards.formats.limits import RAISE, Limits
from alliance_cards.formats.report import Report, refused

NAMES = {1: "collection.anki2", 2: "collection.anki21", 3: "collection.anki21b"}
PACKED = "collection.anki21b"
LARGEST_META = 4_096
WIDEST_WINDOW = 1 << 25
"""Bytes that unpacking may keep in memory; Anki's own packages need 8 MB at most."""


def read(path: Path, options: Options) -> Gathered:
    """All decks of a package."""
    file = str(path)
    try:
        with tempfile.TemporaryDirectory(prefix="alliance-cards-") as folder:
            collection = _collection(path, Path(folder) / "collection", options.limits)
    except Refused as reason:
        return refused(file, str(reason))
    except OSError as error:
        return refused(file, f"The package cannot be unpacked: {error.strerror or error}.")
    report = Report(file)
    drafts = counted(
        _drafts(collection, options, report), path.name, options, total=len(collection.notes)
    )
    return assemble(drafts, stem=path.stem, name=path.stem, report=report)


def _collection(path: Path, copy: Path, limits: Limits) -> Collection:
    with open_package(path, limits) as package:
        found = members(package)
        name = _version(package, found, limits)
        if name not in found:
            raise Refused(DAMAGED)
        with copy.open("xb") as target:
            if name == PACKED:
                _copy_packed(package, found[name], target, limits)
            else:
                copy_member(package, found[name], target, limits=limits)
    return read_collection(copy, limits)


def _copy_packed(
    package: zipfile.ZipFile, member: zipfile.ZipInfo, target: BinaryIO, limits: Limits
) -> None:
    try:
        copy_member(package, member, target, limits=limits, unpacked=_Unpacked)
    except ImportError as error:
        raise Refused('A modern package needs "zstandard". Install it with pip.') from error


def _version(package: zipfile.ZipFile, found: Mapping[str, zipfile.ZipInfo], limits: Limits) -> str:
    """The member that holds the collection; the others are there to mislead old programs."""
    meta = found.get("meta")
    if meta is None:
        return NAMES[2] if NAMES[2] in found else NAMES[1]
    content = read_member(package, meta, limits=limits, largest=LARGEST_META)
    version = protobuf.parse(content).numbers.get(1, 0)
    if version not in NAMES:
        raise Refused(
            f"The package is of a kind that this program does not know (version {version}). "
            'Export it again from Anki with "Support older Anki versions".'
        )
    return NAMES[version]


class _Unpacked:
    """A zstd stream, read bit by bit: its frame does not state how much is in it."""

    def __init__(self, stream: BinaryIO) -> None:
        import zstandard  # only modern packages need it, and it is slow to import

        self._error = zstandard.ZstdError
        opened = zstandard.ZstdDecompressor(max_window_size=WIDEST_WINDOW)
        self._stream = opened.stream_reader(stream, read_across_frames=True)

    def read(self, size: int, /) -> bytes:
        try:
            return self._stream.read(size)
        except self._error as error:
            raise Refused(DAMAGED) from error


def _drafts(collection: Collection, options: Options, report: Report) -> Iterator[Draft]:
    cards: dict[int, list[CardRow]] = {}
    for card in sorted(collection.cards, key=lambda card: (card.note, card.ordinal)):
        cards.setdefault(card.note, []).append(card)
    progress: Mapping[int, Progress] = {}
    if options.with_scheduling:
        progress = _progress(collection, report)
    for row in sorted(collection.notes, key=lambda note: _place(note, cards.get(note.id, ()))):
        of_note = cards.get(row.id, [])
        for made in _made(row, of_note, collection, options, report):
            yield _draft(made, of_note, collection, progress)


def _place(note: NoteRow, cards: Sequence[CardRow]) -> tuple[bool, int, int]:
    """Where a note comes: what was learnt first, then what is new, as Anki would ask it."""
    new = [card.due for card in cards if card.type == NEW]
    return (True, min(new), note.id) if new else (False, 0, note.id)


def _made(
    row: NoteRow, cards: Sequence[CardRow], collection: Collection, options: Options, report: Report
) -> Sequence[Made]:
    note_type = collection.note_types.get(row.type)
    longest = options.limits.field
    if note_type is None or not note_type.fields:
        report.skip(0, f'The note "{row.fields[:40]}" is of no known type.')
        return ()
    if not cards:
        report.skip(0, f'The note "{row.fields[:40]}" has no cards.')
        return ()
    if len(row.fields) > longest:
        report.skip(0, f'The note "{row.fields[:40]}" is too long. {RAISE}')
        return ()
    fields = tuple(row.fields.split("\x1f"))
    note = Note(row.guid, note_type, fields, tuple(dict.fromkeys(row.tags.split())))
    ordinals = [card.ordinal for card in cards]
    return anki_notes.entries(note, ordinals=ordinals, longest=longest, report=report)


def _draft(
    made: Made,
    cards: Sequence[CardRow],
    collection: Collection,
    progress: Mapping[int, Progress],
) -> Draft:
    own = [card for card in cards if card.ordinal in made.variants] or list(cards)
    deck = collection.decks.get(own[0].own_deck or own[0].deck, "")
    known = {
        made.variants[card.ordinal]: progress[card.id]
        for card in own
        if card.id in progress and card.ordinal in made.variants
    }
    return Draft(made.entry, 0, deck, known)


def _progress(collection: Collection, report: Report) -> dict[int, Progress]:
    reviews: dict[int, list[ReviewRow]] = {}
    for row in collection.reviews:
        reviews.setdefault(row.card, []).append(row)
    states = Counter(card.type for card in collection.cards)
    if learning := states[1] + states[3]:
        report.remark(
            f"{report.file}: {learning:,} cards that Anki was still teaching begin again with "
            "an interval of one day."
        )
    found = {
        card.id: progress_of(card, reviews.get(card.id, []), collection)
        for card in collection.cards
    }
    return {card: progress for card, progress in found.items() if progress is not None}
