r"""CSV and TSV, to and from a spreadsheet.

Columns are found by their names, or a row is a question and its answer. Several texts in
one cell are parted by `|`; `\` takes the meaning from the sign behind it.

A cell that a spreadsheet would run as a formula gets a `'` in front, which spreadsheets
hide and this reader takes off again. A text that has such a `'` of its own gets another
one, so that nothing is lost.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from alliance_cards.decks import cloze
from alliance_cards.decks.schema import (
    ASKED,
    BasicEntry,
    ChoiceEntry,
    ClozeEntry,
    Entry,
    ListEntry,
)
from alliance_cards.formats.assembling import Draft, shown_source
from alliance_cards.formats.gathered import NewDeck, Options, Written
from alliance_cards.formats.report import Report
from alliance_cards.formats.rows import Row, rows, sample

DELIMITERS = (",", ";", "\t", "|")
COLUMNS = (
    "deck", "id", "front", "back", "cloze", "choice", "options", "answer", "list", "items",
    "accept", "reverse", "explanation", "source", "tags",
)  # fmt: skip
# Question and answer, as people of other languages head their columns.
PAIRS = (
    ("frage", "antwort"), ("vorderseite", "rückseite"), ("question", "réponse"),
    ("recto", "verso"), ("pregunta", "respuesta"), ("anverso", "reverso"),
    ("domanda", "risposta"), ("fronte", "retro"), ("pergunta", "resposta"),
    ("frente", "verso"), ("vraag", "antwoord"), ("fråga", "svar"), ("spørgsmål", "svar"),
    ("pytanie", "odpowiedź"), ("вопрос", "ответ"), ("問題", "答え"), ("问题", "答案"),
    ("질문", "답"),
)  # fmt: skip
ALIASES = {
    **{front: "front" for front, _ in PAIRS}, **{back: "back" for _, back in PAIRS},
    "question": "front", "term": "front", "word": "front", "prompt": "front",
    "definition": "back", "meaning": "back", "response": "back",
    "text": "cloze", "guid": "id", "note": "explanation", "notes": "explanation",
    "extra": "explanation", "tag": "tags", "deck name": "deck",
}  # fmt: skip
SHARED: tuple[str, ...] = ("id", "explanation", "source", "tags")
IN_ONE_CELL = frozenset({"options", "items", "accept", "tags"})

FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
DEFUSED = re.compile(r"'('*[=+\-@\t\r\n＝＋－＠])")
SEP_LINE = re.compile(r"sep=([^\r\n])\r?\n", re.IGNORECASE)
ESCAPED = re.compile(r"\\([\\|,n])|([|\n])|(,)")


def defused(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if FORMULA.match(text) else text


def armed(cell: str) -> str:
    """The text that `defused` was given."""
    return cell[1:] if DEFUSED.match(cell) else cell


def read(text: str, options: Options, report: Report, *, is_tsv: bool = False) -> Iterator[Draft]:
    """The cards of a CSV text; rows without a card are reported."""
    delimiter, text, before = _delimiter(text, options, is_tsv=is_tsv)
    found = (
        Row(row.line + before, [armed(field) for field in row.fields])
        for row in rows(text, delimiter, report, most=options.limits.notes)
    )
    first = next(found, None)
    if first is None:
        return
    columns = header(first.fields, options.header)
    if columns is None:
        columns = ("front", "back")
        yield from _drafts([first], columns, report)
    else:
        _unused(first, columns, report)
    yield from _drafts(found, columns, report)


def _delimiter(text: str, options: Options, *, is_tsv: bool) -> tuple[str, str, int]:
    """The delimiter, the text behind Excel's `sep=` line, and how many lines that took."""
    said = SEP_LINE.match(text)
    if said:
        text = text[said.end() :]
    if options.delimiter and len(options.delimiter) == 1 and options.delimiter not in '"\r\n':
        delimiter = options.delimiter
    elif said and said.group(1) not in '" \\':
        delimiter = said.group(1)
    else:
        delimiter = "\t" if is_tsv else find_delimiter(text)
    return delimiter, text, 1 if said else 0


def find_delimiter(text: str) -> str:
    """The delimiter that gives most records of the beginning the same number of fields."""
    beginning = sample(text)

    def fit(delimiter: str) -> tuple[float, int]:
        counts = [len(row.fields) for row in rows(beginning, delimiter, Report(""), most=len(text))]
        usual = max(set(counts), key=lambda count: (counts.count(count), count), default=1)
        return (counts.count(usual) / len(counts) if usual > 1 else 0.0, -usual)

    return max(DELIMITERS, key=fit)


def header(fields: Sequence[str], said: bool | None) -> tuple[str, ...] | None:
    """The columns that the first row names ("" for unknown ones); None if it is a card."""
    names = [" ".join(field.casefold().split()) for field in fields]
    if not {"back", "choice", "options"}.intersection(names):  # the answer itself, no number
        names = ["back" if name == "answer" else name for name in names]
    columns = tuple(ALIASES.get(name, name if name in COLUMNS else "") for name in names)
    columns = tuple("" if name in columns[:at] else name for at, name in enumerate(columns))
    if said is None:
        asks = any(name in columns for name in ASKED.values())
        said = names == ["cloze"] or (asks and len([name for name in columns if name]) > 1)
    return columns if said else None


def _unused(first: Row, columns: tuple[str, ...], report: Report) -> None:
    unused = [
        f'"{field.strip()[:40]}"'
        for field, name in zip(first.fields, columns, strict=True)
        if not name and field.strip()
    ]
    if unused:
        report.remark(f"{report.file}: these columns are not used: {', '.join(unused[:20])}.")


def _drafts(
    found: Iterator[Row] | Sequence[Row], columns: Sequence[str], report: Report
) -> Iterator[Draft]:
    for row in found:
        if any(field.strip() for field in row.fields[len(columns) :]):
            report.skip(
                row.line,
                f"This row has {len(row.fields)} fields where {len(columns)} are expected. "
                "Put a text that contains the delimiter in double quotes.",
            )
            continue
        cells = {name: cell for name, cell in zip(columns, row.fields, strict=False) if name}
        entry = _entry(cells)
        if isinstance(entry, str):
            report.skip(row.line, entry)
        else:
            yield Draft(entry, row.line, cells.get("deck", ""))


def _entry(cells: Mapping[str, str]) -> Entry | str:
    """The entry of a row, or why it is none."""
    filled = {name: cell for name, cell in cells.items() if cell.strip() and name != "deck"}
    common: dict[str, Any] = {
        name: several(cell, commas=name == "tags") if name in IN_ONE_CELL else cell
        for name, cell in filled.items()
    }
    shared: dict[str, Any] = {name: common[name] for name in SHARED if name in common}
    if "choice" in filled:
        return _choice(common, shared)
    if "list" in filled:
        return ListEntry(list=filled["list"], items=_texts(common, "items"), **shared)
    if "cloze" in filled and "front" not in filled:
        return ClozeEntry(cloze=filled["cloze"], **shared)
    front, back = filled.get("front", ""), filled.get("back", "")
    if front and not back and cloze.blanks(front):
        return ClozeEntry(cloze=front, **shared)
    if not front or not back:
        return f"The {'answer' if front else 'question'} is empty."
    reverse = filled.get("reverse", "no").strip().casefold()
    accept = _texts(common, "accept")
    is_reversed = {"1": True, "x": True, "0": False}.get(reverse, reverse)
    return BasicEntry(front=front, back=back, reverse=_plain(is_reversed), accept=accept, **shared)


def _plain(written: bool | str) -> bool | str:
    words = {"yes": True, "true": True, "no": False, "false": False}
    return words.get(written, written) if isinstance(written, str) else written


def _texts(cells: Mapping[str, Any], name: str) -> tuple[str, ...]:
    found: tuple[str, ...] = cells.get(name, ())
    return found


def _choice(cells: Mapping[str, Any], shared: dict[str, Any]) -> ChoiceEntry | str:
    """A choice whose right options are numbers counted from 1, or the options themselves."""
    options = _texts(cells, "options")
    written = several(str(cells.get("answer", "")), commas=True)
    numbers = [
        int(word) if word.isascii() and word.isdigit() and len(word) < 4 else _place(word, options)
        for word in written
    ]
    if not numbers or None in numbers:
        return 'The column "answer" must hold the numbers of the right options, counted from 1.'
    right = tuple(number for number in numbers if number is not None)
    answer = right[0] if len(right) == 1 else right
    return ChoiceEntry(choice=cells["choice"], options=options, answer=answer, **shared)


def _place(word: str, options: Sequence[str]) -> int | None:
    return options.index(word) + 1 if word in options else None


def several(cell: str, *, commas: bool = False) -> tuple[str, ...]:
    """The texts of one cell, parted by `|`, by lines or (tags) by commas."""
    found = [""]
    end = 0
    for sign in ESCAPED.finditer(cell):
        found[-1] += cell[end : sign.start()]
        end = sign.end()
        escaped, parting, comma = sign.groups()
        if escaped:
            found[-1] += "\n" if escaped == "n" else escaped
        elif parting or commas:
            found.append("")
        else:
            found[-1] += comma
    found[-1] += cell[end:]
    return tuple(text.strip() for text in found if text.strip())


@lru_cache(maxsize=1_000)  # many cards have the same few tags
def in_one_cell(texts: tuple[str, ...]) -> str:
    """Several texts as one cell, from which `several` reads them back (without margins)."""
    return "|".join(
        text.strip()
        .replace("\\", "\\\\")
        .replace("|", "\\|")
        .replace(",", "\\,")
        .replace("\n", "\\n")
        for text in texts
    )


def csv_text(decks: Sequence[NewDeck], *, delimiter: str = ",") -> Written:
    """The cards of some decks as CSV with a header; formulas are defused."""
    cells = [_cells(deck, entry) for deck in decks for entry in deck.entries]
    filled = set(chain.from_iterable(cells))
    used = [name for name in COLUMNS if name in filled]
    if len(decks) < 2 and "deck" in used:
        used.remove("deck")
    if len(used) < 2:  # one column alone would not be known for a header
        used = [*used, "tags"] if used else ["front", "back"]
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(used)
    writer.writerows([defused(row.get(name, "")) for name in used] for row in cells)
    return Written(written.getvalue(), tuple(_unheld(decks)))


def _cells(deck: NewDeck, entry: Entry) -> dict[str, str]:
    cells = {"deck": deck.id}
    for field in entry.__struct_fields__:
        value = getattr(entry, field)
        if isinstance(entry, ChoiceEntry) and field == "answer":
            cells[field] = "|".join(map(str, entry.right))
        elif field == "source" and deck.sources:
            cells[field] = shown_source(entry, deck)
        elif field in IN_ONE_CELL:
            cells[field] = in_one_cell(value)
        elif field == "reverse":
            cells[field] = value if isinstance(value, str) else "yes" if value else ""
        else:
            cells[field] = value
    return {name: cell.replace("\0", "\ufffd") for name, cell in cells.items() if cell}


def _unheld(decks: Sequence[NewDeck]) -> Iterator[str]:
    if any(deck.name != deck.id or deck.description or deck.sources for deck in decks):
        yield "CSV and TSV hold the cards only: not a deck's name, description, order and sources."
    if any(deck.progress for deck in decks):
        yield "CSV and TSV do not hold the progress of the cards."
