"""The keyboard, and the terminal's modes while it is ours. The only file with platform code.

    with Keyboard(0, 1, enter=screen.ENTER, leave=screen.LEAVE) as keyboard:
        event = keyboard.read(None)

The terminal is given back on every way out: the normal end, an exception, Ctrl-Z, SIGTERM
and SIGHUP (which end the process by SystemExit 143 and 129, once what it was doing is
done). The half for Windows is type-checked and untried.
"""

import errno
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Self

from alliance_cards.terminal.events import Decoder, Event, Key, Resize, Resume, Typed

ESCAPE_SECONDS = 0.03
PASTE_ON, PASTE_OFF = b"\x1b[?2004h", b"\x1b[?2004l"
HUNG_UP = 129

if sys.platform == "win32":
    import ctypes
    import msvcrt
    import time

    UTF8_CODEPAGE = 65001
    OUTPUT_MODES = 0x0001 | 0x0002 | 0x0004  # processed, wrap, virtual terminal sequences
    STANDARD_OUTPUT = -11
    POLL_SECONDS = 0.015
    SPECIAL = {
        "H": "up", "P": "down", "K": "left", "M": "right",
        "G": "home", "O": "end", "I": "page-up", "Q": "page-down", "S": "delete",
    }  # fmt: skip

    class Keyboard:
        """The console of Windows: keys are polled, so is its size. Untried."""

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

else:
    import select
    import termios

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
    if sys.platform == "win32":
        while msvcrt.kbhit():
            msvcrt.getwch()
    else:
        with suppress(termios.error):
            termios.tcflush(fd, termios.TCIFLUSH)


@contextmanager
def interruptible() -> Iterator[None]:
    """Ctrl-C as a KeyboardInterrupt inside of `with`, and as it was outside."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def write(fd: int, data: bytes) -> None:
    """Write all of the data to a terminal; SystemExit 129 if the terminal is gone."""
    try:
        while data:
            data = data[os.write(fd, data) :]
    except OSError as error:
        if error.errno not in (errno.EIO, errno.EPIPE, errno.ENXIO):
            raise
        raise SystemExit(HUNG_UP) from error
