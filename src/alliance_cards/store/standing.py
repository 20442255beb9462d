"""A card as it stands: what a session needs to know of it, found in one look."""

from typing import NamedTuple

from alliance_cards.core.cards import Card
from alliance_cards.core.schedule import Schedule, unseen
from alliance_cards.core.scheduler import Scheduler
from alliance_cards.store.database import Store
from alliance_cards.store.index import CONTENT, card_from
from alliance_cards.store.schedules import COLUMNS, schedule_from

LOOK = f"""select {CONTENT}, k.front is c.front and k.back is c.back, n.id, s.card, {COLUMNS}
    from name as n join card as c on c.id = n.id
    left join schedule as s on s.card = n.id left join known as k on k.card = n.id
    where n.text = ?"""  # noqa: S608


class Standing(NamedTuple):
    """A card of a deck and its schedule.

    `is_known`: its text is the one that is remembered. `number` stands for its name in the store.
    """

    card: Card
    schedule: Schedule
    is_known: bool
    number: int


def standing_of(store: Store, card: str, scheduler: Scheduler) -> Standing | None:
    """How a card that is in a deck stands; seen once while nobody writes in between."""
    return store.unchanged(card, lambda: _look(store, card, scheduler))


def _look(store: Store, card: str, scheduler: Scheduler) -> Standing | None:
    found = store.one(LOOK, (card,))
    if found is None:
        return None
    is_known, number, is_scheduled = found[7:10]
    schedule = unseen(scheduler) if is_scheduled is None else schedule_from(found[10:])
    return Standing(card_from(found[:7]), schedule, bool(is_known), number)
