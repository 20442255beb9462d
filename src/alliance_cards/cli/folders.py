"""The platform's folders for data, settings and state."""

import os
import sys
from pathlib import Path
from typing import Literal

APP = "alliance-cards"
IN_HOME = {"DATA": ".local/share", "CONFIG": ".config", "STATE": ".local/state"}

Purpose = Literal["DATA", "CONFIG", "STATE"]


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
