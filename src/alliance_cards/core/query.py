"""Finding cards: words that all occur, `deck:`, `tag:`, `is:`, `-` for not, quotes."""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from alliance_cards.core.cards import Card
from alliance_cards.core.schedule import Schedule

STATES = ("new", "due", "suspended", "buried", "leech", "flagged")
TERM = re.compile(r'(-?)(?:(deck|tag|is):)?(?:"([^"]*)"|(\S+))')


class Term(NamedTuple):
    """One condition. `field` is "deck", "tag", "is", or "" for a word anywhere."""

    field: str
    value: str
    negated: bool


def parse_query(texts: Sequence[str]) -> tuple[Term, ...]:
    """The conditions, all of which must hold; a ValueError for an unknown `is:`."""
    terms = []
    for minus, field, quoted, plain in TERM.findall(" ".join(texts)):
        value = folded(quoted or plain)
        if not value:
            continue
        if field == "is" and value not in STATES:
            raise ValueError(f'"is:{value}" is unknown; there are {", ".join(STATES)}')
        terms.append(Term(field, value, bool(minus)))
    return tuple(terms)


class Light(NamedTuple):
    """In what light schedules are seen: the study day, and how many lapses make a leech."""

    today: int
    leech_lapses: int


def matches(terms: Sequence[Term], card: Card, schedule: Schedule, light: Light) -> bool:
    """Whether a card meets all the conditions."""
    words = any(not term.field for term in terms)
    texts = (card.id, card.front, card.back, *card.options, *card.tags) if words else ()
    text = folded("\n".join(texts))
    return all(_holds(term, card, schedule, light, text) != term.negated for term in terms)


def folded(text: str) -> str:
    """A text without case and accents, for comparing."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def _holds(term: Term, card: Card, schedule: Schedule, light: Light, text: str) -> bool:
    match term.field:
        case "deck":
            return folded(card.deck) == term.value
        case "tag":
            return term.value in map(folded, card.tags)
        case "is":
            return _is(term.value, schedule, light)
        case _:
            return term.value in text


def _is(state: str, schedule: Schedule, light: Light) -> bool:
    match state:
        case "new":
            return schedule.is_new and not schedule.suspended
        case "due":
            waits = schedule.is_new or schedule.suspended
            return not waits and schedule.ready <= light.today
        case "suspended":
            return schedule.suspended
        case "buried":
            return schedule.buried_until > light.today
        case "leech":
            return schedule.is_leech(light.leech_lapses)
        case _:
            return schedule.flagged
