"""The head of a deck file, read exactly: its name and what else stands before the cards."""

from collections.abc import Iterable
from dataclasses import dataclass

from alliance_cards.decks.fields import Fields, read_fields, read_number, read_text
from alliance_cards.decks.limits import MOST_SOURCES
from alliance_cards.decks.nodes import Node, Pairs, Text
from alliance_cards.decks.report import Report
from alliance_cards.decks.rules import (
    Fault,
    description_faults,
    name_faults,
    order_faults,
    source_faults,
)
from alliance_cards.decks.schema import SOURCE_KEYS


@dataclass(frozen=True, slots=True)
class Head:
    """What a deck says about itself; `titles` are those of its sources, by key."""

    name: str
    description: str
    order: int | None
    titles: dict[str, str]


def read_head(fields: Fields, report: Report) -> Head:
    """The head of a deck; an empty text or None stands for what cannot be read."""
    name = _text("name", fields, report)
    if name is not None:
        _note(name_faults(name), fields.values, report)
    description = _text("description", fields, report) or ""
    _note(description_faults(description), fields.values, report)
    return Head(
        name=(name or "").strip(),
        description=description.strip(),
        order=_order(fields, report),
        titles=_titles(fields.values.get("sources"), report),
    )


def _text(field: str, fields: Fields, report: Report) -> str | None:
    node = fields.values.get(field)
    return None if node is None else read_text(field, node, report)


def _note(faults: Iterable[Fault], values: dict[str, Node], report: Report) -> None:
    for fault in faults:
        report.add(values[fault.field].start, fault.severity, fault.message)


def _order(fields: Fields, report: Report) -> int | None:
    node = fields.values.get("order")
    if node is None or _is_blank(node):
        return None
    order = read_number("order", node, report)
    if order is not None:
        _note(order_faults(order), fields.values, report)
    return order


def _is_blank(node: Node) -> bool:
    return isinstance(node, Text) and node.plain and not node.value


def _titles(node: Node | None, report: Report) -> dict[str, str]:
    if node is None or _is_blank(node):
        return {}
    if not isinstance(node, Pairs):
        report.error(
            node.start,
            '"sources" gives each document a key, as in: sources: {faq: {title: The title}}',
        )
        return {}
    if len(node.pairs) > MOST_SOURCES:
        report.error(node.start, f"A deck has at most {MOST_SOURCES} sources. Divide the deck.")
        return {}
    sources = read_fields(node, None, report)
    return {
        key.strip(): _title(key, value, sources.keys[key], report)
        for key, value in sources.values.items()
    }


def _title(key: str, node: Node, written: Text, report: Report) -> str:
    """The title of a source, or its key where the title cannot be read."""
    if not isinstance(node, Pairs):
        report.error(
            node.start,
            f"A source has a title, as in: {key[:30]}: {{title: The title of the document}}",
        )
        return key
    fields = read_fields(node, SOURCE_KEYS, report)
    title, file = _text("title", fields, report), _text("file", fields, report)
    if "title" not in fields.values.keys() | fields.meant:
        report.error(node.start, "This source has no title. Add a line: title: The title")
    places = {"key": written, **fields.values}
    for fault in source_faults(key, title if title is not None else key, file or ""):
        report.add(places.get(fault.field, node).start, fault.severity, fault.message)
    return (title or key).strip()
