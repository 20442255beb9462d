"""Histories follow their cards from one name to another."""

from collections.abc import Container, Sequence
from typing import NamedTuple

from alliance_cards.collection.collection import Collection, card_called, record_action
from alliance_cards.core.calendar import Moment
from alliance_cards.core.cards import Card
from alliance_cards.core.errors import AnswerRefused
from alliance_cards.core.history import Entry, Kind
from alliance_cards.core.identity import Join, Matching, Text, match_cards
from alliance_cards.store import index, known

UNCHANGED = Matching((), ())


class Before(NamedTuple):
    """What the index had before deck files were read anew.

    `settled` are the decks that had cards, `left` the texts of the cards of all decks that
    were read anew or went, and `read` the ids of the former: only they bring cards. Cards of
    `waiting` decks come back as they are, and are no candidates.
    """

    settled: frozenset[str]
    left: Sequence[Text]
    read: Sequence[str]
    waiting: Container[str] = frozenset()


def join_histories(collection: Collection, before: Before, *, now: Moment) -> Matching:
    """Move the histories of cards that were reworded, inside the caller's transaction.

    What is not certain is only proposed.
    """
    matching = _match(collection, before)
    _move(collection, matching.certain, now, by_itself=1)
    return matching


def may_be_the_same(collection: Collection, before: Before) -> tuple[Join, ...]:
    """Cards that have left with a history, each with one that has arrived and may be it."""
    if not known.gone_cards(collection.store):
        return ()  # without a look at all that has arrived
    matching = _match(collection, before)
    return matching.certain + matching.proposed


def _match(collection: Collection, before: Before) -> Matching:
    store, left = collection.store, {text.card for text in before.left}
    fresh = index.texts_without_history(store, before.read) if before.settled else []
    arrived = [text for text in fresh if text.card not in left]
    missing = known.gone_cards(store) if arrived else []
    gone = [text for text in missing if text.deck not in before.waiting]
    if not gone:
        return UNCHANGED
    decks = dict.fromkeys(text.deck for text in before.left)
    there = {name for deck in decks for name in index.card_names(store, deck)}
    learnt = {text.card for text in gone}
    # Who left without a history may be who has come as well: then nothing is certain.
    others = [text for text in before.left if text.card not in there and text.card not in learnt]
    matching = match_cards([*gone, *others], arrived, settled=before.settled, left=left)
    return Matching(
        tuple(join for join in matching.certain if join.old in learnt),
        tuple(join for join in matching.proposed if join.old in learnt),
    )


def rename(collection: Collection, old: str, new: str, *, now: Moment) -> tuple[Join, ...]:
    """Give the history of a card that has left to a card that is there, or a deck's to a deck.

    Raises UnknownName for a new card that does not exist, and AnswerRefused when there is
    no history under the old name, or already one under the new.
    """
    with collection.store.transaction():
        gone = {text.card for text in known.gone_cards(collection.store)}
        joins = _joins(collection, old, new, gone)
        _move(collection, joins, now, by_itself=0)
    return joins


def rename_all(collection: Collection, joins: Sequence[Join], *, now: Moment) -> None:
    """Give histories of cards that have left to cards that are there, as one action."""
    with collection.store.transaction():
        for join in joins:
            _refuse_second(collection, join)
        _move(collection, joins, now, by_itself=0)


def old_text(collection: Collection, card: str) -> Text:
    """What a card that has left said when it was last seen; AnswerRefused if none has."""
    for text in known.gone_cards(collection.store):
        if text.card == card:
            return text
    raise _no_history(card)


def _joins(collection: Collection, old: str, new: str, gone: set[str]) -> tuple[Join, ...]:
    if "/" not in old and "/" not in new:
        moved = {name: new + name[len(old) :] for name in gone if name.partition("/")[0] == old}
        there = set(index.card_names(collection.store, new))
        joins = tuple(Join(name, to) for name, to in moved.items() if to in there)
    else:
        joins = (Join(old, card_called(collection, new).id),) if old in gone else ()
    if not joins:
        raise _no_history(old)
    for join in joins:
        _refuse_second(collection, join)
    return joins


def _no_history(name: str) -> AnswerRefused:
    return AnswerRefused(
        f'No card that left its deck has a history under the name "{name}".', code="no_history"
    )


def _refuse_second(collection: Collection, join: Join) -> None:
    if collection.schedule_of(join.new).seen is not None:
        raise AnswerRefused(
            f'"{join.new}" has a history of its own; two cannot become one.', code="has_history"
        )


def _move(collection: Collection, joins: Sequence[Join], now: Moment, *, by_itself: int) -> None:
    if not joins:
        return
    entries = [
        Entry(kind=Kind.RENAME, card=join.old, new_name=join.new, value=by_itself) for join in joins
    ]
    record_action(collection, entries, now)
    for join in joins:
        card: Card = card_called(collection, join.new)
        known.remember(collection.store, card)
