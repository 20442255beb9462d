"""A card is looked at once while nobody writes, and anew as soon as anybody has."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from alliance_cards.core import sm2
from alliance_cards.core.errors import StoreError
from alliance_cards.core.history import Entry, Kind
from alliance_cards.store.database import Store
from alliance_cards.store.standing import LOOK, standing_of
from stores import do, new_store, opened, put_deck, review, undo


def looks(store: Store, work: Callable[[], object]) -> int:
    """How often some work looks at a card."""
    statements: list[str] = []
    store.connection.set_trace_callback(statements.append)
    work()
    store.connection.set_trace_callback(None)
    beginning = LOOK.partition("?")[0]
    return sum(statement.startswith(beginning) for statement in statements)


def seen(store: Store, card: str = "d/a") -> bytes | None:
    """The last row of a card as it stands."""
    found = standing_of(store, card, sm2)
    assert found is not None
    return found.schedule.seen


def question(store: Store) -> str:
    """What a card asks as it stands."""
    found = standing_of(store, "d/a", sm2)
    assert found is not None
    return found.card.front


def test_a_card_is_looked_at_once_while_nobody_writes(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    assert store.data_version  # as a session asks before it takes the next card
    review(store, "d/a", 4)
    assert looks(store, lambda: seen(store)) == 1
    assert looks(store, lambda: seen(store)) == 0
    with store.transaction():
        assert looks(store, lambda: seen(store)) == 0
    assert looks(store, lambda: seen(store, "d/b")) == 1


@pytest.mark.parametrize("elsewhere", [False, True])
def test_it_is_looked_at_anew_after_anybody_has_written(tmp_path: Path, *, elsewhere: bool) -> None:
    """An answer, an undo, a mark, a reworded card, by this program or another."""
    store = new_store(tmp_path)
    writer = opened(store.path) if elsewhere else store
    for write in (
        lambda: review(writer, "d/a", 4),
        lambda: undo(writer),
        lambda: do(writer, Entry(kind=Kind.SUSPEND, card="d/a")),
        lambda: put_deck(writer, "d", ["d/a"]),
    ):
        assert store.data_version
        seen(store)
        write()
        assert looks(store, lambda: seen(store)) == 1
    put_deck(writer, "d", ["d/b"])
    assert standing_of(store, "d/a", sm2) is None


def test_a_look_from_before_the_last_look_at_the_version_does_not_hold(tmp_path: Path) -> None:
    """What another program wrote between the two is not overlooked."""
    store = new_store(tmp_path)
    other = opened(store.path)
    assert store.data_version
    (row,) = review(other, "d/a", 4)
    assert seen(store) == row.uuid
    (row,) = review(other, "d/a", 4, day=9)
    assert seen(store) == row.uuid


def test_what_was_taken_back_is_forgotten(tmp_path: Path) -> None:
    """A card that was looked at in the middle of an action that failed."""
    store = new_store(tmp_path)
    assert store.data_version
    with pytest.raises(ZeroDivisionError), store.transaction():
        store.write("update card set front = 'another' where id = (select min(id) from card)")
        assert question(store) == "another"
        raise ZeroDivisionError
    assert question(store) == "Q d/a"


def test_what_sqlite_has_taken_back_by_itself_is_forgotten(tmp_path: Path) -> None:
    """As it does when the disk is full: no transaction is left that could be taken back."""
    store = new_store(tmp_path)
    assert store.data_version
    with pytest.raises(StoreError), store.transaction():
        store.write("update card set front = 'another' where id = (select min(id) from card)")
        assert question(store) == "another"
        store.write("insert or rollback into name (text) values ('d/a')")
    assert question(store) == "Q d/a"


def test_what_is_put_into_the_file_as_a_whole_is_seen(tmp_path: Path) -> None:
    """A backup that another program brings back, by SQLite's own way."""
    store = new_store(tmp_path)
    with closing(sqlite3.connect(tmp_path / "backup.db")) as backup:
        store.connection.backup(backup)
        (row,) = review(store, "d/a", 4)
        assert store.data_version
        assert seen(store) == row.uuid
        with closing(sqlite3.connect(store.path)) as other:
            backup.backup(other)
    assert seen(store) is None
