"""What the program learns from outside: the clock, the home folder, where settings lie."""

import os
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Literal

import typer

from alliance_cards.collection.collection import Home
from alliance_cards.core.calendar import Moment, moment
from alliance_cards.core.errors import BadEnvironment

APP = "alliance-cards"
IN_HOME = {"DATA": ".local/share", "CONFIG": ".config", "STATE": ".local/state"}

Purpose = Literal["DATA", "CONFIG", "STATE"]


def home_of(context: typer.Context) -> Home:
    """The home folder: the --home option, else ALLIANCE_CARDS_HOME, else the platform's."""
    given = context.meta.get("home") or os.environ.get("ALLIANCE_CARDS_HOME")
    if given:
        return Home(_absolute(given))
    return Home(platform_folder("DATA"))


def settings_path() -> Path:
    """The settings file: ALLIANCE_CARDS_CONFIG, else the one in the platform's folder."""
    given = os.environ.get("ALLIANCE_CARDS_CONFIG")
    if given:
        return _absolute(given)
    return platform_folder("CONFIG") / "config.toml"


def has_own_settings() -> bool:
    """Whether ALLIANCE_CARDS_CONFIG names the settings file, which must be there then."""
    return bool(os.environ.get("ALLIANCE_CARDS_CONFIG"))


def now() -> Moment:
    """The moment now, or the one that ALLIANCE_CARDS_NOW sets."""
    given = os.environ.get("ALLIANCE_CARDS_NOW")
    if not given:
        return moment(datetime.now().astimezone())
    try:
        return moment(datetime.fromisoformat(given))
    except ValueError as error:
        raise BadEnvironment(
            f'ALLIANCE_CARDS_NOW is "{given}", which is not a usable time ({error}). It takes'
            ' an ISO 8601 time with its offset, such as "2026-03-01T09:00:00+01:00".',
            code="bad_clock",
        ) from error


def now_ns() -> int:
    """The time by the clock that stamps files, in nanoseconds."""
    return time.time_ns()


def platform_folder(purpose: Purpose) -> Path:
    """The folder for one purpose, whether it is there or not, as platformdirs says.

    On Linux its answer nearly always follows from two variables, and loading it takes as
    long as all that is read on the way to a card.
    """
    if sys.platform == "linux":
        home = os.environ.get("HOME", "")
        given = os.environ.get(f"XDG_{purpose}_HOME", "")
        if given.startswith("/"):
            return Path(given, APP)
        if home.startswith("/"):
            return Path(home, IN_HOME[purpose], APP)
    import platformdirs

    ask = {
        "DATA": platformdirs.user_data_path,
        "CONFIG": platformdirs.user_config_path,
        "STATE": platformdirs.user_state_path,
    }
    return ask[purpose](APP, appauthor=False)


def _absolute(given: str | Path) -> Path:
    try:
        return Path(given).expanduser().absolute()
    except RuntimeError as error:
        raise BadEnvironment(f'"{given}" names nobody\'s folder.', code="bad_path") from error
