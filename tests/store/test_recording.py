"""The log and all that follows from it, on a real file."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_cards.core import sm2
from alliance_cards.core.errors import StoreError
from alliance_cards.core.history import Entry, Kind, fold
from alliance_cards.core.schedule import Position, Schedule
from alliance_cards.core.scheduler import State
from alliance_cards.store import log, queue
from alliance_cards.store.audit import audit
from alliance_cards.store.shelves import Choice
from drawn import examples
from stores import do, new_store, put_deck, redo, review, schedule, undo


def test_an_answer_is_a_row_and_a_schedule(tmp_path: Path) -> None:
    """The row and what follows from it are written together."""
    store = new_store(tmp_path)
    (row,) = review(store, "d/a", 4, day=10)
    assert schedule(store, "d/a").position == Position(State(1, 250, 1), 11)
    assert log.history(store, "d/a", log.renames(store)) == [row]
    assert list(queue.due_cards(store, 11, Choice())) == ["d/a"]
    assert list(queue.new_cards(store, 11, Choice())) == ["d/b", "d/c"]
    assert list(store.rows("select * from total")) == [(10, 12, 1, 0, 0, 0, 1, 1000, 1, 1)]


@pytest.mark.parametrize("statement", ["update log set grade = 5", "delete from log"])
def test_the_log_only_grows(tmp_path: Path, statement: str) -> None:
    """No row can be changed or removed, whoever asks."""
    store = new_store(tmp_path)
    review(store, "d/a", 1)
    with pytest.raises(StoreError, match="the log only grows"):
        store.write(statement)
    assert schedule(store, "d/a").reviews == 1


def test_stamps_rise_whatever_the_clock_says(tmp_path: Path) -> None:
    """A clock that jumps back, or stands still, does not upset the order."""
    store = new_store(tmp_path)
    rows = [review(store, card, 4, day=day)[0] for card, day in (("d/a", 9), ("d/b", 2))]
    rows += review(store, "d/c", 4, day=2)
    assert [row.stamp - rows[0].stamp for row in rows] == [0, 1, 2]
    assert rows[1].clock < rows[0].clock
    assert [row.uuid for row in rows] == sorted(row.uuid for row in rows)
    assert [row.entry.card for row in log.live_rows(store)] == ["d/a", "d/b", "d/c"]


def test_undo_and_redo_go_many_steps(tmp_path: Path) -> None:
    """All steps back give the state before, all steps forward the state after."""
    store = new_store(tmp_path)
    states = [schedule(store, "d/a")]
    for day, grade in enumerate((4, 4, 1, 5)):
        review(store, "d/a", grade, day=day * 40)
        states.append(schedule(store, "d/a"))
    back = []
    while undo(store):
        back.append(schedule(store, "d/a"))
    assert back == states[-2::-1]
    forward = []
    while redo(store):
        forward.append(schedule(store, "d/a"))
    assert forward == states[1:]
    assert audit(store, sm2).findings == ()


def test_what_is_done_after_an_undo_ends_redo(tmp_path: Path) -> None:
    """A new answer closes the way to what was taken back before it."""
    store = new_store(tmp_path)
    review(store, "d/a", 1)
    undo(store)
    review(store, "d/b", 4)
    assert not redo(store)


def test_undo_survives_quitting(tmp_path: Path) -> None:
    """Undo and redo are rows: another program, on another day, goes on with them."""
    store = new_store(tmp_path)
    review(store, "d/a", 4)
    store.close()
    store = new_store(tmp_path)
    assert undo(store, day=3)
    store.close()
    store = new_store(tmp_path)
    assert schedule(store, "d/a").is_new
    assert redo(store, day=5)
    assert schedule(store, "d/a").reviews == 1


def test_a_rename_carries_the_history(tmp_path: Path) -> None:
    """The history moves; a card that takes the old name starts from nothing."""
    store = new_store(tmp_path)
    review(store, "d/a", 5)
    before = schedule(store, "d/a")
    do(store, Entry(kind=Kind.RENAME, card="d/a", new_name="d/new"))
    assert schedule(store, "d/new") == before
    assert schedule(store, "d/a").is_new
    review(store, "d/a", 3, day=1)
    assert schedule(store, "d/new") == before
    undo(store)
    undo(store)
    assert (schedule(store, "d/a"), schedule(store, "d/new").is_new) == (before, True)


def test_a_card_that_returns_finds_its_history(tmp_path: Path) -> None:
    """Leaving the deck files costs nothing."""
    store = new_store(tmp_path)
    review(store, "d/a", 5)
    before = schedule(store, "d/a")
    put_deck(store, "d", ["d/b"])
    assert list(queue.due_cards(store, 9, Choice())) == []
    put_deck(store, "d", ["d/b", "d/a"])
    assert list(queue.due_cards(store, 9, Choice())) == ["d/a"]
    assert schedule(store, "d/a") == before


def test_losing_the_index_loses_nothing(tmp_path: Path) -> None:
    """Everything but the log, the names and the known texts can be built again."""
    store = new_store(tmp_path)
    review(store, "d/b", 4)
    before = audit(store, sm2)
    store.write("delete from deck")
    put_deck(store, "d", ["d/a", "d/b", "d/c"])
    assert audit(store, sm2) == before
    assert list(queue.new_cards(store, 0, Choice())) == ["d/a", "d/c"]


def test_the_order_of_the_queue(tmp_path: Path) -> None:
    """The most overdue first, then by the decks' order and the place in the deck."""
    store = new_store(tmp_path)
    put_deck(store, "c", ["c/z"])
    for card, day in (("d/b", 5), ("d/c", 5), ("c/z", 5), ("d/a", 4)):
        review(store, card, 4, day=day)
    assert list(queue.due_cards(store, 9, Choice())) == ["d/a", "c/z", "d/b", "d/c"]
    assert list(queue.due_cards(store, 9, Choice(("d",)))) == ["d/a", "d/b", "d/c"]
    assert list(queue.due_cards(store, 5, Choice())) == ["d/a"]


def test_doctor_finds_what_was_tampered_with(tmp_path: Path) -> None:
    """A schedule, a total or a place that the log does not bear out is named."""
    store = new_store(tmp_path)
    review(store, "d/a", 4)
    store.write("update schedule set ease = 251")
    store.write("update total set timed = 2")
    store.write("update card set ready = 77")
    findings = "\n".join(audit(store, sm2).findings)
    assert 'schedule of "d/a"' in findings
    assert "totals" in findings
    assert '"d/b" does not stand in the queue' in findings


names = st.sampled_from(["d/a", "d/b", "d/c"])


def entry(kind: Kind, **details: st.SearchStrategy[Any]) -> st.SearchStrategy[Entry]:
    """Entries of a kind, with what it needs and nothing else."""
    return st.fixed_dictionaries({"card": names, **details}).map(lambda d: Entry(kind=kind, **d))


entries = st.one_of(
    entry(Kind.REVIEW, grade=st.integers(0, 5)),
    entry(Kind.DRILL, grade=st.integers(0, 5)),
    entry(Kind.SUSPEND),
    entry(Kind.RESUME),
    entry(Kind.BURY, value=st.integers(0, 99)),
    entry(Kind.FLAG, value=st.integers(0, 1)),
    entry(Kind.RESET),
    entry(Kind.RENAME, new_name=names),
)
acts = st.lists(st.one_of(entries, st.just("undo"), st.just("redo")), max_size=25)


@examples(30)
@given(acts)
def test_replaying_the_log_gives_what_is_stored(
    tmp_path_factory: pytest.TempPathFactory, done: list[Entry | str]
) -> None:
    """Whatever is done, undone and redone, the fold of the log is the stored schedule."""
    store = new_store(tmp_path_factory.mktemp("h"))
    for day, act in enumerate(done):
        if isinstance(act, Entry):
            do(store, act, day=day)
        else:
            (undo if act == "undo" else redo)(store, day=day)
    assert audit(store, sm2).findings == ()
    assert {
        n: fold(log.history(store, n, log.renames(store)), sm2) for n in ("d/a", "d/b", "d/c")
    } == {n: schedule(store, n) for n in ("d/a", "d/b", "d/c")}
    store.close()


@examples(20)
@given(acts)
def test_undoing_all_leaves_nothing_and_redoing_all_restores(
    tmp_path_factory: pytest.TempPathFactory, done: list[Entry | str]
) -> None:
    """Undo to the very beginning and redo to the end: every schedule as it was."""
    store = new_store(tmp_path_factory.mktemp("h"))
    for act in done:
        if isinstance(act, Entry):
            do(store, act)

    def all_schedules() -> list[Schedule]:
        return [schedule(store, name) for name in ("d/a", "d/b", "d/c")]

    before = all_schedules()
    while undo(store):
        pass
    assert all(one.seen is None for one in all_schedules())
    assert list(store.rows("select * from total where answers <> 0 or taken_ms <> 0")) == []
    while redo(store):
        pass
    assert all_schedules() == before
    store.close()
