"""Cards and whole decks as new YAML text."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from alliance_cards.decks.expansion import is_yes
from alliance_cards.decks.quoting import (
    LONGEST_LINE,
    in_double_quotes,
    quoted,
    scalar,
    word,
    word_in_brackets,
)
from alliance_cards.decks.schema import KEYS, Entry, Source, kind_of

IN_BRACKETS = frozenset({"tags", "accept"})
OPTIONAL = frozenset({"reverse", "accept"})
LAST = ("explanation", "source", "tags")
Value = str | bool | int | tuple[str, ...] | tuple[int, ...]


def entry_yaml(entry: Entry, indent: int) -> str:
    """An entry as the lines of a block list whose dashes stand behind `indent` blanks.

    What is absent or false is left out. Raises CannotWrite for half a character.
    """
    margin = " " * indent
    lines = [f"{key}:{_value(key, value, indent + 4)}\n" for key, value in _fields(entry)]
    return f"{margin}- " + f"{margin}  ".join(lines)


def entry_in_braces(entry: Entry, *, as_json: bool) -> str:
    """An entry on one line, for a list in brackets."""
    name = in_double_quotes if as_json else word
    text = in_double_quotes if as_json else quoted
    pairs = (f"{name(key)}: {_compact(value, text)}" for key, value in _fields(entry))
    return f"{{{', '.join(pairs)}}}"


def deck_yaml(
    *,
    name: str,
    description: str,
    order: int | None,
    sources: Mapping[str, Source],
    entries: Iterable[Entry],
) -> str:
    """The text of a new deck file; what is empty is left out."""
    cards = "\n".join(entry_yaml(entry, 2) for entry in entries)
    return "".join(
        [
            f"name: {scalar(name, 2)}\n",
            f"description: {scalar(description, 2)}\n" if description else "",
            f"order: {order}\n" if order is not None else "",
            "sources:\n" if sources else "",
            *(_source(key, source) for key, source in sources.items()),
            f"\ncards:\n{cards}" if cards else "\ncards: []\n",
        ]
    )


def _source(key: str, source: Source) -> str:
    lines = f"  {word(key)}:\n    title: {scalar(source.title, 6)}\n"
    return f"{lines}    file: {scalar(source.file, 6)}\n" if source.file else lines


def _fields(entry: Entry) -> Iterator[tuple[str, Value]]:
    """What is written of an entry, in the order in which a person reads it."""
    own = [key for key in KEYS[kind_of(entry)] if key not in Entry.__struct_fields__]
    for key in ("id", *own, *LAST):
        value: Value = getattr(entry, key)
        if key == "reverse" and isinstance(value, str):
            said = is_yes(value)
            value = value if said is None else said
        if value or (key in own and key not in OPTIONAL):
            yield key, value


def _value(key: str, value: Value, margin: int) -> str:
    if isinstance(value, bool | int):
        return f" {_compact(value, quoted)}"
    if isinstance(value, str):
        return f" {scalar(value, margin, key)}"
    in_brackets = f" {_compact(value, word_in_brackets)}"
    is_short = key in IN_BRACKETS and margin + len(key) + len(in_brackets) <= LONGEST_LINE
    if is_short or not value or isinstance(value[0], int):
        return in_brackets
    items = (f"\n{' ' * margin}- {scalar(str(item), margin + 2)}" for item in value)
    return "".join(items)


def _compact(value: Value, text: Callable[[str], str]) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(_compact(item, text) for item in value)}]"
    return text(value) if isinstance(value, str) else str(value)
