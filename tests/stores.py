"""A progress file for tests, and short words for what is done to it."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from alliance_cards.core import sm2
from alliance_cards.core.calendar import Moment
from alliance_cards.core.cards import Card, Deck
from alliance_cards.core.history import Entry, Kind, Row
from alliance_cards.core.schedule import Schedule
from alliance_cards.store import filling, log
from alliance_cards.store.database import Store
from alliance_cards.store.opening import open_store
from alliance_cards.store.recording import record
from alliance_cards.store.schedules import schedule_of

DEVICE = bytes(range(16))
DAY_MS = 86_400_000
OPEN: list[Store] = []


def opened(path: Path) -> Store:
    """An open file, which is closed at the test's end (see `conftest.py`)."""
    OPEN.append(open_store(path))
    return OPEN[-1]


@cache
def _new_progress() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "progress.db"
        open_store(path).close()
        return path.read_bytes()


def begin(folder: Path, progress: bytes = b"") -> None:
    """Put a progress file, a new one if no other is given, into a folder that has none.

    To copy one takes a tenth of the time in which the program makes one.
    """
    path = folder / "progress.db"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(0o600)
        path.write_bytes(progress or _new_progress())


def new_store(folder: Path, cards: Sequence[str] = ("d/a", "d/b", "d/c")) -> Store:
    """A fresh file with one deck of some cards."""
    begin(folder)
    store = opened(folder / "progress.db")
    put_deck(store, "d", cards)
    return store


def put_deck(store: Store, deck: str, cards: Sequence[str]) -> None:
    """Put a deck with these cards into the index."""
    made = tuple(Card(id=card, kind="basic", front=f"Q {card}", back="A") for card in cards)
    with store.transaction():
        filling.keep_deck(store, Deck(id=deck, name=deck.upper(), cards=made))
        filling.rank_decks(store)
        filling.keep_cards(store, Deck(id=deck, name=deck.upper(), cards=made))


def do(store: Store, *entries: Entry, day: int = 0) -> list[Row]:
    """Record one action at noon (UTC) of a study day."""
    with store.transaction():
        return _record(store, *entries, day=day)


def _record(store: Store, *entries: Entry, day: int) -> list[Row]:
    when = Moment(day * DAY_MS + DAY_MS // 2, 0)
    return record(store, entries, when=when, day=day, device=DEVICE, scheduler=sm2)


def review(store: Store, card: str, grade: int, *, day: int = 0) -> list[Row]:
    """Record a review."""
    return do(store, Entry(kind=Kind.REVIEW, card=card, grade=grade, taken_ms=1000), day=day)


def undo(store: Store, *, day: int = 0) -> bool:
    """Take the newest action back; whether there was one."""
    with store.transaction():  # from the look on: another program may undo it as well
        action = log.action_to_undo(store)
        if action is not None:
            _record(store, Entry(kind=Kind.UNDO, target=action), day=day)
    return action is not None


def redo(store: Store, *, day: int = 0) -> bool:
    """Bring back what the newest undo took; whether there was something."""
    with store.transaction():
        found = log.undo_to_redo(store)
        if found is not None:
            _record(store, Entry(kind=Kind.REDO, target=found[0]), day=day)
    return found is not None


def schedule(store: Store, card: str) -> Schedule:
    """The stored schedule of a card."""
    return schedule_of(store, card, sm2)
