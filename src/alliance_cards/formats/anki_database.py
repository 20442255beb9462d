"""Anki's collections, read by SQL: the only place outside the store that knows any.

The file is a stranger's. It is a private copy, opened read-only; no view, trigger or
function of its own is run, and a budget of steps ends what would take too long.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from alliance_cards.formats import protobuf
from alliance_cards.formats.anki_notes import NoteType
from alliance_cards.formats.archive import Refused
from alliance_cards.formats.limits import RAISE, Limits
from alliance_cards.formats.templates import Template

STEPS_AT_ONCE = 10_000
LEGACY_SCHEMA, MODERN_SCHEMA = 11, 18
NEEDED = ("col", "notes", "cards")
ALLOWED = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_PRAGMA, sqlite3.SQLITE_FUNCTION}
)
DAMAGE = (
    sqlite3.Error,
    sqlite3.Warning,
    OverflowError,
    MemoryError,
    UnicodeDecodeError,  # from a name in a damaged schema, which sqlite3 decodes by itself
)
LONGEST_VALUE = 64 * 1024 * 1024


class NoteRow(NamedTuple):
    """A row of `notes`."""

    id: int
    guid: str
    type: int
    tags: str
    fields: str


class CardRow(NamedTuple):
    """A row of `cards`: what Anki calls type, queue, due, ivl, factor, odue and odid."""

    id: int
    note: int
    deck: int
    ordinal: int
    type: int
    queue: int
    due: int
    interval: int
    factor: int
    lapses: int
    own_due: int
    own_deck: int


class ReviewRow(NamedTuple):
    """A row of `revlog`: `id` is the moment in milliseconds, `button` 1 to 4."""

    id: int
    card: int
    button: int
    factor: int
    taken_ms: int
    type: int


class Collection(NamedTuple):
    """All that is read of a collection.

    `created` in seconds since 1970; `minutes_west` of UTC, None if it is not written down.
    """

    created: int
    minutes_west: int | None
    note_types: Mapping[int, NoteType]
    decks: Mapping[int, str]
    notes: list[NoteRow]
    cards: list[CardRow]
    reviews: list[ReviewRow]


def read_collection(path: Path, limits: Limits) -> Collection:
    """The collection in a private file; Refused with a sentence if it cannot be read."""
    try:
        with closing(_connect(path, limits)) as database:
            return _read(_Reader(database, limits))
    except DAMAGE as error:
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
            raise Refused(f"The collection takes too long to read. {RAISE}") from error
        raise Refused("The collection in the package is damaged.") from error


def _connect(path: Path, limits: Limits) -> sqlite3.Connection:
    database = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    database.text_factory = lambda data: data.decode("utf-8", "replace")
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    database.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    for setting in ("trusted_schema=off", "query_only=on", "cell_size_check=on", "mmap_size=0"):
        database.execute(f"pragma {setting}")
    database.create_collation("unicase", _unicase)
    database.set_progress_handler(_budget(limits.steps), STEPS_AT_ONCE)
    database.set_authorizer(lambda action, *_: 0 if action in ALLOWED else 1)
    return database


def _unicase(one: str, other: str) -> int:
    first, second = one.casefold(), other.casefold()
    return (first > second) - (first < second)


def _budget(steps: int) -> Any:
    left = steps // STEPS_AT_ONCE

    def spend() -> int:
        nonlocal left
        left -= 1
        return left < 0

    return spend


class _Reader:
    """Rows of tables that are tables."""

    def __init__(self, database: sqlite3.Connection, limits: Limits) -> None:
        self._database = database
        self.limits = limits
        kinds = database.execute("select name, type, sql from sqlite_master limit 1000").fetchall()
        self._tables = {
            _text(name).casefold()
            for name, kind, sql in kinds
            if kind == "table" and not _text(sql).casefold().startswith("create virtual")
        }

    def has(self, table: str) -> bool:
        return table in self._tables

    def rows(self, table: str, columns: str, most: int) -> Iterator[tuple[Any, ...]]:
        """The rows in the order of the file; Refused if there are more than so many."""
        if not self.has(table):
            raise Refused(f'The collection has no table "{table}".')
        query = f"select {columns} from {table} limit {most + 1}"  # noqa: S608 - our own names
        for count, row in enumerate(self._database.execute(query)):
            if count >= most:
                raise Refused(f'The table "{table}" has more than {most:,} rows. {RAISE}')
            yield row


def _read(reader: _Reader) -> Collection:
    for table in NEEDED:
        next(reader.rows(table, "1", reader.limits.reviews), None)
    created, version, conf, models, decks = next(
        reader.rows("col", "crt, ver, conf, models, decks", 1), (0, 0, "", "", "")
    )
    if version == LEGACY_SCHEMA or not reader.has("notetypes"):
        note_types, names = _legacy_types(_json(models)), _legacy_decks(_json(decks))
        west = _json(conf).get("creationOffset")
    else:
        note_types, names, west = _modern_types(reader), _modern_decks(reader), _modern_west(reader)
    return Collection(
        created=_whole(created),
        minutes_west=west if isinstance(west, int) and abs(west) <= 24 * 60 else None,
        note_types=note_types,
        decks=names,
        notes=list(_notes(reader)),
        cards=list(_cards(reader)),
        reviews=list(_reviews(reader)),
    )


def _notes(reader: _Reader) -> Iterator[NoteRow]:
    left = reader.limits.text
    for row in reader.rows("notes", "id, guid, mid, tags, flds", reader.limits.notes):
        number, guid, note_type, tags, fields = row
        made = NoteRow(_whole(number), _text(guid), _whole(note_type), _text(tags), _text(fields))
        left -= len(made.fields) + len(made.tags) + len(made.guid)
        if left < 0:
            raise Refused(f"The notes have more than {reader.limits.text:,} characters. {RAISE}")
        yield made


def _cards(reader: _Reader) -> Iterator[CardRow]:
    columns = "id, nid, did, ord, type, queue, due, ivl, factor, lapses, odue, odid"
    for row in reader.rows("cards", columns, 2 * reader.limits.notes):
        yield CardRow(*map(_whole, row))


def _reviews(reader: _Reader) -> Iterator[ReviewRow]:
    if not reader.has("revlog"):
        return
    for row in reader.rows("revlog", "id, cid, ease, factor, time, type", reader.limits.reviews):
        yield ReviewRow(*map(_whole, row))


def _whole(value: object) -> int:
    """A number of a column, in which a stranger may have put anything."""
    if isinstance(value, float) and abs(value) < 2**53:
        return int(value)
    return value if isinstance(value, int) else 0


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)


def _json(text: object) -> dict[str, Any]:
    try:
        value = json.loads(_text(text) or "{}")
    except (ValueError, RecursionError):
        raise Refused("The collection in the package is damaged.") from None
    return value if isinstance(value, dict) else {}


def _maps(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _legacy_types(models: Mapping[str, Any]) -> dict[int, NoteType]:
    return {
        _number(key): NoteType(
            name=_text(model.get("name")),
            is_cloze=model.get("type") == 1,
            fields=tuple(_text(field.get("name")) for field in _maps(model.get("flds"))),
            templates=tuple(
                Template(_text(made.get("qfmt")), _text(made.get("afmt")))
                for made in _maps(model.get("tmpls"))
            ),
        )
        for key, model in models.items()
        if isinstance(model, dict)
    }


def _legacy_decks(decks: Mapping[str, Any]) -> dict[int, str]:
    return {
        _number(key): _text(deck.get("name"))
        for key, deck in decks.items()
        if isinstance(deck, dict)
    }


def _number(key: str) -> int:
    return int(key) if key.isascii() and key.isdigit() and len(key) < 20 else 0


def _modern_types(reader: _Reader) -> dict[int, NoteType]:
    most = reader.limits.members
    fields: dict[int, list[tuple[int, str]]] = {}
    for owner, place, name in reader.rows("fields", "ntid, ord, name", most):
        fields.setdefault(_whole(owner), []).append((_whole(place), _text(name)))
    templates: dict[int, list[tuple[int, Template]]] = {}
    for owner, place, config in reader.rows("templates", "ntid, ord, config", most):
        message = protobuf.parse(config if isinstance(config, bytes) else b"")
        made = Template(message.text(1), message.text(2))
        templates.setdefault(_whole(owner), []).append((_whole(place), made))
    return {
        _whole(number): NoteType(
            _text(name),
            protobuf.parse(config if isinstance(config, bytes) else b"").numbers.get(1) == 1,
            tuple(name for _, name in sorted(fields.get(_whole(number), []))),
            tuple(made for _, made in sorted(templates.get(_whole(number), []))),
        )
        for number, name, config in reader.rows("notetypes", "id, name, config", most)
    }


def _modern_decks(reader: _Reader) -> dict[int, str]:
    rows = reader.rows("decks", "id, name", reader.limits.members)
    return {_whole(number): _text(name).replace("\x1f", "::") for number, name in rows}


def _modern_west(reader: _Reader) -> object:
    if reader.has("config"):
        for key, value in reader.rows("config", "KEY, val", reader.limits.members):
            if key == "creationOffset":
                return _whole(_json_number(_text(value)))
    return None


def _json_number(text: str) -> int | None:
    digits = text.removeprefix("-")
    is_short = digits.isascii() and digits.isdigit() and len(digits) < 6
    return int(text) if is_short else None
