"""What all tests share, and the guard that keeps them out of the real home folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

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
settings.load_profile("suite")


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


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Close every progress file that a test has opened through `stores` or `people`."""
    yield
    while OPEN:
        OPEN.pop().close()


def _look(folder: Path) -> list[str]:
    """The names in the places where the program would write by default."""
    places = [folder / ".local/share", folder / ".local/state", folder / ".config"]
    return [
        str(place / name)
        for place in places
        for name in ["alliance-cards"]
        if (place / name).exists()
    ]
