"""Decks of arbitrary texts, and Anki's packages made by hand."""

import io
import json
import sqlite3
import string
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import zstandard
from hypothesis import strategies as st

from alliance_cards.decks.expansion import entry_id, expand
from alliance_cards.decks.rules import faults
from alliance_cards.decks.schema import (
    BasicEntry,
    ChoiceEntry,
    ClozeEntry,
    Entry,
    ListEntry,
    Source,
)
from alliance_cards.formats.anki_schema import TABLES
from alliance_cards.formats.gathered import NewDeck
from drawn import strung

SCRAPS = (
    "#", " #", ": ", ":", "- ", "? ", "'", '"', "\\", "\n", "\n\n", "\t", "\r", " ", "  ", "|", ">",
    "{", "}", "[", "]", "{{", "}}", "&", "*", "!", "%", "@", "`", ",", ";", "=", "+", "-", "---",
    "no", "1:30", "007", "1.50", "~", "null", "<b>", "&amp;", "<br>", "Q:", "A:", "C:", "::",
    "\u2028", "\u00a0", "\u0085", "\ufeff", "é", "日本語", "😀", "\u200f", "Trust", "a word",
    "long " * 30, "\x1f", "\x07", "'=", "$", "\u200b", "{{c1::x}}", "end",
)  # fmt: skip

TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60),
    strung(SCRAPS, max_size=6),
)
FILLED = TEXTS.filter(lambda text: bool(text.strip()))
SHORT = FILLED.map(lambda text: text[:60]).filter(lambda text: bool(text.strip()))
IDS = st.text(f"{string.ascii_letters}{string.digits}_.-", max_size=12)
LISTS = st.lists(SHORT, max_size=3).map(tuple)
COMMON: dict[str, Any] = {
    "id": IDS, "explanation": TEXTS, "source": TEXTS.map(lambda text: text[:200]), "tags": LISTS,
}  # fmt: skip


def _choice(draw: Any, options: tuple[str, ...]) -> ChoiceEntry:
    numbers = st.lists(st.integers(1, len(options)), min_size=1, unique=True).map(tuple)
    fixed = {field: draw(made) for field, made in COMMON.items()}
    return ChoiceEntry(choice=draw(FILLED), options=options, answer=draw(numbers), **fixed)


@st.composite
def choices(draw: Any) -> ChoiceEntry:
    return _choice(draw, draw(st.lists(SHORT, min_size=2, max_size=4).map(tuple)))


BASICS = st.builds(
    BasicEntry, front=FILLED, back=FILLED, reverse=st.booleans(), accept=LISTS, **COMMON
)
CLOZES = st.builds(
    ClozeEntry,
    cloze=st.tuples(TEXTS, SHORT, TEXTS).map(
        lambda parts: f"{parts[0]}{{{{{parts[1]}}}}}{parts[2]}"
    ),
    **COMMON,
)
ITEMS = st.lists(SHORT, min_size=2, max_size=4).map(tuple)
LIST_ENTRIES = st.builds(ListEntry, list=FILLED, items=ITEMS, **COMMON)
ENTRIES = st.one_of(BASICS, CLOZES, choices(), LIST_ENTRIES)


def sound(entries: Iterable[Entry], titles: Mapping[str, str]) -> tuple[Entry, ...]:
    """Those that may stand in one deck."""
    kept: dict[str, Entry] = {}
    for entry in entries:
        if all(fault.severity == "warning" for fault in faults(entry, titles)):
            kept.setdefault(entry_id(entry), entry)
    return tuple(kept.values())


def decks(entries: st.SearchStrategy[Entry] = ENTRIES) -> st.SearchStrategy[NewDeck]:
    """Decks with a head, a source and some sound entries."""
    return st.builds(
        _deck,
        st.lists(entries, min_size=1, max_size=4),
        FILLED.map(str.strip),
        TEXTS.map(str.strip),
        st.one_of(st.none(), st.integers(-5, 5)),
        st.booleans(),
    ).filter(lambda deck: bool(deck.entries))


def _deck(
    entries: list[Entry], name: str, description: str, order: int | None, has_source: bool
) -> NewDeck:
    sources = {"faq: #1": Source(title=name, file="a.txt")} if has_source else {}
    titles = {key: source.title.strip() for key, source in sources.items()}
    return NewDeck("deck", name, description, sources, sound(entries, titles), order=order)


def cards(deck: NewDeck) -> list[tuple[Any, ...]]:
    """All that is studied of a deck, without the names that its cards got."""
    titles = {key: source.title for key, source in deck.sources.items()}
    return [card[1:] for entry in deck.entries for card in expand(entry, deck_id="", titles=titles)]


BASIC_MODEL = {
    "id": 1, "name": "Basic", "type": 0, "flds": [{"name": "Front"}, {"name": "Back"}],
    "tmpls": [{"qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}"}],
}  # fmt: skip
CLOZE_MODEL = {
    "id": 2, "name": "Cloze", "type": 1, "flds": [{"name": "Text"}, {"name": "Back Extra"}],
    "tmpls": [{"qfmt": "{{cloze:Text}}", "afmt": "{{cloze:Text}}{{Back Extra}}"}],
}  # fmt: skip
MODELS = {"1": BASIC_MODEL, "2": CLOZE_MODEL}
NOTE = (10, "guid", 1, " t ", "Question\x1fAnswer")
CARD = {"id": 100, "nid": 10, "did": 1, "ord": 0}
CREATED = 1_700_000_000 // 86_400 * 86_400 + 4 * 3_600
"""Four in the morning UTC of the day 19,675."""

CREATED_DAY = 19_675
MODERN_TABLES = """
create table notetypes (id integer primary key, name text collate unicase, config blob);
create unique index notetype_names on notetypes (name);
create table fields (ntid integer, ord integer, name text collate unicase, config blob,
    primary key (ntid, ord)) without rowid;
create table templates (ntid integer, ord integer, name text collate unicase, config blob,
    primary key (ntid, ord)) without rowid;
drop table if exists decks;
create table decks (id integer primary key, name text collate unicase);
create table config (KEY text primary key, val blob) without rowid;
"""


def collection(
    path: Path,
    *,
    notes: Iterable[tuple[Any, ...]] = (NOTE,),
    made: Iterable[Mapping[str, Any]] = (CARD,),
    reviews: Iterable[tuple[Any, ...]] = (),
    models: object = MODELS,
    deck_names: Mapping[int, str] = {1: "Deck"},
    west: int | None = 0,
    modern: bool = False,
    extra: str = "",
) -> bytes:
    """The bytes of a collection; a review is (id, cid, ease, factor, time, type)."""
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path)
    database.create_collation("unicase", lambda one, other: (one > other) - (one < other))
    database.executescript(TABLES)
    for number, guid, model, tags, fields in notes:
        row = (number, guid, model, 0, 0, tags, fields, "", 0, 0, "")
        database.execute(f"insert into notes values ({', '.join('?' * 11)})", row)
    for card in made:
        names = "id nid did ord mod usn type queue due ivl factor reps lapses left odue odid flags"
        values = [card.get(name, 0) for name in names.split()]
        database.execute(f"insert into cards values ({', '.join('?' * 18)})", [*values, ""])
    for number, card_id, button, factor, taken, kind in reviews:
        review = (number, card_id, 0, button, 0, 0, factor, taken, kind)
        database.execute(f"insert into revlog values ({', '.join('?' * 9)})", review)
    config = {} if west is None else {"creationOffset": west}
    legacy_decks = {str(number): {"name": name} for number, name in deck_names.items()}
    jsons = (json.dumps(config), json.dumps(models), json.dumps(legacy_decks))
    if modern:
        _modernize(database, models, deck_names, config)
        jsons = ("", "", "")
    version = 18 if modern else 11
    head = (1, CREATED, 0, 0, version, 0, 0, 0, *jsons, "{}", "{}")
    database.execute(f"insert into col values ({', '.join('?' * 13)})", head)
    database.commit()
    database.executescript(extra)
    database.close()
    return path.read_bytes()


def _modernize(
    database: sqlite3.Connection, models: Any, names: Mapping[int, str], config: Mapping[str, int]
) -> None:
    database.executescript(MODERN_TABLES)
    for number, model in models.items():
        kind = b"\x08\x01" if model["type"] == 1 else b"\x1a\x01x"
        database.execute(
            "insert into notetypes values (?, ?, ?)", (int(number), model["name"], kind)
        )
        for place, field in enumerate(model["flds"]):
            row = (int(number), place, field["name"], b"")
            database.execute("insert into fields values (?, ?, ?, ?)", row)
        for place, made in enumerate(model["tmpls"]):
            question, answer = made["qfmt"].encode(), made["afmt"].encode()
            blob = (
                b"\x0a"
                + bytes([len(question)])
                + question
                + b"\x12"
                + bytes([len(answer)])
                + answer
            )
            row = (int(number), place, f"Card {place}", blob)
            database.execute("insert into templates values (?, ?, ?, ?)", row)
    for number, name in names.items():
        levels = name.replace("::", "\x1f")
        database.execute("insert into decks values (?, ?)", (number, levels))
    if "creationOffset" in config:
        value = json.dumps(config["creationOffset"]).encode()
        database.execute("insert into config values ('creationOffset', ?)", (value,))


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip file with these members."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return packed.getvalue()


def streamed(content: bytes) -> bytes:
    """A zstd frame that does not state how much is in it, as Anki writes them."""
    packer = zstandard.ZstdCompressor().compressobj()
    return packer.compress(content) + packer.flush()
