"""What the program prints: data on stdout, talk on stderr, all of it through the gate."""

import os
import sys
from collections.abc import Mapping
from typing import Any

import typer

from alliance_cards.terminal.gate import safe

JSON_VERSION = 1


def emit(text: str) -> None:
    """Print a line of data, or several."""
    write_gated(safe(text) + "\n")


def write_gated(text: str) -> None:
    """Write what has passed the gate. A reader that has gone away is no error."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None


def emit_json(values: Mapping[str, Any]) -> None:
    """Print the one JSON object of a call: pure ASCII, without a control character."""
    import json

    text = json.dumps({"version": JSON_VERSION, **values}, ensure_ascii=True)
    emit(text.replace("\x7f", "\\u007f"))


def say(text: str) -> None:
    """Tell the person something that is not data."""
    sys.stderr.write(safe(text) + "\n")
