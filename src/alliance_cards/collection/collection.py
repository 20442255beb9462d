"""An open home: the folder, the progress file in it, and what is needed to use them."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from alliance_cards.core.calendar import Moment, study_day
from alliance_cards.core.cards import Card
from alliance_cards.core.errors import UnknownName
from alliance_cards.core.schedule import Schedule
from alliance_cards.core.scheduler import Scheduler
from alliance_cards.core.settings import Settings
from alliance_cards.store import index
from alliance_cards.store.database import Store
from alliance_cards.store.opening import open_store
from alliance_cards.store.schedules import schedule_of
from alliance_cards.store.standing import Standing, standing_of

if TYPE_CHECKING:
    from alliance_cards.core.history import Entry, Row

MOST_SUGGESTED = 3


class Home:
    """The folder that holds all of a person's decks and progress."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def progress(self) -> Path:
        """The progress file."""
        return self.folder / "progress.db"

    @property
    def is_begun(self) -> bool:
        """Whether there is a progress file with something in it, for all that can be seen."""
        try:
            return self.progress.stat().st_size > 0
        except FileNotFoundError:
            return False
        except OSError:
            return True  # to open it will say why not

    @property
    def decks(self) -> Path:
        """The folder of the person's own decks."""
        return self.folder / "decks"

    @property
    def links(self) -> Path:
        """The file that names decks which lie elsewhere (`collection.linking`)."""
        return self.folder / "links"

    @property
    def unfinished(self) -> Path:
        """The note of deck files that are about to be replaced (`collection.rewriting`)."""
        return self.folder / "unfinished.json"

    @property
    def backups(self) -> Path:
        """The folder of the backups of the progress file."""
        return self.folder / "backups"


class Collection:
    """A home that is open for use.

    `device` gives the 16 bytes that name this machine; it is called at the first write.
    """

    def __init__(
        self,
        home: Home,
        store: Store,
        settings: Settings,
        scheduler: Scheduler,
        device: Callable[[], bytes],
    ) -> None:
        self.home = home
        self.store = store
        self.settings = settings
        self.scheduler = scheduler
        self.device = device

    def day(self, now: Moment) -> int:
        """The study day of a moment."""
        return study_day(now, self.settings.day_starts_at)

    def schedule_of(self, card: str) -> Schedule:
        """The schedule of a card by its name."""
        return schedule_of(self.store, card, self.scheduler)

    def close(self) -> None:
        """Close the progress file."""
        self.store.close()


def open_collection(
    home: Home,
    *,
    settings: Settings,
    scheduler: Scheduler,
    device: Callable[[], bytes],
    before_migration: Callable[[], object] = lambda: None,
) -> Collection:
    """Open a home, made if it is new, with its deck folder. StoreError where that cannot be.

    `before_migration` is called before a progress file of an older schema is changed.
    """
    store = open_store(home.progress, before_migration=before_migration)
    with suppress(OSError):  # it cannot be made, or a file is in its place: who needs it will say
        home.decks.mkdir(exist_ok=True, mode=0o700)
    return Collection(home, store, settings, scheduler, device)


def look_at_collection(
    home: Home, *, settings: Settings, scheduler: Scheduler
) -> Collection | None:
    """A home to look at only, None where there is nothing to see yet.

    Nothing is made or changed, the index is as it was left, and recording is refused.
    """
    from alliance_cards.store.looking import open_to_look

    store = open_to_look(home.progress)
    if store is None:
        return None
    return Collection(home, store, settings, scheduler, device=bytes)


def record_action(collection: Collection, entries: "Sequence[Entry]", now: Moment) -> "list[Row]":
    """Record entries as one action, inside the caller's transaction."""
    from alliance_cards.store.recording import record

    return record(
        collection.store,
        entries,
        when=now,
        day=collection.day(now),
        device=collection.device(),
        scheduler=collection.scheduler,
    )


def standing_called(collection: Collection, name: str) -> Standing:
    """A card of a name with its schedule; raises UnknownName with the nearest names."""
    found = standing_of(collection.store, name, collection.scheduler)
    if found is None:
        raise UnknownName("card", name, _nearest_cards(collection, name))
    return found


def card_called(collection: Collection, name: str) -> Card:
    """The card of a name; raises UnknownName with the nearest names."""
    card = index.find_card(collection.store, name)
    if card is None:
        raise UnknownName("card", name, _nearest_cards(collection, name))
    return card


def decks_called(collection: Collection, names: list[str]) -> tuple[str, ...]:
    """The ids of decks given by id; raises UnknownName with the nearest ids."""
    known = index.deck_names(collection.store)
    for name in names:
        if name not in known:
            raise UnknownName(
                "deck", name, nearest(name, list(known)), why=_left_out(collection, name)
            )
    return tuple(names)


def _left_out(collection: Collection, name: str) -> str:
    """That a deck of this id is shipped and a setting leaves it out: a sentence to add, or ""."""
    from alliance_cards.decks.folder import deck_files, shipped_folder

    if collection.settings.shipped_decks:
        return ""
    if name not in {path.stem for path in deck_files(shipped_folder())}:
        return ""
    return ' A shipped one is left out (shipped_decks in "alliance-cards config --edit").'


def _nearest_cards(collection: Collection, name: str) -> list[str]:
    deck, slash, _ = name.partition("/")
    decks = list(index.deck_names(collection.store))
    if slash and deck not in decks:
        deck = next(iter(nearest(deck, decks)), deck)
        name = deck + name[name.index("/") :]
    in_deck = index.card_names(collection.store, deck)
    if not slash:
        ends = {card.partition("/")[2]: card for card in index.card_names(collection.store)}
        return [ends[end] for end in nearest(name, list(ends))]
    return nearest(name, in_deck)


def nearest(name: str, names: list[str]) -> list[str]:
    """The names that come nearest to a misspelt one, the best first; perhaps none."""
    from difflib import get_close_matches

    return get_close_matches(name, names, n=MOST_SUGGESTED)
