"""Where the measurements take place: sizes, homes, and other programs."""

from pathlib import Path
from typing import NamedTuple

from alliance_cards.collection.collection import Home
from alliance_cards.store.database import SCHEMA_VERSION
from benchmarks.anki import collection_of
from benchmarks.homes import make_home
from benchmarks.peers import Peer
from benchmarks.programs import surroundings

REVIEWS_A_CARD = 10


class Setting(NamedTuple):
    """The folder for all data, the three numbers of cards, how often all is run, the peers."""

    folder: Path
    small: int
    middle: int
    large: int
    runs: int
    anki: Peer
    clanki: Peer

    def home(self, cards: int) -> Home:
        """The home with so many cards and ten times the reviews, made at the first call."""
        folder = self.folder / f"home-{SCHEMA_VERSION}-{cards}"
        made = folder / "made"
        if not made.exists():
            make_home(folder, cards=cards, reviews=cards * REVIEWS_A_CARD)
            made.touch()
        return Home(folder)

    def large_anki(self) -> Path:
        """Anki's collection with the content of the largest home."""
        return collection_of(
            self.anki, self.folder / "anki", cards=self.large, home=self.home(self.large)
        )

    def environment(self, home: Home) -> dict[str, str]:
        """The environment of a person with that home."""
        person = self.folder / "person"
        person.mkdir(exist_ok=True)
        return surroundings(home.folder, person)

    def fresh(self, name: str) -> Path:
        """An empty folder."""
        from shutil import rmtree

        folder = self.folder / name
        rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder


def thousands(number: int) -> str:
    """A number as people write it: 100,000."""
    return f"{number:,}"
