"""A new card from what was given on the command line and, on a terminal, what is asked for."""

import sys
from collections.abc import Mapping, Sequence
from typing import Any

import typer

from alliance_cards.cli.options import well_formed
from alliance_cards.cli.output import say
from alliance_cards.core.cards import CARD_KINDS, CardKind
from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.decks.cloze import blanks
from alliance_cards.decks.schema import ASKED, ENTRIES, KEYS, Entry

NEEDED: dict[CardKind, tuple[str, ...]] = {
    "basic": ("front", "back"),
    "cloze": ("cloze",),
    "choice": ("choice", "options", "answer"),
    "list": ("list", "items"),
}
OPTIONS = {"options": "option", "items": "item", "tags": "tag"}
"""What a key is called on the command line, where it is given item by item."""

FEWEST = {"options": 2, "items": 2}
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
}
KINDS: dict[str, CardKind] = {
    "question": "basic",
    "cloze": "cloze",
    "choice": "choice",
    "list": "list",
}


def composed(given: Mapping[str, Any]) -> Entry:
    """The entry of some keys of a deck file; empty values stand for absent ones.

    On a terminal a person is asked for what is missing. Raises AllianceCardsError for keys
    that do not go together, and without a terminal for missing ones.
    """
    values = {key: _clean(value) for key, value in given.items() if value}
    kind = _kind(values)
    strays = [f"--{OPTIONS.get(key, key)}" for key in values if key not in KEYS[kind]]
    if strays:
        raise _bad(f"{' and '.join(strays)} cannot stand beside --{ASKED[kind]}.")
    for key in NEEDED[kind]:
        if key not in values:
            values[key] = _asked_for(key, kind)
    if "answer" in values:
        values["answer"] = _numbers(values["answer"])
    return ENTRIES[kind](**values)


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


def _asked_for(key: str, kind: CardKind) -> Any:
    """What a person types for a key: one text, or several up to an empty one."""
    option = OPTIONS.get(key, key)
    _require_terminal(f"A card with --{ASKED[kind]} needs --{option} too.")
    if key not in OPTIONS:
        return _needed(key)
    say(f"One {option} a line; an empty line ends.")
    found: list[str] = []
    while (text := _line(f"{QUESTIONS[key]} {len(found) + 1}")) or len(found) < FEWEST[key]:
        if text:
            found.append(text)
        else:
            say(f"It takes at least {FEWEST[key]}. {LEAVE}")
    return tuple(found)


def _needed(key: str) -> str:
    while advice := _advice(key, text := _line(QUESTIONS[key])):
        say(f"{advice} {LEAVE}")
    return text


def _advice(key: str, text: str) -> str:
    """What is wrong with what was typed, as far as that can be seen at once."""
    if not text:
        return "This cannot be left empty."
    if key == "cloze" and not blanks(text):
        return "There is no blank. Put what is asked between {{ and }}: {{answer}}"
    if key == "answer" and not _are_numbers(_words(text)):
        return "Write numbers, counted from 1."
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
