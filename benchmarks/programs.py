"""Programs that are started as a person starts them, and timed from outside."""

import fcntl
import os
import pty
import resource
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.lives import NOW_TEXT

OURS = str(Path(sys.executable).with_name("alliance-cards"))
PATIENCE_SECONDS = 60
KEPT = ("PATH", "LANG", "LC_ALL", "TMPDIR")


def surroundings(home: Path, person: Path) -> dict[str, str]:
    """The environment of a person, with compiled files kept as they are in ordinary use."""
    return {
        **{name: os.environ[name] for name in KEPT if name in os.environ},
        "ALLIANCE_CARDS_HOME": str(home),
        "ALLIANCE_CARDS_NOW": NOW_TEXT,
        "HOME": str(person),
        "TERM": "xterm-256color",
    }


class Done(NamedTuple):
    """How long a program ran, in seconds, and the most memory it held, in megabytes."""

    seconds: float
    megabytes: float


def run(command: Sequence[str], environment: Mapping[str, str]) -> Done:
    """Run a program to its end; a failure ends the measurements."""
    begun = time.perf_counter()
    nowhere = subprocess.DEVNULL
    program = subprocess.Popen(command, env=environment, stdout=nowhere, stderr=nowhere)
    _, status, used = os.wait4(program.pid, 0)
    seconds = time.perf_counter() - begun
    program.returncode = os.waitstatus_to_exitcode(status)
    if program.returncode:
        raise SystemExit(f"{command} failed")
    return Done(seconds, _megabytes(used))


def milliseconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """How long a program runs, in milliseconds."""
    return run(command, environment).seconds * 1000


def until_shown(text: bytes, command: Sequence[str], environment: Mapping[str, str]) -> float:
    """Milliseconds from the start of a program until a terminal has shown a text."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    begun = time.perf_counter()
    program = subprocess.Popen(
        command, stdin=follower, stdout=follower, stderr=follower, env=environment,
        start_new_session=True,
    )  # fmt: skip
    os.close(follower)
    seen = b""
    try:
        while text not in seen:
            if time.perf_counter() - begun > PATIENCE_SECONDS:
                raise SystemExit(f"{command}: no {text!r} in {seen!r}")
            seen += os.read(leader, 65_536)
        return (time.perf_counter() - begun) * 1000
    finally:
        program.send_signal(signal.SIGTERM)
        os.close(leader)
        program.wait()


def _megabytes(used: resource.struct_rusage) -> float:
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return used.ru_maxrss / unit
