"""Cards are suspended, resumed, buried, flagged and reset, many of them as one action."""

from collections.abc import Sequence
from typing import NamedTuple

from alliance_cards.collection.collection import Collection, record_action, standing_called
from alliance_cards.core.calendar import Moment
from alliance_cards.core.cards import Card
from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.core.history import Entry, Kind
from alliance_cards.core.schedule import Schedule
from alliance_cards.store import known


class Marked(NamedTuple):
    """The names of the cards that were marked, and how many were as asked already."""

    changed: list[str]
    were_so: int


def mark(
    collection: Collection, texts: Sequence[str], kind: Kind, *, now: Moment, value: int | None
) -> Marked:
    """Record a mark for the cards that are named, or else that a query finds.

    `value` is what the kind needs (`core.history.Entry`). Raises UnknownName or
    AllianceCardsError when nothing is found.
    """
    with collection.store.transaction():
        found = _found(collection, texts, now)
        day = collection.day(now)
        changed = [card for card, schedule in found if not _is_so(schedule, kind, value, day)]
        if changed:
            entries = [Entry(kind=kind, card=card.id, value=value) for card in changed]
            record_action(collection, entries, now)
        for card in changed:
            known.remember(collection.store, card)
    return Marked([card.id for card in changed], len(found) - len(changed))


def _found(
    collection: Collection, texts: Sequence[str], now: Moment
) -> list[tuple[Card, Schedule]]:
    if texts and all("/" in text for text in texts):
        return [standing_called(collection, text)[:2] for text in dict.fromkeys(texts)]
    from alliance_cards.collection.looking import cards_matching, meant, terms_of

    if not terms_of(texts):
        raise AllianceCardsError(
            'An empty query would mean every card. Name cards, or a deck with "deck:NAME".',
            code="bad_query",
        )
    found = list(cards_matching(collection, texts, now))
    if not found:
        hint = meant(collection, texts)
        raise AllianceCardsError(f"No card matches; nothing was changed.{hint}", code="no_match")
    return found


def _is_so(schedule: Schedule, kind: Kind, value: int | None, day: int) -> bool:
    match kind:
        case Kind.SUSPEND:
            return schedule.suspended
        case Kind.RESUME:
            return not schedule.suspended and schedule.buried_until <= day
        case Kind.BURY:
            return schedule.buried_until == value
        case Kind.FLAG:
            return schedule.flagged == bool(value)
        case _:
            return schedule.is_new and not schedule.reviews
