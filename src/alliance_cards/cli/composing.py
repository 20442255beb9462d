"""A new card from what was given on the command line and, on a terminal, what is asked for."""

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import typer

from alliance_cards.cli.options import well_formed
from alliance_cards.cli.output import say
from alliance_cards.core.cards import CARD_KINDS, CardKind
from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.decks.cloze import blanks
from alliance_cards.decks.rules import Fault, faults
from alliance_cards.decks.schema import ASKED, ENTRIES, KEYS, Entry, kind_of

NEEDED: dict[CardKind, tuple[str, ...]] = {
    "basic": ("front", "back"),
    "cloze": ("cloze",),
    "choice": ("choice", "options", "answer"),
    "list": ("list", "items"),
}
OPTIONS = {"options": "option", "items": "item", "tags": "tag"}
"""What a key is called on the command line, where that is not its name."""

FEWEST = {"options": 2, "items": 2, "accept": 0}
"""The keys that take a text a line, and how many at least."""

LEAVE = "(Ctrl-C leaves without a card.)"
QUESTIONS = {
    "front": "Question",
    "back": "Answer",
    "cloze": "Text with {{blanks}}",
    "choice": "Question",
    "options": "Option",
    "answer": "Number of the right option (several: 1,3)",
    "list": "What the list is of",
    "items": "Item",
    "accept": "Accepted",
}
HINTS = {
    "options": "One option a line; an empty line ends.",
    "items": "One item a line; an empty line ends.",
    "accept": "To have it typed: each answer that is accepted, one a line; an empty line ends.",
}
KINDS: dict[str, CardKind] = {
    "question": "basic",
    "cloze": "cloze",
    "choice": "choice",
    "list": "list",
}


class Composed(NamedTuple):
    """A new entry, and the keys that a person was asked for."""

    entry: Entry
    asked: Sequence[str]


def composed(given: Mapping[str, Any], is_taken: Callable[[Entry], bool]) -> Composed:
    """The entry of some keys of a deck file; empty values stand for absent ones.

    On a terminal a person is asked for what is missing, and again for what is at fault, as
    far as one question can be; `is_taken` says whether the deck asks the same already.
    Raises AllianceCardsError for keys that do not go together, and without a terminal for
    missing ones.
    """
    values = {key: _clean(value) for key, value in given.items() if value}
    kind = _kind(values)
    strays = [f"--{OPTIONS.get(key, key)}" for key in values if key not in KEYS[kind]]
    if strays:
        raise _bad(f"{' and '.join(strays)} cannot stand beside --{ASKED[kind]}.")
    if "answer" in values:
        _numbers(values["answer"])  # a fault here is told before anything is typed
    asked = [key for key in NEEDED[kind] if key not in values]
    if asked == ["front", "back"] and "accept" not in values:
        asked.append("accept")
    for key in asked:
        values[key] = _asked_for(key, kind, values)
    while fault := _fault(entry := _entry(kind, values), asked, is_taken):
        say(f"{fault.message} {LEAVE}")
        values[fault.field] = _asked_for(fault.field, kind, values)
    return Composed(entry, asked)


def _entry(kind: CardKind, values: Mapping[str, Any]) -> Entry:
    numbers = {"answer": _numbers(values["answer"])} if "answer" in values else {}
    return ENTRIES[kind](**{**values, **numbers})


def _fault(entry: Entry, asked: Sequence[str], is_taken: Callable[[Entry], bool]) -> Fault | None:
    """What is wrong with something that was asked for."""
    found = [fault for fault in faults(entry, {}) if fault.severity == "error"]
    key = ASKED[kind_of(entry)]
    if key in asked and not found and not entry.id and is_taken(entry):
        found = [Fault(key, None, "The deck asks the same already. Reword it.")]
    return next((fault for fault in found if fault.field in asked), None)


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return well_formed(value)
    return tuple(map(well_formed, value)) if isinstance(value, list) else value


def _kind(values: Mapping[str, Any]) -> CardKind:
    found = [kind for kind in CARD_KINDS if ASKED[kind] in values]
    if len(found) > 1:
        names = " and ".join(f"--{ASKED[kind]}" for kind in found)
        raise _bad(f"A card is of one kind, and {names} stand side by side.")
    if found:
        return found[0]
    if "back" in values or "reverse" in values or "accept" in values:
        return "basic"
    _require_terminal("A card needs --front and --back, or --cloze, --choice or --list.")
    while True:
        word: str = typer.prompt(f"Kind of card ({', '.join(KINDS)})", default="question", err=True)
        meant = [kind for name, kind in KINDS.items() if name.startswith(word.strip().lower())]
        if len(meant) == 1:
            return meant[0]
        say(f"Type one of these words, or its beginning: {', '.join(KINDS)}.")


def _asked_for(key: str, kind: CardKind, values: Mapping[str, Any]) -> Any:
    """What a person types for a key: one text, or several up to an empty one."""
    option = OPTIONS.get(key, key)
    _require_terminal(f"A card with --{ASKED[kind]} needs --{option} too.")
    if key not in FEWEST:
        return _needed(key, len(values.get("options", ())))
    say(HINTS[key])
    found: list[str] = []
    while (text := _line(f"{QUESTIONS[key]} {len(found) + 1}")) or len(found) < FEWEST[key]:
        if text in found:
            say(f"This stands there already. {LEAVE}")
        elif text:
            found.append(text)
        else:
            say(f"It takes at least {FEWEST[key]}. {LEAVE}")
    return tuple(found)


def _needed(key: str, options: int) -> str:
    while advice := _advice(key, text := _line(QUESTIONS[key]), options):
        say(f"{advice} {LEAVE}")
    return text


def _advice(key: str, text: str, options: int) -> str:
    """What is wrong with what was typed, as far as that can be seen at once."""
    if not text:
        return "This cannot be left empty."
    if key == "cloze" and not blanks(text):
        return "There is no blank. Put what is asked between {{ and }}: {{answer}}"
    words = _words(text)
    if key == "answer" and not (
        _are_numbers(words) and all(1 <= int(word[:9]) <= options for word in words)
    ):
        return f"Write the option's number, from 1 to {options}."
    return ""


def _line(question: str) -> str:
    text: str = typer.prompt(question, default="", show_default=False, err=True)
    return well_formed(text.strip())


def _words(written: str) -> list[str]:
    return written.replace(",", " ").split()


def _are_numbers(words: Sequence[str]) -> bool:
    return bool(words) and all(word.isascii() and word.isdigit() for word in words)


def _numbers(written: str) -> int | tuple[int, ...]:
    words = _words(written)
    if not _are_numbers(words):
        raise _bad("--answer takes the numbers of the right options, counted from 1: 2 or 1,3.")
    first, *others = [int(word[:9]) for word in words]
    return (first, *others) if others else first


def _require_terminal(message: str) -> None:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise _bad(message)


def _bad(message: str) -> AllianceCardsError:
    return AllianceCardsError(message, code="bad_card")
