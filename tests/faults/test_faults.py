"""Faults, injected for real: each gives a sentence, and loses nothing."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from alliance_cards.core import sm2
from alliance_cards.core.errors import StoreError
from alliance_cards.store import opening
from alliance_cards.store.audit import audit
from breaking.child import answers, put_deck, require_whole
from cli.program import NOON, run
from stores import new_store, opened, review

ROOT = os.name == "posix" and os.getuid() == 0
CARDS = 300

# Answers cards until one is refused; then prints what was acknowledged, and the refusal.
UNTIL_REFUSED = """
import io, json, os, resource, sys
from contextlib import redirect_stdout
from breaking.child import noon, run
from rights import give_up_rights
limit, locked, calls = json.loads(sys.argv[1])
os.environ["ALLIANCE_CARDS_NOW"] = noon(1)
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
if locked:
    give_up_rights()
given, told = [], []
for words in calls:
    out = io.StringIO()
    with redirect_stdout(out):
        code = run(*words, "--json")
    result = json.loads(out.getvalue())
    told.append(result.get("error", {}).get("code", ""))
    if words[0] == "grade":
        if code:
            break
        given.append(words[1])
print(json.dumps([given, told]))
"""
GRADES = [["grade", f"t/c{number}", "4"] for number in range(CARDS)]


def until_refused(
    home: Path, calls: list[list[str]], *, limit: int = 0, locked: bool = False
) -> tuple[list[str], list[str]]:
    """The cards that were answered, and the code of each call ("": it was done)."""
    tests = Path(__file__).parents[1]
    environment = {
        **os.environ, "ALLIANCE_CARDS_HOME": str(home),
        "PYTHONPATH": f"{tests.parent / 'src'}{os.pathsep}{tests}",
        "XDG_CONFIG_HOME": str(home.parent), "XDG_STATE_HOME": str(home.parent),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", UNTIL_REFUSED, json.dumps([limit, locked, calls])],
        env=environment, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    given, told = json.loads(done.stdout)
    return given, told


def require_all(home: Path, given: list[str]) -> None:
    """Everything is whole, every acknowledged answer there, and nothing else."""
    require_whole(home)
    assert sorted(answers(home)) == sorted(given)


def test_a_file_that_may_not_grow(home: Path) -> None:
    """A limit stands for the full disk: the write fails in the middle."""
    put_deck(home, "t", CARDS)
    run("next")
    limit = (home / "progress.db").stat().st_size + 8192
    given, told = until_refused(home, GRADES, limit=limit)
    assert 0 < len(given) < CARDS
    assert told[-1] in {"disk_full", "write_error"}
    require_all(home, given)
    assert run("grade", f"t/c{len(given)}", "4", at="2026-01-02T12:00:00+00:00").code == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of one megabyte."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if not ROOT or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("needs the right to mount a file system")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk(small_disk: Path) -> None:
    """Nothing is lost, deck files and backups too; with room again, it goes on."""
    home = small_disk / "home"
    put_deck(home, "t", CARDS)
    run("next", ALLIANCE_CARDS_HOME=str(home))
    ballast = small_disk / "ballast"
    with ballast.open("wb", buffering=0) as file, pytest.raises(OSError, match="space"):
        while True:
            file.write(bytes(4096))
    given, told = until_refused(home, [*LOOKING, ["due"], GRADES[0]])
    assert (given, told) == ([], [""] * (len(LOOKING) + 1) + ["disk_full"])
    os.truncate(ballast, ballast.stat().st_size - 90_000)
    given, told = until_refused(home, GRADES)
    assert len(given) < CARDS
    assert told[-1] in {"disk_full", "write_error"}
    full = run("import", "--yes", "--json", str(home / "decks" / "t.yaml"), "--deck", "u",
               ALLIANCE_CARDS_HOME=str(home))  # fmt: skip
    assert full.json["error"]["code"] == "disk_full"
    backup = run("backup", "--json", ALLIANCE_CARDS_HOME=str(home))
    assert (backup.code, list((home / "backups").glob("*.part"))) == (1, [])
    ballast.unlink()
    require_all(home, given)
    assert run("backup", ALLIANCE_CARDS_HOME=str(home)).code == 0


LOOKING = [["next"], ["decks"], ["cards"], ["show", "t/c0"], ["doctor"], ["restore"]]
WRITING = [
    ["undo"],
    ["flag", "t/c1"],
    ["backup"],
    ["restore", "2026", "--yes"],
    ["add", "t", "--front", "F", "--back", "B"],
    ["grade", "t/c1", "4"],
]


def looked_and_refused(told: list[str]) -> bool:
    """Whether all that only looks was done, and all that writes refused in a sentence."""
    looks, writes = told[: len(LOOKING)], told[len(LOOKING) :]
    return not any(looks) and set(writes) <= {"home_not_writable", "backup_failed"}


@pytest.mark.skipif(sys.platform != "linux", reason="gives up rights as Linux knows them")
@pytest.mark.parametrize("locked", [0o500, 0o555])
def test_a_home_that_may_not_be_written(locked: int, home: Path) -> None:
    """What looks goes on; what writes says why it cannot."""
    put_deck(home, "t", 3)
    run("grade", "t/c0", "4")
    before = (home / "progress.db").read_bytes()
    there = [home, *home.rglob("*")]
    for path in there:
        path.chmod(locked if path.is_dir() else 0o444)
    given, told = until_refused(home, LOOKING + WRITING, locked=True)
    for path in there:
        path.chmod(0o700)
    assert (given, looked_and_refused(told)) == ([], True), told
    assert (home / "progress.db").read_bytes() == before
    assert sorted(path.name for path in home.iterdir()) == ["backups", "decks", "progress.db"]


def test_a_disk_that_can_only_be_read(small_disk: Path) -> None:
    home = small_disk / "home"
    put_deck(home, "t", 3)
    run("grade", "t/c0", "4", ALLIANCE_CARDS_HOME=str(home))
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    given, told = until_refused(home, LOOKING + WRITING)
    assert (given, looked_and_refused(told)) == ([], True), told


def test_a_log_without_its_file(home: Path) -> None:
    """A new file in its place would make SQLite delete what the log holds."""
    store = new_store(home)
    review(store, "d/a", 4)
    log = (home / "progress.db-wal").read_bytes()
    store.path.rename(home / "elsewhere.db")
    result = run("next", "--json")
    assert result.json["error"]["code"] == "stray_log"
    assert (home / "progress.db-wal").read_bytes() == log
    (home / "elsewhere.db").rename(store.path)
    assert run("doctor", "--json").json["rows"] == 1
    store.close()


@pytest.mark.parametrize("by", ["deleted", "moved", "replaced"])
def test_a_home_that_vanishes_during_a_session(home: Path, by: str) -> None:
    """The next answer is refused, instead of going into a file that nobody has any more."""
    store = new_store(home)
    review(store, "d/a", 4)
    if by == "deleted":
        shutil.rmtree(home)
    else:
        home.rename(home.with_name("moved"))
    if by == "replaced":
        new_store(home)
    with pytest.raises(StoreError, match="moved or deleted") as caught:
        review(store, "d/b", 4)
    assert caught.value.code == "home_vanished"
    if by == "moved":
        assert opened(home.with_name("moved") / "progress.db").one("select count(*) from log") == (
            1,
        )
    store.close()


def test_another_program_holds_the_lock(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There is an end to the wait, and a sentence; the next try succeeds."""
    monkeypatch.setattr(opening, "WAIT_SECONDS", 0.1)
    put_deck(home, "t", 2)
    run("next", at=NOON)
    with closing(sqlite3.connect(home / "progress.db", isolation_level=None)) as other:
        other.execute("begin immediate")
        refused = run("grade", "t/c0", "4", "--json")
        assert refused.json["error"]["code"] == "busy"
        assert run("next", "--json").code in {0, 1}
        other.execute("rollback")
    assert run("grade", "t/c0", "4").code == 0
    assert run("doctor", "--json").json["rows"] == 1


class Failing:
    """A connection on which one statement fails as a broken disk makes it fail."""

    def __init__(self, connection: sqlite3.Connection, statement: str, code: int) -> None:
        self._connection, self._statement, self._code = connection, statement, code

    def __getattr__(self, name: str) -> object:
        return getattr(self._connection, name)

    def execute(self, sql: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor:
        if sql.startswith(self._statement):
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = self._code
            raise error
        return self._connection.execute(sql, values)


@pytest.mark.parametrize("statement", ["commit", "insert into log", "insert or replace into sch"])
@pytest.mark.parametrize(
    ("number", "code"),
    [
        (sqlite3.SQLITE_IOERR, "write_error"),
        (sqlite3.SQLITE_IOERR | 12 << 8, "write_error"),
        (sqlite3.SQLITE_FULL, "disk_full"),
        (sqlite3.SQLITE_BUSY, "busy"),
        (sqlite3.SQLITE_READONLY, "home_not_writable"),
    ],
)
def test_a_write_error_at_any_statement(
    tmp_path: Path, statement: str, number: int, code: str
) -> None:
    """Nothing of the answer stays, and the next one is whole."""
    store = new_store(tmp_path)
    review(store, "d/a", 4)
    good = store.connection
    store.connection = Failing(good, statement, number)  # type: ignore[assignment]
    with pytest.raises(StoreError) as caught:
        review(store, "d/b", 4)
    assert caught.value.code == code
    store.connection = good
    assert store.one("select count(*) from log") == (1,)
    review(store, "d/b", 4)
    assert audit(store, sm2).findings == ()


def test_a_newer_file_is_left_as_it_is_with_nothing_beside_it(home: Path) -> None:
    store = new_store(home)
    store.write("pragma user_version = 99")
    store.close()
    before = store.path.read_bytes()
    for words in (["next"], ["grade", "d/a", "4"], ["doctor"], ["doctor", "--repair"], ["backup"]):
        assert run(*words, "--json").json["error"]["code"] == "newer_database"
    assert store.path.read_bytes() == before
    assert [path.name for path in home.iterdir()] == ["progress.db"]
