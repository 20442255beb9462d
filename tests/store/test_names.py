"""The dictionary of card names."""

from pathlib import Path

from alliance_cards.store import names
from stores import new_store


def test_many_names_go_in_by_the_thousand(tmp_path: Path) -> None:
    """Each once, in their order; no statement is given, and then holds, all of a large deck."""
    store = new_store(tmp_path)
    known = names.numbered(store, 'd/"é\\😀"')
    given = [f"d/{number}" for number in range(2_500)]
    statements: list[str] = []
    store.connection.set_trace_callback(statements.append)
    names.add_names(store, iter([*given, 'd/"é\\😀"']))
    store.connection.set_trace_callback(None)
    assert len(statements) == 3
    assert [names.number_of(store, name) for name in given] == [*range(known + 1, known + 2_501)]
    assert names.number_of(store, 'd/"é\\😀"') == known
