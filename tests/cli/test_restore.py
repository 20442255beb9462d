"""Backups and their return, as a person has them."""

import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from cli.program import ON_A_TERMINAL, put_deck, run
from terminal.pseudo import Terminal

TOMORROW = "2026-03-02T12:00:00+01:00"


@pytest.fixture(autouse=True)
def deck(home: Path) -> None:
    put_deck(home)


def names(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "backups").glob("*"))


def damage_index(database: Path, index: str) -> None:
    """Overwrite the cells of the page where an index begins."""
    with closing(sqlite3.connect(database)) as connection:
        (page,) = connection.execute(
            "select rootpage from sqlite_master where name = ?", (index,)
        ).fetchone()
        (size,) = connection.execute("pragma page_size").fetchone()
    with database.open("r+b") as file:
        file.seek((page - 1) * size + 8)
        file.write(b"\xff" * 200)


def test_the_first_answer_of_a_study_day_makes_a_backup(home: Path) -> None:
    """Looking makes none, nor does a second answer; the night belongs to the evening."""
    run("next")
    assert names(home) == []
    run("grade", "three/one", "4")
    run("grade", "three/two", "4")
    run("undo", at="2026-03-02T03:59:00+01:00")
    assert names(home) == ["2026-03-01-120000-daily.db"]
    run("grade", "three/three", "4", at="2026-03-02T04:00:00+01:00")
    assert names(home)[1:] == ["2026-03-02-040000-daily.db"]


def test_an_answer_counts_also_where_no_backup_can_be_made(home: Path) -> None:
    (home / "backups").write_text("in the way")
    result = run("grade", "three/one", "4")
    assert result.code == 0
    assert "Today's backup could not be made." in result.stderr
    assert run("doctor").code == 0


def test_a_restore_takes_back_and_can_be_taken_back(home: Path) -> None:
    run("grade", "three/one", "4")
    run("grade", "three/two", "4", at=TOMORROW)
    result = run("restore", "2026-03-01", "--yes", "--json", at=TOMORROW)
    assert (result.json["answers"], result.json["lost"]) == (1, 1)
    assert run("cards", "is:new", "three/", "--json").json["cards"][0]["id"] == "three/two"
    kept = Path(result.json["kept"])
    assert kept.name == "2026-03-02-120000-restore.db"
    back = run("restore", kept.stem, "--yes", "--json")
    assert (back.json["answers"], back.json["lost"]) == (2, 0)
    assert run("doctor", "--json").json["rows"] == 2


def test_a_backup_that_is_damaged_changes_nothing(home: Path) -> None:
    """Damaged where no look into it comes by: in an index of the cards."""
    run("grade", "three/one", "4")
    (backup,) = (home / "backups").iterdir()
    other = Path(run("backup", "--json").json["backup"])
    damage_index(backup, "card_new")
    result = run("restore", backup.stem, "--yes", "--json")
    assert result.json["error"]["code"] == "damaged_database"
    assert f"Choose another one, such as {other.stem}." in result.json["error"]["message"]
    assert set(names(home)) == {backup.name, other.name}
    assert not list(home.glob("damaged-*"))
    assert run("doctor", "--json").json["rows"] == 1


@pytest.mark.parametrize("is_there", [False, True])
def test_nobody_begins_anew_beside_backups(home: Path, is_there: bool) -> None:
    """It is said what there is, and how to bring it back or to begin anew."""
    run("grade", "three/one", "4")
    (home / "progress.db").unlink()
    if is_there:
        (home / "progress.db").touch(0o600)
    for words in (["next"], ["grade", "three/two", "4"], ["doctor", "--repair"], ["undo"]):
        refused = run(*words)
        assert (refused.code, "alliance-cards restore" in refused.stderr) == (1, True)
    assert run("next", "--json").json["error"]["code"] == "progress_missing"
    restored = run("restore", "2026", "--yes", "--json")
    assert (restored.json["answers"], restored.json["lost"], restored.json["kept"]) == (1, 0, None)
    assert (home / "progress.db").stat().st_mode & 0o077 == 0
    assert run("doctor", "--json").json["rows"] == 1


def test_a_backup_may_be_thinned_while_it_is_restored(home: Path) -> None:
    """The one made before counts as a day more, and the oldest has to go."""
    for day in range(2, 10):
        run("grade", "three/one", "5", "--early", at=f"2026-03-{day:02}T12:00:00+01:00")
    oldest = names(home)[0]
    result = run("restore", oldest, "--yes", "--json", at="2026-03-10T12:00:00+01:00")
    assert oldest not in names(home)
    assert result.json["answers"] == run("doctor", "--json").json["rows"]


def test_nothing_happens_without_a_yes(home: Path) -> None:
    run("grade", "three/one", "4")
    run("grade", "three/two", "4")
    result = run("restore", "2026")
    assert result.code == 1
    assert "It holds 1 answer to 1 card, the last one of 2026-03-01." in result.stdout
    assert "1 answer that the progress file has now would be gone." in result.stdout
    assert "--yes" in result.stderr
    assert run("doctor", "--json").json["rows"] == 2


@pytest.mark.parametrize("answer", ["y", "n"])
def test_on_a_terminal_it_asks(home: Path, answer: str) -> None:
    run("grade", "three/one", "4")
    run("grade", "three/two", "4")
    words = [sys.executable, "-c", ON_A_TERMINAL, "restore", "2026"]
    with Terminal(words, dict(os.environ)) as terminal:
        terminal.until("would be gone", "Go ahead?")
        terminal.press(f"{answer}\r")
        assert terminal.ended() == (0 if answer == "y" else 1)
    assert run("doctor", "--json").json["rows"] == (1 if answer == "y" else 2)


@pytest.mark.parametrize("wanted", ["2027", "2026", "nothing/such"])
def test_a_name_that_is_no_backups(home: Path, wanted: str) -> None:
    run("grade", "three/one", "4")
    run("backup", at=TOMORROW)
    result = run("restore", wanted, "--json")
    assert (result.code, result.json["error"]["code"]) == (1, "unknown_backup")


@pytest.mark.parametrize("content", [b"", b"text"])
def test_a_file_that_is_no_backup(home: Path, tmp_path: Path, content: bytes) -> None:
    """What it holds is not brought back, and what is there stays."""
    run("grade", "three/one", "4")
    (tmp_path / "file").write_bytes(content)
    refused = run("restore", str(tmp_path / "file"), "--yes").stderr
    assert f"The backup {tmp_path / 'file'} is damaged or is none, so nothing" in refused
    assert run("doctor", "--json").json["rows"] == 1


def test_a_file_that_is_no_database_is_kept_aside(home: Path) -> None:
    """The way out that the message names."""
    run("grade", "three/one", "4")
    for suffix in ("-wal", "-shm"):
        (home / f"progress.db{suffix}").unlink(missing_ok=True)
    (home / "progress.db").write_bytes(b"\0" * 20_000)
    broken = run("next")
    assert "alliance-cards restore" in broken.stderr
    result = run("restore", "2026-03-01", "--yes", "--json")
    assert result.json["lost"] is None
    assert Path(result.json["kept"]).read_bytes() == b"\0" * 20_000
    assert run("doctor", "--json").json["rows"] == 1
