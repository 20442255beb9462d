"""Time and memory of `stats` beside Anki's graphs, on the same log.

    python -m benchmarks.stats_beside_anki HOME [--anki PYTHON] [--runs N]

HOME is a folder made by `benchmarks.homes`. PYTHON is an interpreter with the wheel `anki`
in an environment of its own; without it only ours is measured, and that is said. Both
programs open their collection in a process of their own, then compute all figures once:
of all the history, and of the last 365 days. Seconds are the processor's, without those of
starting and opening; memory is the process's highest, all told. Ratios are taken pair by pair.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.lives import NOW

RUNS = 5
PERIODS = {"all of the history": 0, "the last 365 days": 365}
INSIDE = Path(__file__).with_name("inside_anki.py")
OURS = """
import json, resource, sys, time
from pathlib import Path
from alliance_cards.collection.collection import Home
from alliance_cards.collection.progress import statistics_of
from benchmarks.homes import opened
from benchmarks.lives import NOW
collection = opened(Home(Path(sys.argv[1])))
days = int(sys.argv[2])
first = collection.day(NOW) - days + 1 if days else None
start = time.process_time()
found = statistics_of(collection, [], NOW, first=first)
seconds = time.process_time() - start
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([seconds, memory, sum(day.answers for day in found.calendar)]))
"""


class Measured(NamedTuple):
    """Seconds of one computation, megabytes of its process, answers that it saw."""

    seconds: float
    megabytes: float
    answers: int


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stats_beside_anki")
    parser.add_argument("home", type=Path)
    parser.add_argument("--anki", default=sys.executable, metavar="PYTHON")
    parser.add_argument("--runs", type=int, default=RUNS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        theirs = anki_collection(given.anki, given.home, Path(folder))
        if theirs is None:
            print(f"Anki is not installed for {given.anki}; ours is measured alone.")
        for name, days in PERIODS.items():
            ours = [sys.executable, "-c", OURS, str(given.home), str(days)]
            anki = theirs and [given.anki, str(INSIDE), "graphs", str(theirs), str(days)]
            report(name, [(run(ours), run(anki) if anki else None) for _ in range(given.runs)])


def anki_collection(python: str, home: Path, folder: Path) -> Path | None:
    """An Anki collection with the home's cards and answers; None where Anki is missing.

    The answers are moved by whole days, so that the last ones lie before Anki's today.
    """
    found = subprocess.run([python, "-c", "import anki"], capture_output=True, check=False)
    if found.returncode:
        return None
    path = folder / "collection.anki2"
    words = [python, str(INSIDE), "fill", str(path), str(home / "progress.db"), str(NOW[0])]
    subprocess.run(words, check=True)
    return path


def run(command: list[str]) -> Measured:
    """One computation in a process of its own."""
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Measured(*json.loads(done.stdout.splitlines()[-1]))


def report(name: str, pairs: list[tuple[Measured, Measured | None]]) -> None:
    """Print the medians, and the ratios pair by pair."""
    ours = [one for one, _ in pairs]
    print(f"{name}: {ours[0].answers} answers, {len(pairs)} runs")
    print(f"  stats  {median(o.seconds for o in ours):6.2f} s {_memory(ours):6.0f} MB")
    theirs = [two for _, two in pairs if two is not None]
    if theirs:
        print(f"  Anki   {median(t.seconds for t in theirs):6.2f} s {_memory(theirs):6.0f} MB")
        ratios = [one.seconds / two.seconds for one, two in zip(ours, theirs, strict=True)]
        memory = _memory(ours) / _memory(theirs)
        spread = f"({min(ratios):.2f} to {max(ratios):.2f})"
        print(f"  ratio  {median(ratios):6.2f}   {memory:6.2f}       {spread}")


def _memory(measured: list[Measured]) -> float:
    return median(one.megabytes for one in measured)


if __name__ == "__main__":
    main()
