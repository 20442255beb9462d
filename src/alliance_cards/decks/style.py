"""What makes a card hard to learn: warnings in the spirit of Woźniak's twenty rules."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from alliance_cards.decks import cloze
from alliance_cards.decks.likeness import near_duplicates, words
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

LONGEST_QUESTION = 25
LONGEST_SCENARIO = 45
LONGEST_ANSWER = 12
LONGEST_DEFINITION = 18
LONGEST_BLANK = 5
SHORTEST_TELLTALE = 4
MOST_PARTS = 3
LEAST_DIFFERENCE = 8

QUOTED = re.compile(r'"[^"]*"|“[^”]*”|‘[^’]*’|«[^»]*»')
SEPARATOR = re.compile(r"[,;\n]+")
YES_OR_NO = re.compile(r"(?:yes|no|true|false)(?=[.,;:!–—]|$)", re.IGNORECASE)
EITHER_OR = re.compile(
    r"(?:is|are|was|were|do|does|did|can|could|may|might|must|should|shall|will|would|has|have|had)"
    r"(?:n['’]t)?\b.*\bor\b",
    re.IGNORECASE | re.DOTALL,
)
LIST_DUMP = re.compile(r"(?:list|name all|enumerate)\b", re.IGNORECASE)


class Advice(NamedTuple):
    """A warning about one field of an entry, or about one item of it (counted from 0)."""

    field: str
    item: int | None
    message: str


class Sides(NamedTuple):
    """What an entry asks, as it is seen, and the answers to it with the fields they stand in."""

    question: str
    answers: tuple[tuple[str, int | None, str], ...]


def warnings(entries: Sequence[Entry]) -> Iterator[tuple[int, Advice]]:
    """What is said about the cards of a deck, each with the number of the entry (from 0)."""
    # A deck of one's own may do without sources; one that names some should name all.
    sourced = any(entry.source.strip() for entry in entries)
    seen = [sides(entry) for entry in entries]
    for number, entry in enumerate(entries):
        for said in advice(entry, seen[number], sourced=sourced):
            yield number, said
    for later, earlier in near_duplicates([each.question for each in seen]):
        message = (
            f'This asks nearly the same as "{_short(asked(entries[earlier]))}". '
            "Add a word that tells the two apart, or delete one."
        )
        yield later, Advice(_asked_key(entries[later]), None, message)


def advice(entry: Entry, seen: Sides, *, sourced: bool) -> Iterator[Advice]:
    """All that can be said about one entry; in a `sourced` deck it should name a source."""
    yield from _question(entry, seen.question)
    for field, item, answer in seen.answers:
        for message in _answer(entry, answer, seen.question):
            yield Advice(field, item, message)
    if isinstance(entry, ChoiceEntry):
        yield from _choice(entry)
    if sourced and not entry.source.strip():
        yield Advice(_asked_key(entry), None, "This card names no source. Add a line: source: …")


def sides(entry: Entry) -> Sides:
    """The question and the answers of an entry."""
    match entry:
        case BasicEntry():
            return Sides(entry.front, (("back", None, entry.back),))
        case ChoiceEntry():
            right = ((number - 1, entry.options[number - 1]) for number in entry.right)
            return Sides(entry.choice, tuple(("options", item, text) for item, text in right))
        case ListEntry():
            return Sides(entry.list, tuple(("items", n, t) for n, t in enumerate(entry.items)))
        case ClozeEntry():
            pieces = cloze.parts(entry.cloze)
            blanks = tuple(("cloze", None, blank.text) for blank in cloze.blanks(entry.cloze))
            return Sides("".join(cloze.visible(piece) for piece in pieces), blanks)
    raise AssertionError(entry)


def _asked_key(entry: Entry) -> str:
    return ASKED[kind_of(entry)]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:60].rstrip() + "…"


def _question(entry: Entry, question: str) -> Iterator[Advice]:
    key = _asked_key(entry)
    if question.count("?") > 1 and QUOTED.sub("", question).count("?") > 1:
        yield Advice(key, None, "Two questions in one. Make two cards of them.")
    longest = LONGEST_SCENARIO if "scenario" in entry.tags else LONGEST_QUESTION
    if (length := len(question.split())) > longest:
        yield Advice(
            key, None, f"The question has {length} words; up to {longest} can be taken in at once."
        )
    if isinstance(entry, BasicEntry) and LIST_DUMP.match(question.strip()):
        yield Advice(key, None, 'This asks for a whole list. Write it as "list:" with "items:".')
    if EITHER_OR.match(question.strip()) or _is_yes_or_no(entry):
        yield Advice(key, None, "Half of all guesses are right here. Ask what, why or which.")


def _is_yes_or_no(entry: Entry) -> bool:
    if isinstance(entry, BasicEntry):
        return bool(YES_OR_NO.match(entry.back.strip()))
    if isinstance(entry, ChoiceEntry):
        return all(YES_OR_NO.fullmatch(option.strip()) for option in entry.options)
    return False


def _answer(entry: Entry, answer: str, question: str) -> Iterator[str]:
    length, longest = len(answer.split()), _longest_answer(entry)
    if length > longest:
        yield (
            f"The answer has {length} words; up to {longest} are remembered. "
            "Move the rest to the explanation."
        )
    if ";" in answer:
        yield 'There is a ";" in the answer, so these are two facts. Make two cards of them.'
    elif isinstance(entry, BasicEntry) and _parts(answer) > MOST_PARTS:
        yield 'The answer is a list. Write it as "list:" with "items:".'
    if not isinstance(entry, ListEntry) and _gives_away(question, answer):
        yield f'The question already contains the answer "{_short(answer)}".'


def _longest_answer(entry: Entry) -> int:
    if isinstance(entry, ClozeEntry):
        return LONGEST_BLANK
    return LONGEST_DEFINITION if "definition" in entry.tags else LONGEST_ANSWER


def _parts(answer: str) -> int:
    return sum(1 for part in SEPARATOR.split(answer) if part.strip())


def _gives_away(question: str, answer: str) -> bool:
    asked_for = words(answer)
    if len("".join(asked_for)) < SHORTEST_TELLTALE:
        return False
    folded = question.casefold()
    if not all(word in folded for word in asked_for):  # as nearly always, and at little cost
        return False
    return f" {' '.join(asked_for)} " in f" {' '.join(words(question))} "


def _choice(entry: ChoiceEntry) -> Iterator[Advice]:
    if not entry.explanation.strip():
        yield Advice(
            "choice", None, "A choice needs an explanation: why are the other options wrong?"
        )
    lengths = [len(option.strip()) for option in entry.options]
    shortest, longest = min(lengths), max(lengths)
    if longest > 2 * shortest and longest > shortest + 15:
        yield Advice(
            "options", None, "The options differ much in length, which gives hints. Even them out."
        )
    elif len(entry.right) == 1 and _stands_out(lengths, entry.right[0] - 1):
        yield Advice(
            "options",
            entry.right[0] - 1,
            "The right option is by far the longest, which gives it away. Even the options out.",
        )


def _stands_out(lengths: list[int], right: int) -> bool:
    others = max(length for item, length in enumerate(lengths) if item != right)
    return lengths[right] >= max(1.5 * others, others + LEAST_DIFFERENCE)
