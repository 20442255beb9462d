"""Writing a package for Anki: legacy, schema 11, which every Anki reads."""

import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from hashlib import blake2b, sha1
from typing import NamedTuple

from alliance_cards.core.scheduler import PASSING_GRADE
from alliance_cards.formats import anki_schema as schema
from alliance_cards.formats.anki_export import Exported, exported
from alliance_cards.formats.assembling import shown_source
from alliance_cards.formats.gathered import NewDeck, PastReview, Progress, Written
from alliance_cards.formats.html import REFERENCE, from_text, to_text

DAY_MS = 86_400_000
BEGINNING_MS = 4 * 3_600_000
"""Our collections begin at four in the morning UTC, and say so."""

FIRST_ID, IDS = 1_300_000_000_000, 400_000_000_000
BUTTONS = (1, 1, 1, 2, 3, 4)
"""Anki's button for each grade, 0 to 5."""

HIGHEST_FACTOR = 65_000
OLD = (1980, 1, 1, 0, 0, 0)
SPACES = re.compile(r"\s+")


class _Card(NamedTuple):
    number: int
    note: int
    deck: int
    ordinal: int
    place: int
    progress: Progress | None


def anki_package(
    decks: Sequence[NewDeck], *, now_ms: int, with_scheduling: bool = False
) -> Written:
    """A package with the cards of some decks; `now_ms` are milliseconds since 1970 UTC.

    Importing a later one into Anki updates the notes of an earlier one. With scheduling it
    also holds states, due days and the history in each deck's `progress`.
    """
    writing = _Writing(now_ms, with_scheduling=with_scheduling)
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(schema.TABLES)
        writing.fill(database, decks)
        database.commit()
        content = database.serialize()
    return Written(_zipped(content), tuple(writing.remarks))


def _zipped(collection: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, content in (("collection.anki2", collection), ("media", b"{}")):
            member = zipfile.ZipInfo(name, OLD)
            member.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(member, content)
    return packed.getvalue()


class _Writing:
    """One package while it is written: the numbers that are taken, and what it cannot hold."""

    def __init__(self, now_ms: int, *, with_scheduling: bool) -> None:
        self.remarks: dict[str, None] = {}
        self._now_ms = now_ms
        self._seconds = now_ms // 1000
        self._with_scheduling = with_scheduling
        self._ids = _unused()
        self._review_ids = _unused()
        self._cards: list[_Card] = []

    def fill(self, database: sqlite3.Connection, decks: Sequence[NewDeck]) -> None:
        numbers = _deck_numbers(decks)
        for deck in decks:
            self._add_deck(database, deck, numbers[_deck_name(deck)])
        begun = self._first_day()
        for card in self._cards:
            database.execute(_insert("cards", 18), self._card_row(card, begun))
            if card.progress:
                database.executemany(_insert("revlog", 9), self._reviews(card, card.progress))
        database.execute(_insert("col", 13), self._col(decks, numbers, begun))

    def _col(
        self, decks: Sequence[NewDeck], numbers: Mapping[str, int], begun: int
    ) -> tuple[object, ...]:
        described = {numbers[_deck_name(deck)]: deck.description for deck in decks}
        named = {number: name for name, number in numbers.items()}
        config = {**schema.CONFIG, "nextPos": len(self._cards) + 1}
        created = (begun * DAY_MS + BEGINNING_MS) // 1000
        return (
            1, created, self._now_ms, self._now_ms, 11, 0, 0, 0, json.dumps(config),
            schema.models(self._seconds), schema.decks(named, described, self._seconds),
            json.dumps({"1": schema.DECK_OPTIONS}), "{}",
        )  # fmt: skip

    def _add_deck(self, database: sqlite3.Connection, deck: NewDeck, number: int) -> None:
        for entry in deck.entries:
            note = exported(entry, deck_id=deck.id, source=shown_source(entry, deck))
            note_id = self._ids(note.guid)
            database.execute(_insert("notes", 11), self._note_row(note, note_id))
            self.remarks.update(dict.fromkeys(note.remarks))
            for ordinal, variant in sorted(note.variants.items()):
                name = f"{note.name}#{variant}" if variant else note.name
                progress = deck.progress.get(name) if self._with_scheduling else None
                card_id = self._ids(f"{note.guid}/{ordinal}")
                self._cards.append(
                    _Card(card_id, note_id, number, ordinal, len(self._cards) + 1, progress)
                )

    def _note_row(self, note: Exported, number: int) -> tuple[object, ...]:
        texts = {**note.texts, "Text": note.texts["Front"]}
        fields = [from_text(texts.get(name, "")) for name in schema.FIELDS[note.kind]]
        if any(REFERENCE.search(text) for text in texts.values()):
            self.remarks["Pictures are named in the notes; their files are not packed."] = None
        first = to_text(fields[0]).text
        tags = f" {' '.join(note.tags)} " if note.tags else ""
        return (
            number, note.guid, schema.NOTE_TYPES[note.kind], self._seconds, -1, _sound(tags),
            _sound("\x1f".join(fields)), _sound(first), _checksum(first), 0, "",
        )  # fmt: skip

    def _first_day(self) -> int:
        """The day from which the package counts: none of its days lies before."""
        days = [self._now_ms // DAY_MS]
        dues = (card.progress.due_in_days_from_epoch for card in self._cards if card.progress)
        days.extend(due for due in dues if due is not None)
        return max(0, min(days))

    def _card_row(self, card: _Card, begun: int) -> tuple[object, ...]:
        kind, due, interval, factor, reps, lapses = 0, card.place, 0, 0, 0, 0
        progress = card.progress
        if progress and progress.due_in_days_from_epoch is not None:
            kind, due = 2, progress.due_in_days_from_epoch - begun
            interval = max(1, progress.state.interval)
            factor = min(progress.state.ease * 10, HIGHEST_FACTOR)
            reps = max(len(progress.history), progress.state.repetitions)
            lapses = progress.lapses
        queue = -1 if progress and progress.suspended else kind
        return (
            card.number, card.note, card.deck, card.ordinal, self._seconds, -1, kind, queue, due,
            interval, factor, reps, lapses, 0, 0, 0, 0, "",
        )  # fmt: skip

    def _reviews(self, card: _Card, progress: Progress) -> list[tuple[object, ...]]:
        factor = min(progress.state.ease * 10, HIGHEST_FACTOR)
        return [
            (
                self._review_ids(review.source_id or review.milliseconds), card.number, -1,
                BUTTONS[review.grade], 0, 0, factor, review.taken_ms, _review_type(place, review),
            )
            for place, review in enumerate(progress.history)
        ]  # fmt: skip


def _review_type(place: int, review: PastReview) -> int:
    """Anki's word for it: the first answer is learning, a failed one leads to relearning."""
    if not place:
        return 0
    return 1 if review.grade >= PASSING_GRADE else 2


def _insert(table: str, columns: int) -> str:
    return f"insert into {table} values ({', '.join('?' * columns)})"  # noqa: S608 - our own names


def _checksum(text: str) -> int:
    """By this Anki finds notes with the same first field."""
    digest = sha1(text.encode("utf-8", "replace"), usedforsecurity=False)
    return int(digest.hexdigest()[:8], 16)


def _unused() -> Callable[[str | int], int]:
    """Numbers of Anki's kind, the same for the same name unless another has taken it."""
    taken: set[int] = set()

    def number(name: str | int) -> int:
        found = name if isinstance(name, int) else _number(name)
        while found in taken:
            found += 1
        taken.add(found)
        return found

    return number


def _number(name: str) -> int:
    digest = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return FIRST_ID + int.from_bytes(digest, "big") % IDS


def _deck_numbers(decks: Sequence[NewDeck]) -> dict[str, int]:
    unused = _unused()
    names = schema.with_parents(map(_deck_name, decks))
    return {name: unused(f"deck/{name}") for name in names}


def _deck_name(deck: NewDeck) -> str:
    """A name without the empty levels and the line breaks that Anki does not take."""
    levels = (SPACES.sub(" ", level).strip() for level in deck.name.split("::"))
    return _sound("::".join(level for level in levels if level) or deck.id)


def _sound(text: str) -> str:
    """A text that UTF-8 can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
