"""A person with a home, for tests of what is done with an open home."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from alliance_cards.collection.answering import Given, answer
from alliance_cards.collection.collection import Collection, Home, open_collection
from alliance_cards.collection.desk import StudyDesk
from alliance_cards.collection.refreshing import Refreshed, refresh
from alliance_cards.core import sm2
from alliance_cards.core.calendar import Moment
from alliance_cards.core.settings import Settings
from alliance_cards.core.wishes import Wish
from alliance_cards.store.index import card_names
from stores import OPEN, begin

FIRST_DAY, DAY_MS = 20_000, 86_400_000
OLD_DAYS_NS = 10**18


def at(day: int, hour: int = 12, minute: int = 0) -> Moment:
    """A time (UTC) on the study day of NOON (0) or one near it."""
    return Moment((FIRST_DAY + day) * DAY_MS + (hour * 60 + minute) * 60_000, 0)


NOON = at(0)


class Person:
    """Somebody who edits decks and answers cards."""

    def __init__(self, folder: Path, settings: Settings = Settings()) -> None:  # noqa: B008
        self.folder = folder
        self.shipped = folder / "shipped"
        self.time_ns = OLD_DAYS_NS
        self.edits: Callable[[str], str] = lambda _: "Nothing was changed."
        begin(folder)
        self.collection: Collection = open_collection(
            Home(folder), settings=settings, scheduler=sm2, device=lambda: bytes(16)
        )
        OPEN.append(self.collection.store)

    def write(self, *cards: tuple[str, ...], deck: str = "d", shipped: bool = False) -> Refreshed:
        """Save a deck of cards (front, back) or (id, front, back), and look at it."""
        lines = [f"name: {deck}", "cards:"]
        for card in cards:
            name = [f"id: {card[0]}"] if len(card) == 3 else []
            fields = [*name, f"front: {card[-2]}", f"back: {card[-1]}"]
            lines += [f"  {'- ' if not n else '  '}{field}" for n, field in enumerate(fields)]
        return self.save("\n".join(lines) + "\n", f"{deck}.yaml", shipped=shipped)

    def save(self, text: str, name: str, *, shipped: bool = False) -> Refreshed:
        """Save a text as a deck file, and look at it."""
        path = (self.shipped if shipped else self.folder / "decks") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.time_ns += 10**10
        os.utime(path, ns=(self.time_ns, self.time_ns))
        return self.look()

    def look(self, *, joins: bool = True) -> Refreshed:
        """Bring the index up to date, long after the files were written."""
        return refresh(
            self.collection,
            shipped=self.shipped,
            read_ns=self.time_ns + 10**12,
            now=lambda: NOON,
            joins=joins,
        )

    def answer(self, card: str, grade: int = 5, *, now: Moment | None = None) -> Given:
        """Answer a card."""
        return answer(self.collection, card, grade, now=now or NOON, taken_ms=None)

    def desk(self, **wish: Any) -> StudyDesk:
        """A session, with an editor that changes nothing."""
        return StudyDesk(self.collection, Wish(**wish), editor=self)

    def edit(self, card: str) -> str:
        """What the editor of this person does: whatever `edits` says."""
        return self.edits(card)

    def refresh(self) -> None:
        """Look at the decks."""
        self.look()

    def cards(self, deck: str = "d") -> list[str]:
        """The cards of a deck."""
        return card_names(self.collection.store, deck)

    def reviews(self, card: str) -> int:
        """How many reviews a card has behind it."""
        return self.collection.schedule_of(card).reviews
