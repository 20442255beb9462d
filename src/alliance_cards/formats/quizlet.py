"""What Quizlet gives to copy: a term and its definition, parted by signs of one's choice."""

from collections.abc import Iterator

from alliance_cards.decks.schema import BasicEntry
from alliance_cards.formats.assembling import Draft
from alliance_cards.formats.gathered import Options
from alliance_cards.formats.report import Report

FIELD, ROW = "\t", "\n"


def read(text: str, options: Options, report: Report) -> Iterator[Draft]:
    """The cards of a copied set; nothing is quoted, so a term cannot hold a separator."""
    field = _spelled(options.field_separator or options.delimiter or FIELD)
    line = 1
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for row in text.split(_spelled(options.row_separator or ROW)):
        term, parted, definition = row.partition(field)
        # A separator at the row's end may be followed by a line break of its own.
        begun = line + len(row) - len(row.lstrip("\n"))
        if not parted and row.strip():
            report.skip(begun, "There is no separator between term and definition in this row.")
        elif row.strip():
            front, back = term.strip(), definition.strip()
            yield Draft(BasicEntry(front=front, back=back), begun)
        line += row.count("\n") + _spelled(options.row_separator or ROW).count("\n")


def _spelled(separator: str) -> str:
    """A separator as typed at a command line, where tab and newline are two signs each."""
    return separator.replace("\\t", "\t").replace("\\n", "\n")
