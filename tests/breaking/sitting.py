"""Study sessions on a pseudo-terminal: somebody answers, until the program is killed or left."""

import os
import re
import sys
import time
from pathlib import Path

from breaking.child import CHANCE, Torn, noon, put_deck, require_whole
from breaking.kills import Told
from breaking.scenes import Ledger
from terminal.pseudo import PYTHON, Terminal

PROGRAM = [sys.executable, "-m", "alliance_cards"]
ASKED = re.compile(r"Question (\d+)\?")
CARDS, A_FEW = 600, 6
PAUSE, PATIENCE = 0.01, 60.0
AGAIN_AFTER = 1.0  # seconds, after which a key that was not heard is pressed once more


class Sitting:
    """Somebody who reveals and grades what a terminal shows.

    `said` are the cards whose answers count: the next card is on the screen.
    """

    def __init__(self, home: Path, deck: str, at: str) -> None:
        given = {**os.environ, **PYTHON, "ALLIANCE_CARDS_HOME": str(home)}
        self.deck, self.said = deck, list[str]()
        self.terminal = Terminal([*PROGRAM, "study", deck], {**given, "ALLIANCE_CARDS_NOW": at})

    def answer(self, *, most: int, seconds: float) -> None:
        """Answer so many cards, unless the time is over or the program ends."""
        ends, card, pressed, when = time.monotonic() + seconds, "", "", 0.0
        while len(self.said) < most and time.monotonic() < ends:
            if self.terminal.process.poll() is not None:
                return
            self.terminal.received(PAUSE)
            text = self.terminal.text
            if not (asked := ASKED.search(text)):
                continue
            if card and card != asked[1]:
                self.said.append(f"{self.deck}/c{card}")
            card = asked[1]
            step = f"{card}3" if f"Answer {card}" in text else f"{card} "
            if step != pressed or time.monotonic() - when > AGAIN_AFTER:
                self.terminal.press(step[-1])
                pressed, when = step, time.monotonic()

    def killed(self) -> None:
        """End the program as a flat battery does; Torn if it had shown a traceback."""
        self.terminal.process.kill()
        self.terminal.process.wait()
        if b"Traceback" in self.terminal.raw:
            raise Torn(self.terminal.raw.decode(errors="replace")[-3000:])


def sittings(folder: Path, kills: int) -> Told:
    """Kill sessions at random moments; Torn if an answer is lost that the screen had taken."""
    home, ledger = folder / "home", Ledger()
    put_deck(home, "t", CARDS)
    began = time.monotonic()
    longest, said, done = PATIENCE, 0, 0
    for number in range(kills + 1):  # the first one shows how long a few answers take
        with (sitting := Sitting(home, "t", noon(number))).terminal:
            begun = time.monotonic()
            seconds = CHANCE.uniform(0, longest) if number else longest
            sitting.answer(most=sys.maxsize if number else A_FEW, seconds=seconds)
            sitting.killed()
            longest = longest if number else time.monotonic() - begun
        require_whole(home)
        ledger.check(home, sitting.said)
        done, said = done + bool(number), said + len(sitting.said)
    return Told(done, said, time.monotonic() - began)
