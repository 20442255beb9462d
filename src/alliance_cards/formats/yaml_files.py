"""Deck files of our own, YAML and JSON: the deck as it stands, with nothing lost."""

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

import msgspec

from alliance_cards.decks.exact import read_exactly
from alliance_cards.decks.expansion import is_yes
from alliance_cards.decks.fields import read_fields
from alliance_cards.decks.guard import is_deck_id, refusal
from alliance_cards.decks.nodes import Pairs, Text, compose
from alliance_cards.decks.places import Places
from alliance_cards.decks.report import Report as Findings
from alliance_cards.decks.schema import ASKED, SOURCE_KEYS, BasicEntry, Entry, Source, kind_of
from alliance_cards.formats.gathered import Gathered, NewDeck
from alliance_cards.formats.report import Report

WIDTH = 96
PLAIN = re.compile(r"[^\W\d_](?:[\w .,;!?()/’“”„«»–—…&+*=%-]|'(?=\w)|:(?=\w)){0,94}")
LIKE_ANOTHER_TYPE = frozenset({"y", "n", "yes", "no", "true", "false", "on", "off", "null", "nan"})
SIMPLE_ITEM = re.compile(r"[^\W\d_][\w -]{0,38}[\w-]|[^\W\d_]")
LINE = re.compile(r"[^\s](?:.*[^\s])?")
SINGLE_SPACED = re.compile(r"\S+(?: \S+)*")
LONG_LEAD = re.compile(r"[ \t?:-]{200}")
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0"}
SURROGATE = re.compile("[\ud800-\udfff]")
IN_BRACKETS = frozenset({"tags", "accept"})


def read(text: str, path: Path) -> Gathered:
    """The deck of a YAML or JSON text, its good cards also where others are not."""
    file = str(path)
    report = Report(file)
    exact = read_exactly(text, deck_id=path.stem, file=file)
    for problem in exact.report.problems():
        if problem.severity == "error":
            report.skip(problem.line, problem.message)
        else:
            report.remark(f"{file}, line {problem.line}: {problem.message}")
    if exact.deck is None or not is_deck_id(path.stem):
        return report.gathered()
    deck = NewDeck(
        id=exact.deck.id,
        name=exact.deck.name,
        description=exact.deck.description,
        sources=_sources(text),
        entries=tuple(_settled(placed.entry) for placed in exact.entries),
        order=exact.deck.order,
    )
    return report.gathered((deck,))


def _settled(entry: Entry) -> Entry:
    """The entry with yes and no as what they mean."""
    if isinstance(entry, BasicEntry) and isinstance(entry.reverse, str):
        return msgspec.structs.replace(entry, reverse=bool(is_yes(entry.reverse)))
    return entry


def _sources(text: str) -> dict[str, Source]:
    """The sources as they are declared; what is wrong with them was reported before."""
    findings = Findings("", Places(text))
    root = None if refusal(text) else compose(text, findings).root
    if not isinstance(root, Pairs):
        return {}
    declared = read_fields(root, None, findings).values.get("sources")
    if not isinstance(declared, Pairs):
        return {}
    return {
        key.value.strip(): Source(**_texts(value, findings))
        for key, value in declared.pairs
        if isinstance(key, Text) and isinstance(value, Pairs) and "title" in _texts(value, findings)
    }


def _texts(node: Pairs, findings: Findings) -> dict[str, str]:
    fields = read_fields(node, SOURCE_KEYS, findings).values
    return {name: value.value for name, value in fields.items() if isinstance(value, Text)}


def yaml_text(deck: NewDeck) -> str:
    """A new deck file. Reading it gives the same entries, whatever their texts are.

    Half of a surrogate pair, which no file can hold, becomes U+FFFD.
    """
    return "\n".join(_lines(deck)) + "\n"


def _lines(deck: NewDeck) -> Iterator[str]:
    yield from _pair("name", deck.name, "")
    if deck.description:
        yield from _pair("description", deck.description, "")
    if deck.order is not None:
        yield f"order: {deck.order}"
    if deck.sources:
        yield "sources:"
        for key, source in deck.sources.items():
            yield f"  {_on_one_line(key)}:"
            yield from _pair("title", source.title, "    ")
            if source.file:
                yield from _pair("file", source.file, "    ")
    yield "cards:" if deck.entries else "cards: []"
    for place, entry in enumerate(deck.entries):
        if place:
            yield ""
        yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    margin = "  - "
    for field, value in fields_of(entry).items():
        yield from _field(field, value, margin)
        margin = "    "


def fields_of(entry: Entry) -> dict[str, object]:
    """The fields of an entry that say something: the id, what is asked, then the rest."""
    first = ("id", ASKED[kind_of(entry)])
    names = dict.fromkeys([*first, *_in_order(entry)])
    values = {name: getattr(entry, name) for name in names}
    needed = (ASKED[kind_of(entry)], "back", "options", "items", "answer")
    return {name: value for name, value in values.items() if value or name in needed}


def _in_order(entry: Entry) -> list[str]:
    """The fields of the kind itself before those that every card has."""
    common = Entry.__struct_fields__
    return [*(name for name in entry.__struct_fields__ if name not in common), *common]


def _field(field: str, value: object, margin: str) -> Iterator[str]:
    if isinstance(value, str):
        yield from _pair(field, value, margin)
    elif isinstance(value, bool):
        yield f"{margin}{field}: {'true' if value else 'false'}"
    elif isinstance(value, int):
        yield f"{margin}{field}: {value}"
    elif isinstance(value, tuple) and field == "answer":
        numbers = ", ".join(map(str, value))
        yield f"{margin}{field}: {numbers if len(value) == 1 else f'[{numbers}]'}"
    elif isinstance(value, tuple):
        yield from _list(field, value, margin)


def _list(field: str, texts: tuple[str, ...], margin: str) -> Iterator[str]:
    line = f"{margin}{field}: [{', '.join(map(_in_brackets, texts))}]"
    if not texts or (field in IN_BRACKETS and len(line) <= WIDTH):
        yield line
        return
    yield f"{margin}{field}:"
    for text in texts:
        yield f"{' ' * len(margin)}  - {_on_one_line(text)}"


def _in_brackets(text: str) -> str:
    is_simple = SIMPLE_ITEM.fullmatch(text) and _is_text(text)
    return text if is_simple else quoted(text)


def _pair(key: str, text: str, margin: str) -> Iterator[str]:
    """A key and its text: on one line, or below it as it stands, or folded."""
    text = SURROGATE.sub("\ufffd", text)
    below = " " * len(margin) + "  "
    if _can_stand_below(text):
        sign = "|" if text.endswith("\n") else "|-"
        yield f"{margin}{key}: {sign}"
        yield from (f"{below}{line}" if line else "" for line in text.rstrip("\n").split("\n"))
    elif _can_be_folded(text, len(below)):
        yield f"{margin}{key}: >-"
        yield from (f"{below}{line}" for line in _folded(text, len(below)))
    else:
        yield f"{margin}{key}: {_on_one_line(text)}"


def _is_printable(text: str) -> bool:
    return text.isprintable() and not LONG_LEAD.search(text)


def _can_stand_below(text: str) -> bool:
    lines = text.removesuffix("\n").split("\n")
    if len(lines) < 2 or not lines[-1]:
        return False
    return bool(LINE.fullmatch(lines[0])) and all(map(_is_printable, lines))


def _can_be_folded(text: str, margin: int) -> bool:
    is_long = len(text) > WIDTH - margin - len("explanation: ")
    return is_long and _is_printable(text) and bool(SINGLE_SPACED.fullmatch(text))


def _folded(text: str, margin: int) -> list[str]:
    return textwrap.wrap(text, WIDTH - margin, break_long_words=False, break_on_hyphens=False)


def _is_text(text: str) -> bool:
    return text.casefold() not in LIKE_ANOTHER_TYPE


def _on_one_line(text: str) -> str:
    is_plain = PLAIN.fullmatch(text) and not text.endswith(" ") and _is_text(text)
    return text if is_plain else quoted(text)


def quoted(text: str) -> str:
    """A text in quotes: in double ones YAML can hold every character."""
    text = SURROGATE.sub("\ufffd", text)
    if '"' in text and "'" not in text and _is_printable(text):
        return f"'{text}'"
    return '"' + "".join(map(_sign, text)) + '"'


def _sign(sign: str) -> str:
    if sign in ESCAPES:
        return ESCAPES[sign]
    if sign.isprintable() or sign == "\u00a0":
        return sign
    code = ord(sign)
    return (
        f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"
    )
