"""Time until the first card is on the screen: `python benchmarks/first_card.py [RUNS]`.

Each run starts two programs in turn on a pseudo-terminal and stops the clock when their
text is there: `alliance-cards study` on the shipped decks, and a bare Typer program that
prints one Rich panel (the floor for a program built of these parts). Prints medians and
the ratio pair by pair, which holds better than seconds on a noisy machine.
"""

import fcntl
import os
import pty
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

FLOOR = """
import typer
from rich.console import Console
from rich.panel import Panel
app = typer.Typer()
@app.command()
def study(): Console().print(Panel("the first card"))
@app.command()
def other(): ...
app()
"""
FLOOR_COMMAND = [sys.executable, "-c", FLOOR, "study"]
STUDY_COMMAND = [str(Path(sys.executable).with_name("alliance-cards")), "study"]
RUNS = 15
PATIENCE_SECONDS = 60


def main() -> None:
    """Measure and print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **{k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"},
            "ALLIANCE_CARDS_HOME": home, "HOME": home, "TERM": "xterm-256color"
        }  # fmt: skip
        pairs = [one_pair(environment) for _ in range(runs + 3)][3:]  # deck files settle first
    floors, studies = zip(*pairs, strict=True)
    ratios = [study / floor for floor, study in pairs]
    print(f"runs                     {runs}")
    for name, figures in (("bare Typer + Rich panel", floors), ("study", studies)):
        print(f"{name:24} {statistics.median(figures) * 1000:6.0f} ms (median)")
    low, middle, high = min(ratios), statistics.median(ratios), max(ratios)
    print(f"ratio, pair by pair      {middle:6.2f}    (median; {low:.2f} to {high:.2f})")


def one_pair(environment: dict[str, str]) -> tuple[float, float]:
    """Seconds to the floor's panel and to the first card."""
    floor = seconds_until(b"the first card", FLOOR_COMMAND, environment)
    return floor, seconds_until(b"show", STUDY_COMMAND, environment)


def seconds_until(text: bytes, command: list[str], environment: dict[str, str]) -> float:
    """Seconds from the start of a program until it has shown a text."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    begun = time.perf_counter()
    program = subprocess.Popen(
        command, stdin=follower, stdout=follower, stderr=follower, env=environment,
        start_new_session=True,
    )  # fmt: skip
    os.close(follower)
    seen = b""
    try:
        while text not in seen:
            if time.perf_counter() - begun > PATIENCE_SECONDS:
                raise SystemExit(f"{command}: no {text!r} in {seen!r}")
            seen += os.read(leader, 65_536)
        return time.perf_counter() - begun
    finally:
        program.send_signal(signal.SIGTERM)
        os.close(leader)
        program.wait()


if __name__ == "__main__":
    main()
