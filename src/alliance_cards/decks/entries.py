"""From a node of the exact reader to an entry that knows where its fields stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from alliance_cards.core.cards import CARD_KINDS, CardKind
from alliance_cards.decks.fields import Fields, read_fields, read_numbers, read_text, read_texts
from alliance_cards.decks.limits import MOST_KEYS
from alliance_cards.decks.nodes import Items, Node, Pairs
from alliance_cards.decks.report import Report
from alliance_cards.decks.rules import faults
from alliance_cards.decks.schema import ASKED, CARD_KEYS, ENTRIES, KEYS, Entry

LISTS = frozenset({"tags", "accept", "options", "items"})
STAND_INS: dict[CardKind, dict[str, Any]] = {
    "basic": {"front": "", "back": ""},
    "cloze": {"cloze": ""},
    "choice": {"choice": "", "options": (), "answer": ()},
    "list": {"list": "", "items": ()},
}
EXAMPLES = {
    "back": "back: the answer",
    "options": "options: [first, second, third]",
    "answer": "answer: 1 (the number of the right option)",
    "items": "items: [first, second, third]",
}


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry without errors, and the nodes of its fields."""

    entry: Entry
    start: int
    nodes: Mapping[str, Node]

    def place(self, field: str, item: int | None = None) -> int:
        """The index at which a field, or an item of it (counted from 0), begins."""
        return _place(self.nodes, self.start, field, item)


def _place(nodes: Mapping[str, Node], start: int, field: str, item: int | None) -> int:
    node = nodes.get(field)
    if node is None:
        return start
    if isinstance(node, Items) and item is not None and item < len(node.nodes):
        return node.nodes[item].start
    return node.start


def read_entry(node: Node, titles: Mapping[str, str], report: Report) -> Placed | None:
    """One card of a deck; None if it has errors, all of which are reported."""
    if not isinstance(node, Pairs):
        report.error(
            node.start,
            "This is no card. A card has keys, as in: - front: Question, and on the next line "
            "below the first letter of front: back: Answer",
        )
        return None
    if len(node.pairs) > MOST_KEYS:
        report.error(node.start, f"A card has at most {MOST_KEYS} keys. Divide this one.")
        return None
    before = report.errors
    fields = read_fields(node, CARD_KEYS, report)
    kind = _kind(fields, node, report)
    if kind is None:
        return None
    entry = _entry(kind, fields, node, titles, report)
    if entry is None or report.errors > before:
        return None
    return Placed(entry, node.start, fields.values)


def _kind(fields: Fields, node: Pairs, report: Report) -> CardKind | None:
    kinds = [kind for kind in CARD_KINDS if ASKED[kind] in fields.values]
    if len(kinds) == 1:
        return kinds[0]
    if kinds:
        second = min(kinds[1:], key=lambda kind: fields.keys[ASKED[kind]].start)
        names = " and ".join(f'"{ASKED[kind]}"' for kind in kinds)
        report.error(
            fields.keys[ASKED[second]].start,
            f"One card cannot be of several kinds: {names} stand side by side. "
            'Begin a new card with "- ", or delete one of them.',
        )
    elif fields.meant.isdisjoint(ASKED.values()):
        report.error(
            node.start,
            'This card asks nothing. Give it one of the keys "front" (with "back"), "cloze", '
            '"choice" (with "options" and "answer") or "list" (with "items").',
        )
    return None


def _entry(
    kind: CardKind, fields: Fields, node: Pairs, titles: Mapping[str, str], report: Report
) -> Entry | None:
    """The entry; None if a field is missing or unreadable. The others are judged all the same."""
    values = {
        field: _value(field, value, report)
        for field, value in fields.values.items()
        if _belongs(field, kind, fields, report)
    }
    _report_missing(kind, fields, node, report)
    read = {field: value for field, value in values.items() if value is not None}
    entry = ENTRIES[kind](**{**STAND_INS[kind], **read})
    unread = (values.keys() | STAND_INS[kind].keys()) - read.keys()
    for fault in faults(entry, titles):
        if fault.field not in unread and not (fault.field == "answer" and "options" in unread):
            place = _place(fields.values, node.start, fault.field, fault.item)
            report.add(place, fault.severity, fault.message)
    return None if unread else entry


def _belongs(field: str, kind: CardKind, fields: Fields, report: Report) -> bool:
    if field in KEYS[kind]:
        return True
    report.error(
        fields.keys[field].start,
        f'"{field}" does not belong to a card with "{ASKED[kind]}". '
        f"Delete it; the keys of such a card are: {', '.join(KEYS[kind])}.",
    )
    return False


def _report_missing(kind: CardKind, fields: Fields, node: Pairs, report: Report) -> None:
    for field in STAND_INS[kind]:
        if field not in fields.values and field not in fields.meant:
            report.error(
                node.start,
                f'This card has "{ASKED[kind]}" but no "{field}". Add a line: {EXAMPLES[field]}',
            )


def _value(field: str, node: Node, report: Report) -> object:
    if field in LISTS:
        return read_texts(field, node, report)
    if field == "answer":
        return read_numbers(field, node, report)
    return read_text(field, node, report)
