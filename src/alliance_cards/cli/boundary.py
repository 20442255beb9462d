"""The one place where errors become a sentence and an exit code.

Exit codes: 0 done; 1 the request failed or a check found problems; 2 usage; 130 Ctrl-C.
"""

import os
import re
import sys
import traceback
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from typer import Exit
from typer._click.exceptions import NoSuchOption
from typer.exceptions import Abort, TyperException

from alliance_cards.cli.output import OutputFailed, emit_json, say
from alliance_cards.core.errors import AllianceCardsError

TOO_MANY = r"(?s)Got unexpected extra argument(?:s|\(s\))? \((.*)\)"
FAILED, INTERRUPTED = 1, 130
REPORT = "This is a fault of alliance-cards, not yours. Please report it with the lines above."


def prepare_streams() -> None:
    """Let no encoding of the terminal, and no closed stream, break the output."""
    nowhere = Path(os.devnull)
    sys.stdout = sys.stdout or nowhere.open("w", encoding="utf-8")
    sys.stderr = sys.stderr or nowhere.open("w", encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def guarded(call: Callable[[], Any], *, as_json: bool) -> int:
    """Run a command; its exit code, with every error told in a sentence (or as JSON)."""
    try:
        result = call()
    except AllianceCardsError as error:
        return _tell([error.message], error.code, error.exit_code, as_json)
    except TyperException as error:
        return _tell(_usage(error), "usage", error.exit_code, as_json)
    except (KeyboardInterrupt, Abort):
        return INTERRUPTED
    except OSError as error:
        return _tell([_refused(error)], "system_error", FAILED, as_json)
    except Exception:  # noqa: BLE001 - the boundary: a bug is shown with where to report it
        say(*traceback.format_exc().splitlines())
        return _tell([REPORT], "bug", FAILED, as_json)
    return result if isinstance(result, int) else 0


def _tell(lines: Sequence[str], code: str, exit_code: int, as_json: bool) -> int:
    if not as_json:
        say(*lines)
        return exit_code
    try:
        emit_json({"error": {"code": code, "message": "\n".join(lines)}})
    except OutputFailed:
        say(*lines)
    except Exit:
        pass  # the reader has gone away
    return exit_code


def _usage(error: TyperException) -> list[str]:
    message = _no_option(error) if isinstance(error, NoSuchOption) else error.format_message()
    message = re.sub(TOO_MANY, r'There is no place for "\1" here', message)
    if not message.endswith((".", "?")):
        message += "."
    context = getattr(error, "ctx", None)
    if context is None:
        return [message]
    return [message, f'"{context.command_path} --help" says how it is used.']


def _no_option(error: NoSuchOption) -> str:
    nearest = error.possibilities or ()
    hint = f" Did you mean {' or '.join(nearest)}?" if nearest else ""
    return f'There is no option "{error.option_name}".{hint}'


def _refused(error: OSError) -> str:
    place = f"{error.filename}: " if error.filename else ""
    return f"{place}{error.strerror or error}."
