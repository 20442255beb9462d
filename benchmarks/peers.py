"""Other programs, each installed into an environment of its own."""

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ANKI, CLANKI = "anki==25.9.2", "clanki==0.1.4"


class Peer(NamedTuple):
    """The environment of another program; `missing` says why it cannot be used."""

    folder: Path
    missing: str = ""

    @property
    def python(self) -> str:
        """Its Python."""
        return str(self.folder / "bin" / "python")


def peer(requirement: str, folder: Path) -> Peer:
    """The environment with a program in it, made if it is not there."""
    place = folder / requirement.replace("==", "-")
    if (place / "ready").exists():
        return Peer(place)
    for command in (
        [sys.executable, "-m", "venv", str(place)],
        [str(place / "bin" / "python"), "-m", "pip", "install", "--quiet", requirement],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            return Peer(place, f"{requirement} cannot be installed here")
    (place / "ready").touch()
    return Peer(place)
