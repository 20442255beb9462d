"""What a card and an answer cost, counted and never timed: it must not grow with the collection."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from alliance_cards.collection.asking import Scope, queue_of
from alliance_cards.collection.collection import Collection, Home, open_collection
from alliance_cards.collection.desk import StudyDesk
from alliance_cards.core import sm2
from alliance_cards.core.settings import Settings
from alliance_cards.core.wishes import Wish
from alliance_cards.store import index
from benchmarks.homes import make_home, read_decks
from benchmarks.lives import NOW

MOST_STATEMENTS_TO_A_CARD = 9
MOST_STATEMENTS_AN_ANSWER = 11  # to a new card, with the look at it; to a known one 10
MOST_STEPS_MORE = 1.3  # for ten times the cards and reviews
MOST_BYTES_AN_ANSWER = 48 * 1024  # ten pages, and a split now and then
LARGE_TABLES = {"log", "l", "card", "c", "name", "n", "schedule", "s", "known", "k", "undo"}


class NoEditor:
    """Nothing is edited here."""

    def edit(self, card: str) -> str:
        raise AssertionError(card)

    def refresh(self) -> None:
        raise AssertionError


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, Home]:
    """A home, and one with ten times the cards and reviews."""
    small = make_home(tmp_path_factory.mktemp("small"), cards=60, reviews=400)
    return small, make_home(tmp_path_factory.mktemp("large"), cards=600, reviews=4_000)


def opened(home: Home) -> Collection:
    """The collection, with limits of a day that both homes exhaust."""
    return open_collection(
        home,
        settings=Settings(new_per_day=8, reviews_per_day=1),
        scheduler=sm2,
        device=lambda: bytes(16),
    )


@contextmanager
def traced(collection: Collection) -> Iterator[list[str]]:
    """The statements that are run, with their values."""
    found: list[str] = []
    collection.store.connection.set_trace_callback(found.append)
    yield found
    collection.store.connection.set_trace_callback(None)


def steps(collection: Collection, work: Callable[[], object]) -> int:
    """The steps of SQLite's machine that some work takes: they follow the rows that it reads."""
    count = Counter[str]()

    def tick() -> int:
        count["steps"] += 1
        return 0

    collection.store.connection.set_progress_handler(tick, 1)
    work()
    collection.store.connection.set_progress_handler(None, 1)
    return count["steps"]


def start(collection: Collection, wish: Wish = Wish()) -> StudyDesk:  # noqa: B008
    """A session with its first card on the table."""
    desk = StudyDesk(collection, wish, editor=NoEditor())
    assert desk.ask(NOW) is not None
    return desk


def give(desk: StudyDesk) -> None:
    """One answer."""
    asked = desk.ask(NOW)
    assert asked is not None
    desk.answer(asked, 4, now=NOW, taken_ms=1_000)


def test_the_first_card_takes_few_statements(homes: tuple[Home, Home]) -> None:
    for home in homes:
        with closing(opened(home)) as collection, traced(collection) as statements:
            start(collection)
        assert len(statements) <= MOST_STATEMENTS_TO_A_CARD, statements


def test_an_answer_is_few_statements_and_one_commit(homes: tuple[Home, Home]) -> None:
    for home in homes:
        with closing(opened(home)) as collection:
            desk = start(collection)
            give(desk)
            with traced(collection) as statements:
                give(desk)
        assert len(statements) <= MOST_STATEMENTS_AN_ANSWER, statements
        assert len([s for s in statements if "from name as n join card as c" in s]) == 1
        assert [s for s in statements if s in ("begin immediate", "commit")] == [
            "begin immediate",
            "commit",
        ]


def test_an_answer_is_durable_and_writes_little(homes: tuple[Home, Home]) -> None:
    for home in homes:
        with closing(opened(home)) as collection:
            desk = start(collection)
            assert collection.store.one("pragma synchronous") == (2,)
            assert collection.store.one("pragma journal_mode") == ("wal",)
            give(desk)
            log = Path(f"{home.progress}-wal")
            before = log.stat().st_size
            give(desk)
            assert 0 < log.stat().st_size - before <= MOST_BYTES_AN_ANSWER


def test_cards_and_answers_read_as_much_in_a_large_collection(homes: tuple[Home, Home]) -> None:
    """Ten times the cards and reviews: the same rows, a level more of an index perhaps."""

    def counted(home: Home) -> tuple[int, int, int]:
        with closing(opened(home)) as collection:
            queue = steps(collection, lambda: queue_of(collection, NOW, Scope(), Wish()))
            first = steps(collection, lambda: start(collection))
            desk = start(collection)
            return queue, first, steps(collection, lambda: give(desk))

    small, large = map(counted, homes)
    assert all(more <= less * MOST_STEPS_MORE for less, more in zip(small, large, strict=True))


@pytest.mark.parametrize("wish", [Wish(), Wish(tags=("Bond", "care")), Wish(decks=("made-1",))])
def test_no_query_on_the_way_to_a_card_walks_through_a_table(
    homes: tuple[Home, Home], wish: Wish
) -> None:
    """The plans go along indexes, and cards come out of them in the order of asking."""
    with closing(opened(homes[1])) as collection:
        with traced(collection) as statements:
            give(start(collection, wish))
        asked = [s for s in statements if s.startswith(("select", "update", "insert"))]
        assert len(asked) > 9
        for statement in asked:
            for *_, step in collection.store.rows(f"explain query plan {statement}"):
                assert not walks(step), f"{step}: {statement}"
                assert " card " not in statement or "TEMP B-TREE" not in step, statement


def walks(step: str) -> bool:
    """Whether a step of a plan reads a large table from end to end."""
    words = step.split()
    return words[0] == "SCAN" and words[1] in LARGE_TABLES and "INDEX" not in words


def test_unchanged_deck_files_are_looked_at_with_few_statements(homes: tuple[Home, Home]) -> None:
    for home in homes:
        with closing(opened(home)) as collection, traced(collection) as statements:
            read_decks(collection)
        assert len(statements) <= 3, statements


def test_a_reworded_card_is_read_anew_without_a_look_at_the_others(
    homes: tuple[Home, Home],
) -> None:
    """What changes in a small deck costs as much beside ten times the cards and reviews."""

    def counted(home: Home) -> int:
        file = home.decks / "own.yaml"
        with closing(opened(home)) as collection:
            for word in ("first", "second"):
                file.write_text(f"name: Own\ncards:\n- {{id: a, front: The {word}, back: B}}\n")
                read = steps(collection, lambda: read_decks(collection))
            assert index.cards_of(collection.store, "own")[0].front == "The second"
        file.unlink()
        return read

    small, large = map(counted, homes)
    assert large <= small * MOST_STEPS_MORE
