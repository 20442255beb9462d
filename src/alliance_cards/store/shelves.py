"""What cards have in common: those that are alike in deck, kind, document and tags share a shelf.

There are few shelves whatever the number of cards. So the cards of a deck or with a tag, and
sums over them, are found without a look at every card.
"""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from alliance_cards.core.cards import Card
from alliance_cards.store.database import Store


class Choice(NamedTuple):
    """Cards of any of some decks, and with any of some tags (each empty: whatever they are)."""

    decks: Sequence[str] = ()
    tags: Sequence[str] = ()


OF_DECK = "shelf in (select id from shelf where deck = ?)"


def chosen(choice: Choice) -> tuple[str, Sequence[str]]:
    """A further condition on cards c, for those of a choice, and its values."""
    conditions, values = [], [*choice.decks, *choice.tags]
    if choice.decks:
        marks = ", ".join("?" * len(choice.decks))
        conditions.append(f"deck in (select id from deck where name in ({marks}))")  # noqa: S608
    if choice.tags:
        marks = ", ".join("?" * len(choice.tags))
        tagged = f"select 1 from json_each(shelf.tags) where value in ({marks})"  # noqa: S608
        conditions.append(f"exists ({tagged})")
    if not conditions:
        return "", ()
    # The plus keeps SQLite on the index that is already in the order of asking.
    found = f"select id from shelf where {' and '.join(conditions)}"  # noqa: S608
    return f"and +c.shelf in ({found})", values


def make_shelves(store: Store, deck: int, cards: Iterable[Card]) -> list[int]:
    """The shelves of a deck (its number) anew, in the order of its cards: each card's number."""
    store.write("delete from shelf where deck = ?", (deck,))
    keys = [(card.kind, card.document, card.tags) for card in cards]
    sql = "insert into shelf (deck, kind, document, tags) values (?, ?, ?, ?)"
    numbers = {
        (kind, document, tags): store.write(sql, (deck, kind, document, json.dumps(tags)))
        for kind, document, tags in dict.fromkeys(keys)
    }
    return [numbers[key] for key in keys]


def tags(store: Store) -> list[str]:
    """All tags of the cards, in order."""
    found = store.rows(
        "select distinct tag.value from shelf, json_each(shelf.tags) as tag order by tag.value"
    )
    return [str(tag) for (tag,) in found]
