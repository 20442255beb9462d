"""Decks on their way out, with their progress."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from alliance_cards.collection.collection import Collection
from alliance_cards.core.history import Kind, Row
from alliance_cards.core.schedule import Schedule
from alliance_cards.decks.loading import load_whole
from alliance_cards.formats.gathered import NewDeck, Options, PastReview, Progress
from alliance_cards.formats.reading import gather_text
from alliance_cards.store import index, log


def decks_to_export(
    collection: Collection, decks: Sequence[str], *, tag: str | None, with_scheduling: bool
) -> list[NewDeck]:
    """Decks as their files hold them, or their cards with a tag; decks without any left out.

    A file without errors comes along as it is written, with its comments.
    """
    found = [whole_deck(collection, deck) for deck in decks]
    if tag is not None:
        found = [
            deck._replace(entries=tuple(e for e in deck.entries if tag in e.tags), text="")
            for deck in found
        ]
    if with_scheduling:
        found = [deck._replace(progress=_progress(collection, deck.id)) for deck in found]
    return [deck for deck in found if deck.entries]


def whole_log(collection: Collection) -> list[Row]:
    """All live rows, in order."""
    return list(log.live_rows(collection.store))


def whole_deck(collection: Collection, deck: str) -> NewDeck:
    """A deck as its file holds it."""
    path = Path(index.path_of(collection.store, deck))
    text = load_whole(path)
    gathered = gather_text(text, path, "yaml", Options()) if isinstance(text, str) else None
    return gathered.decks[0] if gathered and gathered.decks else NewDeck(id=deck, name=deck)


def _progress(collection: Collection, deck: str) -> Mapping[str, Progress]:
    renames = log.renames(collection.store)
    cards = [card.id for card in index.cards_of(collection.store, deck)]
    found = ((card, collection.schedule_of(card)) for card in cards)
    return {
        card.partition("/")[2]: _of_card(schedule, log.history(collection.store, card, renames))
        for card, schedule in found
        if schedule.seen is not None
    }


def _of_card(schedule: Schedule, rows: Iterable[Row]) -> Progress:
    return Progress(
        state=schedule.state,
        due_in_days_from_epoch=schedule.due,
        lapses=schedule.lapses,
        suspended=schedule.suspended,
        history=tuple(map(_past, (r for r in rows if r.entry.kind in {Kind.REVIEW, Kind.IMPORT}))),
    )


def _past(row: Row) -> PastReview:
    """An answer with its number: a stamp, which no other has, or the moment that came with it."""
    entry = row.entry
    number = row.clock if entry.kind is Kind.IMPORT else row.stamp
    return PastReview(number, row.clock, entry.grade or 0, entry.taken_ms or 0)
