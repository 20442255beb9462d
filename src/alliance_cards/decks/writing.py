"""Changes to a deck file, spliced into its text: every other byte of it stays.

Each change is proved before it is returned: the new text is read again, and must hold what
the old one held, and the change.
"""

from alliance_cards.core.cards import entry_of
from alliance_cards.decks.emitting import entry_yaml
from alliance_cards.decks.exact import read_exactly
from alliance_cards.decks.expansion import entry_id
from alliance_cards.decks.guard import refusal
from alliance_cards.decks.loading import BOM
from alliance_cards.decks.nodes import Items, Node, Pairs, Text, compose
from alliance_cards.decks.places import Places
from alliance_cards.decks.quoting import CannotWrite
from alliance_cards.decks.report import Report
from alliance_cards.decks.schema import Entry
from alliance_cards.decks.splicing import BY_HAND, Splice, entry_splice


def with_card(text: str, entry: Entry) -> str:
    """The text of a deck file with a new entry at the end of its `cards`.

    Neither other faults of the deck matter nor those that the entry brings in: check the
    result. Raises CannotWrite if the text is not whole YAML with a list of cards.
    """
    mark, body = _parted(text)
    root = _compose(body)
    index = _cards_index(root)
    key, cards = root.pairs[index]
    splice = entry_splice(body, root, cards, entry)
    new = _compose_any(entry_yaml(entry, 0))
    if isinstance(new, Items) and isinstance(cards, Items):
        cards.nodes.extend(new.nodes)
    elif new is not None:
        root.pairs[index] = key, new
    return mark + _spliced(body, splice, root)


def line_of(text: str, deck_id: str, card_id: str) -> int:
    """The line, counted from 1, in which the entry of a card begins; 1 if there is none."""
    exact = read_exactly(text, deck_id=deck_id, file="")
    for placed in exact.entries:
        if f"{deck_id}/{entry_id(placed.entry)}" == entry_of(card_id):
            return exact.report.places.line(placed.start)
    return 1


def _parted(text: str) -> tuple[str, str]:
    body = text.removeprefix(BOM)
    return text[: len(text) - len(body)], body


def _compose(text: str) -> Pairs:
    root = _compose_any(text)
    if not isinstance(root, Pairs):
        raise CannotWrite("The file is no deck. Check it first.")
    return root


def _compose_any(text: str) -> Node | None:
    if refused := refusal(text):
        line = Places(text).line(refused[0])
        raise CannotWrite(f"The deck cannot be read, line {line}: {refused[1]}")
    report = Report("", Places(text))
    document = compose(text, report)
    if not document.is_whole:
        problem = report.problems()[-1]
        raise CannotWrite(f"The deck cannot be read, line {problem.line}: {problem.message}")
    return document.root


def _cards_index(root: Pairs) -> int:
    found = [
        index
        for index, (key, _) in enumerate(root.pairs)
        if isinstance(key, Text) and key.value == "cards"
    ]
    if len(found) != 1:
        raise CannotWrite('The deck needs exactly one key "cards". Check the file first.')
    return found[0]


def _spliced(text: str, splice: Splice, meant: Node) -> str:
    changed = text[: splice.place] + splice.text + text[splice.place :]
    try:
        is_right = _is_same(meant, _compose(changed), set())
    except CannotWrite:
        is_right = False
    if not is_right:
        raise CannotWrite(BY_HAND)
    return changed


def _is_same(one: Node, other: Node, seen: set[tuple[int, int]]) -> bool:
    """Whether two trees hold the same; `seen` keeps nested aliases from being followed twice."""
    if isinstance(one, Text):
        # A block that ended the file without a line end has one now.
        return isinstance(other, Text) and one.value.rstrip("\n") == other.value.rstrip("\n")
    if isinstance(other, Text):
        return False
    if (id(one), id(other)) in seen:
        return True
    seen.add((id(one), id(other)))
    left, right = _inner(one), _inner(other)
    return (
        type(one) is type(other)
        and len(left) == len(right)
        and all(_is_same(a, b, seen) for a, b in zip(left, right, strict=True))
    )


def _inner(node: Items | Pairs) -> list[Node]:
    if isinstance(node, Items):
        return node.nodes
    return [part for pair in node.pairs for part in pair]
