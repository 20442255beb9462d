"""Statistics over the whole log: ours as a whole command and in process, Anki's call alone."""

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from time import process_time

from alliance_cards.collection.collection import Collection
from alliance_cards.collection.progress import statistics_of
from benchmarks.anki import Anki, running
from benchmarks.figures import Result, alone, compared, in_turn
from benchmarks.homes import opened
from benchmarks.lives import NOW
from benchmarks.programs import OURS, megabytes, milliseconds, on_one_processor
from benchmarks.setting import Setting, thousands

RUNS, YEAR = 5, 365


def statistics(setting: Setting) -> Iterator[Result]:
    """`stats --json` over all reviews, against Anki's `graphs`."""
    home = setting.home(setting.large)
    command, environment = [OURS, "stats", "--json"], setting.environment(home)
    whole = partial(milliseconds, command, environment)
    name = f"`stats --json`, {thousands(setting.large * 10)} reviews"
    if setting.anki.missing:
        yield alone(name, [whole() for _ in range(RUNS)], aim=1_000, unit="ms")
        return
    with on_one_processor(), running(setting.anki) as anki, closing(opened(home)) as collection:
        anki.do("open", str(setting.large_anki()))
        theirs = "Anki's `graphs` of the same log"
        measured = in_turn(whole, lambda: float(anki.do("graphs")[0]) * 1000, runs=RUNS)
        yield compared(name, theirs, measured, aim=0.25)
        for what, days in (("", 0), (f", the last {YEAR} days", YEAR)):
            both = _ours(collection, days), _theirs(anki, days)
            work = f"the same in process{what}, processor time"
            yield compared(work, theirs, in_turn(*both, runs=RUNS), aim=0.25)
        memory = in_turn(
            lambda: megabytes(command, environment), lambda: float(anki.do("peak")), runs=1
        )
        yield compared("most memory held by `stats --json`", "Anki", memory, aim=0.25, unit="MB")
        anki.do("close")


def _ours(collection: Collection, days: int) -> Callable[[], float]:
    first = collection.day(NOW) - days + 1 if days else None

    def compute() -> float:
        begun = process_time()
        statistics_of(collection, [], NOW, first=first)
        return (process_time() - begun) * 1000

    return compute


def _theirs(anki: Anki, days: int) -> Callable[[], float]:
    return lambda: float(anki.do("graphs", days)[1]) * 1000
