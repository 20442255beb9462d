"""The exact reader: a YAML text as a tree whose scalars are as written and know their places.

Built from PyYAML's events, one at a time: what stands before a syntax error is kept, and
neither depth nor an alias nor a second document is followed further than a deck needs.
"""

from dataclasses import dataclass, replace
from typing import Any

import yaml

from alliance_cards.decks.limits import DEEPEST_NESTING, MOST_NODES, MOST_READ_AGAIN
from alliance_cards.decks.masking import Masked
from alliance_cards.decks.outline import without
from alliance_cards.decks.report import Report
from alliance_cards.decks.syntax import explain

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
SALVAGED_DEPTH = 2
QUOTES = ("'", '"')
PLAIN_TAGS = frozenset({None, "tag:yaml.org,2002:str"})


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar as written; `plain` means without quotes. Indexes count from 0."""

    value: str
    start: int
    end: int
    plain: bool


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `flow` means in brackets. It ends with its bracket or its last text."""

    nodes: "list[Node]"
    start: int
    flow: bool
    end: int = 0


@dataclass(frozen=True, slots=True)
class Pairs:
    """Keys and values in the order of the file, duplicates included."""

    pairs: "list[tuple[Node, Node]]"
    start: int
    flow: bool
    end: int = 0


Node = Text | Items | Pairs


@dataclass(frozen=True, slots=True)
class Document:
    """The tree of a text, as far as it could be read; `root` is None if nothing was there."""

    root: Node | None
    is_whole: bool


def compose(text: str, report: Report) -> Document:
    """Read a text that `guard.refusal` lets pass, and report what YAML makes of it.

    Behind a line that YAML cannot read it goes on at the next card, again and again, as far
    as that takes a moment.
    """
    composer = _Composer(text, report)
    document = composer.compose()
    is_whole = document.is_whole
    rest, broken = text, composer.broken
    for _ in range(max(1, MOST_READ_AGAIN // (len(text) + 1))):
        shorter = None if broken is None else without(rest, broken)
        if shorter is None:
            break
        rest = shorter
        composer = _Composer(rest, report)
        document = composer.compose()
        broken = composer.broken
    composer.report_losses()
    return Document(document.root, is_whole)


class _Composer:
    def __init__(self, text: str, report: Report) -> None:
        self._masked = Masked(text)
        self._report = report
        self._root: Node | None = None
        self._open: list[Items | Pairs] = []
        self._keys: list[Node | None] = []
        self._anchors: dict[str, Node] = {}
        self._unused: dict[str, int] = {}
        self._quoted = (0, 0)
        self._lost: list[tuple[int, str]] = []
        self.broken: int | None = None
        self._documents = 0
        self._count = 0
        self._ended = 0

    def compose(self) -> Document:
        is_whole = self._read()
        self._salvage()
        return Document(self._root, is_whole)

    def report_losses(self) -> None:
        """Report the names and types for which YAML takes words of a text."""
        for start, message in self._lost:
            self._report.error(start, message)
        for name, start in self._unused.items():
            self._report.error(
                start,
                f'"&{name}" is lost here: YAML takes it for the name of a text. '
                "Put the whole text in quotes.",
            )

    def _read(self) -> bool:
        try:
            return all(map(self._take, yaml.parse(self._masked.text, Loader=LOADER)))
        except yaml.YAMLError as error:
            self._fail(error)
            return False

    def _fail(self, error: yaml.YAMLError) -> None:
        flow = self._open[-1].start if self._open and self._open[-1].flow else None
        places = self._report.places
        index, message = explain(error, places, self._masked.origin, flow, self._quoted)
        self._report.error(index, message)
        self.broken = index
        if self._open and len(self._open) <= SALVAGED_DEPTH:
            _drop_last(self._open[-1], is_new_item=places.quote(index).startswith("-"))

    def _take(self, event: yaml.Event) -> bool:
        self._count += 1
        if self._count > MOST_NODES:
            return self._refuse(event, "The file is too large to be read. Divide it into several.")
        match event:
            case yaml.ScalarEvent():
                self._add(self._named(event, self._scalar(event)))
            case yaml.CollectionStartEvent():
                return self._begin(event)
            case yaml.CollectionEndEvent():
                self._end(event)
            case yaml.AliasEvent():
                return self._alias(event)
            case yaml.DocumentStartEvent():
                return self._document(event)
        return True

    def _origin(self, mark: Any) -> int:
        index: int = mark.index
        return self._masked.origin(index)

    def _start(self, event: yaml.Event) -> int:
        return self._origin(event.start_mark)

    def _refuse(self, event: yaml.Event, message: str) -> bool:
        self._report.error(self._start(event), message)
        self.broken = None if self._documents > 1 else self._start(event)
        return False

    def _scalar(self, event: yaml.ScalarEvent) -> Text:
        value = self._masked.meant(event.value, escaped=event.style == '"')
        self._ended = self._origin(event.end_mark)
        text = Text(value, self._start(event), self._ended, plain=not event.style)
        if event.style in QUOTES:
            self._quoted = text.start, text.end
        return text

    def _begin(self, event: yaml.CollectionStartEvent) -> bool:
        if len(self._open) >= DEEPEST_NESTING:
            return self._refuse(
                event,
                "Lists and braces are nested too deeply here for a deck. "
                "Put a text that begins with [ or { in quotes.",
            )
        made = Items if isinstance(event, yaml.SequenceStartEvent) else Pairs
        node = made([], self._start(event), bool(event.flow_style))
        self._named(event, node)
        self._open.append(node)
        self._keys.append(None)
        return True

    def _end(self, event: yaml.CollectionEndEvent) -> None:
        self._keys.pop()
        node = self._open.pop()
        end = self._origin(event.end_mark)
        if end > self._start(event):  # a bracket; a block is said to end where the next begins
            self._ended = end
        self._add(replace(node, end=self._ended))

    def _named(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, node: Node) -> Node:
        if event.anchor is not None:
            self._anchors[event.anchor] = node
            self._unused[event.anchor] = node.start
        if event.tag not in PLAIN_TAGS:
            message = (
                "A word that begins with ! is lost here: YAML takes it for a type. "
                "Put the whole text in quotes."
            )
            self._lost.append((node.start, message))
        return node

    def _alias(self, event: yaml.AliasEvent) -> bool:
        name = event.anchor or ""
        node = self._anchors.get(name)
        if node is None:
            return self._refuse(
                event,
                f'YAML takes "*{name}" for a reference, and nothing has that name. '
                "Put a text that begins with * in quotes.",
            )
        self._unused.pop(name, None)
        self._ended = self._origin(event.end_mark)
        self._add(node)
        return True

    def _document(self, event: yaml.DocumentStartEvent) -> bool:
        self._documents += 1
        if self._documents > 1:
            return self._refuse(
                event,
                'A second document begins here. Delete the line "---", or put what follows '
                "into a file of its own.",
            )
        return True

    def _add(self, node: Node) -> None:
        if not self._open:
            self._root = node
            return
        parent = self._open[-1]
        if isinstance(parent, Items):
            parent.nodes.append(node)
            return
        key, self._keys[-1] = self._keys[-1], node
        if key is not None:
            parent.pairs.append((key, node))
            self._keys[-1] = None

    def _salvage(self) -> None:
        """Close what a syntax error left open; the card in which it stands is dropped."""
        while self._open:
            self._keys.pop()
            node = self._open.pop()
            is_torn = bool(self._open) and node.flow and not self._open[-1].flow
            if len(self._open) < SALVAGED_DEPTH and not is_torn:
                self._add(node)


def _drop_last(node: Node, *, is_new_item: bool) -> None:
    """Drop a card that may have been meant to go on in the broken line behind it."""
    if isinstance(node, Pairs) and node.pairs:
        node = node.pairs[-1][1]
    if isinstance(node, Items) and node.nodes and not is_new_item:
        node.nodes.pop()
