"""The program that the tests run on a pseudo-terminal: a session, then its summary.

python child.py JOURNAL DECK COLOR(1/0)
"""

import fcntl
import os
import sys
import termios
import time
from pathlib import Path

from alliance_cards.terminal.bindings import keymap
from alliance_cards.terminal.console import make_console
from alliance_cards.terminal.study import run_study
from alliance_cards.terminal.views.summary import summary_view
from terminal.decks import BY_NAME
from terminal.memory_desk import NOW, MemoryDesk, seen_twice


def main(journal: str, deck: str, color: str) -> None:
    cards = BY_NAME[deck]
    desk = MemoryDesk(
        cards, due={card.id: seen_twice() for card in cards[:1]}, journal=Path(journal)
    )
    summary = run_study(
        desk,
        input_fd=sys.stdin.fileno(),
        output=sys.stdout,
        color=color == "1",
        columns=0,
        clock=lambda: NOW,
        ticks=time.monotonic,
        keys=keymap({}),
        pause_after=120,
        is_first=False,
    )
    width, height = os.get_terminal_size(1)
    console = make_console(
        sys.stdout, width=width, height=height, color=color == "1", terminal=True
    )
    console.print(summary_view(summary))


if __name__ == "__main__":
    if os.getsid(0) == os.getpid():
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    main(*sys.argv[1:])
