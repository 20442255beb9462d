"""The card index: a cache of the deck files, and the questions asked of it.

Losing the index loses nothing: it is filled again from the files (`store.filling`).
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from alliance_cards.core.cards import Card, Deck
from alliance_cards.core.schedule import Schedule, unseen
from alliance_cards.core.scheduler import Scheduler
from alliance_cards.store.database import Record, Store, Value
from alliance_cards.store.schedules import COLUMNS, schedule_from

if TYPE_CHECKING:
    from alliance_cards.core.identity import Text

CONTENT = "n.text, c.kind, c.front, c.back, c.explanation, c.source, c.details"
CARDS = f"select {CONTENT} from card as c join name as n on n.id = c.id"  # noqa: S608


def deck_names(store: Store) -> dict[str, str]:
    """The decks' ids, in order, with the names that people read."""
    return {str(i): str(t) for i, t in store.rows("select name, title from deck order by rank")}


def decks_with_cards(store: Store) -> frozenset[str]:
    """The ids of the decks that have cards."""
    sql = """select name from deck where exists
        (select 1 from shelf join card on card.shelf = shelf.id where shelf.deck = deck.id)"""
    return frozenset(str(name) for (name,) in store.rows(sql))


def siblings_of(store: Store, entry: str) -> list[Card]:
    """The cards of an entry with several, in order."""
    found = store.rows(
        f"{CARDS} where n.text > ? and n.text < ? order by c.place",
        (f"{entry}#", f"{entry}$"),  # the next character after #
    )
    return [card_from(record) for record in found]


def card_names(store: Store, deck: str | None = None) -> list[str]:
    """The names of all cards, or of a deck's, in order."""
    where = "" if deck is None else "where shelf.deck = (select id from deck where name = ?)"
    sql = f"""select n.text from card as c join name as n on n.id = c.id
        join shelf on shelf.id = c.shelf {where} order by c.place"""  # noqa: S608
    return [str(name) for (name,) in store.rows(sql, () if deck is None else (deck,))]


def find_card(store: Store, card: str) -> Card | None:
    """The content of a card that is in a deck."""
    found = store.one(f"{CARDS} where n.text = ?", (card,))
    return None if found is None else card_from(found)


def head_of(store: Store, deck: str) -> Deck | None:
    """A deck without its cards."""
    sql = "select name, title, description, position from deck where name = ?"
    found = store.one(sql, (deck,))
    if found is None:
        return None
    name, title, description, order = found
    return Deck(id=name, name=title, description=description, order=order)


def path_of(store: Store, deck: str) -> str:
    """The file of a deck."""
    sql = "select path from file join deck on deck.id = file.deck where deck.name = ?"
    (path,) = store.one(sql, (deck,)) or ("",)
    return str(path)


def deck_of(store: Store, path: str) -> str:
    """The deck of a file, "" if the index does not know it."""
    sql = "select deck.name from file join deck on deck.id = file.deck where path = ?"
    (name,) = store.one(sql, (path,)) or ("",)
    return str(name)


def cards_of(store: Store, deck: str) -> list[Card]:
    """The cards of a deck, in order."""
    found = store.rows(
        f"""{CARDS} where c.shelf in
        (select id from shelf where deck = (select id from deck where name = ?))
        order by c.place""",  # noqa: S608
        (deck,),
    )
    return [card_from(record) for record in found]


def all_cards(store: Store, scheduler: Scheduler) -> Iterator[tuple[Card, Schedule]]:
    """Every card in a deck with its schedule, in order."""
    return cards_with_schedules(store, "true", (), scheduler)


def cards_with_schedules(
    store: Store, condition: str, values: Sequence[Value], scheduler: Scheduler
) -> Iterator[tuple[Card, Schedule]]:
    """The cards c, named n and with schedules s, of which a condition holds; in order."""
    sql = f"""select {CONTENT},
        s.card is not null, {COLUMNS}
        from card as c join name as n on n.id = c.id left join schedule as s on s.card = c.id
        where {condition} order by c.place"""  # noqa: S608
    fresh = unseen(scheduler)
    for record in store.rows(sql, values):
        yield card_from(record[:7]), schedule_from(record[8:]) if record[7] else fresh


def texts_without_history(store: Store, decks: Iterable[str]) -> "list[Text]":
    """The texts of the cards of some decks that have no schedule, in order."""
    from alliance_cards.core.identity import Text

    sql = """select n.text, c.front, c.back from deck as d join shelf on shelf.deck = d.id
        join card as c on c.shelf = shelf.id join name as n on n.id = c.id where d.name = ?
        and not exists (select 1 from schedule as s where s.card = c.id) order by c.place"""
    return [Text(*record) for deck in decks for record in store.rows(sql, (deck,))]


def card_from(record: Record) -> Card:
    """The card in the columns of `CONTENT`."""
    name, kind, front, back, explanation, source, details = record
    options, answers, accept, tags = _extra(details)
    return Card(name, kind, front, back, options, answers, accept, explanation, source, tags)


@lru_cache(maxsize=1_000)
def _extra(details: str) -> tuple[Any, Any, Any, Any]:
    """The options, answers, accepted answers and tags of a card."""
    found = json.loads(details)
    options, answers, accept, tags = map(found.get, ("options", "answers", "accept", "tags"))
    return tuple(options or ()), tuple(answers or ()), tuple(accept or ()), tuple(tags or ())
