"""Backups: whole, checked, thinned, brought back in one step."""

import sqlite3
import stat
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_cards.core import sm2
from alliance_cards.core.errors import StoreError
from alliance_cards.store import backups, migrations, opening
from alliance_cards.store.audit import audit
from alliance_cards.store.backups import ASKED, Backup, back_up, backups_in, to_thin
from alliance_cards.store.database import SCHEMA_VERSION
from alliance_cards.store.opening import open_store
from stores import new_store, opened, review, schedule, undo

NOON = datetime(2026, 3, 1, 12)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def made(path: Path, folder: Path, reason: str = "daily") -> Backup:
    return back_up(path, folder, made=NOON, reason=reason)


def restore(backup: Path, progress: Path, folder: Path) -> None:
    with backups.ready_to_restore(backup, drafts=folder, made=NOON) as copy:
        backups.copy_database(copy, progress)


def test_a_backup_is_a_whole_private_file_of_its_own(tmp_path: Path, folder: Path) -> None:
    """Made while the file is in use, with what lies only in the write-ahead log."""
    store = new_store(tmp_path)
    review(store, "d/a", 4)
    backup = made(store.path, folder)
    assert [path.name for path in folder.iterdir()] == ["2026-03-01-120000-daily.db"]
    assert stat.S_IMODE(backup.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert backups.contents_of(backup.path) == (1, 1, 0)
    assert [path.name for path in folder.iterdir()] == ["2026-03-01-120000-daily.db"]
    copy = opened(backup.path)
    assert audit(copy, sm2).findings == ()
    assert schedule(copy, "d/a") == schedule(store, "d/a")


def test_two_backups_of_one_second_are_two(tmp_path: Path, folder: Path) -> None:
    store = new_store(tmp_path)
    first = made(store.path, folder)
    review(store, "d/a", 4)
    second = made(store.path, folder)
    assert backups_in(folder) == [second, first]
    assert [backups.contents_of(one.path).answers for one in (first, second)] == [0, 1]


def test_a_damaged_file_is_not_backed_up(tmp_path: Path, folder: Path) -> None:
    """No backup hides that there is none."""
    store = new_store(tmp_path, [f"d/{number}" for number in range(200)])
    store.close()
    with store.path.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096 * 8)
    with pytest.raises(StoreError) as caught:
        made(store.path, folder)
    assert caught.value.code == "damaged_database"
    assert list(folder.iterdir()) == []


def test_a_folder_that_cannot_be_used(tmp_path: Path) -> None:
    new_store(tmp_path).close()
    (tmp_path / "backups").write_text("a file")
    with pytest.raises(StoreError, match="backups") as caught:
        made(tmp_path / "progress.db", tmp_path / "backups")
    assert caught.value.code == "backup_failed"


def test_restoring_is_one_step_for_a_program_that_goes_on(tmp_path: Path, folder: Path) -> None:
    """A store that is open meanwhile sees the old state or the new, and can write on."""
    store = new_store(tmp_path)
    review(store, "d/a", 4)
    backup = made(store.path, folder)
    review(store, "d/c", 4)
    undo(store)  # what was taken back is not missed
    review(store, "d/b", 4)
    version = store.data_version
    assert backups.answers_missing(store.path, backup.path) == 1
    with store.snapshot():
        before = list(store.rows("select uuid from log"))
        restore(backup.path, store.path, folder)
        assert list(store.rows("select uuid from log")) == before
    assert store.data_version != version
    assert store.one("select count(*) from log") == (1,)
    assert schedule(store, "d/b").is_new
    review(store, "d/c", 4)
    assert audit(store, sm2).findings == ()
    assert store.one("pragma journal_mode") == ("wal",)
    assert [path.name for path in folder.iterdir()] == [backup.path.name]


def test_a_backup_put_in_place_by_hand_is_used_like_any_file(tmp_path: Path, folder: Path) -> None:
    store = new_store(tmp_path)
    backup = made(store.path, folder)
    store.close()
    backup.path.replace(store.path)
    assert opened(store.path).one("pragma journal_mode") == ("wal",)


def test_what_is_no_good_backup_changes_nothing(tmp_path: Path, folder: Path) -> None:
    """One of a newer program, one that is damaged: the progress file stays."""
    store = new_store(tmp_path)
    review(store, "d/a", 4)
    backup = made(store.path, folder)
    copy = sqlite3.connect(backup.path)
    copy.execute("pragma user_version = 99")
    copy.close()
    other = made(store.path, folder)
    other.path.write_bytes(other.path.read_bytes()[:9000])
    for bad in (backup, other):
        with pytest.raises(StoreError) as caught:
            restore(bad.path, store.path, folder)
        assert caught.value.code in {"newer_database", "damaged_database"}
    assert schedule(store, "d/a").reviews == 1


def test_a_migration_is_preceded_by_its_backup(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And does not happen if there can be none; here the program is made newer than it is."""
    store = new_store(tmp_path)
    review(store, "d/a", 4)
    store.close()
    for module in (opening, migrations):
        monkeypatch.setattr(module, "SCHEMA_VERSION", SCHEMA_VERSION + 1)

    def refuse() -> None:
        raise StoreError("no room", code="backup_failed")

    before = store.path.read_bytes()
    with pytest.raises(StoreError, match="no room"):
        open_store(store.path, before_migration=refuse)
    assert store.path.read_bytes() == before
    open_store(store.path, before_migration=lambda: made(store.path, folder, "migration")).close()
    (backup,) = backups_in(folder)
    assert (backup.reason, backups.contents_of(backup.path).answers) == ("migration", 1)


DAY = timedelta(days=1)
hours = st.integers(0, 24 * 900).map(lambda hour: NOON - timedelta(hours=hour))
lists = st.lists(st.tuples(hours, st.sampled_from(["daily", "restore", ASKED])), max_size=60)


def named(moments: list[tuple[datetime, str]]) -> list[Backup]:
    return [Backup(moment, n, why, Path(f"{n}")) for n, (moment, why) in enumerate(moments)]


@given(lists)
def test_thinning_keeps_what_it_promises(moments: list[tuple[datetime, str]]) -> None:
    """The last 7 days whole; then the last one of 4 weeks and of 12 months; all asked for."""
    all_of_them = named(moments)
    gone = set(to_thin(all_of_them))
    kept = [backup for backup in all_of_them if backup not in gone]
    own = [backup for backup in all_of_them if backup.reason != ASKED]
    assert not any(backup.reason == ASKED for backup in gone)
    days = sorted({backup.made.date() for backup in own})[-7:]
    assert all(backup in kept for backup in own if backup.made.date() in days)
    for periods, most in (
        ({(b.made.year, b.made.month): b for b in sorted(own)}, 12),
        ({b.made.isocalendar()[:2]: b for b in sorted(own)}, 4),
    ):
        assert all(backup in kept for backup in sorted(periods.values())[-most:])
    others = [b for b in kept if b.reason != ASKED and b.made.date() not in days]
    assert len(others) <= 12 + 4
    assert to_thin(kept) == []


def test_a_year_of_days_comes_to_about_twenty() -> None:
    kept: list[Backup] = []
    for day in range(400):
        kept.append(Backup(NOON + DAY * day, 1, "daily", Path(str(day))))
        gone = to_thin(kept)
        kept = [backup for backup in kept if backup not in gone]
    assert len(kept) == 20  # 7 days, 2 weeks that they leave, 11 months
    assert kept[0].made < NOON + DAY * 92


@pytest.fixture
def half_done(folder: Path) -> Path:
    folder.mkdir()
    draft = folder / "2026-03-01-120000-daily.db.part"
    draft.write_bytes(b"half")
    return draft


def test_what_a_crash_left_half_done_goes_later(folder: Path, half_done: Path) -> None:
    """It is never taken for a backup; it may still be written for an hour."""
    assert backups_in(folder) == []
    written = half_done.stat().st_mtime_ns
    backups.thin(folder, now_ns=written + 10**9)
    assert half_done.exists()
    backups.thin(folder, now_ns=written + 2 * backups.STALE_NS)
    assert not half_done.exists()
    assert list(folder.iterdir()) == []
