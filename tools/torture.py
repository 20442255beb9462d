"""Break the program on purpose: `python tools/torture.py --all`.

Kills it at random moments while it writes and lets several programs work in one home at
once; with `--all` it also injects faults, sends hostile text through every command, and feeds
damaged files to every reader. Prints what was tried and what was lost. Exits with 1 at the
first thing that does not hold, and names the folder in which it lies. POSIX only.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TOP / "src"), str(TOP / "tests")]

from breaking.child import Torn, preload  # noqa: E402
from breaking.crowd import JOBS, crowd  # noqa: E402
from breaking.kills import Told, starts, torture  # noqa: E402
from breaking.scenes import scenes  # noqa: E402
from breaking.sitting import sittings  # noqa: E402
from breaking.steps import at_each_step  # noqa: E402

MANY, FEW = 500, 7  # kills of the long version; every how many steps the short one kills
WIDTHS = (28, 8, 14, 6, 10)
TESTS = {
    "faults": ["tests/faults"],
    "damaged files": ["tests/store/test_salvage.py", "tests/cli/test_doctor.py"],
    "backups and restores": ["tests/store/test_backups.py", "tests/cli/test_restore.py"],
    "hostile text": ["tests/hostile", "tests/terminal/test_hostile.py"],
    "hostile files": ["tests/formats/test_hostile.py"],
    "properties": ["-m", "hypothesis", "--hypothesis-profile=thorough"],
}
FUZZ = "tests/formats/fuzz.py"


def line(*cells: object) -> None:
    """Print one line of the table."""
    parts = [f"{cell:<{width}}" for cell, width in zip(cells, WIDTHS, strict=False)]
    print("".join(parts).rstrip(), flush=True)


def killed(folder: Path, kills: int) -> int:
    """Kill the program in every scene; how often."""
    line("killed while", "kills", "acknowledged", "lost", "seconds")
    every: dict[str, Callable[[Path, int], Told]] = {
        name: partial(torture, scene) for name, scene in scenes().items()
    }
    every["studying at a terminal"] = sittings
    every["starting and grading"] = starts
    total = 0
    for left, (name, kill) in zip(range(len(every), 0, -1), every.items(), strict=True):
        share = max(1, (kills - total) // left)
        total += told_of(name, kill(folder / name.replace(" ", "-"), share))
    step = 1 if kills >= MANY else FEW
    total += told_of("at each step of a rewrite", at_each_step(folder / "steps", step))
    line("all", total, "", 0)
    return total


def told_of(name: str, told: Told) -> int:
    """Print what a scene came to; its kills."""
    line(name, told.kills, told.acknowledged, 0, round(told.seconds, 1))
    return told.kills


def together(folder: Path, seconds: float) -> int:
    """Let several programs work in one home; how many answers were acknowledged."""
    line("\nat once", "answers", "refused", "lost", "seconds")
    told = crowd(folder / "crowd", seconds)
    line(f"{len(JOBS)} programs in one home", told.answers, told.refused, 0, round(told.seconds, 1))
    line("  and other commands", told.others, f"longest {told.longest:.1f} s")
    return told.answers


def tested(title: str, paths: list[str]) -> int:
    """Run the tests of one kind; how many have passed. Torn if one fails."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *paths],
        cwd=TOP, check=False, capture_output=True, text=True,
    )  # fmt: skip
    lines = done.stdout.strip().splitlines() or [done.stderr[-300:]]
    line(title, lines[-1])
    if done.returncode:
        raise Torn(done.stdout[-4000:])
    return int(re.findall(r"(\d+) passed", lines[-1])[0])


def fuzzed(inputs: int) -> int:
    """Feed damaged and made-up files to every reader; how many. Torn if one crashes."""
    print(flush=True)
    done = subprocess.run(
        [sys.executable, FUZZ, str(inputs)], cwd=TOP, check=False, capture_output=True, text=True
    )
    print(done.stdout, flush=True)
    if done.returncode:
        raise Torn(done.stderr[-4000:])
    return sum(int(line.split()[1].replace(",", "")) for line in done.stdout.splitlines()[1:])


def broken(folder: Path, given: argparse.Namespace) -> dict[str, int]:
    """Break everything that is asked for; what was tried, how often. Torn at a loss."""
    tried = {}
    if given.kills:
        tried["kills"] = killed(folder, given.kills)
    if given.seconds:
        tried["answers of several programs at once"] = together(folder, given.seconds)
    if given.all:
        print()
        passed = sum(tested(title, paths) for title, paths in TESTS.items())
        tried["tests of faults, damage and hostile text"] = passed
        tried["damaged and made-up files read"] = fuzzed(given.inputs)
    return tried


def main() -> int:
    """Break everything that is asked for; 0 if nothing was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=60, help="of several at once")
    parser.add_argument("--all", action="store_true", help="faults and hostile input too")
    parser.add_argument("--inputs", type=int, default=15_000, help="files for each reader")
    parser.add_argument("--folder", type=Path, help="where the homes are made")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="torture-", dir=given.folder))
    preload()
    began = time.monotonic()
    try:
        tried = broken(folder, given)
    except Torn as torn:
        print(f"\nTORN, in {folder}:\n{torn}")
        return 1
    print("\nin all")
    for what, number in tried.items():
        print(f"{number:>9,}  {what}")
    print(f"lost 0, leaked 0, tracebacks 0; {time.monotonic() - began:.0f} seconds")
    return 0


if __name__ == "__main__":
    sys.exit(main())
