"""Opening the progress file: new, old, newer, foreign, damaged, shared, out of reach."""

import multiprocessing
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from alliance_cards.core import sm2
from alliance_cards.core.errors import StoreError
from alliance_cards.store.audit import audit
from alliance_cards.store.database import open_store
from alliance_cards.store.versions import APPLICATION_ID, SCHEMA_VERSION
from stores import do, new_store, opened, review, undo

T = TypeVar("T")


def test_a_new_file_is_strict_private_and_durable(tmp_path: Path) -> None:
    """Strict tables, write-ahead log, full synchronisation, and nobody else's to read."""
    store = opened(tmp_path / "home" / "progress.db")
    found = store.rows("select name, sql from sqlite_master where type = 'table'")
    tables: dict[str, str] = dict(found)
    ours = {name: sql for name, sql in tables.items() if not name.startswith(("_", "sqlite"))}
    assert set(ours) == {
        "device", "name", "known", "log", "file_change", "schedule", "total", "deck", "file",
        "card",
    }  # fmt: skip
    assert all("strict" in sql.rsplit(")", 1)[1] for sql in ours.values())
    assert store.one("pragma journal_mode") == ("wal",)
    assert store.one("pragma synchronous") == (2,)
    assert store.one("pragma application_id") == (APPLICATION_ID,)
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(store.path.parent.stat().st_mode) == 0o700


def test_the_log_refers_to_no_row_of_the_index(tmp_path: Path) -> None:
    """Foreign keys stand among derived tables only."""
    store = new_store(tmp_path)
    for table in ("device", "name", "known", "log", "file_change", "schedule", "total"):
        assert list(store.rows(f"pragma foreign_key_list({table})")) == []


def test_a_newer_file_is_refused_untouched(tmp_path: Path) -> None:
    """A sentence, and not a byte changed."""
    store = new_store(tmp_path)
    store.write(f"pragma user_version = {SCHEMA_VERSION + 1}")
    store.close()
    before = (tmp_path / "progress.db").read_bytes()
    with pytest.raises(StoreError, match="newer alliance-cards") as caught:
        open_store(tmp_path / "progress.db")
    assert caught.value.code == "newer_database"
    assert (tmp_path / "progress.db").read_bytes() == before


def test_a_foreign_database_is_refused_untouched(tmp_path: Path) -> None:
    """A database of some other program is named for what it is."""
    path = tmp_path / "progress.db"
    foreign = sqlite3.connect(path)
    foreign.execute("create table recipes (name text)")
    foreign.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not one of alliance-cards") as caught:
        open_store(path)
    assert caught.value.code == "not_a_collection"
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"These are my notes.\n" * 100, bytes(range(256)) * 40])
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    """Any other file is left as it is."""
    path = tmp_path / "progress.db"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="not a database") as caught:
        open_store(path)
    assert caught.value.code == "damaged_database"
    assert path.read_bytes() == content


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    """A file where the folder should be: the path and the remedy."""
    (tmp_path / "home").write_text("")
    with pytest.raises(StoreError, match="--home") as caught:
        open_store(tmp_path / "home" / "progress.db")
    assert caught.value.code == "home_not_writable"


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX permissions")
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """As a person without rights (root is dropped to nobody, whom a folder does stop)."""
    home = tmp_path / "home"
    new_store(home).close()
    code = f"""
import os, sys
if os.getuid() == 0:
    import importlib, alliance_cards.store.migrations
    os.setgid(65534); os.setuid(65534)
from pathlib import Path
from alliance_cards.core.errors import StoreError
from alliance_cards.store.database import open_store
try:
    open_store(Path({str(home / "progress.db")!r}))
except StoreError as error:
    print(error.code)
"""
    home.chmod(0o500)
    (home / "progress.db").chmod(0o400)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    home.chmod(0o700)
    assert (done.stdout, done.stderr) == ("home_not_writable\n", "")


def _patiently(act: Callable[[], T]) -> T:
    """Do something as often as a loaded machine makes the wait for the lock too long."""
    while True:
        try:
            return act()
        except StoreError as error:
            if error.code != "busy":
                raise


def _answer(folder: str, card: str, days: int) -> None:
    store = open_store(Path(folder) / "progress.db")
    for day in range(days):
        _patiently(lambda day=day: review(store, card, day % 6, day=day))  # type: ignore[misc]
        if day % 5 == 4:
            assert _patiently(lambda day=day: undo(store, day=day))  # type: ignore[misc]
    store.close()


def test_several_programs_at_once(tmp_path: Path) -> None:
    """Four programs open a file that is new and write to it: no answer lost, no damage."""
    context = multiprocessing.get_context("spawn")
    programs = [
        context.Process(target=_answer, args=(str(tmp_path), f"d/{name}", 25)) for name in "abcd"
    ]
    for program in programs:
        program.start()
    for program in programs:
        program.join()
    assert [program.exitcode for program in programs] == [0, 0, 0, 0]
    store = opened(tmp_path / "progress.db")
    assert store.one("select count(*), sum(kind = 1), sum(kind = 12) from log") == (120, 100, 20)
    assert audit(store, sm2).findings == ()


def test_what_was_not_finished_did_not_happen(tmp_path: Path) -> None:
    """An error in the middle of an action leaves the file as it was before."""
    store = new_store(tmp_path)
    before = list(store.connection.iterdump())
    with pytest.raises(ZeroDivisionError), store.transaction():
        store.write("insert into name (text) values ('d/x')")
        raise ZeroDivisionError
    assert list(store.connection.iterdump()) == before


def test_the_first_schema_opens_with_all_its_history(tmp_path: Path) -> None:
    """A file of the oldest schema, kept as it was written."""
    shutil.copy(Path(__file__).parent / "schema-1.db", tmp_path / "progress.db")
    store = opened(tmp_path / "progress.db")
    found = audit(store, sm2)
    assert (found.rows, found.cards, found.findings) == (9, 3, ())


def write_first_schema(path: Path) -> None:
    """How `schema-1.db` was made; it is never made again."""
    from alliance_cards.core.history import Entry, Kind

    store = new_store(path)
    for day, (card, grade) in enumerate((("d/a", 4), ("d/b", 1), ("d/a", 5), ("d/c", 3))):
        review(store, card, grade, day=20_000 + day * 2)
    do(store, Entry(kind=Kind.DRILL, card="d/c", grade=4), day=20_006)
    do(store, Entry(kind=Kind.SUSPEND, card="d/c"), day=20_006)
    undo(store, day=20_007)
    do(store, Entry(kind=Kind.RENAME, card="d/b", new_name="d/z"), day=20_008)
    do(store, Entry(kind=Kind.FLAG, card="d/a", value=1), day=20_008)
    store.write("pragma wal_checkpoint(truncate)")
    store.write("pragma journal_mode = delete")
    store.close()
