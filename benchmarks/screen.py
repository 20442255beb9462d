"""What a card costs on the study screen: the bytes written and the time from key to screen.

`python -m benchmarks.screen --cards 100 100000` makes a home of each size with ten answers a
card, and plays a session in it on a pseudo-terminal of 80 by 24. A time runs from the key to
the last byte that the screen writes for it; median and worst of 30 cards are shown. Needs
`pip install -e ".[test]"`.
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

CARDS, ANSWERS_A_CARD = 30, 10
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


def play(home: Path) -> tuple[Costs, Costs]:
    """What the answers and the next questions of a session cost."""
    environment = {
        **os.environ, "ALLIANCE_CARDS_HOME": str(home), "ALLIANCE_CARDS_NOW": NOW_TEXT,
        "ALLIANCE_CARDS_CONFIG": os.devnull, "TERM": "xterm-256color",
    }  # fmt: skip
    answers, questions = [], []
    with Terminal([sys.executable, "-c", ON_A_TERMINAL, "study"], environment) as terminal:
        terminal.until(" show")
        for _ in range(CARDS):
            answers.append(press(terminal, "\r"))
            questions.append(press(terminal, "4"))
        terminal.press("\x03")
        terminal.ended()
    return answers, questions


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
    for cards in parser.parse_args().cards:
        with tempfile.TemporaryDirectory() as folder:
            make_home(Path(folder), cards=cards, reviews=cards * ANSWERS_A_CARD)
            answers, questions = play(Path(folder))
        print(f"{cards} cards, {cards * ANSWERS_A_CARD} answers before:")
        report("Enter, the answer appears", answers)
        report("a grade, recorded; the next question appears", questions)


if __name__ == "__main__":
    main()
