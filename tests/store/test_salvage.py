"""Files damaged on purpose: what is found in them, and what is saved."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_cards.core import sm2
from alliance_cards.core.history import Entry, Kind
from alliance_cards.core.identity import Text
from alliance_cards.core.schedule import Position
from alliance_cards.core.scheduler import State
from alliance_cards.store import log
from alliance_cards.store.audit import audit
from alliance_cards.store.changes import FileChange, changes_of, keep_change
from alliance_cards.store.index import find_card
from alliance_cards.store.known import gone_cards, remember
from alliance_cards.store.opening import open_store
from alliance_cards.store.pages import records
from alliance_cards.store.salvage import salvage, set_aside
from drawn import examples
from stores import do, new_store, opened, review, schedule

CARDS = [f"d/card-{number}" for number in range(150)]
DAYS = range(20_000, 20_012)
PAGE = 4096


def answer(card: str, day: int) -> Entry:
    """A review as the program records it: with what was shown before and after it."""
    before, after = Position(State(day, 250, day), day), Position(State(1, 260, 6), day + 6)
    return Entry(kind=Kind.REVIEW, card=card, grade=4, taken_ms=9, before=before, after=after)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with 1,800 answers, texts longer than a page, an import, and an undo."""
    store = new_store(tmp_path_factory.mktemp("whole"), CARDS)
    for day in DAYS:
        do(store, *(answer(card, day) for card in CARDS), day=day)
    (row,) = do(store, Entry(kind=Kind.DECK, value=1), day=DAYS.stop)
    text = random.Random(1).randbytes(20_000)  # noqa: S311
    with store.transaction():
        keep_change(store, row.action, FileChange("/d.yaml", None, text))
        for card in CARDS:
            found = find_card(store, card)
            assert found
            remember(store, found._replace(front="long " * 2000 if card == CARDS[7] else card))
    store.close()
    return store.path


def copy(whole: Path, folder: Path) -> Path:
    return Path(shutil.copy(whole, folder / "progress.db"))


def saved(path: Path, folder: Path) -> tuple[int, int, int]:
    found = salvage(path, folder / "saved.db", sm2)
    store = opened(folder / "saved.db")
    assert audit(store, sm2).findings == ()
    return found.rows, found.answers, found.nameless


def test_from_a_whole_file_everything_is_saved(whole: Path, tmp_path: Path) -> None:
    """Rows, names, texts, files and undone actions, and what follows from them."""
    assert saved(whole, tmp_path) == (1801, 1800, 0)
    before, after = opened(copy(whole, tmp_path)), opened(tmp_path / "saved.db")
    for table in ("log", "name", "device", "known", "file_change", "schedule", "total"):
        sql = f"select * from {table} order by 1"
        assert list(after.rows(sql)) == list(before.rows(sql)), table
    (action,) = after.rows("select uuid from log where kind = 14")
    assert changes_of(after, action[0])[0].path == "/d.yaml"


def test_the_write_ahead_log_is_read_up_to_its_last_commit(tmp_path: Path) -> None:
    """An answer that was kept is found there; one that was not finished is not."""
    store = new_store(tmp_path)
    store.write("pragma wal_autocheckpoint = 0")
    review(store, "d/a", 4)
    review(store, "d/b", 4)
    store.write("pragma cache_size = 1")
    store.write("begin immediate")
    store.write_many(
        "insert into name (text) values (?)", ((f"d/{'x' * 900}{n}",) for n in range(200))
    )
    assert (tmp_path / "progress.db-wal").stat().st_size > 200_000
    folder = tmp_path / "copy"
    folder.mkdir()
    for suffix in ("", "-wal"):
        shutil.copy(tmp_path / f"progress.db{suffix}", folder)
    store.connection.rollback()
    assert saved(folder / "progress.db", folder) == (2, 2, 0)
    assert opened(folder / "saved.db").one("select count(*) from name") == (3,)


def test_an_answer_that_was_undone_is_saved_and_not_counted(tmp_path: Path) -> None:
    """As everywhere else: what a person reads is how many answers stand."""
    store = new_store(tmp_path)
    review(store, "d/a", 4)
    (row,) = review(store, "d/b", 4)
    do(store, Entry(kind=Kind.UNDO, target=row.uuid), day=DAYS.start)
    store.close()
    assert saved(store.path, tmp_path) == (3, 1, 0)


def zero_header(data: bytearray) -> None:
    data[:100] = bytes(100)


def zero_first_page(data: bytearray) -> None:
    data[:PAGE] = bytes(PAGE)


def truncate(data: bytearray) -> None:
    del data[len(data) * 3 // 4 + 1000 :]


def overwrite_pages(data: bytearray) -> None:
    chance = random.Random(7)  # noqa: S311
    for page in chance.sample(range(len(data) // PAGE), 8):
        data[page * PAGE : (page + 1) * PAGE] = chance.randbytes(PAGE)


def tear_pages(data: bytearray) -> None:
    for page in range(2, len(data) // PAGE, 5):
        data[page * PAGE + 512 : page * PAGE + 1024] = bytes(512)


@pytest.mark.parametrize(
    ("damage", "least"),
    [
        (zero_header, 1801),
        (zero_first_page, 1801),
        (truncate, 1000),
        (overwrite_pages, 1400),
        (tear_pages, 900),
    ],
)
def test_what_can_still_be_read_is_saved(
    whole: Path, tmp_path: Path, damage: Callable[[bytearray], None], least: int
) -> None:
    """The rows of all pages that are whole, and each as it was."""
    path = copy(whole, tmp_path)
    data = bytearray(path.read_bytes())
    damage(data)
    path.write_bytes(data)
    rows, answers, _ = saved(path, tmp_path)
    assert rows >= least
    assert answers >= rows - 1
    columns = "uuid, action, stamp, day, kind, card, grade, taken_ms, was_due, interval, due"
    whole_rows = set(opened(copy(whole, tmp_path)).rows(f"select {columns} from log"))
    assert set(opened(tmp_path / "saved.db").rows(f"select {columns} from log")) <= whole_rows


def test_a_card_whose_name_is_lost_keeps_its_history(tmp_path: Path) -> None:
    """Under a made-up name, which `rename` can replace."""
    store = new_store(tmp_path)
    review(store, "d/a", 4)
    before = schedule(store, "d/a")
    number = store.one("select id from name where text = 'd/a'")
    store.write("delete from name where text = 'd/a'")
    store.write("vacuum")
    store.close()
    assert saved(store.path, tmp_path) == (1, 1, 1)
    assert number
    again = opened(tmp_path / "saved.db")
    assert schedule(again, f"lost/{number[0]}") == before
    assert gone_cards(again) == [Text(f"lost/{number[0]}", "", "")]


@examples(40)
@given(st.data())
def test_no_bytes_at_all_break_the_reader(
    whole: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Bytes changed anywhere, pages swapped, ends cut: records or nothing, and an end."""
    bent = bytearray(whole.read_bytes())
    for at in data.draw(st.lists(st.integers(0, len(bent) - 9), min_size=1, max_size=40)):
        bent[at : at + 8] = data.draw(st.binary(min_size=8, max_size=8))
    path = tmp_path_factory.mktemp("bent") / "progress.db"
    path.write_bytes(bent[: data.draw(st.integers(0, len(bent)))])
    path.with_name("progress.db-wal").write_bytes(data.draw(st.binary(max_size=200)))
    for _ in records(path):
        pass


def test_a_damaged_file_is_kept_with_all_that_belongs_to_it(tmp_path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        (tmp_path / f"progress.db{suffix}").write_text(f"damaged{suffix}")
    kept = set_aside(tmp_path / "progress.db", datetime(2026, 3, 1))
    again = set_aside(tmp_path / "progress.db", datetime(2026, 3, 1))
    assert [path.name for path in (kept.parent, again.parent)] == [
        "damaged-2026-03-01-000000",
        "damaged-2026-03-01-000000-2",
    ]
    assert sorted(path.name for path in kept.parent.iterdir()) == [
        "progress.db", "progress.db-shm", "progress.db-wal",
    ]  # fmt: skip
    assert [path.name for path in tmp_path.glob("progress.db*")] == ["progress.db"]


def test_the_reader_agrees_with_sqlite_about_every_value(tmp_path: Path) -> None:
    """Whole numbers of every size, floats, texts, blobs and nulls, over several pages."""
    path = tmp_path / "values.db"
    connection = sqlite3.connect(path)
    connection.execute("create table t (a, b, c, d)")
    values = [
        (sign * 2**power - low, power / 3, "é" * power * 40, bytes(power * 130) or None)
        for power in range(63) for sign in (1, -1) for low in (0, 1)
    ]  # fmt: skip
    connection.executemany("insert into t values (?, ?, ?, ?)", values)
    connection.commit()
    connection.close()
    found = {row: record for row, record in records(path) if len(record) == 4}
    assert [found[row] for row in sorted(found, key=lambda row: row or 0)] == values


def test_a_live_log_reads_the_same_from_its_pages(whole: Path) -> None:
    store = open_store(whole)
    rows = [row.uuid for row in log.live_rows(store)]
    store.close()
    uuids = {values[1] for _, values in records(whole) if len(values) == 23}
    assert set(rows) <= uuids
