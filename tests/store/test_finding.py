"""What a query may find, told apart before it is decoded."""

from pathlib import Path

from alliance_cards.core import sm2
from alliance_cards.core.cards import Card, Deck
from alliance_cards.core.history import Entry, Kind
from alliance_cards.core.query import Light, matches, parse_query
from alliance_cards.store import filling, index
from alliance_cards.store.database import Store
from alliance_cards.store.finding import candidates
from stores import do, new_store, review

LIGHT = Light(today=12, leech_lapses=1)
CARDS = (
    Card("d/plain", "basic", "What is trust?", "A bond", tags=("bordin", "x y")),
    Card("d/café", "basic", "Was heißt das?", 'Ein "Wort", 100 %', tags=("Über",)),
    Card("d/kelvin", "basic", "273 \u212a", "a_b\\c", tags=("Bordin",)),
    Card("d/pick", "choice", "Which?", "one", options=("One", "Zwei, schön", "line\nbreak")),
    Card("d/nothing", "basic", "Other", "Thing"),
)
LAST = Card("é/x", "basic", "F", "B")

DECODED = {
    "": 6, "trust": 5, "bond -wort": 5, "heisst": 4, "kelvin": 4, "k": 4,
    '"100 %"': 6, "a_b": 6, "b\\c": 6, "schon": 4, '"break"': 4, "zwei": 4,
    "deck:e": 1, "-deck:d": 6, "tag:bordin": 2, "tag:uber": 1, 'tag:"x y"': 1,
    "tag:none": 0, "is:new": 3, "is:due": 2, "is:suspended": 1, "is:leech": 1,
    "is:flagged": 1, "is:buried": 1, "is:new tag:bordin": 1, "x" * 2000: 6, "Straße": 4,
}  # fmt: skip


def test_all_that_a_query_finds_is_among_few(tmp_path: Path) -> None:
    """Nothing is missed, whatever its letters; what is surely not meant is never decoded."""
    store = filled(tmp_path)
    every = list(index.all_cards(store, sm2))
    counts = {}
    for query in DECODED:
        terms = parse_query([query])
        found = list(candidates(store, terms, LIGHT, sm2))
        meant = [card.id for card, schedule in every if matches(terms, card, schedule, LIGHT)]
        assert set(meant) <= {card.id for card, _ in found}, query
        counts[query] = len(found)
    assert counts == DECODED


def filled(folder: Path) -> Store:
    """Cards with odd letters: one is due, one suspended, one has failed, one flagged and buried."""
    store = new_store(folder, ())
    with store.transaction():
        for deck in (Deck("d", "D", cards=CARDS), Deck("é", "E", cards=(LAST,))):
            filling.keep_deck(store, deck)
            filling.keep_cards(store, deck)
    review(store, "d/plain", 4, day=10)
    review(store, "d/café", 4, day=10)
    review(store, "d/café", 1, day=11)
    do(store, Entry(kind=Kind.SUSPEND, card="d/pick"), day=11)
    do(store, Entry(kind=Kind.FLAG, card="d/kelvin", value=1), day=11)
    do(store, Entry(kind=Kind.BURY, card="d/kelvin", value=LIGHT.today + 1), day=11)
    return store
