"""The dictionary of card names: each is stored once and meant by its number."""

import json
from collections.abc import Iterable
from itertools import islice

from alliance_cards.store.database import Store

BATCH = 1_000  # names that one statement takes


def number_of(store: Store, name: str) -> int | None:
    """The number of a card's name, None if it was never stored."""
    found = store.one("select id from name where text = ?", (name,))
    return None if found is None else int(found[0])


def numbered(store: Store, name: str) -> int:
    """The number of a card's name, which is stored if it is new."""
    known = number_of(store, name)
    return store.write("insert into name (text) values (?)", (name,)) if known is None else known


def add_names(store: Store, names: Iterable[str]) -> None:
    """Store those of some cards' names that are new."""
    # One statement for many takes half the time of one for each; what it was given stays in
    # memory until it is given something else.
    sql = """insert into name (text) select value from json_each(?) where true
        on conflict do nothing"""
    all_names = iter(names)
    while some := [*islice(all_names, BATCH)]:
        store.write(sql, (json.dumps(some, ensure_ascii=False),))


def add_device(store: Store, device: bytes) -> int:
    """Store a device's UUID that is new; its number."""
    return store.write("insert into device (uuid) values (?)", (device,))
