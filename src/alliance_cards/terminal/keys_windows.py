"""The console of Windows. Type-checked and untried."""

import ctypes
import msvcrt
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Self

from alliance_cards.terminal.device import PASTE_OFF, PASTE_ON, write
from alliance_cards.terminal.events import Decoder, Event, Key, Resize, Typed

assert sys.platform == "win32"  # noqa: S101 - for the type checker

UTF8_CODEPAGE = 65001
OUTPUT_MODES = 0x0001 | 0x0002 | 0x0004  # processed, wrap, virtual terminal sequences
STANDARD_OUTPUT = -11
POLL_SECONDS = 0.015
SPECIAL = {
    "H": "up", "P": "down", "K": "left", "M": "right",
    "G": "home", "O": "end", "I": "page-up", "Q": "page-down", "S": "delete",
}  # fmt: skip


class Keyboard:
    """The console of Windows: keys are polled, so is its size."""

    def __init__(
        self, input_fd: int, output_fd: int, *, enter: bytes = b"", leave: bytes = b""
    ) -> None:
        self._input, self._output = input_fd, output_fd
        self._enter, self._leave = enter, leave
        self._decoder = Decoder()
        self._events: deque[Event] = deque()
        self._size: os.terminal_size | None = None

    def __enter__(self) -> Self:
        kernel = ctypes.windll.kernel32
        handle = kernel.GetStdHandle(STANDARD_OUTPUT)
        mode = ctypes.c_uint32()
        kernel.GetConsoleMode(handle, ctypes.byref(mode))
        self._before = handle, mode.value, kernel.GetConsoleOutputCP()
        kernel.SetConsoleMode(handle, OUTPUT_MODES)
        kernel.SetConsoleOutputCP(UTF8_CODEPAGE)
        write(self._output, self._enter + PASTE_ON)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with suppress(OSError):
            os.write(self._output, PASTE_OFF + self._leave)
        handle, mode, codepage = self._before
        ctypes.windll.kernel32.SetConsoleMode(handle, mode)
        ctypes.windll.kernel32.SetConsoleOutputCP(codepage)

    def read(self, timeout: float | None) -> Event | None:
        """The next event; None when `timeout` seconds have passed without one."""
        until = None if timeout is None else time.monotonic() + timeout
        try:
            while not self._events:
                self._poll()
                if until is not None and time.monotonic() > until:
                    return None
        except KeyboardInterrupt:
            return Key("ctrl-c")
        return self._events.popleft()

    def pending_discard(self) -> None:
        """Forget all that was typed so far."""
        self._events.clear()
        while msvcrt.kbhit():
            msvcrt.getwch()

    def line(self, show: Callable[[], None], *, leave: bytes) -> Event:
        """Show a scene, and take a line that is typed with the console's own editing."""
        write(self._output, PASTE_OFF)
        show()
        try:
            text = sys.stdin.readline()
        except KeyboardInterrupt:
            return Key("ctrl-c")
        finally:
            write(self._output, leave + PASTE_ON)
        return Typed(text.rstrip("\r\n"), done=True) if text else Key("ctrl-c")

    @contextmanager
    def given_back(self) -> Iterator[None]:
        """The console as other programs expect it, from `with` to its end."""
        write(self._output, PASTE_OFF + self._leave)
        try:
            yield
        finally:
            write(self._output, self._enter + PASTE_ON)

    def _poll(self) -> None:
        with suppress(OSError):
            size = os.get_terminal_size(self._output)
            if self._size not in (None, size):
                self._events.append(Resize())
            self._size = size
        typed = ""
        while msvcrt.kbhit():
            character = msvcrt.getwch()
            if character in "\x00\xe0":
                self._events.append(Key(SPECIAL.get(msvcrt.getwch(), "unknown")))
            else:
                typed += character
        self._events += self._decoder.feed(typed.encode(errors="replace"))
        if not typed and self._decoder.lone_escape:
            self._events.append(self._decoder.end_escape())
        if not self._events:
            time.sleep(POLL_SECONDS)


def forget_typed(fd: int) -> None:  # noqa: ARG001 - as elsewhere
    """Forget what was typed on the console and not read yet."""
    while msvcrt.kbhit():
        msvcrt.getwch()
