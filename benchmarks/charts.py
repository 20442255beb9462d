"""Statistics over the whole log: ours as a whole command, Anki's call alone."""

from collections.abc import Iterator
from functools import partial

from alliance_cards.cli.app import COMMANDS
from benchmarks.anki import running
from benchmarks.figures import Result, alone, compared, in_turn
from benchmarks.programs import OURS, milliseconds
from benchmarks.setting import Setting, thousands

RUNS = 5


def statistics(setting: Setting) -> Iterator[Result]:
    """`stats --json` over all reviews, against Anki's `graphs`."""
    if "stats" not in COMMANDS:
        return
    home = setting.home(setting.large)
    ours = partial(milliseconds, [OURS, "stats", "--json"], setting.environment(home))
    name = f"`stats --json`, {thousands(setting.large * 10)} reviews"
    if setting.anki.missing:
        yield alone(name, [ours() for _ in range(RUNS)], aim=1_000, unit="ms")
        return
    with running(setting.anki) as anki:
        anki.do("open", str(setting.large_anki()))
        measured = in_turn(ours, lambda: float(anki.do("graphs")) * 1000, runs=RUNS)
        anki.do("close")
    yield compared(name, "Anki's `graphs` of the same log", measured, aim=0.25)
