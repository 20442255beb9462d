"""What a card costs on the study screen: the bytes written and the time from key to screen.

`python -m benchmarks.screen --cards 100 100000` makes a home of each size with ten answers a
card (`--answers` says how many instead), and plays a session in it on a pseudo-terminal of 80
by 24: of all cards, or of what `--tag` and `--query` choose. A time runs from the key to the
last byte that the screen writes for it, and from the start to the first card; median and worst
of 30 cards are shown. Needs `pip install -e ".[test]"`.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "tests")]

from benchmarks.homes import make_home  # noqa: E402
from benchmarks.lives import NOW_TEXT  # noqa: E402
from cli.program import ON_A_TERMINAL  # noqa: E402
from terminal.pseudo import PATIENCE, Terminal  # noqa: E402

CARDS, ANSWERS_A_CARD, ENOUGH = 30, 10, 100
REST_SECONDS = 0.12
Costs = list[tuple[float, int]]


def press(terminal: Terminal, keys: str) -> tuple[float, int]:
    """Press keys; the milliseconds to the last byte of what follows, and its bytes."""
    before = len(terminal.raw)
    began = time.perf_counter()
    terminal.press(keys)
    terminal.received(PATIENCE)
    last = time.perf_counter()
    while terminal.received(REST_SECONDS):
        last = time.perf_counter()
    return (last - began) * 1000, len(terminal.raw) - before


def play(home: Path, wish: Sequence[str]) -> tuple[float, Costs, Costs]:
    """The milliseconds to the first card; what the answers and the next questions cost."""
    environment = {
        **os.environ, "ALLIANCE_CARDS_HOME": str(home), "ALLIANCE_CARDS_NOW": NOW_TEXT,
        "ALLIANCE_CARDS_CONFIG": os.devnull, "TERM": "xterm-256color",
    }  # fmt: skip
    answers, questions = [], []
    command = [sys.executable, "-c", ON_A_TERMINAL, "study", f"--new={ENOUGH}", *wish]
    begun = time.perf_counter()
    with Terminal(command, environment) as terminal:
        terminal.until(" show")
        first = (time.perf_counter() - begun) * 1000
        for _ in range(CARDS):
            answers.append(press(terminal, "\r"))
            questions.append(press(terminal, "4"))
        terminal.press("\x03")
        terminal.ended()
    return first, answers, questions


def report(name: str, costs: Sequence[tuple[float, int]]) -> None:
    """A line of figures."""
    times, sizes = zip(*costs, strict=True)
    print(
        f"  {name}: {median(times):.1f} ms (worst {max(times):.1f}),"
        f" {median(sizes):.0f} bytes (worst {max(sizes)})"
    )


def main() -> None:
    """Measure a session in a home of each size."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.screen", description=__doc__)
    parser.add_argument("--cards", type=int, nargs="+", default=[100, 10_000])
    parser.add_argument("--answers", type=int, help=f"before; else {ANSWERS_A_CARD} a card")
    parser.add_argument("--tag", help="study cards with this tag")
    parser.add_argument("--query", help="study what this finds")
    given = parser.parse_args()
    wish = [f"--{name}={word}" for name in ("tag", "query") if (word := getattr(given, name))]
    for cards in given.cards:
        before = cards * ANSWERS_A_CARD if given.answers is None else given.answers
        with tempfile.TemporaryDirectory() as folder:
            make_home(Path(folder), cards=cards, reviews=before)
            play(Path(folder), wish)  # what is read for the first time is not measured
            first, answers, questions = play(Path(folder), wish)
        print(f"{cards} cards, {before} answers before:")
        print(f"  the first card: {first:.0f} ms after the start")
        report("Enter, the answer appears", answers)
        report("a grade, recorded; the next question appears", questions)


if __name__ == "__main__":
    main()
