"""The keyboard of a POSIX terminal: its modes, its signals, its end."""

import errno
import os
import select
import signal
import sys
import termios
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Self

from alliance_cards.terminal.device import HUNG_UP, PASTE_OFF, PASTE_ON, write
from alliance_cards.terminal.events import Decoder, Event, Key, Resize, Resume, Typed

assert sys.platform != "win32"  # noqa: S101 - for the type checker

ESCAPE_SECONDS = 0.03
INPUT_FLAGS, LOCAL_FLAGS, CONTROL_CHARACTERS = 0, 3, 6
FATAL = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
STOPPING = (signal.SIGTSTP, signal.SIGCONT, signal.SIGWINCH)
LINE_FLAGS = (
    termios.ICANON | termios.ECHO | termios.ECHOE | termios.ECHOK | termios.ISIG
    | termios.IEXTEN
)  # fmt: skip
WATCHED = (
    *FATAL, signal.SIGINT,
    signal.SIGWINCH, signal.SIGTSTP, signal.SIGCONT,
)  # fmt: skip


class Keyboard:
    """The keyboard of a terminal, in cbreak mode from `with` to its end.

    `enter` and `leave` are written when the terminal is taken and given back, also
    around a stop. Signals are only noted while the program works and become events
    (or its end) in `read`: none interrupts an answer that is being recorded.
    """

    def __init__(
        self, input_fd: int, output_fd: int, *, enter: bytes = b"", leave: bytes = b""
    ) -> None:
        self._input, self._output = input_fd, output_fd
        self._enter, self._leave = enter, leave
        self._decoder = Decoder()
        self._events: deque[Event] = deque()
        self._signals: deque[int] = deque()

    def __enter__(self) -> Self:
        self._before = termios.tcgetattr(self._input)
        self._wake, self._waker = os.pipe()
        os.set_blocking(self._wake, False)
        os.set_blocking(self._waker, False)
        self._old_waker = signal.set_wakeup_fd(self._waker, warn_on_full_buffer=False)
        # What is ignored stays ignored: nohup, or a shell that cannot stop its jobs.
        self._old_handlers = {
            number: signal.signal(number, _note)
            for number in WATCHED
            if signal.getsignal(number) not in (signal.SIG_IGN, None)
        }
        try:
            self._take()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()
        if kind is None:
            self._heed_the_end()

    def read(self, timeout: float | None) -> Event | None:
        """The next event; None when `timeout` seconds have passed without one.

        Raises SystemExit after SIGTERM, SIGHUP, SIGQUIT or the end of the terminal.
        """
        while True:
            self._notice_signals()
            self._heed_the_end()
            if self._signals:
                return self._signalled(self._signals.popleft())
            if self._events:
                return self._events.popleft()
            undecided = self._decoder.lone_escape
            if not self._wait(ESCAPE_SECONDS if undecided else timeout):
                return self._decoder.end_escape() if undecided else None

    def pending_discard(self) -> None:
        """Forget all that was typed so far; a paste that is under way stays a paste."""
        while self._ready(0):
            self._receive()
        if self._decoder.lone_escape and self._ready(ESCAPE_SECONDS):
            self._receive()
        if self._decoder.lone_escape:
            self._decoder.end_escape()
        self._events.clear()

    def line(self, show: Callable[[], None], *, leave: bytes) -> Event:
        """Show a scene, and take a line that is typed with the terminal's own editing.

        What was typed before the scene is shown does not belong to the line. `show`
        leaves the cursor where it begins; `leave` is written at its end. A new size of
        the terminal breaks it off; what was typed so far is no longer the terminal's to
        edit then.
        """
        self._set_modes(line=True)
        write(self._output, PASTE_OFF)
        show()
        event = self._line()
        self._set_modes()
        write(self._output, leave + PASTE_ON)
        return event

    @contextmanager
    def given_back(self) -> Iterator[None]:
        """The terminal as other programs expect it, from `with` to its end.

        A program that has it meanwhile may be stopped, and we with it. Ctrl-C is its
        key alone; what is to end us is heeded afterwards.
        """
        self._give_back()
        handlers = {n: self._old_handlers[n] for n in STOPPING if n in self._old_handlers}
        for number, handler in handlers.items():
            signal.signal(number, handler)
        try:
            yield
        finally:
            for number in handlers:
                signal.signal(number, _note)
            self._notice_signals()
            self._signals = deque(s for s in self._signals if s in FATAL)
            self._take()

    def _line(self) -> Event:
        while True:
            self._notice_signals()
            self._heed_the_end()
            if self._signals:
                return self._broken_off()
            ready, _, _ = select.select([self._input, self._wake], [], [])
            if self._input in ready:
                data = self._bytes()
                text = data.decode(errors="replace")
                # Without a byte it is Ctrl-D: whoever ends the input wants to leave.
                return Typed(text.rstrip("\r\n"), done=True) if data else Key("ctrl-c")

    def _broken_off(self) -> Event:
        """What a signal makes of a line that is being typed."""
        self._set_modes()
        data = b""
        while self._signals[0] in (signal.SIGWINCH, signal.SIGCONT) and self._ready(0):
            data += self._bytes()
        event = self._signalled(self._signals.popleft())
        if not data:
            return event
        text, newline, _ = data.decode(errors="replace").partition("\n")
        return Typed(text, done=bool(newline))

    def _wait(self, timeout: float | None) -> bool:
        """Wait for a key or a signal; whether one has come."""
        ready, _, _ = select.select([self._input, self._wake], [], [], timeout)
        if self._input in ready:
            self._receive()
        return bool(ready)

    def _ready(self, timeout: float) -> bool:
        return bool(select.select([self._input], [], [], timeout)[0])

    def _receive(self) -> None:
        data = self._bytes()
        if not data:
            raise SystemExit(HUNG_UP)
        self._events += self._decoder.feed(data)

    def _bytes(self) -> bytes:
        try:
            return os.read(self._input, 4096)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            raise SystemExit(HUNG_UP) from error

    def _notice_signals(self) -> None:
        with suppress(BlockingIOError):
            self._signals += os.read(self._wake, 4096)

    def _heed_the_end(self) -> None:
        # First of all signals: with a lost terminal comes also one to go on.
        for fatal in FATAL:
            if fatal in self._signals:
                raise SystemExit(128 + fatal)

    def _signalled(self, number: int) -> Event:
        match number:
            case signal.SIGINT:
                return Key("ctrl-c")
            case signal.SIGTSTP:
                self._stop()
                return Resume()
            case signal.SIGCONT:
                self._take()
                return Resume()
            case _:
                return Resize()

    def _stop(self) -> None:
        """Stop as the shell expects it, with its own terminal; go on after `fg`."""
        self._give_back()
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, _note)
        self._take()
        self._notice_signals()
        with suppress(ValueError):
            self._signals.remove(signal.SIGCONT)

    def _take(self) -> None:
        try:
            self._set_modes()
        except termios.error as error:
            raise SystemExit(HUNG_UP) from error
        # Another program may have left the terminal such that writing can fail halfway.
        os.set_blocking(self._output, True)
        write(self._output, self._enter + PASTE_ON)

    def _set_modes(self, *, line: bool = False) -> None:
        """Take keys one by one, or a line with the editing that the person has set up."""
        modes = termios.tcgetattr(self._input)
        if line:
            usual = self._before
            modes[INPUT_FLAGS] = usual[INPUT_FLAGS] | termios.ICRNL
            modes[LOCAL_FLAGS] = usual[LOCAL_FLAGS] | LINE_FLAGS
            modes[CONTROL_CHARACTERS] = usual[CONTROL_CHARACTERS]
        else:
            modes[INPUT_FLAGS] &= ~termios.IXON
            modes[LOCAL_FLAGS] &= ~(termios.ICANON | termios.ECHO | termios.IEXTEN)
            modes[CONTROL_CHARACTERS] = [*modes[CONTROL_CHARACTERS]]
            modes[CONTROL_CHARACTERS][termios.VMIN] = 1
            modes[CONTROL_CHARACTERS][termios.VTIME] = 0
        how = termios.TCSAFLUSH if line else termios.TCSADRAIN
        termios.tcsetattr(self._input, how, modes)

    def _give_back(self) -> None:
        # Typed keys are dropped: they must not reach the shell as a command.
        with suppress(OSError):
            os.write(self._output, PASTE_OFF + self._leave)
        with suppress(termios.error):
            termios.tcsetattr(self._input, termios.TCSAFLUSH, self._before)

    def _end(self) -> None:
        self._give_back()
        for number, handler in self._old_handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._old_waker)
        self._notice_signals()
        os.close(self._wake)
        os.close(self._waker)


def _note(number: int, frame: object) -> None:
    """Do nothing: that a signal came is already written to the wake-up pipe."""


def forget_typed(fd: int) -> None:
    """Forget what was typed on a terminal and not read yet."""
    with suppress(termios.error):
        termios.tcflush(fd, termios.TCIFLUSH)
