"""A deck file is replaced as a whole or not at all."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from alliance_cards.decks.loading import load, load_whole
from alliance_cards.decks.saving import write_whole

WRITES_ON_AND_ON = """
import sys
from pathlib import Path
from alliance_cards.decks.saving import write_whole
print("ready", flush=True)
while True:
    for letter in "ab":
        write_whole(Path(sys.argv[1]), letter * 2_000_000)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder."""
    made = tmp_path / "decks"
    made.mkdir()
    return made


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_to_the_last_byte(folder: Path) -> None:
    """Line ends and a byte order mark are written as they are, and read as they are."""
    path = folder / "deck.yaml"
    text = "\ufeffname: é\r\ncards: []\r\n\n"
    write_whole(path, text)
    assert path.read_bytes() == text.encode()
    assert load_whole(path) == text
    assert load(path) == text[1:]
    assert names(folder) == {"deck.yaml"}


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_permissions_stay(folder: Path, mode: int) -> None:
    """Who may read or write a deck does not change with its content."""
    path = folder / "deck.yaml"
    path.write_text("old")
    path.chmod(mode)
    write_whole(path, "new")
    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_new_file_is_its_owners_alone(folder: Path) -> None:
    """Whatever the person's other files are; one that is there keeps its permissions."""
    write_whole(folder / "deck.yaml", "new")
    assert stat.S_IMODE((folder / "deck.yaml").stat().st_mode) == 0o600


def test_a_link_within_its_folder_stays_a_link(folder: Path) -> None:
    """The file that it leads to is written."""
    (folder / "real.yaml").write_text("old")
    (folder / "link.yaml").symlink_to("real.yaml")
    write_whole(folder / "link.yaml", "new")
    assert (folder / "link.yaml").is_symlink()
    assert (folder / "real.yaml").read_text() == "new"


def test_a_folder_may_be_a_link(folder: Path) -> None:
    """It is where the person keeps the decks."""
    other = folder / "other"
    other.symlink_to(folder)
    write_whole(other / "deck.yaml", "new")
    assert (folder / "deck.yaml").read_text() == "new"


def test_a_link_that_leads_out_is_refused(folder: Path) -> None:
    """A shared deck must not make somebody overwrite a file elsewhere."""
    outside = folder.parent / "outside.yaml"
    outside.write_text("old")
    (folder / "link.yaml").symlink_to("../outside.yaml")
    with pytest.raises(OSError, match="leads out of its folder"):
        write_whole(folder / "link.yaml", "new")
    assert outside.read_text() == "old"


def test_a_link_to_itself_is_refused(folder: Path) -> None:
    """It leads nowhere."""
    (folder / "link.yaml").symlink_to("link.yaml")
    with pytest.raises(OSError, match="leads"):
        write_whole(folder / "link.yaml", "new")


def test_what_is_no_plain_file_is_refused(folder: Path) -> None:
    """A pipe would be replaced by a file."""
    os.mkfifo(folder / "deck.yaml")
    with pytest.raises(OSError, match="no plain file"):
        write_whole(folder / "deck.yaml", "new")


def test_a_write_protected_file_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To replace it would be possible, and not what the person meant."""
    path = folder / "deck.yaml"
    path.write_text("old")
    path.chmod(0o444)
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everything
    with pytest.raises(PermissionError, match="write-protected"):
        write_whole(path, "new")
    assert path.read_text() == "old"


@pytest.mark.parametrize("step", ["fsync", "chmod", "replace"])
def test_a_failure_leaves_the_old_file(
    folder: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk, say; nothing is left lying about."""

    def fails(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    path = folder / "deck.yaml"
    path.write_text("old")
    monkeypatch.setattr(os, step, fails)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, "new")
    assert path.read_text() == "old"
    assert names(folder) == {"deck.yaml"}


def test_what_utf8_cannot_hold_changes_nothing(folder: Path) -> None:
    """It is encoded before anything is opened."""
    path = folder / "deck.yaml"
    path.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "\udce9")
    assert path.read_text() == "old"


def test_killed_at_any_moment(folder: Path) -> None:
    """There is the old file or the new one, never a half; a leftover is no deck."""
    path = folder / "deck.yaml"
    path.write_text("a" * 2_000_000)
    command = [sys.executable, "-c", WRITES_ON_AND_ON, str(path)]
    for wait in (0.03, 0.0405, 0.052, 0.0635, 0.075):
        with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            child.stdout.readline()
            with pytest.raises(subprocess.TimeoutExpired):
                child.wait(wait)
            child.send_signal(signal.SIGKILL)
        text = path.read_text()
        assert text in ("a" * 2_000_000, "b" * 2_000_000)
    assert all(name == "deck.yaml" or name.startswith(".") for name in names(folder))
