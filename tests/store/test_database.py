"""Opening the progress file: new, old, newer, foreign, damaged, shared, out of reach."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from alliance_cards.core import sm2
from alliance_cards.core.errors import StoreError
from alliance_cards.store.audit import audit
from alliance_cards.store.database import APPLICATION_ID, SCHEMA_VERSION
from alliance_cards.store.opening import open_store
from stores import DAY_MS, DEVICE, do, new_store, opened, redo, review, schedule, undo
from terminal.pseudo import PYTHON


def test_a_new_file_is_strict_private_and_durable(tmp_path: Path) -> None:
    """Strict tables, write-ahead log, full synchronisation, and nobody else's to read."""
    store = opened(tmp_path / "home" / "progress.db")
    found = store.rows("select name, sql from sqlite_master where type = 'table'")
    tables: dict[str, str] = dict(found)
    ours = {name: sql for name, sql in tables.items() if not name.startswith(("_", "sqlite"))}
    assert set(ours) == {
        "device", "name", "known", "log", "file_change", "schedule", "total", "deck", "file",
        "card", "shelf",
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
from alliance_cards.store.opening import open_store
try:
    open_store(Path({str(home / "progress.db")!r}))
except StoreError as error:
    print(error.code)
"""
    home.chmod(0o500)
    (home / "progress.db").chmod(0o400)
    # Without an environment, or what counts branches would try to leave its figures.
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env={})
    home.chmod(0o700)
    assert (done.stdout, done.stderr) == ("home_not_writable\n", "")


ANSWERS = """
import sys
from pathlib import Path
from alliance_cards.core.errors import StoreError
from stores import opened, review, undo

def patiently(act, *words, **more):
    "Do something as often as a loaded machine makes the wait for the lock too long."
    while True:
        try:
            return act(*words, **more)
        except StoreError as error:
            if error.code != "busy":
                raise

folder, card = sys.argv[1:]
store = opened(Path(folder) / "progress.db")
for day in range(25):
    patiently(review, store, card, day % 6, day=day)
    if day % 5 == 4:
        assert patiently(undo, store, day=day)
"""


def test_several_programs_at_once(tmp_path: Path) -> None:
    """Four programs open a file that is new and write to it: no answer lost, no damage."""
    command = [sys.executable, "-c", ANSWERS, str(tmp_path)]
    environment = {**os.environ, **PYTHON}
    programs = [subprocess.Popen([*command, f"d/{name}"], env=environment) for name in "abcd"]
    assert [program.wait() for program in programs] == [0, 0, 0, 0]
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


@pytest.mark.parametrize(
    ("schema", "rows", "cards"), [(1, 9, 3), (2, 19, 6), (3, 9, 3), (4, 9, 3), (5, 9, 3), (6, 9, 3)]
)
def test_an_old_schema_opens_with_all_its_history(
    tmp_path: Path, schema: int, rows: int, cards: int
) -> None:
    """A file of each older schema, kept as it was written; what is folded is what it says."""
    shutil.copy(Path(__file__).parent / f"schema-{schema}.db", tmp_path / "progress.db")
    store = opened(tmp_path / "progress.db")
    found = audit(store, sm2)
    assert (found.rows, found.cards, found.findings) == (rows, cards, ())


def test_a_file_of_every_schema_is_kept() -> None:
    """A new schema gets its file once, from `write_first_schema`, and never again."""
    kept = {path.name for path in Path(__file__).parent.glob("schema-*.db")}
    assert kept == {f"schema-{schema}.db" for schema in range(1, SCHEMA_VERSION + 1)}


def test_old_answers_are_counted_when_a_file_is_opened(tmp_path: Path) -> None:
    """The totals of the third schema: renamed, reset, undone, untimed and imported answers."""
    shutil.copy(Path(__file__).parent / "schema-2.db", tmp_path / "progress.db")
    store = opened(tmp_path / "progress.db")
    counts = {
        card: (found.answers, found.recalls, found.recalled)
        for card in ("d/a", "d/b", "d/c", "d/w", "d/x", "d/y")
        if (found := schedule(store, card))
    }
    assert counts == {
        "d/a": (4, 1, 0),
        "d/b": (1, 0, 0),
        "d/c": (1, 0, 0),
        "d/w": (1, 0, 0),
        "d/x": (2, 0, 0),
        "d/y": (2, 1, 1),
    }
    sums = "select sum(answers), sum(timed), sum(taken_ms) from total"
    assert store.one(sums) == (11, 9, 5 * 120_000 + 5_000 + 3 * 900)
    assert store.one("select hour from total where day = 19000") == (-1,)


def write_first_schema(path: Path) -> None:
    """How the files `schema-*.db` were made, each by the program of its time, never again."""
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


def write_second_schema(path: Path) -> None:
    """How `schema-2.db` was made; it is never made again."""
    from alliance_cards.core.calendar import Moment
    from alliance_cards.core.history import Entry, Kind
    from alliance_cards.core.schedule import Position
    from alliance_cards.core.scheduler import State
    from alliance_cards.store import log
    from alliance_cards.store.recording import record

    store = new_store(path)
    new, met = Position(State(0, 250, 0), None), Position(State(1, 250, 1), 20_001)

    def answer(card: str, grade: int, before: Position, day: int, taken: int = 130_000) -> None:
        entry = Entry(kind=Kind.REVIEW, card=card, grade=grade, taken_ms=taken, before=before)
        do(store, entry, day=day)

    answer("d/a", 4, new, 20_000)
    answer("d/a", 1, met, 20_002, 5_000)
    do(store, Entry(kind=Kind.DRILL, card="d/a", grade=4), day=20_002)
    answer("d/b", 5, new, 20_002, 0)
    do(store, Entry(kind=Kind.RENAME, card="d/b", new_name="d/z"), day=20_003)
    answer("d/z", 3, met, 20_004)
    answer("d/b", 4, new, 20_004)
    do(store, Entry(kind=Kind.RENAME, card="d/z", new_name="d/y"), day=20_005)
    answer("d/c", 4, new, 20_005)
    undo(store, day=20_005)
    answer("d/c", 2, new, 20_006)
    undo(store, day=20_006)
    redo(store, day=20_007)
    do(store, Entry(kind=Kind.RESET, card="d/a"), day=20_008)
    answer("d/a", 4, new, 20_009)
    with store.transaction():
        given = Entry(kind=Kind.SET, card="d/x", after=Position(State(3, 240, 30), 20_040), value=1)
        now = Moment(20_010 * DAY_MS, 0)
        (row,) = record(store, [given], when=now, day=20_010, device=DEVICE, scheduler=sm2)
        for n, card in enumerate(("d/x", "d/x", "d/w")):
            log.append_past(
                store,
                Entry(kind=Kind.IMPORT, card=card, grade=4, taken_ms=900),
                when=Moment((19_000 + n) * DAY_MS, 0),
                day=19_000 + n,
                action=row.action,
                device=DEVICE,
                source=f"{card} {n}",
            )
    store.write("pragma wal_checkpoint(truncate)")
    store.write("pragma journal_mode = delete")
    store.close()
