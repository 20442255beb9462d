"""What all tests share, and the guard that keeps them out of the real home folder."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from cli.program import put_deck, run
from drawn import THOROUGH, TIMES
from stores import OPEN

REAL_HOME = Path.home()
OURS = ("ALLIANCE_CARDS_HOME", "ALLIANCE_CARDS_CONFIG", "ALLIANCE_CARDS_NOW")
SURROUNDINGS = ("NO_COLOR", "COLUMNS", "LINES", "EDITOR", "VISUAL", "PAGER", "FORCE_COLOR")

settings.register_profile(
    "suite",
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.register_profile(
    THOROUGH, settings.get_profile("suite"), derandomize=False, max_examples=100 * TIMES
)
settings.load_profile("suite")

MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a private folder in it
ENOUGH_BYTES = 1 << 30


def pytest_configure() -> None:
    """Homes lie in memory where a system has room there: no test is about the disk's speed.

    And programs that tests start may keep what Python compiled of ours.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if "TMPDIR" not in os.environ and _has_room(MEMORY):
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_collection_finish() -> None:
    """What is loaded by now is no garbage, and need not be looked through again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of the test's own: the real one is out of reach, also for child processes."""
    person = tmp_path / "person"
    person.mkdir()
    for name in (*OURS, *SURROUNDINGS):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(person))
    monkeypatch.setenv("USERPROFILE", str(person))
    for kind in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(person / kind.lower()))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("ALLIANCE_CARDS_HOME", str(tmp_path / "home"))
    before = _look(REAL_HOME)
    yield tmp_path / "home"
    assert _look(REAL_HOME) == before, "a test touched the real home folder"


@pytest.fixture
def deck(home: Path) -> None:
    """A deck of three cards in the home, which were read."""
    put_deck(home)
    run("next")


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Close every progress file that a test has opened through `stores` or `people`."""
    yield
    while OPEN:
        OPEN.pop().close()


def _has_room(folder: Path) -> bool:
    """Whether there is room in a folder, and programs in it may run, as tests make some."""
    if not os.access(folder, os.W_OK | os.X_OK):
        return False
    system = os.statvfs(folder)
    return not system.f_flag & os.ST_NOEXEC and system.f_bavail * system.f_frsize > ENOUGH_BYTES


def _look(folder: Path) -> list[str]:
    """The names in the places where the program would write by default."""
    places = [folder / ".local/share", folder / ".local/state", folder / ".config"]
    return [
        str(place / name)
        for place in places
        for name in ["alliance-cards"]
        if (place / name).exists()
    ]
