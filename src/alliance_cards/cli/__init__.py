"""The command line: arguments, environment, clock and exit codes."""

import gc
import os
import signal
import sys
from contextlib import suppress
from types import TracebackType


def main() -> None:
    """Run the program and end the process with its exit code."""
    code = run()
    from threading import active_count  # Typer has loaded it

    if active_count() > 1:
        sys.exit(code)  # Python waits for the others
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    # All is written and closed. To take the interpreter apart, module by module, would cost
    # a sixth of what a short command takes.
    os._exit(code)


def run() -> int:
    """Run the program with the arguments of the process; its exit code."""
    # Most commands end before there is garbage to collect; looking for it slows the start.
    gc.disable()
    # Ctrl-C ends the process at once: no traceback from the middle of an import, and what
    # was not committed did not happen. Only the study screen and `edit` see it as a key.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.excepthook = _show_bug
    from alliance_cards.cli.app import app
    from alliance_cards.cli.boundary import prepare_streams

    prepare_streams()
    return int(app(prog_name="alliance-cards", standalone_mode=False))


def _show_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Print the traceback of what no error boundary has caught, through the gate."""
    del kind, trace
    from traceback import format_exception

    from alliance_cards.core.gate import safe

    sys.stderr.write(safe("".join(format_exception(error))))
