"""From a node of the exact reader to a text, a list of texts or a number."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from alliance_cards.decks.limits import LONGEST_TAG, MOST_ITEMS
from alliance_cards.decks.nodes import Items, Node, Pairs, Text
from alliance_cards.decks.places import Places
from alliance_cards.decks.report import Report
from alliance_cards.decks.schema import ASKED
from alliance_cards.decks.syntax import TAB, belongs_below
from alliance_cards.decks.words import closest, did_you_mean

WORDS = frozenset({"id", "reverse"})
"""Fields that hold one word, so that a comment behind them cuts nothing off."""

LIST_OF_SEVERAL = ', with commas between the items, or each item on its own line behind "- ".'
NEW_CARD = ' Or begin a new card with a dash: "- ".'
COMMENT = re.compile(r"([ \t]+)#(.?)")


@dataclass(frozen=True, slots=True)
class Fields:
    """The values of a map by key; `meant` are the keys that misspelt ones come close to.

    `tears` says that a key of a card stands among them, which tears the last card apart.
    """

    values: dict[str, Node]
    keys: dict[str, Text]
    meant: frozenset[str | None] = frozenset()
    tears: bool = False


def read_fields(
    node: Pairs, known: Iterable[str] | None, report: Report, inner: tuple[str, ...] = ()
) -> Fields:
    """The values of the known keys (None: of any), each once; other keys are reported.

    `inner` are the keys of a card, where they would stand too far to the left.
    """
    values, keys = _unique(node, report)
    if known is None:
        return Fields(values, keys)
    names = tuple(known)
    meant: set[str | None] = set()
    unknown = [name for name in values if name not in names]
    for name in unknown:
        del values[name]
        if not report.is_full:
            near = closest(name, names)
            meant.add(near)
            place = keys[name].start
            advice = _unknown(name, near, names, inner, place, report.places)
            report.error(place, f"{advice} The line is: {report.places.quote(place)}")
    tears = any(name.strip() in inner for name in unknown)
    return Fields(values, keys, frozenset(meant), tears)


def _unknown(
    name: str,
    near: str | None,
    names: tuple[str, ...],
    inner: tuple[str, ...],
    place: int,
    places: Places,
) -> str:
    if name.startswith("\t"):
        return TAB
    if name in inner or name.strip() in inner:
        return belongs_below(places, place)
    hint = did_you_mean(near) or f" The keys are: {', '.join(names)}."
    return f'There is no key "{name[:LONGEST_TAG]}" here.{hint}'


def _unique(node: Pairs, report: Report) -> tuple[dict[str, Node], dict[str, Text]]:
    values: dict[str, Node] = {}
    keys: dict[str, Text] = {}
    for key, value in node.pairs:
        if not isinstance(key, Text):
            report.error(
                key.start,
                "A list or braces stand here in place of a key. "
                "Put a text that begins with [ or { in quotes.",
            )
        elif key.value in keys:
            report.error(
                key.start,
                f'The key "{key.value[:LONGEST_TAG]}" stands here twice, first in line '
                f"{report.places.line(keys[key.value].start)}. Delete one of the two."
                + (NEW_CARD if key.value in ASKED.values() else "")
                + f" The line is: {report.places.quote(key.start)}",
            )
        else:
            keys[key.value] = key
            values[key.value] = value
    return values, keys


def read_text(field: str, node: Node, report: Report) -> str | None:
    """A text as written; None if there is something else, or if a part of it is cut off."""
    if isinstance(node, Text):
        is_cut = field not in WORDS and _is_cut(node, report)
        return None if is_cut or report.has_error_at(node.start) else node.value
    report.error(node.start, f'"{field}" must be a text. {_no_text(node, report)}')
    return None


def _no_text(node: Items | Pairs, report: Report) -> str:
    if isinstance(node, Items):
        return (
            "Put a text that begins with [ in quotes."
            if node.flow
            else 'Write it without the dash, or put a text that begins with "- " in quotes.'
        )
    if report.places.after(node.start).startswith("{{"):
        return 'A text that begins with {{ must stand in quotes: cloze: "{{answer}} and so on"'
    if node.flow:
        return "Put a text that begins with { in quotes."
    return 'Put a text that contains a colon and a blank in quotes: "Note: this"'


def _is_cut(node: Text, report: Report) -> bool:
    if not node.plain:
        return False
    comment = COMMENT.match(report.places.after(node.end))
    if not comment or _is_honest(*comment.groups()):
        return False
    report.error(
        node.end + comment.end(1),
        'The text is cut off here, because YAML takes " #" for the beginning of a comment. '
        "Put the whole text in quotes. If a comment is meant, leave two blanks before # and one "
        f"behind it. The line is: {report.places.quote(node.end)}",
    )
    return True


def _is_honest(margin: str, behind: str) -> bool:
    """Whether somebody meant a comment: well set off, with a blank behind its sign."""
    return (len(margin) > 1 or margin == "\t") and (not behind or behind.isspace())


def read_texts(field: str, node: Node, report: Report) -> tuple[str, ...] | None:
    """A list of texts; None if there is something else or one of them cannot be read."""
    if isinstance(node, Items):
        texts = [read_text(field, item, report) for item in node.nodes[: MOST_ITEMS + 1]]
        found = tuple(text for text in texts if text is not None)
        is_split = node.flow and _is_split(field, node, report)
        return None if is_split or len(found) < len(texts) else found
    if isinstance(node, Text) and node.plain and not node.value:
        return ()
    written = node.value.strip()[:30] if isinstance(node, Text) else "first, second"
    report.error(
        node.start,
        f'"{field}" must be a list. Write: {field}: [{written}]'
        + (LIST_OF_SEVERAL if isinstance(node, Text) and " " in written else ""),
    )
    return None


def _is_split(field: str, node: Items, report: Report) -> bool:
    """Whether a comma between parentheses has torn an item apart."""
    for item in node.nodes[:MOST_ITEMS]:
        if isinstance(item, Text) and item.plain and item.value.count("(") > item.value.count(")"):
            report.error(
                item.start,
                f'An item of "{field}" seems to be cut at a comma: "{item.value[:60]}". '
                "Put an item that contains a comma in quotes.",
            )
            return True
    return False


def read_number(field: str, node: Node, report: Report) -> int | None:
    """A whole number; None if there is something else."""
    number = _number(node.value) if isinstance(node, Text) else None
    if number is None:
        report.error(node.start, f'"{field}" must be a whole number, as in: {field}: 1')
    return number


def _number(written: str) -> int | None:
    for base in (10, 0):
        try:
            return int(written, base)
        except ValueError:
            continue
    return None


def read_numbers(field: str, node: Node, report: Report) -> tuple[int, ...] | None:
    """One whole number or a list of them; None if there is something else."""
    nodes = node.nodes[: MOST_ITEMS + 1] if isinstance(node, Items) else [node]
    numbers = [read_number(field, each, report) for each in nodes]
    found = tuple(number for number in numbers if number is not None)
    return found if len(found) == len(numbers) else None
