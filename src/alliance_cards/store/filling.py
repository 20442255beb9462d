"""The card index takes in what deck files hold. Every statement is part of a transaction."""

import json
from functools import lru_cache

from alliance_cards.core.cards import Card, Deck
from alliance_cards.store.database import Store
from alliance_cards.store.known import see_again
from alliance_cards.store.names import add_names
from alliance_cards.store.schedules import ANY_DAY, LANE, NEW, READY
from alliance_cards.store.shelves import OF_DECK, make_shelves

PLACES_A_DECK = 1_000_000


def keep_deck(store: Store, deck: Deck) -> None:
    """Put a deck in the place of what the index had under its id; its cards stay as they were."""
    store.write(
        """insert into deck (name, title, description, position, rank) values (?, ?, ?, ?, 0)
        on conflict (name) do update set title = excluded.title,
        description = excluded.description, position = excluded.position""",
        (deck.id, deck.name, deck.description, deck.order),
    )


def keep_cards(store: Store, deck: Deck) -> None:
    """Put the cards of a deck that has its rank in the place of those that the index had."""
    number, rank = store.one("select id, rank from deck where name = ?", (deck.id,)) or (0, 0)
    store.write(f"delete from card where {OF_DECK}", (number,))  # noqa: S608
    shelves = make_shelves(store, number, deck.cards)
    add_names(store, (card.id for card in deck.cards))
    start = rank * PLACES_A_DECK
    store.write_many(
        f"""insert into card values
        ((select id from name where text = ?), {", ".join("?" * 11)})""",  # noqa: S608
        (
            (card.id, number, place, NEW, ANY_DAY, *_content(card), shelf)
            for place, (card, shelf) in enumerate(zip(deck.cards, shelves, strict=True), start)
        ),
    )
    see_again(store, number)
    store.write(
        f"""update card set ready = {READY}, lane = {LANE}
        from schedule as s where s.card = card.id and card.{OF_DECK}""",  # noqa: S608
        (number,),
    )


def drop_fileless_decks(store: Store) -> None:
    """Take the decks out of the index that have no file any more."""
    store.write("delete from deck where id not in (select deck from file)")


def rank_decks(store: Store) -> None:
    """Give every deck its rank, by its order and id, and every card its place."""
    decks = store.rows("select id, rank from deck order by position is null, position, name")
    for rank, (number, before) in enumerate(list(decks)):
        if rank != before:
            store.write("update deck set rank = ? where id = ?", (rank, number))
            store.write(
                f"update card set place = place + ? where {OF_DECK}",  # noqa: S608
                ((rank - before) * PLACES_A_DECK, number),
            )


def _content(card: Card) -> tuple[str, ...]:
    details = _details(card.options, card.answers, card.accept, card.tags)
    return card.kind, card.front, card.back, card.explanation, card.source, details


@lru_cache(maxsize=1_000)  # most cards of a deck have the same few tags, and no more
def _details(
    options: tuple[str, ...],
    answers: tuple[int, ...],
    accept: tuple[str, ...],
    tags: tuple[str, ...],
) -> str:
    details = {"options": options, "answers": answers, "accept": accept, "tags": tags}
    return json.dumps({key: value for key, value in details.items() if value})
