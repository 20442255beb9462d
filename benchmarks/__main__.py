"""Measure everything: `python -m benchmarks`, from the top of a checkout.

Makes its own data, runs things in turn, prints a table with medians, spread and ratios,
and writes it as JSON too. `--quick` takes a tenth of the cards. `--only commands,disk` runs
a part. Anki and clanki are installed into environments of their own, and left out with a
note where that cannot be done.
"""

import argparse
import json
import platform
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import answers, charts, disk, files, starts
from benchmarks.figures import Result, as_json, table
from benchmarks.peers import ANKI, CLANKI, peer
from benchmarks.setting import Setting

DATA = Path(__file__).with_name("data")
SIZES, QUICK_SIZES = (100, 10_000, 100_000), (100, 1_000, 10_000)
RUNS = 15

PARTS: dict[str, Callable[[Setting], Iterator[Result]]] = {
    "commands": starts.commands,
    "first-card": starts.first_card,
    "answers": answers.answers,
    "import": files.imports,
    "readings": files.readings,
    "stats": charts.statistics,
    "growth": files.growth,
    "disk": disk.disk,
}


def main() -> None:
    """Measure what was asked for, and tell it."""
    given = _given()
    small, middle, large = QUICK_SIZES if given.quick else SIZES
    peers = given.data / "peers"
    setting = Setting(
        folder=given.data.absolute(),
        small=small,
        middle=middle,
        large=large,
        runs=given.runs,
        anki=peer(ANKI, peers.absolute()),
        clanki=peer(CLANKI, peers.absolute()),
    )
    left_out = [other.missing for other in (setting.anki, setting.clanki) if other.missing]
    results: list[Result] = []
    for name in given.only:
        print(f"{name} …", file=sys.stderr, flush=True)
        results += PARTS[name](setting)
    print(table(results, left_out))
    kept = {"python": platform.python_version(), "results": as_json(results), "left_out": left_out}
    given.json.parent.mkdir(parents=True, exist_ok=True)
    given.json.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    print(f"\nwritten: {given.json}", file=sys.stderr)


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the cards")
    some = f"some of {','.join(PARTS)}"
    parser.add_argument("--only", metavar="PARTS", type=_parts, default=[*PARTS], help=some)
    parser.add_argument("--runs", type=int, default=RUNS, help="of what is short")
    parser.add_argument("--data", type=Path, default=DATA, help="the folder for homes and peers")
    parser.add_argument("--json", type=Path, default=DATA / "results.json", help="the file")
    given = parser.parse_args()
    given.data.mkdir(parents=True, exist_ok=True)
    return given


def _parts(names: str) -> list[str]:
    for name in (asked := names.split(",")):
        if name not in PARTS:
            raise argparse.ArgumentTypeError(f"no part {name!r}; there are {', '.join(PARTS)}")
    return asked


if __name__ == "__main__":
    main()
