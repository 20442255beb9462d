"""What the program prints: data on stdout, talk on stderr, all of it through the gate."""

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, TextIO

import typer

from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.core.gate import safe_line

JSON_VERSION = 1
NARROWEST = 20


class OutputFailed(AllianceCardsError):
    """Standard output does not take what is printed: a full disk, say."""


def emit(*lines: str) -> None:
    """Print lines of data."""
    write_gated(_gated(lines, sys.stdout))


def write_gated(text: str) -> None:
    """Write what has passed the gate. A reader that has gone away is no error.

    Raises OutputFailed for any other reason why it cannot be written.
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        _write_no_more(sys.stdout)
        if isinstance(error, BrokenPipeError):
            raise typer.Exit(0) from None
        raise OutputFailed(
            f"The output cannot be written ({error.strerror}). What was asked for is done.",
            code="output_failed",
        ) from error


def emit_json(values: Mapping[str, Any]) -> None:
    """Print the one JSON object of a call: pure ASCII, without a control character."""
    import json

    write_gated(json.dumps({"version": JSON_VERSION, **values}, ensure_ascii=True) + "\n")


def say(*lines: str) -> None:
    """Tell the person something that is not data, as far as there is somebody to tell."""
    try:
        sys.stderr.write(_gated(lines, sys.stderr))
    except OSError:
        _write_no_more(sys.stderr)


def _gated(lines: Iterable[str], stream: TextIO) -> str:
    """Lines as they are written: broken between words where they go to a terminal.

    A newline in one of them, in a file's name say, does not make it two: it is shown as ⏎.
    """
    gated = [" " * _margin(line) + safe_line(line) for line in lines]
    if stream.isatty():
        width = max(NARROWEST, shutil.get_terminal_size().columns)
        gated = [_filled(line, width) for line in gated]
    return "".join(f"{line}\n" for line in gated)


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _filled(line: str, width: int) -> str:
    return textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False)


def _write_no_more(stream: TextIO) -> None:
    """Let nothing try again, at the end of the process, what has failed already."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
