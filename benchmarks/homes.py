"""Homes of people who have studied for ten years.

`python -m benchmarks.homes FOLDER --cards 10000 --reviews 100000` makes one, and so does
`make_home`. All goes through the program's own words: deck files are written and read, and
answers are recorded one by one. So a home is what today's program would have left, and
`alliance-cards doctor` finds it in order.
"""

import argparse
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from alliance_cards.collection.collection import Collection, Home, open_collection, record_action
from alliance_cards.collection.refreshing import refresh
from alliance_cards.core import sm2
from alliance_cards.core.calendar import Moment
from alliance_cards.core.settings import Settings
from alliance_cards.decks.folder import shipped_folder
from alliance_cards.store import index, known
from benchmarks.decks import card_names, write_decks
from benchmarks.lives import NOW, NOW_TEXT, Answer, answers

SEED = 1
A_COMMIT = 10_000
CACHE_KIB = 400_000
SETTLED_NS = 10_000_000_000


def make_home(folder: Path, *, cards: int, reviews: int, seed: int = SEED) -> Home:
    """A home with some cards in ten decks, beside the shipped ones, and so many answers.

    The answers (reviews and drills) lie in the ten years before `lives.NOW`. The later
    cards are still new. Raises ValueError where ten years are too short for the answers.
    """
    home = Home(folder)
    write_decks(home.decks, cards, seed=seed)
    with closing(opened(home)) as collection:
        collection.store.write(f"pragma cache_size = {-CACHE_KIB}")
        read_decks(collection)
        past = answers(card_names(cards), reviews, seed=seed)
        for start in range(0, len(past), A_COMMIT):
            _record(collection, past[start : start + A_COMMIT])
        _remember(collection)
    return home


def opened(home: Home) -> Collection:
    """The collection of a home, with default settings and a device of its own."""
    return open_collection(
        home, settings=Settings(), scheduler=sm2, device=lambda: b"benchmarks here."
    )


def read_decks(collection: Collection) -> None:
    """Bring the index up to date, as if the deck files were written a while ago."""
    refresh(
        collection,
        shipped=shipped_folder(),
        read_ns=time.time_ns() + SETTLED_NS,
        now=lambda: NOW,
    )


def _record(collection: Collection, past: Sequence[Answer]) -> None:
    with collection.store.transaction():
        for milliseconds, entry in past:
            record_action(collection, [entry], Moment(milliseconds, NOW.offset_minutes))


def _remember(collection: Collection) -> None:
    with collection.store.transaction():
        for card, schedule in list(index.all_cards(collection.store, sm2)):
            if schedule.seen is not None:
                known.remember(collection.store, card)


def main() -> None:
    """Make a home and say how to use it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.homes", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cards", type=int, default=10_000)
    parser.add_argument("--reviews", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    home = make_home(given.folder, cards=given.cards, reviews=given.reviews, seed=given.seed)
    print(f'export ALLIANCE_CARDS_HOME="{home.folder.absolute()}" ALLIANCE_CARDS_NOW="{NOW_TEXT}"')


if __name__ == "__main__":
    main()
