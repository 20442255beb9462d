"""Deck files that come in, are read again, are searched, checked and written out."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter, time_ns

from alliance_cards.collection.collection import Collection, Home
from benchmarks.anki import notes_text, running
from benchmarks.decks import DECKS, deck_text, notes
from benchmarks.figures import Result, alone, compared, in_turn
from benchmarks.homes import SETTLED_NS, opened, read_decks
from benchmarks.programs import OURS, megabytes, milliseconds, seconds
from benchmarks.setting import Setting, thousands

FEW_RUNS = 3
MOST_MEGABYTES = 300
MOST_MILLISECONDS = 5  # nobody notices
Measure = Callable[[Sequence[str], Mapping[str, str]], float]
A_CHANGE = "What has", "What had"


def imports(setting: Setting) -> Iterator[Result]:
    """One large deck comes in: ours as a whole command, Anki's call alone."""
    made = notes(setting.large, seed=2)
    folder = setting.fresh("import")
    yaml, text = folder / "large.yaml", folder / "notes.txt"
    yaml.write_text(deck_text("large", made), encoding="utf-8")
    text.write_text(notes_text(made), encoding="utf-8")
    command = [OURS, "import", str(yaml), "--yes"]

    def ours(measure: Measure = seconds) -> float:
        environment = setting.environment(Home(setting.fresh("import/home")))
        seconds([OURS, "next", "--json"], environment)  # home is made, shipped decks are read
        return measure(command, environment)

    def theirs() -> float:
        with running(setting.anki) as anki:
            anki.do("open", str(setting.fresh("import/anki") / "collection.anki2"))
            taken = float(anki.do("load", str(text)))
            anki.do("close")
        return taken

    size = yaml.stat().st_size / 1_000_000
    name = f"`import` of {thousands(setting.large)} cards ({size:.0f} MB of YAML)"
    if setting.anki.missing:
        yield alone(name, [ours() for _ in range(FEW_RUNS)], aim=5, unit="s")
    else:
        measured = in_turn(ours, theirs, runs=FEW_RUNS)
        what = "Anki's `import_csv` of the same notes"
        yield compared(name, what, measured, aim=0.5, unit="s")
    yield alone("most memory held by it", [ours(megabytes)], aim=MOST_MEGABYTES, unit="MB")


def readings(setting: Setting) -> Iterator[Result]:
    """The deck files are looked at again: unchanged, and with one card changed."""
    home = setting.home(setting.large)
    with closing(opened(home)) as collection:
        read_decks(collection)
        unchanged = partial(_seconds, collection)
        sys.modules.pop("alliance_cards.decks.reading", None)
        times = [unchanged() for _ in range(setting.runs)]
        parsed = "no file was parsed"
        if "alliance_cards.decks.reading" in sys.modules:
            parsed = "A FILE WAS PARSED"
        name = f"deck files looked at again, {thousands(setting.large)} cards, unchanged"
        yield alone(name, [t * 1000 for t in times], aim=MOST_MILLISECONDS, unit="ms", note=parsed)
        yield from _changes(collection, home, setting)


def _changes(collection: Collection, home: Home, setting: Setting) -> Iterator[Result]:
    """One card of a small deck, and of a large one, is changed."""
    few, many = 10, setting.large // DECKS
    ours, theirs = _changed(collection, home, few)
    name = f"the same, one card changed in a deck of {thousands(few)}"
    note = f"reading and checking that deck alone: {median(theirs) * 1000:.1f} ms"
    yield alone(name, [t * 1000 for t in ours], aim=MOST_MILLISECONDS, unit="ms", note=note)
    name = f"the same, one card changed in a deck of {thousands(many)}"
    what = "reading and checking that deck alone"
    yield compared(name, what, _changed(collection, home, many), aim=5, unit="s")


def _changed(collection: Collection, home: Home, cards: int) -> tuple[list[float], list[float]]:
    """Seconds for a deck of so many cards with one changed; and for reading it alone."""
    from alliance_cards.decks.quick import read_if_clean
    from alliance_cards.decks.reading import read_deck

    path = home.decks / "changing.yaml"
    text = deck_text("changing", notes(cards, seed=3))
    texts = (text, text.replace(*A_CHANGE, 1))
    versions = iter(range(1_000))

    def ours() -> float:
        _write(path, texts[next(versions) % 2])
        return _seconds(collection)

    def theirs() -> float:
        read_if_clean.cache_clear()
        begun = perf_counter()
        read_deck(path)
        return perf_counter() - begun

    _write(path, text)
    _seconds(collection)
    measured = in_turn(ours, theirs, runs=FEW_RUNS * 2)
    path.unlink()
    _seconds(collection)
    return measured


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(0, time_ns() - SETTLED_NS))


def _seconds(collection: Collection) -> float:
    begun = perf_counter()
    read_decks(collection)
    return perf_counter() - begun


def growth(setting: Setting) -> Iterator[Result]:
    """Search, check and export: ten times the cards take ten times as long at most."""
    many = setting.large // setting.middle
    for words in (("cards", "trust", "-hope", "--json"), ("check",), ("export", "--format", "csv")):
        small, large = (_work(setting, cards, words) for cards in (setting.middle, setting.large))
        name = f"`{' '.join(words)}`, {thousands(setting.large)} cards"
        measured = in_turn(large, small, runs=FEW_RUNS)
        what = f"{many} × {thousands(setting.middle)} cards"
        yield compared(name, what, measured, aim=1, share=many)


def _work(setting: Setting, cards: int, words: tuple[str, ...]) -> partial[float]:
    home = setting.home(cards)
    if words[0] == "check":
        words = (*words, str(home.decks))
    return partial(milliseconds, [OURS, *words], setting.environment(home))
