"""Programs that are started as a person starts them, and timed from outside."""

import fcntl
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.lives import NOW_TEXT

OURS = str(Path(sys.executable).with_name("alliance-cards"))
PATIENCE_SECONDS = 60
KEPT = ("PATH", "LANG", "LC_ALL", "TMPDIR")
STARTER = """
import os, subprocess, sys
nowhere = subprocess.DEVNULL
program = subprocess.Popen(sys.argv[1:], stdout=nowhere, stderr=nowhere)
_, status, used = os.wait4(program.pid, 0)
print(used.ru_maxrss)
sys.exit(bool(status))
"""


@contextmanager
def on_one_processor() -> Iterator[None]:
    """Let what is started run on one processor: on a shared machine one may be the slower."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    all_of_them = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(all_of_them)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, all_of_them)


def surroundings(home: Path, person: Path) -> dict[str, str]:
    """The environment of a person, with compiled files kept as they are in ordinary use."""
    return {
        **{name: os.environ[name] for name in KEPT if name in os.environ},
        "ALLIANCE_CARDS_HOME": str(home),
        "ALLIANCE_CARDS_NOW": NOW_TEXT,
        "HOME": str(person),
        "TERM": "xterm-256color",
    }


def seconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """How long a program runs to its end, in seconds; a failure ends the measurements."""
    begun = time.perf_counter()
    nowhere = subprocess.DEVNULL
    done = subprocess.run(command, env=environment, stdout=nowhere, stderr=nowhere, check=False)
    if done.returncode:
        raise SystemExit(f"{command} failed")
    return time.perf_counter() - begun


def megabytes(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """The most memory that a program holds, in megabytes.

    A small program starts it: Linux counts in what the starter held, and this one holds much.
    """
    starter = [sys.executable, "-S", "-c", STARTER, *command]
    done = subprocess.run(starter, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{command} failed")
    return int(done.stdout) / (1024 * 1024 if sys.platform == "darwin" else 1024)


def milliseconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """How long a program runs, in milliseconds."""
    return seconds(command, environment) * 1000


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
