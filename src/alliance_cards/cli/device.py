"""The name of this machine in the log."""

import os
from contextlib import suppress
from functools import cache
from pathlib import Path

from alliance_cards.cli.environment import platform_folder


def device_path() -> Path:
    """The file with this machine's id: in the state folder, which people do not copy."""
    return platform_folder("STATE") / "device"


@cache
def device() -> bytes:
    """The 16 bytes that name this machine, made at the first call.

    Where the state folder cannot be used, a name of this process alone.
    """
    path = device_path()
    fresh = os.urandom(16)
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_new(path, fresh.hex())
        known = bytes.fromhex(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return fresh
    return known if len(known) == len(fresh) else fresh


def _write_new(path: Path, text: str) -> None:
    """Write a file that must not be there yet, whole or not at all."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_text(text, encoding="ascii")
    with suppress(FileExistsError):
        path.hardlink_to(draft)
    draft.unlink()
