"""The command line: arguments, environment, clock and exit codes."""

import gc
import signal
import sys


def main() -> None:
    """Run the program and end the process with its exit code."""
    # Most commands end before there is garbage to collect; looking for it slows the start.
    gc.disable()
    # Ctrl-C ends the process at once: no traceback from the middle of an import, and what
    # was not committed did not happen. Only the study screen and `edit` see it as a key.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from alliance_cards.cli.app import app
    from alliance_cards.cli.boundary import prepare_streams

    prepare_streams()
    app(prog_name="alliance-cards")
    sys.exit(0)
