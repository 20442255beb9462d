"""The cards that a query may find, told apart by SQLite before any is decoded."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from alliance_cards.core.cards import Card
from alliance_cards.core.query import Light, Term, folded
from alliance_cards.core.schedule import Schedule
from alliance_cards.core.scheduler import Scheduler
from alliance_cards.store.database import Store, Value
from alliance_cards.store.index import cards_with_schedules

# Letters beyond ASCII may fold to some: a text with such letters is looked at in any case.
TEXTS = ("n.text", "c.front", "c.back", "c.details")
BEYOND_ASCII = (
    *(f"length({text}) <> length(cast({text} as blob))" for text in TEXTS[:-1]),
    r"instr(c.details, '\u')",
)
WORD = f"({' or '.join([*(f'{text} like ?' for text in TEXTS), *BEYOND_ASCII])})"
MEANT_OTHERWISE = frozenset('%_\\"')
LONGEST_PATTERN = 1_000

STATES = {
    "new": "c.lane = 0",
    "due": "c.lane = 1 and c.ready <= {today}",
    "suspended": "c.lane = 2",
    "buried": "s.buried_until > {today}",
    "leech": "s.lapses >= {leech_lapses}",
    "flagged": "s.flagged",
}


def candidates(
    store: Store, terms: Sequence[Term], light: Light, scheduler: Scheduler
) -> Iterator[tuple[Card, Schedule]]:
    """All cards that meet some conditions, in order; and a few that may not, after all."""
    conditions, values = [], []
    for term in terms:
        if not term.negated:
            condition, more = _condition(store, term, light)
            conditions.append(condition)
            values += more
    return cards_with_schedules(store, " and ".join(conditions) or "true", values, scheduler)


def _condition(store: Store, term: Term, light: Light) -> tuple[str, list[Value]]:
    match term.field:
        case "is":
            return STATES[term.value].format(**light._asdict()), []
        case "":
            return _word(term.value)
        case _:
            rows = store.rows(
                "select shelf.id, deck.name, tags from shelf join deck on deck.id = deck"
            )
            numbers = [number for number, *names in rows if _is_on(term, *names)]
            return "c.shelf in (select value from json_each(?))", [json.dumps(numbers)]


def _is_on(term: Term, deck: str, tags: str) -> bool:
    names: list[Any] = [deck] if term.field == "deck" else json.loads(tags)
    return term.value in map(folded, names)


def _word(word: str) -> tuple[str, list[Value]]:
    is_plain = word.isascii() and word.isprintable() and MEANT_OTHERWISE.isdisjoint(word)
    if not is_plain or len(word) > LONGEST_PATTERN:
        return "true", []
    return WORD, [f"%{word}%"] * len(TEXTS)
