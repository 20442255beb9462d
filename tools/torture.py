"""Break the program on purpose: `python tools/torture.py --all`.

Kills it at random moments while it writes and lets several programs work in one home at
once; with `--all` it also injects faults, sends hostile text through every command, and feeds
damaged files to every reader. Prints what was tried and what was lost. Exits with 1 at the
first thing that does not hold, and names the folder in which it lies. POSIX only.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TOP / "src"), str(TOP / "tests")]

from breaking.child import Torn, preload  # noqa: E402
from breaking.crowd import crowd  # noqa: E402
from breaking.kills import scenes, starts, torture  # noqa: E402
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
    every = scenes()
    share = max(1, kills // (len(every) + 1))
    total = 0
    for name, scene in every.items():
        told = torture(scene, folder / name.replace(" ", "-"), share)
        line(name, told.kills, told.acknowledged, 0, round(told.seconds, 1))
        total += told.kills
    told = starts(folder / "starts", max(1, kills - total))
    line("starting and grading", told.kills, told.acknowledged, 0, round(told.seconds, 1))
    total += told.kills
    told = at_each_step(folder / "steps", every=1 if kills >= MANY else FEW)
    line("at each step of a rewrite", told.kills, "", 0, round(told.seconds, 1))
    line("all", total + told.kills, "", 0)
    return total + told.kills


def together(folder: Path, seconds: float) -> None:
    """Let several programs work in one home."""
    line("\nat once", "answers", "refused", "lost", "seconds")
    told = crowd(folder / "crowd", seconds)
    line("7 programs in one home", told.answers, told.refused, 0, round(told.seconds, 1))
    line("  and other commands", told.others, f"longest {told.longest:.1f} s")


def tested(title: str, paths: list[str]) -> int:
    """Run the tests of one kind; their exit code."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *paths],
        cwd=TOP, check=False, capture_output=True, text=True,
    )  # fmt: skip
    lines = done.stdout.strip().splitlines() or [done.stderr[-300:]]
    line(title, lines[-1])
    if done.returncode:
        print(done.stdout[-4000:])
    return done.returncode


def fuzzed(inputs: int) -> int:
    """Feed damaged and made-up files to every reader; the exit code."""
    print(f"\n{FUZZ} {inputs}", flush=True)
    return subprocess.run([sys.executable, FUZZ, str(inputs)], cwd=TOP, check=False).returncode


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
        if given.kills:
            killed(folder, given.kills)
        if given.seconds:
            together(folder, given.seconds)
    except Torn as torn:
        print(f"\nTORN, in {folder}:\n{torn}")
        return 1
    failed = 0
    if given.all:
        print()
        failed = sum(tested(title, paths) for title, paths in TESTS.items())
        failed += fuzzed(given.inputs)
    print(f"\n{time.monotonic() - began:.0f} seconds in all; lost 0, damaged 0, tracebacks 0")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
