"""A study session with the person at this terminal, or at the other end of a pipe."""

import gc
import os
import sys
import time
from typing import TYPE_CHECKING

from alliance_cards.cli import drawing, environment
from alliance_cards.cli.opening import person_settings
from alliance_cards.cli.output import OutputFailed
from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.core.session import Desk
from alliance_cards.core.settings import Settings
from alliance_cards.terminal.bindings import KeyMap, keys_in_force

if TYPE_CHECKING:
    from alliance_cards.core.summary import Summary


def require_terminal(*, plain: bool) -> None:
    """Refuse to begin without a terminal, unless lines are wanted (`plain`, or a setting)."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        return
    if _wants_lines(person_settings(), plain=plain):
        return
    raise AllianceCardsError(
        "There is no terminal here to study in."
        ' "alliance-cards study --plain" reads lines from a pipe;'
        ' "alliance-cards next" and "alliance-cards grade" do the same steps one by one.',
        code="no_terminal",
    )


def _wants_lines(settings: Settings, *, plain: bool) -> bool:
    """By the option, by the setting, or where TERM=dumb cannot do otherwise."""
    return plain or settings.plain or os.environ.get("TERM") == "dumb"


def hold_session(desk: Desk, settings: Settings, *, plain: bool, is_first: bool) -> None:
    """Let the person study on the screen, or in lines; and say what the session came to.

    The first session of a new home begins with a word of welcome.
    """
    keys = keys_in_force(settings)
    gc.freeze()  # what was imported is no garbage, and need not be looked at
    gc.enable()
    if _wants_lines(settings, plain=plain):
        _in_lines(desk, settings, keys)
    else:
        _on_screen(desk, settings, keys, is_first=is_first)


def _on_screen(desk: Desk, settings: Settings, keys: KeyMap, *, is_first: bool) -> None:
    from alliance_cards.terminal.study import run_study

    summary = run_study(
        desk,
        input_fd=sys.stdin.fileno(),
        output=sys.stdout,
        color=drawing.wants_color(),
        columns=drawing.columns_asked_for(),
        clock=environment.now,
        ticks=time.monotonic,
        keys=keys,
        pause_after=settings.pause_after,
        is_first=is_first,
    )
    from alliance_cards.terminal.views.summary import summary_view

    drawing.draw(summary_view(summary))


def _in_lines(desk: Desk, settings: Settings, keys: KeyMap) -> None:
    from alliance_cards.terminal.linear import run_linear
    from alliance_cards.terminal.lines import Lines, Voice

    voice = Voice(sys.stdout, columns=drawing.columns_asked_for())
    try:
        summary = run_linear(
            desk,
            lines=Lines(sys.stdin.fileno()),
            voice=voice,
            clock=environment.now,
            ticks=time.monotonic,
            keys=keys,
            pause_after=settings.pause_after,
        )
        voice.say(*_spoken(summary))
    except OSError as error:
        raise _unheard(error) from error


def _spoken(summary: "Summary") -> list[str]:
    from alliance_cards.terminal.views.spoken import spoken_summary

    return spoken_summary(summary)


def _unheard(error: OSError) -> AllianceCardsError:
    return OutputFailed(
        f"The output cannot be written ({error.strerror}). Every answer given is kept.",
        code="output_failed",
    )
