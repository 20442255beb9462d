"""Markup as values, and the one function that writes it.

What people wrote reaches a page only as a child or an attribute of an element, and there it
passes the text gate and is escaped. There is no way to put markup in as text. What is
written is well-formed XML and valid HTML at once.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Union

from alliance_cards.core.gate import safe

Attribute = str | int | float | bool
Node = Union["Element", str]

ELEMENTS = frozenset({
    *("html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section"),
    *("h1", "h2", "h3", "p", "span", "div", "ul", "li", "dl", "dt", "dd", "details", "summary"),
    *("figure", "figcaption", "table", "caption", "thead", "tbody", "tr", "th", "td"),
    *("svg", "g", "rect", "line", "circle", "polyline", "text", "desc"),
})  # fmt: skip
EMPTY_ELEMENTS = frozenset({"meta"})
"""Elements that HTML knows no end tag of."""
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_NOT_IN_XML = re.compile("[\ufffe\uffff]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})


class Element(NamedTuple):
    """An element with its attributes and what is in it."""

    name: str
    attributes: tuple[tuple[str, Attribute], ...]
    children: tuple[Node, ...]


def element(name: str, /, *children: Node | None, **attributes: Attribute | None) -> Element:
    """An element. `class_` is class, `aria_label` aria-label; None is left out."""
    named = ((_attribute_name(key), value) for key, value in attributes.items())
    return Element(
        name,
        tuple((key, value) for key, value in named if value is not None),
        tuple(child for child in children if child is not None),
    )


def rendered(node: Node) -> str:
    """The text of a node: all that a page is made of passes here.

    Raises ValueError for an element or an attribute that no page of ours has.
    """
    return "".join(_pieces(node))


def gated(text: str) -> str:
    """A text that shows what would steer a browser, with everything escaped."""
    shown = _NOT_IN_XML.sub(lambda found: f"‹U+{ord(found[0]):04X}›", safe(text))
    return shown.translate(_ESCAPES)


def texts(nodes: Iterable[Node]) -> Iterator[str]:
    """The texts of some nodes, in order and as they were given."""
    for node in nodes:
        if isinstance(node, str):
            yield node
        else:
            yield from texts(node.children)


def _pieces(node: Node) -> Iterator[str]:
    if isinstance(node, str):
        yield gated(node)
        return
    if node.name not in ELEMENTS:
        raise ValueError(f"no element of a page: {node.name!r}")
    yield f"<{node.name}"
    for key, value in node.attributes:
        if not _NAME.fullmatch(key) or key.startswith("on") or key in ("href", "src", "style"):
            raise ValueError(f"no attribute of a page: {key!r}")
        yield f' {key}="{gated(_written(value))}"'
    if node.name in EMPTY_ELEMENTS:
        yield "/>"
        return
    yield ">"
    for child in node.children:
        yield from _pieces(child)
    yield f"</{node.name}>"


def _attribute_name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def _written(value: Attribute) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
