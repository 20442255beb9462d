"""The dictionary of card names: each is stored once and meant by its number."""

from collections.abc import Iterable

from alliance_cards.store.database import Store


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
    sql = "insert into name (text) values (?) on conflict do nothing"
    store.write_many(sql, ((name,) for name in names))


def add_device(store: Store, device: bytes) -> int:
    """Store a device's UUID that is new; its number."""
    return store.write("insert into device (uuid) values (?)", (device,))
