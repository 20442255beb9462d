"""The story of a card: what happened to it, and why it is due when it is."""

from alliance_cards.collection.collection import Collection, card_called
from alliance_cards.core.calendar import Moment
from alliance_cards.core.why import Story, told
from alliance_cards.store import log


def story_of_card(collection: Collection, name: str, now: Moment) -> Story:
    """The story of a card in a deck, or of one that has left with its history.

    Raises UnknownName with the nearest names for a card that is neither.
    """
    rows = log.history(collection.store, name, log.renames(collection.store))
    story = told(name, rows, scheduler=collection.scheduler, today=collection.day(now))
    if not story.events:
        card_called(collection, name)
    return story
