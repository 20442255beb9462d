"""Where in the text of a deck file something new goes in, and how it must look there."""

import re
from typing import NamedTuple

from alliance_cards.decks.emitting import entry_in_braces, entry_yaml
from alliance_cards.decks.nodes import Items, Node, Pairs, Text
from alliance_cards.decks.places import LINE_BREAK, Places
from alliance_cards.decks.quoting import CannotWrite
from alliance_cards.decks.schema import Entry

EMPTY_LINE = re.compile(r"(?:\r\n|\n|\r(?!\n))[ \t]*(?:\r\n|\n|\r)")
NO_CONTENT = re.compile(r"(?P<margin>[ \t]*)(?P<comment>#[^\r\n]*)?(?:\r\n|\n|\r|\Z)")
BLOCK = ("|", ">")
BY_HAND = "The deck is written in too unusual a way for this change. Make it by hand."


class Splice(NamedTuple):
    """A text and the index at which it goes in."""

    place: int
    text: str


def entry_splice(text: str, root: Pairs, cards: Node, entry: Entry) -> Splice:
    """An entry at the end of `cards`, a list of either style or nothing yet."""
    if isinstance(cards, Items):
        if cards.flow:
            return _in_brackets(text, cards, entry, as_json=root.flow)
        return _below_last(text, cards, entry)
    if not isinstance(cards, Text) or cards.value or not cards.plain:
        raise CannotWrite('"cards" is no list. Begin every card with a dash: - front: Question')
    if root.flow:
        return Splice(cards.start, f" [{entry_in_braces(entry, as_json=True)}]")
    return _below_key(text, root, cards, entry)


def _in_brackets(text: str, cards: Items, entry: Entry, *, as_json: bool) -> Splice:
    new = entry_in_braces(entry, as_json=as_json)
    if not cards.nodes:
        return Splice(cards.start + 1, new)
    last = cards.nodes[-1]
    before = Places(text).before(last.start)
    blank = _line_break(text) + before if before.isspace() else " "
    return Splice(last.end, f",{blank}{new}")


def _below_key(text: str, root: Pairs, cards: Text, entry: Entry) -> Splice:
    margin = _margin(text, root.pairs[0][0].start)
    place = _below_comments(text, _next_line(text, cards.start), margin + 1)
    return Splice(place, _lines(text, place, entry_yaml(entry, margin + 2)))


def _below_last(text: str, cards: Items, entry: Entry) -> Splice:
    if text[cards.start] != "-":
        raise CannotWrite(BY_HAND)
    margin = _margin(text, cards.start)
    last = cards.nodes[-1]
    end = _end(text, last)
    place = end if text[end - 1] in "\r\n" else _next_line(text, end)
    place = _below_comments(text, place, max(margin, 1))
    new = entry_yaml(entry, margin)
    if _has_gaps(text, cards) and not _keeps_lines(text, last):
        new = "\n" + new
    return Splice(place, _lines(text, place, new))


def _end(text: str, node: Node) -> int:
    """Where an entry ends: behind its last text, or behind the lines that this one keeps."""
    block = _last_block(text, node)
    if block is None or _keeps_lines(text, node):
        return node.end
    return block.start + len(text[block.start : block.end].rstrip("\r\n"))


def _keeps_lines(text: str, node: Node) -> bool:
    """Whether empty lines below an entry are a part of its last text."""
    block = _last_block(text, node)
    return block is not None and "+" in Places(text).after(block.start).partition("#")[0]


def _last_block(text: str, node: Node) -> Text | None:
    last = _last_text(node)
    is_block = not last.plain and last.end == node.end and text.startswith(BLOCK, last.start)
    return last if is_block else None


def _last_text(node: Node) -> Text:
    while not isinstance(node, Text):
        inner = node.nodes if isinstance(node, Items) else [value for _, value in node.pairs]
        if not inner:
            return Text("", node.start, node.end, plain=True)
        node = inner[-1]
    return node


def _below_comments(text: str, place: int, margin: int) -> int:
    """The end of the comments that are indented by at least `margin` blanks."""
    index = place
    while index < len(text) and (line := NO_CONTENT.match(text, index)):
        index = line.end()
        if line["comment"] and len(line["margin"]) >= margin:
            place = index
    return place


def _has_gaps(text: str, cards: Items) -> bool:
    """Whether an empty line stands between the last two entries, or there is only one."""
    if len(cards.nodes) < 2:
        return True
    before, last = cards.nodes[-2:]
    return bool(EMPTY_LINE.search(text[_end(text, before) : last.start]))


def _lines(text: str, place: int, new: str) -> str:
    """New lines as they must look at the beginning of a line of this text."""
    is_torn = place > 0 and text[place - 1] not in "\r\n"
    lines = f"\n{new}" if is_torn else new
    return lines.replace("\n", _line_break(text))


def _line_break(text: str) -> str:
    found = LINE_BREAK.search(text)
    return found.group() if found else "\n"


def _next_line(text: str, index: int) -> int:
    found = LINE_BREAK.search(text, index)
    return found.end() if found else len(text)


def _margin(text: str, index: int) -> int:
    return len(Places(text).before(index))
