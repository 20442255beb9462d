"""Decks from elsewhere: what would change, and then the change, as one action."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from alliance_cards.collection.collection import Collection
from alliance_cards.collection.editing import keep_changes, put_text
from alliance_cards.core.calendar import Moment
from alliance_cards.core.cards import Card
from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.core.history import Entry, Kind, Position
from alliance_cards.core.identity import Join, Text, match_cards
from alliance_cards.decks.guard import is_deck_id
from alliance_cards.decks.reading import parse_deck
from alliance_cards.formats.gathered import NewDeck, Progress
from alliance_cards.formats.yaml_files import yaml_text
from alliance_cards.store import index, log
from alliance_cards.store.changes import last_change


class DeckPlan(NamedTuple):
    """What an import would make of one deck: its file, and its cards by name.

    `moved` are cards with another name and the same history; `edited` says that the file
    was changed by hand since it was last imported, or never came from an import;
    `is_needed` that the file would become another one, or progress be set.
    """

    deck: NewDeck
    path: Path
    text: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    moved: tuple[Join, ...]
    removed: tuple[str, ...]
    unchanged: int
    edited: bool
    is_needed: bool


def plan_import(collection: Collection, decks: Sequence[NewDeck]) -> list[DeckPlan]:
    """What importing some decks would change; nothing is written.

    A deck without a card is passed over: it would only empty what is there. Raises
    AllianceCardsError for a deck whose name can be no file's in the deck folder.
    """
    for deck in decks:
        if not is_deck_id(deck.id):
            raise AllianceCardsError(
                f'"{deck.id}" cannot be the name of a deck file. Give another with --deck.',
                code="bad_deck",
            )
    return [_plan(collection, deck) for deck in decks if deck.entries]


def apply_import(
    collection: Collection,
    plans: Sequence[DeckPlan],
    *,
    now: Moment,
    refresh: Callable[[], object],
) -> None:
    """Write the decks into the home, and their progress where there is some.

    `refresh` brings the index up to date. Each file is replaced as a whole; raises OSError
    where it cannot be written.
    """
    plans = [plan for plan in plans if plan.is_needed]
    if not plans:
        return
    changes = [put_text(plan.path, plan.text) for plan in plans]
    refresh()
    with collection.store.transaction():
        joins = [join for plan in plans for join in plan.moved]
        fresh = [(card, p) for plan in plans for card, p in _fresh(collection, plan.deck)]
        entries = [Entry(kind=Kind.RENAME, card=old, new_name=new) for old, new in joins]
        entries += [entry for card, progress in fresh for entry in _given(card, progress)]
        action = keep_changes(collection, changes, entries, now)
        for card, progress in fresh:
            _keep_past(collection, action, card, progress)


def _plan(collection: Collection, deck: NewDeck) -> DeckPlan:
    path = collection.home.decks / f"{deck.id}.yaml"
    deck = _with_head(collection, deck)
    text = yaml_text(deck)
    reading = parse_deck(text, deck_id=deck.id, file=str(path))
    new = {card.id: card for card in (reading.deck.cards if reading.deck else ())}
    old = {card.id: card for card in index.cards_of(collection.store, deck.id)}
    arrived = [_text(card) for name, card in new.items() if name not in old]
    gone = [_text(card) for name, card in old.items() if name not in new]
    moved = match_cards(gone, arrived, settled={deck.id}).certain
    olds, news = {join.old for join in moved}, {join.new for join in moved}
    changed = tuple(name for name, card in new.items() if name in old and old[name] != card)
    return DeckPlan(
        deck=deck,
        path=path,
        text=text,
        added=tuple(text.card for text in arrived if text.card not in news),
        changed=changed,
        moved=moved,
        removed=tuple(text.card for text in gone if text.card not in olds),
        unchanged=len(new) - len(arrived) - len(changed),
        edited=_is_edited(collection, path),
        is_needed=_is_new(path, text) or bool(_fresh(collection, deck)),
    )


def _text(card: Card) -> Text:
    return Text(card.id, card.front, card.back)


def _with_head(collection: Collection, deck: NewDeck) -> NewDeck:
    """A deck of a format without heads keeps name, description and order of the one there."""
    if deck.description or deck.sources or deck.order is not None or deck.name != deck.id:
        return deck
    there = index.head_of(collection.store, deck.id)
    if there is None:
        return deck
    return deck._replace(name=there.name, description=there.description, order=there.order)


def _is_new(path: Path, text: str) -> bool:
    return not path.exists() or path.read_bytes() != text.encode()


def _is_edited(collection: Collection, path: Path) -> bool:
    if not path.exists():
        return False
    last = last_change(collection.store, str(path))
    return last is None or path.read_bytes() != last.after


def _fresh(collection: Collection, deck: NewDeck) -> list[tuple[str, Progress]]:
    """The progress of the cards that have none here; what is here stands."""
    named = ((f"{deck.id}/{name}", progress) for name, progress in deck.progress.items())
    return [(card, p) for card, p in named if collection.schedule_of(card).seen is None]


def _keep_past(collection: Collection, action: bytes, card: str, progress: Progress) -> None:
    for past in progress.history:
        when = Moment(past.milliseconds, 0)
        log.append_past(
            collection.store,
            Entry(kind=Kind.IMPORT, card=card, grade=past.grade, taken_ms=past.taken_ms),
            when=when,
            day=collection.day(when),
            action=action,
            device=collection.device(),
            source=f"{card} {past.source_id}",
        )


def _given(card: str, progress: Progress) -> list[Entry]:
    state = Position(progress.state, progress.due_in_days_from_epoch)
    entries = []
    if progress.due_in_days_from_epoch is not None:
        entries.append(Entry(kind=Kind.SET, card=card, after=state, value=progress.lapses))
    if progress.suspended:
        entries.append(Entry(kind=Kind.SUSPEND, card=card))
    return entries
