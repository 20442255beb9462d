"""The items of a list that is asked as a whole."""

from alliance_cards.core.cards import Card
from alliance_cards.core.queue import Turn
from alliance_cards.core.schedule import Schedule
from alliance_cards.core.session import Item


def item_of(
    card: Card, schedule: Schedule, *, turn: Turn, day: int, reach: int, in_drill: bool
) -> Item:
    """An item, and whether its answer is recorded on a study `day`.

    It is if the card is new or due by the day `reach`, and not answered or held back today,
    or in the drill; in a cram unless it is held back.
    """
    held_back = schedule.suspended or schedule.buried_until > day
    comes = schedule.ready <= reach and schedule.last_day != day
    counts = not held_back and (turn == "cram" or in_drill or comes)
    return Item(card.back, counts, card.id, schedule.seen)
