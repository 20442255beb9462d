"""Anki's text files: `#key:value` lines at the top, then fields parted by a separator."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from alliance_cards.formats import anki_notes
from alliance_cards.formats.anki_export import Exported, exported
from alliance_cards.formats.anki_notes import Note, NoteType
from alliance_cards.formats.assembling import Draft, shown_source
from alliance_cards.formats.gathered import NewDeck, Options, Written
from alliance_cards.formats.html import LOOKS_LIKE_HTML, from_text
from alliance_cards.formats.limits import RAISE
from alliance_cards.formats.report import Report
from alliance_cards.formats.rows import Row, rows, sample

SEPARATORS = {
    "tab": "\t", "\\t": "\t", "pipe": "|", "semicolon": ";", "colon": ":", "comma": ",",
    "space": " ",
}  # fmt: skip
TRIED = ("\t", "|", ";", ":", ",", " ")
COLUMN_KEYS = ("guid column", "notetype column", "deck column", "tags column")
KEYS = frozenset({"separator", "html", "tags", "columns", "deck", "notetype", *COLUMN_KEYS})
HEADER = re.compile(r"#\s*([A-Za-z ]+?)\s*:(.*)")
MARKED_CLOZE = re.compile(r"\{\{c\d{1,3}::")


class Head(NamedTuple):
    """What the lines at the top say; columns are counted from 1, 0 means there is none."""

    separator: str
    is_html: bool
    tags: tuple[str, ...]
    columns: tuple[str, ...]
    deck: str
    note_type: str
    guid_column: int
    note_type_column: int
    deck_column: int
    tags_column: int

    @property
    def special(self) -> frozenset[int]:
        """The columns that hold no field."""
        return frozenset(self[6:])


def has_headers(text: str) -> bool:
    """Whether a text begins with a line that only Anki writes."""
    return bool(_values(text))


def _values(text: str) -> dict[str, str]:
    values: dict[str, str] = {}
    for line in io.StringIO(text):
        if not line.startswith("#"):
            break
        header = HEADER.match(line.rstrip("\r\n"))
        if header and (key := header.group(1).casefold()) in KEYS:
            values[key] = header.group(2).strip() or header.group(2)
    return values


def read_head(text: str, delimiter: str | None = None) -> Head:
    """The head of a text; `delimiter` is what a person said, which counts more."""
    values = _values(text)
    separator = delimiter or _separator(values.get("separator", ""), text)
    html = values.get("html")
    return Head(
        separator,
        _guess_html(text) if html is None else html.casefold() == "true",
        tuple(values.get("tags", "").split()),
        tuple(name.strip() for name in values.get("columns", "").split(separator)),
        values.get("deck", ""),
        values.get("notetype", ""),
        *(_number(values.get(key, "")) for key in COLUMN_KEYS),
    )


def _separator(written: str, text: str) -> str:
    if known := SEPARATORS.get(written.strip().casefold()):
        return known
    if len(written) == 1 and written not in '"\r\n':
        return written
    content = sample("".join(line for line in io.StringIO(text) if not line.startswith("#")))
    return next((sign for sign in TRIED if sign in content), "\t")


def _guess_html(text: str) -> bool:
    """Anki, too, takes a text with tags in it for HTML where no header says."""
    return bool(LOOKS_LIKE_HTML.search(sample(text)))


def _number(written: str) -> int:
    word = written.strip()
    return int(word) if word.isascii() and word.isdigit() and len(word) < 5 else 0


def read(text: str, options: Options, report: Report) -> Iterator[Draft]:
    """The cards of an Anki text; notes without a card are reported."""
    said = options.delimiter
    head = read_head(text, said if said and len(said) == 1 and said not in '"\r\n' else None)
    latest: dict[str, Draft] = {}
    most = options.limits.notes
    for row in rows(text, head.separator, report, most=most, comment="#"):
        for place, draft in enumerate(_row_drafts(row, head, options, report)):
            # One guid is one note: the later one counts, as when a file is imported twice.
            key = f"{place}:{draft.entry.id}" if draft.entry.id else f"{row.line}/{place}"
            if key in latest:
                earlier = latest.pop(key)
                report.skip(earlier.line, f"Line {row.line} has the same guid and replaces it.")
            latest[key] = draft
    yield from latest.values()


def _row_drafts(row: Row, head: Head, options: Options, report: Report) -> Iterator[Draft]:
    note = _note(row, head)
    if not note.fields[0].strip():
        report.skip(row.line, "The first field is empty.")
        return
    if max(map(len, note.fields)) > options.limits.field:
        report.skip(row.line, f"A field is too long. {RAISE}")
        return
    deck = _cell(row, head.deck_column) or head.deck
    for made in anki_notes.entries(
        note, ordinals=None, longest=options.limits.field, report=report
    ):
        yield Draft(made.entry, row.line, deck)


def _cell(row: Row, column: int) -> str:
    return row.fields[column - 1].strip() if 0 < column <= len(row.fields) else ""


def _note(row: Row, head: Head) -> Note:
    note_type = _note_type(_cell(row, head.note_type_column) or head.note_type, row)
    columns = _field_columns(note_type, head, len(row.fields))
    fields = tuple(_field(row, column, head) for column in columns)
    tags = _cell(row, head.tags_column or _first_unused(columns, head, row))
    return Note(
        guid=_cell(row, head.guid_column),
        type=note_type,
        fields=fields,
        tags=tuple(dict.fromkeys([*head.tags, *tags.split()])),
        line=row.line,
    )


def _note_type(name: str, row: Row) -> NoteType:
    """The stock type of this name; an unknown one is judged by its name and the content."""
    folded = name.casefold()
    for stock in anki_notes.STOCK:
        if stock.name.casefold() == folded:
            return stock
    if "cloze" in folded or any(MARKED_CLOZE.search(field) for field in row.fields):
        return anki_notes.CLOZE
    return anki_notes.REVERSED if "reverse" in folded else anki_notes.BASIC


def _field_columns(note_type: NoteType, head: Head, width: int) -> list[int]:
    """The column of each field: by its name where all have one, else in order."""
    named = {name.casefold(): column for column, name in enumerate(head.columns, 1) if name}
    found = [named.get(name.casefold(), 0) for name in note_type.fields]
    if found[0]:
        return found
    last = max(width, len(head.columns))
    free = [column for column in range(1, last + 1) if column not in head.special]
    return [*free[: len(note_type.fields)], *[0] * (len(note_type.fields) - len(free))]


def _first_unused(columns: Sequence[int], head: Head, row: Row) -> int:
    used = {*columns, *head.special}
    return next((column for column in range(1, len(row.fields) + 1) if column not in used), 0)


def _field(row: Row, column: int, head: Head) -> str:
    text = row.fields[column - 1] if 0 < column <= len(row.fields) else ""
    return text if head.is_html else from_text(text)


TOP = (
    "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n"
    "#tags column:4\n"
)


def anki_text(decks: Sequence[NewDeck]) -> Written:
    """The cards of some decks for Anki's text import; a second import updates the first."""
    lines = [TOP]
    remarks: dict[str, None] = {}
    for deck in decks:
        for entry in deck.entries:
            note = exported(entry, deck_id=deck.id, source=shown_source(entry, deck))
            remarks.update(dict.fromkeys(_unheld(note)))
            lines.append(_line(_columns(note, deck.name)))
    if any(deck.progress for deck in decks):
        remarks["Anki's text format does not hold the progress of the cards."] = None
    return Written("".join(lines), tuple(remarks))


def _line(columns: list[str]) -> str:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter="\t", lineterminator="\n").writerow(columns)
    line = written.getvalue()
    # Anki takes a line that begins with # for a comment, wherever it stands.
    return f'"{columns[0]}"{line[len(columns[0]) :]}' if line.startswith("#") else line


def _columns(note: Exported, deck: str) -> list[str]:
    kind = {"basic": anki_notes.BASIC, "reversed": anki_notes.REVERSED, "cloze": anki_notes.CLOZE}
    text = note.texts
    second = text["Explanation"] if note.kind == "cloze" else text["Back"]
    fields = [from_text(text["Front"]), from_text(second)]
    # A name with a line break in it would end the row.
    return [note.guid, kind[note.kind].name, " ".join(deck.split()), " ".join(note.tags), *fields]


def _unheld(note: Exported) -> Iterator[str]:
    yield from note.remarks
    held = {"Front", "Back", *(["Explanation"] if note.kind == "cloze" else [])}
    lost: Mapping[str, str] = {
        "Explanation": "explanations",
        "Source": "sources",
        "Accept": "accepted answers",
    }
    for field, words in lost.items():
        if field not in held and note.texts.get(field):
            yield f"Anki's standard note types have no place for {words}; they are left out."
