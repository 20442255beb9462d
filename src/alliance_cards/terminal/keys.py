"""The keyboard, and the terminal's modes while it is ours, of this platform.

    with Keyboard(0, 1, enter=screen.ENTER, leave=screen.LEAVE) as keyboard:
        event = keyboard.read(None)

The terminal is given back on every way out: the normal end, an exception, Ctrl-Z, SIGTERM
and SIGHUP (which end the process by SystemExit 143 and 129, once what it was doing is
done). Platform code is in the two files that this one chooses from, and nowhere else.
"""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

if sys.platform == "win32":
    from alliance_cards.terminal.keys_windows import Keyboard, forget_typed
else:
    from alliance_cards.terminal.keys_posix import Keyboard, forget_typed

__all__ = ["Keyboard", "forget_typed", "interruptible"]


@contextmanager
def interruptible() -> Iterator[None]:
    """Ctrl-C as a KeyboardInterrupt inside of `with`, and as it was outside."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
