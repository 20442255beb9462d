"""A program on a pseudo-terminal, and an emulator that shows what a person would see."""

import fcntl
import os
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

PATIENCE = 20.0
TESTS = Path(__file__).parents[1]
PYTHON = {  # an environment for a Python that finds the program and the tests
    "PYTHONPATH": f"{TESTS.parent / 'src'}{os.pathsep}{TESTS}",
    "PYTHONUTF8": "1",
    "TERM": "xterm-256color",
}


DIM, ITALICS = 2, 3


class Emulator(pyte.Screen):
    """The emulator, knowing also the alternate screen and dim text, which pyte does not.

    Dim text is kept as italics, which the program never uses.
    """

    alternate = False

    def select_graphic_rendition(self, *attributes: int, **options: bool) -> None:
        known = (ITALICS if attribute == DIM else attribute for attribute in attributes)
        super().select_graphic_rendition(*known, **options)

    def set_mode(self, *modes: int, **options: bool) -> None:
        self.alternate |= 1049 in modes
        super().set_mode(*modes, **options)

    def reset_mode(self, *modes: int, **options: bool) -> None:
        if 1049 in modes:
            self.alternate = False
        super().reset_mode(*modes, **options)


class Terminal:
    """A terminal of some size with a program in it; `text` is what it shows.

    `shell` is a script that runs the program as "$@", with job control.
    """

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        columns: int = 80,
        lines: int = 24,
        shell: str = "",
    ) -> None:
        self.master, self.slave = os.openpty()
        self._open = True
        self.raw = b""
        self.screen = Emulator(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self._set_size(columns, lines)
        self.modes = termios.tcgetattr(self.slave)
        # Opening the terminal makes it the session's own, and job control possible.
        job_control = f"exec 3<>{os.ttyname(self.slave)}; set -m; {shell}"
        program = ["/bin/sh", "-c", job_control, "sh"] if shell else []
        self.process = subprocess.Popen(
            [*program, *command],
            stdin=self.slave, stdout=self.slave, stderr=self.slave, start_new_session=True,
            env=environment, preexec_fn=_hear_signals,
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.kill()
        self.process.wait()
        if self._open:
            os.close(self.master)
        os.close(self.slave)

    @property
    def text(self) -> str:
        """The screen's lines, without blanks at their ends.

        The second half of a wide character is a cell without text.
        """
        cells, columns = self.screen.buffer, range(self.screen.columns)
        rows = (cells[row] for row in range(self.screen.lines))
        lines = ("".join([row[column].data for column in columns]) for row in rows)
        return "\n".join(line.rstrip() for line in lines) + "\n"

    def press(self, keys: str) -> None:
        """Type keys, all at once."""
        os.write(self.master, keys.encode())

    def until(self, *words: str, gone: str = "") -> str:
        """Wait until the screen shows all the words and no more `gone`; what it shows then."""
        ends = time.monotonic() + PATIENCE
        while not all(word in self.text for word in words) or (gone and gone in self.text):
            assert time.monotonic() < ends, f"{words} did not appear:\n{self.text}"
            self.received(0.05)
        return self.text

    def settled(self) -> str:
        """What the screen shows after all keys so far: the help is opened and closed.

        The arrow sets it apart from what was typed before, or it would count as pasted.
        """
        self.press("\x1b[A?")
        self.until("back to the card")
        self.press("?")
        return self.until(gone="back to the card")

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size, as a person does with the window."""
        self.screen.resize(lines, columns)
        self._set_size(columns, lines)

    def send(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self.process.send_signal(number)

    def hang_up(self) -> None:
        """Close the terminal, as a person does with its window."""
        os.close(self.master)
        self._open = False

    def ended(self) -> int:
        """Wait for the program's end; its exit code."""
        ends = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < ends, f"it did not end:\n{self.text}"
            self.received(0.02)
        while self.received(0.0):
            pass
        return self.process.wait()

    def is_restored(self) -> bool:
        """Whether the terminal is as it was: modes, cursor, wrapping, screen, paste."""
        shown = self.screen
        return (
            termios.tcgetattr(self.slave) == self.modes
            and not shown.cursor.hidden
            and pyte.modes.DECAWM in shown.mode
            and not shown.alternate
            and self.raw.rfind(b"\x1b[?2004l") > self.raw.rfind(b"\x1b[?2004h")
        )

    def received(self, patience: float) -> bool:
        """Take in what the program has written; whether it was anything, in so many seconds."""
        if not select.select([self.master], [], [], patience)[0]:
            return False
        data = os.read(self.master, 65_536)
        self.raw += data
        self._stream.feed(data)
        return True

    def _set_size(self, columns: int, lines: int) -> None:
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))


def _hear_signals() -> None:
    """Under nohup or in the background, the tests would hand on that signals are ignored."""
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)
