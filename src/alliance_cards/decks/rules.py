"""What makes an entry unfit to be studied, however its file was read."""

import re
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from alliance_cards.core.cards import slug
from alliance_cards.core.problems import Severity
from alliance_cards.decks import cloze
from alliance_cards.decks.expansion import is_yes, source_text
from alliance_cards.decks.limits import (
    LARGEST_ORDER,
    LONGEST_ID,
    LONGEST_NAME,
    LONGEST_TAG,
    LONGEST_TEXT,
    MOST_ITEMS,
)
from alliance_cards.decks.schema import (
    ASKED,
    BasicEntry,
    ChoiceEntry,
    ClozeEntry,
    Entry,
    ListEntry,
    asked,
    kind_of,
)
from alliance_cards.decks.words import closest, did_you_mean

ID = re.compile(r"[\w.-]+")
CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Characters that could move the cursor or reorder a line; tab and newline may stay."""

PRINTABLE = bytes(range(0x20, 0x7F)) + b"\t\n"
BESIDES_TEXTS = attrgetter("accept", "reverse", "source", "tags")


class Fault(NamedTuple):
    """A fault of one field of an entry, or of one item of it (counted from 0)."""

    field: str
    item: int | None
    message: str
    severity: Severity = "error"


def faults(entry: Entry, titles: Mapping[str, str]) -> Iterator[Fault]:
    """All faults of an entry; an entry whose faults are warnings only may be studied."""
    yield from _asked(entry)
    yield from _common(entry, titles)
    match entry:
        case BasicEntry():
            yield from _basic(entry)
        case ClozeEntry():
            yield from _cloze(entry)
        case ChoiceEntry():
            yield from _choice(entry)
        case ListEntry():
            yield from _list(entry)


def telling(entries: Sequence[Entry]) -> list[Entry]:
    """Those of many entries that have a fault if any has: of a good deck, a few.

    The texts of basic entries are looked at all together. If nothing can be wrong with any
    of them, one entry stands for all that are like it in everything else.
    """
    basic = [entry for entry in entries if isinstance(entry, BasicEntry)]
    if not _are_plain(basic):
        return list(entries)
    others = [entry for entry in entries if not isinstance(entry, BasicEntry)]
    return [*others, *dict(zip(map(BESIDES_TEXTS, basic), basic, strict=True)).values()]


def _are_plain(entries: Sequence[BasicEntry]) -> bool:
    """Whether ids, questions, answers and explanations can have no fault."""
    ids = [written for entry in entries if (written := entry.id.strip())]
    sides = [*(entry.front for entry in entries), *(entry.back for entry in entries)]
    texts = [*sides, *(entry.explanation for entry in entries)]
    return (
        all(map(str.strip, sides))
        and max(map(len, texts), default=0) <= LONGEST_TEXT
        and _is_printable("".join(texts))
        and max(map(len, ids), default=0) <= LONGEST_ID
        and all(map(ID.fullmatch, ids))
    )


def _is_printable(text: str) -> bool:
    """Whether there is no control character; of a text with other rare ones, perhaps False."""
    if text.isascii():  # the same in half of the time
        return not text.encode("ascii").translate(None, PRINTABLE)
    return text.replace("\n", "").isprintable()


def text_faults(field: str, text: str, longest: int, item: int | None = None) -> Iterator[Fault]:
    """Faults of a text that may be absent: too long, or with control characters."""
    if len(text) > longest:
        yield Fault(
            field,
            item,
            f'"{field}" is {len(text):,} characters long; at most {longest:,} are allowed. '
            "Shorten it.",
        )
    if not text.isprintable() and (found := CONTROL.search(text)):
        yield Fault(
            field,
            item,
            f'"{field}" contains an invisible control character (U+{ord(found.group()):04X}), '
            "which is shown as a mark. Delete it and type the words around it anew.",
            "warning",
        )


def filled(field: str, text: str, longest: int = LONGEST_TEXT) -> Iterator[Fault]:
    """Faults of a text that must be there."""
    if not text or text.isspace():
        yield Fault(field, None, f'"{field}" is empty. Write its text behind the colon.')
    yield from text_faults(field, text, longest)


def list_faults(field: str, texts: Sequence[str], longest: int = LONGEST_TEXT) -> Iterator[Fault]:
    """Faults of a list of texts, none of which may be empty."""
    if len(texts) > MOST_ITEMS:
        yield Fault(
            field,
            None,
            f'"{field}" has more than {MOST_ITEMS} items. Split the card.',
        )
    for item, text in enumerate(texts[:MOST_ITEMS]):
        if not text or text.isspace():
            yield Fault(
                field, item, f'Item {item + 1} of "{field}" is empty. Fill it in or delete it.'
            )
        yield from text_faults(field, text, longest, item)


def _asked(entry: Entry) -> Iterator[Fault]:
    yield from filled(ASKED[kind_of(entry)], asked(entry))


def _common(entry: Entry, titles: Mapping[str, str]) -> Iterator[Fault]:
    written = entry.id.strip()
    if written and (len(written) > LONGEST_ID or not ID.fullmatch(written)):
        yield Fault(
            "id",
            None,
            f'An id consists of letters, digits, "-", "_" and ".", at most {LONGEST_ID} of them. '
            f"Write for example: id: {slug(written)}",
        )
    yield from text_faults("explanation", entry.explanation, LONGEST_TEXT)
    yield from text_faults("source", entry.source, LONGEST_NAME)
    if entry.tags:
        yield from list_faults("tags", entry.tags, LONGEST_TAG)
    if source_text(entry.source, titles) is None:
        yield Fault("source", None, _unknown_source(entry.source, titles))


def _unknown_source(written: str, titles: Mapping[str, str]) -> str:
    key = written.partition(",")[0].strip()[:LONGEST_TAG]
    return (
        f'"{key}" is not among the deck\'s sources.{did_you_mean(closest(key, titles))} '
        'A source begins with a key of "sources:", as in: faq, "Section".'
    )


def _basic(entry: BasicEntry) -> Iterator[Fault]:
    yield from filled("back", entry.back)
    if entry.accept:
        yield from list_faults("accept", entry.accept)
    if is_yes(entry.reverse) is None:
        yield Fault("reverse", None, '"reverse" is either yes or no. Write: reverse: yes')


def _cloze(entry: ClozeEntry) -> Iterator[Fault]:
    blanks = cloze.blanks(entry.cloze)
    if cloze.is_unbalanced(entry.cloze):
        yield Fault(
            "cloze",
            None,
            "The braces do not match. A blank begins with {{ and ends with }}, and no blank "
            "stands inside another.",
        )
    elif not blanks and entry.cloze.strip():
        yield Fault(
            "cloze", None, "There is no blank. Put what is asked between {{ and }}: {{answer}}"
        )
    if any(not blank.text for blank in blanks):
        yield Fault(
            "cloze", None, "A blank is empty. Write the answer between the braces: {{answer}}"
        )
    if len(blanks) > MOST_ITEMS:
        yield Fault(
            "cloze",
            None,
            f"There are more than {MOST_ITEMS} blanks. Split the card.",
        )


def _choice(entry: ChoiceEntry) -> Iterator[Fault]:
    yield from list_faults("options", entry.options)
    if len(entry.options) < 2:
        yield Fault("options", None, "A choice needs at least two options.")
    seen: set[str] = set()
    for item, option in enumerate(option.strip() for option in entry.options[:MOST_ITEMS]):
        if option and option in seen:
            yield Fault("options", item, f'Option {item + 1} stands here twice: "{option[:60]}".')
        seen.add(option)
    yield from _answer(entry.right, len(entry.options))


def _answer(right: tuple[int, ...], options: int) -> Iterator[Fault]:
    if not right:
        yield Fault(
            "answer", None, "No option is marked as right. Write its number, counted from 1."
        )
    for item, number in enumerate(right[:MOST_ITEMS]):
        if not 1 <= number <= options:
            yield Fault(
                "answer",
                item,
                f'"answer" is {number}, but the options are counted from 1 to {options}. '
                "An option that contains a comma must stand in quotes.",
            )
    if len(set(right)) < len(right):
        yield Fault("answer", None, '"answer" names an option twice. Name it once.')


def _list(entry: ListEntry) -> Iterator[Fault]:
    yield from list_faults("items", entry.items)
    if len(entry.items) < 2:
        yield Fault("items", None, "A list needs at least two items.")
    if sum(map(len, entry.items)) > LONGEST_TEXT:
        yield Fault(
            "items",
            None,
            f"All items together may have {LONGEST_TEXT:,} characters at most. Shorten them.",
        )
    seen: dict[str, int] = {}
    for item, text in enumerate(entry.items[:MOST_ITEMS]):
        first = seen.setdefault(slug(text.strip()), item)
        if first != item and text.strip():
            yield Fault(
                "items",
                item,
                f"Item {item + 1} has the same words as item {first + 1}. "
                "Delete one, or tell them apart.",
            )


def name_faults(name: str) -> Iterator[Fault]:
    """Faults of a deck's name."""
    yield from filled("name", name, LONGEST_NAME)


def description_faults(description: str) -> Iterator[Fault]:
    """Faults of a deck's description."""
    yield from text_faults("description", description, LONGEST_TEXT)


def order_faults(order: int) -> Iterator[Fault]:
    """Faults of a deck's place among the decks."""
    if abs(order) > LARGEST_ORDER:
        yield Fault("order", None, f'"order" must lie within ±{LARGEST_ORDER:,}.')


def source_faults(key: str, title: str, file: str) -> Iterator[Fault]:
    """Faults of one declared source."""
    if not key.strip() or "," in key or len(key) > LONGEST_TAG or not key.isprintable():
        message = "The key of a source is a short word without a comma, as in: faq: {title: …}"
        yield Fault("key", None, message)
    yield from filled("title", title, LONGEST_NAME)
    yield from text_faults("file", file, LONGEST_NAME)
