"""The exact way to a deck: every text as written, every problem with its line and column."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from alliance_cards.core.cards import Card, Deck, slug
from alliance_cards.decks.entries import Placed, read_entry
from alliance_cards.decks.expansion import entry_id, expand, size
from alliance_cards.decks.fields import Fields, read_fields
from alliance_cards.decks.guard import is_deck_id, refusal
from alliance_cards.decks.head import read_head
from alliance_cards.decks.limits import LONGEST_ID, MOST_CARDS, MOST_CHARACTERS
from alliance_cards.decks.nodes import Items, Node, Pairs, Text, compose
from alliance_cards.decks.places import Places
from alliance_cards.decks.report import Report
from alliance_cards.decks.schema import ASKED, CARD_KEYS, DECK_KEYS, kind_of


@dataclass(frozen=True, slots=True)
class ExactDeck:
    """A deck, its good entries with their places, and the report, which may be added to."""

    deck: Deck | None
    entries: tuple[Placed, ...]
    report: Report


def read_exactly(text: str, *, deck_id: str, file: str) -> ExactDeck:
    """Read the text of a deck file, whatever it is."""
    text = text.removeprefix("\ufeff")
    report = Report(file, Places(text))
    if refused := refusal(text):
        report.error(*refused)
        return ExactDeck(None, (), report)
    read = _read(text, deck_id, report)
    if is_deck_id(deck_id):
        return read
    report.error_of_file(
        "The name of a deck file has no blanks and no # in it, and at most "
        f"{LONGEST_ID} characters. Rename the file, for example to {slug(deck_id)}.yaml"
    )
    return ExactDeck(None, (), report)


def _read(text: str, deck_id: str, report: Report) -> ExactDeck:
    document = compose(text, report)
    if not isinstance(document.root, Pairs):
        if document.is_whole or document.root is not None:
            report.error(document.root.start if document.root else 0, _no_deck(document.root))
        return ExactDeck(None, (), report)
    fields = read_fields(document.root, DECK_KEYS, report, inner=CARD_KEYS)
    if document.is_whole:
        _report_missing(fields, document.root, report)
    return _read_deck(fields, deck_id, report, is_whole=document.is_whole)


def _no_deck(root: Node | None) -> str:
    example = 'A deck begins with a line "name: …" and has its cards below a line "cards:".'
    if root is None:
        return f"There is nothing in this file. {example}"
    if isinstance(root, Items):
        return f"This file is a list. {example}"
    return f"This file is a text without keys. {example}"


def _report_missing(fields: Fields, root: Pairs, report: Report) -> None:
    if "name" not in fields.values.keys() | fields.meant:
        report.error(root.start, 'The deck has no name. Add a line at the top: name: "My deck"')
    if "cards" not in fields.values.keys() | fields.meant:
        report.error(root.start, 'The deck has no cards. Add a line "cards:", and the cards below.')


def _read_deck(fields: Fields, deck_id: str, report: Report, *, is_whole: bool) -> ExactDeck:
    head = read_head(fields, report)
    node = fields.values.get("cards")
    if node is None:
        return ExactDeck(None, (), report)
    if is_whole and isinstance(node, Items) and not node.nodes:
        report.error(node.start, _NO_CARDS)
    if isinstance(node, Items) and fields.tears:
        node = replace(node, nodes=node.nodes[:-1])
    entries = tuple(_distinct(_entries(node, head.titles, report, is_whole), report))
    deck = Deck(
        id=deck_id,
        name=head.name or deck_id,
        description=head.description,
        order=head.order,
        cards=tuple(_cards(entries, deck_id, head.titles, report)),
    )
    return ExactDeck(deck, entries, report)


def _entries(
    node: Node, titles: dict[str, str], report: Report, is_whole: bool
) -> Iterator[Placed]:
    if not isinstance(node, Items):
        is_empty = isinstance(node, Text) and not node.value
        if is_empty and not is_whole:
            return
        report.error(node.start, _NO_CARDS if is_empty else _NO_LIST)
        return
    for index, item in enumerate(node.nodes):
        if report.is_full:
            return
        if index >= MOST_CARDS:
            report.error(item.start, _TOO_LARGE)
            return
        entry = read_entry(item, titles, report)
        if entry is not None:
            yield entry


_NO_CARDS = "The deck has no cards. Write at least one: - front: Question, and back: Answer"
_NO_LIST = '"cards" must be a list. Begin every card with a dash: - front: Question'
_TOO_LARGE = (
    f"The deck is too large: at most {MOST_CARDS:,} cards with {MOST_CHARACTERS:,} characters "
    "are allowed. Divide it into several files."
)


def _distinct(entries: Iterator[Placed], report: Report) -> Iterator[Placed]:
    first: dict[str, int] = {}
    for placed in entries:
        name = entry_id(placed.entry)
        place = placed.place("id" if placed.entry.id.strip() else ASKED[kind_of(placed.entry)])
        if name not in first:
            first[name] = place
            yield placed
            continue
        line = report.places.line(first[name])
        if placed.entry.id.strip():
            message = f'The id "{name}" stands here twice, first in line {line}. Choose another.'
        else:
            message = (
                f"This card asks the same as the one in line {line}. Reword it, or give it an "
                "id of its own."
            )
        report.error(place, message)


def _cards(
    entries: tuple[Placed, ...], deck_id: str, titles: dict[str, str], report: Report
) -> Iterator[Card]:
    count = characters = 0
    for placed in entries:
        cards = expand(placed.entry, deck_id=deck_id, titles=titles)
        count += len(cards)
        characters += sum(map(size, cards))
        if count > MOST_CARDS or characters > MOST_CHARACTERS:
            report.error(placed.start, _TOO_LARGE)
            return
        yield from cards
