"""The doctor as a person has it: damage is recognised, explained, and mended."""

import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from cli.program import put_deck, run

PAGE = 4096


@pytest.fixture(scope="module")
def studied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with 150 cards, of which 60 are answered, and a backup of the first day."""
    home = tmp_path_factory.mktemp("studied") / "home"
    cards = [f"  - {{id: c{n}, front: Question {n}?, back: Answer {n}}}" for n in range(150)]
    put_deck(home, text="\n".join(["name: Many", "cards:", *cards, ""]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ALLIANCE_CARDS_HOME", str(home))
        patch.setenv("XDG_STATE_HOME", str(home.parent))
        run("grade", "three/c0", "4")
        for number in range(1, 60):
            run("grade", f"three/c{number}", "4", at="2026-03-02T12:00:00+01:00")
    return home


@pytest.fixture(autouse=True)
def copied(studied: Path, home: Path) -> None:
    """That home, for each test anew."""
    shutil.copytree(studied, home)
    home.chmod(0o700)


def damage(home: Path, *pages: int, with_bytes: bytes = b"\xee") -> None:
    assert not (home / "progress.db-wal").exists()
    with (home / "progress.db").open("r+b") as file:
        for page in pages:
            file.seek(page * PAGE)
            file.write(with_bytes * PAGE)


def execute(home: Path, *statements: str) -> None:
    connection = sqlite3.connect(home / "progress.db")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_home_in_order(home: Path) -> None:
    found = run("doctor", "--json")
    assert (found.code, found.json["ok"], found.json["rows"]) == (0, True, 60)
    assert found.json["repaired"] is None
    assert run("doctor", "--repair", "--json").json == found.json


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("update schedule set ease = 251 where reviews = 1", "is not what the log says"),
        ("delete from schedule where reviews = 1", "is not what the log says"),
        ("update total set answers = 0", "totals"),
        ("update card set ready = 77 where id = 3", "does not stand in the queue"),
        (
            "update card set back = 'x' where id = (select max(id) from card where deck = 1)",
            'The index of "bordin"',
        ),
        (
            "delete from card where deck = (select id from deck where name = 'bordin')",
            'of "bordin"',
        ),
    ],
)
def test_what_is_derived_is_built_anew(home: Path, statement: str, finding: str) -> None:
    """From the log, after a backup of the file as it was."""
    execute(home, statement)
    found = run("doctor")
    assert found.code == 1
    assert finding in found.stdout
    mended = run("doctor", "--repair", "--json")
    assert (mended.code, mended.json["ok"], mended.json["rows"]) == (0, True, 60)
    assert mended.json["repaired"]["saved_rows"] is None
    assert Path(mended.json["repaired"]["kept"]).name.endswith("-repair.db")
    assert run("cards", "is:new", "--json", "three/").code == 0


def test_an_index_of_sqlite_that_lies(home: Path) -> None:
    """`quick_check` does not see it; the doctor does, and builds it anew."""
    execute(
        home,
        "pragma writable_schema = on",
        "update sqlite_master set sql = 'create index log_card on log (day)'"
        " where name = 'log_card'",
    )
    assert "SQLite finds the file damaged" in run("doctor").stdout
    assert run("doctor", "--repair").code == 0
    assert run("doctor", "--json").json["rows"] == 60


@pytest.mark.parametrize("pages", [(0,), (1, 2), (9, 10, 11, 12), tuple(range(2, 40, 7))])
def test_a_damaged_file_is_recognised_and_what_can_be_read_is_saved(
    home: Path, pages: tuple[int, ...]
) -> None:
    """The damaged file stays, whole as it was; the rest of the log is a collection again."""
    damage(home, *pages)
    found = run("doctor")
    assert found.code == 1
    assert "damaged" in found.stdout or "not a database" in found.stdout
    mended = run("doctor", "--repair", "--json")
    assert (mended.code, mended.json["ok"]) == (0, True), mended.stdout
    repaired = mended.json["repaired"]
    if repaired["saved_rows"] is not None:
        kept = Path(repaired["kept"]).read_bytes()
        assert all(kept[page * PAGE : (page + 1) * PAGE] == b"\xee" * PAGE for page in pages)
        assert mended.json["rows"] == repaired["saved_rows"] <= 60
    if 0 in pages:
        assert repaired["saved_answers"] == 60
    assert run("next", "--json").code == 0
    assert run("grade", "three/c140", "4").code == 0


def test_nothing_that_can_be_read_changes_nothing(home: Path) -> None:
    (home / "progress.db").write_bytes(b"\xee" * 100_000)
    mended = run("doctor", "--repair", "--json")
    assert (mended.code, mended.json["error"]["code"]) == (1, "damaged_database")
    assert "restore" in mended.json["error"]["message"]
    assert (home / "progress.db").read_bytes() == b"\xee" * 100_000


def test_a_damaged_file_is_told_of_when_it_would_be_backed_up(home: Path) -> None:
    """The answer counts, as far as it could be written; the damage is named on the same day."""
    fill = "with recursive n (i) as (select 1 union all select i + 1 from n limit 3000)"
    execute(home, "create table t (a)", f"insert into t {fill} select zeroblob(100) from n")
    last = (home / "progress.db").stat().st_size // PAGE
    damage(home, last - 5, last - 6)
    said = run("grade", "three/c140", "4", at="2026-03-09T12:00:00+01:00")
    assert said.code == 0
    assert "Today's backup could not be made." in said.stderr
    assert "doctor" in said.stderr


def test_a_repair_that_was_cut_off_is_begun_anew(home: Path) -> None:
    damage(home, 0)
    for suffix in ("", "-wal", "-shm"):
        (home / f"progress.db.salvaged{suffix}").write_bytes(b"half" * 1000)
    (home / "progress.db.salvaged").unlink()
    assert run("doctor", "--repair", "--json").json["repaired"]["saved_answers"] == 60
    assert list(home.glob("*.salvaged*")) == []


def test_a_damaged_file_can_be_replaced_by_a_backup(home: Path) -> None:
    damage(home, 1, 2, 3, 4, 5)
    backup = run("restore", "--json").json["backups"][-1]
    assert backup["answers"] == 1
    restored = run("restore", backup["name"], "--yes", "--json")
    assert restored.code == 0
    assert Path(restored.json["kept"]).parent.name.startswith("damaged-")
    assert run("doctor", "--json").json["rows"] == 1


def test_leftovers_are_named_and_removed(home: Path) -> None:
    """Drafts of writes that a crash cut off, when they are old enough."""
    drafts = [
        home / "decks" / ".alliance-cards-0123456789abcdef.tmp",
        home / "backups" / "2026-03-01-120000-daily.db.part",
        home / "progress.db.salvaged",
    ]
    for draft in drafts:
        draft.write_bytes(b"half")
    assert run("doctor", "--json").json["remarks"] == []
    for draft in drafts:
        os.utime(draft, (1, 1))
    found = run("doctor", "--json")
    assert found.code == 0
    assert len(found.json["remarks"]) == 3
    assert run("doctor", "--repair", "--json").json["remarks"] == []
    assert not any(draft.exists() for draft in drafts)


def test_a_home_that_others_can_look_into_is_named(home: Path) -> None:
    home.chmod(0o755)
    assert "chmod 700" in run("doctor").stdout


def test_cards_of_shipped_decks_that_are_left_out_are_not_missing(
    home: Path, tmp_path: Path
) -> None:
    """They come back with the setting; nothing is to be done about them."""
    shutil.rmtree(home, ignore_errors=True)
    run("grade", "bordin/bond-parts", "5")
    path = put_deck(home)
    run("grade", "three/one", "5")
    path.unlink()
    settings = tmp_path / "settings.toml"
    settings.write_text("shipped_decks = false\n")
    told = run("doctor", ALLIANCE_CARDS_CONFIG=str(settings)).stdout
    assert "1 card with a history in no deck: three/one." in told
