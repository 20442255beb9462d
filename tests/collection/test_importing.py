"""Imports: what would change, what is kept, and the way back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from alliance_cards.collection.answering import redo, undo
from alliance_cards.collection.collection import record_action
from alliance_cards.collection.exporting import decks_to_export, whole_log
from alliance_cards.collection.importing import apply_import
from alliance_cards.collection.looking import examine
from alliance_cards.collection.planning import DeckPlan, plan_import
from alliance_cards.core import sm2
from alliance_cards.core.calendar import Moment
from alliance_cards.core.errors import AllianceCardsError, AnswerRefused
from alliance_cards.core.history import Entry, Kind, Role
from alliance_cards.core.schedule import Position
from alliance_cards.core.scheduler import State
from alliance_cards.decks.schema import BasicEntry
from alliance_cards.formats.anki_writing import anki_package
from alliance_cards.formats.gathered import NewDeck, Options, PastReview, Progress
from alliance_cards.formats.reading import gather
from people import NOON, Person, at

DAY = 20_000


@pytest.fixture
def ann(tmp_path: Path) -> Iterator[Person]:
    """Ann, with a home in which nothing is."""
    ann = Person(tmp_path / "ann")
    yield ann
    ann.collection.close()


def deck(*cards: tuple[str, str], **progress: Progress) -> NewDeck:
    """A deck `w` of cards (front, back) whose ids are their fronts."""
    entries = tuple(BasicEntry(id=front, front=front, back=back) for front, back in cards)
    return NewDeck(id="w", name="Words", entries=entries, progress=progress)


def bring(ann: Person, *decks: NewDeck, now: Moment = NOON) -> list[DeckPlan]:
    """Import some decks; what was planned."""
    plans = plan_import(ann.collection, decks)

    apply_import(ann.collection, plans, now=now, refresh=ann.look)
    return plans


def test_a_plan_writes_nothing(ann: Person) -> None:
    """It only says what would be."""
    (plan,) = plan_import(ann.collection, [deck(("a", "1"), ("b", "2"))])
    assert plan.added == ("w/a", "w/b")
    assert not any((ann.folder / "decks").iterdir())
    assert whole_log(ann.collection) == []


def test_what_would_change(ann: Person) -> None:
    """Added, changed, removed, and left as they are."""
    bring(ann, deck(("a", "1"), ("b", "2"), ("c", "3")))
    (plan,) = plan_import(ann.collection, [deck(("a", "1"), ("b", "other"), ("d", "4"))])
    assert (plan.added, plan.changed, plan.removed, plan.unchanged, plan.file.edited) == (
        ("w/d",), ("w/b",), ("w/c",), 1, False,
    )  # fmt: skip


def test_progress_survives_a_second_import(ann: Person) -> None:
    """The cards keep their names, and with them their histories."""
    bring(ann, deck(("a", "1"), ("b", "2")))
    ann.answer("w/a", 5)
    bring(ann, deck(("b", "2"), ("a", "one")))
    assert ann.reviews("w/a") == 1
    assert ann.cards("w") == ["w/b", "w/a"]


def test_an_import_is_taken_back_and_brought_back(ann: Person) -> None:
    """File, progress and all, in one step each way."""
    bring(ann, deck(("a", "1")))
    known = Progress(State(3, 210, 15), DAY + 9, lapses=2, suspended=True)
    bring(ann, deck(("a", "one"), ("b", "2"), b=known))
    assert ann.collection.schedule_of("w/b").suspended
    undo(ann.collection, NOON)
    ann.look()
    assert ann.cards("w") == ["w/a"]
    assert ann.collection.schedule_of("w/b").seen is None
    undo(ann.collection, NOON)
    ann.look()
    assert ann.cards("w") == []
    redo(ann.collection, NOON)
    redo(ann.collection, NOON)
    ann.look()
    assert ann.cards("w") == ["w/a", "w/b"]
    assert ann.collection.schedule_of("w/b").position == Position(State(3, 210, 15), DAY + 9)
    assert examine(ann.collection).findings == ()


@pytest.mark.parametrize("moves", [True, False])
def test_a_home_that_has_moved_knows_what_it_imported(
    ann: Person, tmp_path: Path, *, moves: bool
) -> None:
    """An own edit still stays, and undo finds the file; so with paths as they were once kept."""
    bring(ann, deck(("a", "1"), ("b", "2")))
    ann.collection.close()
    if moves:
        ann.folder.rename(tmp_path / "elsewhere")
        ann = Person(tmp_path / "elsewhere")
    else:
        ann = Person(ann.folder)
        home = f"{ann.folder}/"
        ann.collection.store.write("update file_change set path = ? || path", (home,))
    file = ann.folder / "decks" / "w.yaml"
    ann.save(file.read_text().replace('"1"', "mine"), "w.yaml")
    (plan,) = bring(ann, deck(("a", "1"), ("b", "two")))
    assert (plan.changed, plan.file.edited) == (("w/b",), True)
    assert "mine" in file.read_text()
    undo(ann.collection, NOON)
    assert 'back: "2"' in file.read_text()
    ann.collection.close()


def test_a_file_that_was_edited_is_not_overwritten_by_undo(ann: Person) -> None:
    """Neither the file nor the log changes."""
    bring(ann, deck(("a", "1")))
    ann.write(("a", "My question", "My answer"), deck="w")
    (plan,) = plan_import(ann.collection, [deck(("a", "1"))])
    assert plan.file.edited
    before = whole_log(ann.collection)
    with pytest.raises(AnswerRefused, match="changed since"):
        undo(ann.collection, NOON)
    assert "My answer" in (ann.folder / "decks" / "w.yaml").read_text()
    assert whole_log(ann.collection) == before


def test_history_comes_along_once_and_with_its_dates(ann: Person) -> None:
    """Rows of another program keep their time; they do not enter the fold."""
    past = tuple(
        PastReview(n, at(-30 + n * 10).milliseconds, grade, 900) for n, grade in enumerate((5, 1))
    )
    known = Progress(State(1, 250, 1), DAY + 1, lapses=1, history=past)
    for _ in range(2):
        bring(ann, deck(("a", "1"), a=known))
    rows = [row for row in whole_log(ann.collection) if row.entry.kind is Kind.IMPORT]
    assert [(row.day, row.entry.grade) for row in rows] == [(DAY - 30, 5), (DAY - 20, 1)]
    schedule = ann.collection.schedule_of("w/a")
    assert (schedule.due, schedule.lapses, schedule.reviews) == (DAY + 1, 1, 0)


def test_what_imported_answers_tell(ann: Person) -> None:
    """The first is a meeting, the first of a later day a recall, more on a day repetition."""
    times = (at(-9, 10), at(-9, 11), at(-5, 10), at(-5, 11), at(-2))
    past = tuple(PastReview(n, when.milliseconds, 1 + n, 900) for n, when in enumerate(times))
    known = Progress(State(1, 250, 1), DAY + 1, lapses=1, history=past)
    bring(ann, deck(("a", "1"), a=known))
    rows = [row for row in whole_log(ann.collection) if row.entry.kind is Kind.IMPORT]
    meeting, again, recall = Role.MEETING, Role.AGAIN, Role.RECALL
    assert [row.entry.role for row in rows] == [meeting, again, recall, again, recall]
    schedule = ann.collection.schedule_of("w/a")
    assert (schedule.answers, schedule.recalls, schedule.recalled) == (5, 2, 2)
    undo(ann.collection, NOON)
    assert ann.collection.schedule_of("w/a").answers == 0
    assert examine(ann.collection).findings == ()


def test_a_card_that_was_begun_anew_brings_its_history(ann: Person) -> None:
    """Though there is no date, and no file to be written: the deck is a shipped one."""
    ann.write(("a", "Question", "1"), deck="w", shipped=True)
    (there,) = decks_to_export(ann.collection, ["w"], tag=None, with_scheduling=False)
    past = (PastReview(1, at(-9).milliseconds, 4, 900),)
    known = {"a": Progress(sm2.start(), None, history=past)}
    bring(ann, there._replace(progress=known))
    schedule = ann.collection.schedule_of("w/a")
    assert (schedule.is_new, schedule.answers) == (True, 1)
    (out,) = decks_to_export(ann.collection, ["w"], tag=None, with_scheduling=True)
    assert [each.milliseconds for each in out.progress["a"].history] == [past[0].milliseconds]
    (plan,) = plan_import(ann.collection, [there._replace(progress=known)])
    assert not plan.is_needed
    undo(ann.collection, NOON)
    assert ann.collection.schedule_of("w/a").answers == 0
    assert examine(ann.collection).findings == ()


def test_no_history_lies_in_the_days_to_come(ann: Person) -> None:
    """A clock elsewhere may have been years ahead."""
    past = (PastReview(1, at(9_000).milliseconds, 4, 900),)
    bring(ann, deck(("a", "1"), a=Progress(State(3, 250, 9), DAY + 1, history=past)))
    assert {row.day for row in whole_log(ann.collection)} == {DAY}


def test_history_is_that_of_the_card_which_has_the_name_today(ann: Person) -> None:
    """Also where another card had the name at that time, and gave it up since."""
    bring(ann, deck(("a", "1")))
    ann.answer("w/a")
    with ann.collection.store.transaction():
        record_action(ann.collection, [Entry(Kind.RENAME, card="w/a", new_name="w/b")], NOON)
    past = tuple(PastReview(n, at(-9 + n).milliseconds, 4, 900) for n in range(7))
    known = Progress(State(3, 250, 9), DAY + 1, history=past)
    for _ in range(2):
        bring(ann, deck(("a", "Another"), ("b", "1"), a=known))
    assert ann.collection.schedule_of("w/a").answers == 7
    assert ann.collection.schedule_of("w/b").answers == 1
    assert examine(ann.collection).findings == ()
    (out,) = decks_to_export(ann.collection, ["w"], tag=None, with_scheduling=True)
    numbers = [each.source_id for each in out.progress["a"].history]
    assert numbers == [each.milliseconds for each in past]  # what Anki takes for their time


def test_history_that_was_undone_comes_back_with_the_next_import(ann: Person) -> None:
    """Imported, undone and imported again it counts once, however often."""
    past = tuple(PastReview(n, at(-9 + n).milliseconds, 4, 900) for n in range(3))
    brought = deck(("a", "1"), a=Progress(State(1, 250, 1), DAY + 1, lapses=1, history=past))
    for _ in range(3):
        bring(ann, brought)
        bring(ann, brought)
        assert ann.collection.schedule_of("w/a").answers == 3
        assert examine(ann.collection).findings == ()
        undo(ann.collection, NOON)
        assert ann.collection.schedule_of("w/a").answers == 0
    redo(ann.collection, NOON)
    assert ann.collection.schedule_of("w/a").answers == 3


def test_what_is_here_stands(ann: Person) -> None:
    """A card with a history of its own takes none from outside."""
    bring(ann, deck(("a", "1")))
    ann.answer("w/a", 3)
    bring(ann, deck(("a", "1"), a=Progress(State(9, 300, 99), DAY + 99)))
    assert ann.collection.schedule_of("w/a").state == State(1, 236, 1)


def test_what_is_here_stands_under_another_name_too(ann: Person) -> None:
    """A reworded card keeps its own progress, whatever comes with its new name."""
    first = NewDeck(id="w", name="W", entries=(BasicEntry(front="What is trust?", back="A"),))
    other = {"what-is-real-trust": Progress(State(9, 300, 99), DAY + 99)}
    entry = BasicEntry(front="What is real trust?", back="A")
    bring(ann, first)
    ann.answer("w/what-is-trust", 3)
    (plan,) = bring(ann, first._replace(entries=(entry,), progress=other))
    assert len(plan.moved) == 1
    assert ann.collection.schedule_of("w/what-is-real-trust").state == State(1, 236, 1)


@pytest.mark.parametrize("shipped", [True, False])
def test_what_was_answered_after_the_look_stands(ann: Person, shipped: bool) -> None:
    """Another program may study while the import waits for its yes."""
    ann.write(("a", "Question", "1"), deck="w", shipped=shipped)
    (there,) = decks_to_export(ann.collection, ["w"], tag=None, with_scheduling=False)
    known = {"a": Progress(State(9, 300, 99), DAY + 99)}
    plans = plan_import(ann.collection, [there._replace(progress=known)])
    ann.answer("w/a", 3)
    apply_import(ann.collection, plans, now=NOON, refresh=ann.look)
    assert ann.collection.schedule_of("w/a").state == State(1, 236, 1)
    found = [row.entry.kind for row in whole_log(ann.collection)]
    assert found == [Kind.REVIEW, *[Kind.DECK] * (not shipped)]


def test_a_card_that_comes_back_takes_no_second_history(ann: Person) -> None:
    """Though the card that leaves for it asks the same."""

    def asking_the_same(*cards: tuple[str, str]) -> NewDeck:
        entries = tuple(BasicEntry(id=name, front="What?", back=back) for name, back in cards)
        return NewDeck(id="w", name="W", entries=entries)

    bring(ann, asking_the_same(("a", "1"), ("b", "2")))
    ann.answer("w/a")
    ann.answer("w/b")
    bring(ann, asking_the_same(("a", "1")))
    (plan,) = bring(ann, asking_the_same(("b", "2")))
    assert (plan.added, plan.moved, plan.removed) == (("w/b",), (), ("w/a",))
    assert (ann.reviews("w/a"), ann.reviews("w/b")) == (1, 1)


def test_from_home_to_home_through_a_package(ann: Person, tmp_path: Path) -> None:
    """What Anki would get, another home gets: cards, due days, states and history."""
    ann.write(("a", "Question a", "1"), ("b", "Question b", "2"), deck="w")
    for day, grade in ((0, 4), (1, 4), (7, 5)):
        ann.answer("w/a", grade, now=at(day))
    decks = decks_to_export(ann.collection, ["w"], tag=None, with_scheduling=True)
    package = tmp_path / "w.apkg"
    written = anki_package(decks, now_ms=at(8).milliseconds, with_scheduling=True)
    assert isinstance(written.data, bytes)
    package.write_bytes(written.data)
    bob = Person(tmp_path / "bob")
    gathered = gather(package, options=Options(with_scheduling=True))
    bring(bob, *gathered.decks, now=at(8))
    (name,) = [c for c in bob.cards(gathered.decks[0].id) if bob.collection.schedule_of(c).seen]
    mine, his = ann.collection.schedule_of("w/a"), bob.collection.schedule_of(name)
    assert (his.due, his.state.interval, his.state.ease) == (
        mine.due, mine.state.interval, mine.state.ease,
    )  # fmt: skip
    past = [row.day for row in whole_log(bob.collection) if row.entry.kind is Kind.IMPORT]
    assert past == [DAY, DAY + 1, DAY + 7]
    bob.collection.close()


def test_export_by_tag(ann: Person) -> None:
    """Only what has the tag goes out; a deck without any stays at home."""
    ann.save("name: N\ncards:\n- {front: F, back: B, tags: [x]}\n- {front: G, back: B}\n", "w.yaml")
    (found,) = decks_to_export(ann.collection, ["w"], tag="x", with_scheduling=False)
    assert [entry.id for entry in found.entries] == [""]
    assert decks_to_export(ann.collection, ["w"], tag="y", with_scheduling=False) == []


def test_an_import_that_renames_is_taken_back_as_one(ann: Person) -> None:
    """The history goes back with the text."""
    first = NewDeck(id="w", name="W", entries=(BasicEntry(front="What is trust?", back="A"),))
    second = NewDeck(id="w", name="W", entries=(BasicEntry(front="What is real trust?", back="A"),))
    bring(ann, first)
    ann.answer("w/what-is-trust")
    (plan,) = plan_import(ann.collection, [second])
    assert len(plan.moved) == 1
    apply_import(ann.collection, [plan], now=NOON, refresh=lambda: ann.look(joins=False))
    assert ann.reviews("w/what-is-real-trust") == 1
    undo(ann.collection, NOON)
    assert not ann.look().joined
    assert ann.reviews("w/what-is-trust") == 1


def test_nothing_new_is_no_action(ann: Person) -> None:
    """The same again changes no file and adds no row."""
    bring(ann, deck(("a", "1")))
    rows = whole_log(ann.collection)
    (plan,) = bring(ann, deck(("a", "1")))
    assert not plan.is_needed
    assert whole_log(ann.collection) == rows


def test_an_empty_deck_empties_nothing(ann: Person) -> None:
    """A file of which no card could be read leaves the deck as it is."""
    bring(ann, deck(("a", "1")))
    assert bring(ann, deck()) == []
    assert ann.cards("w") == ["w/a"]


@pytest.mark.parametrize(
    "name", ["../outside", "/outside", "a b", "a#b", "", "x/y", ".a", "a\u202eb", "a\ufffd", "a:b"]
)
def test_no_deck_is_written_outside_of_its_folder(ann: Person, name: str) -> None:
    """A name that is no file name is refused, before anything is written."""
    with pytest.raises(AllianceCardsError, match="cannot be called"):
        bring(ann, deck(("a", "1"))._replace(id=name))
    assert not any((ann.folder / "decks").iterdir())


def test_a_format_without_heads_keeps_the_head(ann: Person) -> None:
    """CSV knows no description and no order; those that are there stay."""
    ann.save("name: Words\ndescription: D\norder: 3\ncards:\n- {front: F, back: B}\n", "w.yaml")
    bring(ann, NewDeck(id="w", name="w", entries=(BasicEntry(front="F", back="C"),)))
    text = (ann.folder / "decks" / "w.yaml").read_text()
    assert text.startswith("name: Words\ndescription: D\norder: 3\n")


def test_of_several_files_undo_puts_back_all_or_none(ann: Person) -> None:
    """One that was edited since keeps the others as they are, too."""

    def decks(back: str) -> list[NewDeck]:
        entry = BasicEntry(id="x", front="x", back=back)
        return [NewDeck(id=name, name=name, entries=(entry,)) for name in ("v", "w")]

    bring(ann, *decks("1"))
    bring(ann, *decks("2"))
    first, last = (ann.folder / "decks" / f"{name}.yaml" for name in ("v", "w"))
    before, written = first.read_text(), last.read_text()
    last.write_text(f"{written}# mine\n")
    with pytest.raises(AnswerRefused, match="Nothing was undone"):
        undo(ann.collection, NOON)
    assert first.read_text() == before
    last.write_text(written)
    undo(ann.collection, NOON)
    assert ['"1"' in file.read_text() for file in (first, last)] == [True, True]


def test_of_a_shipped_deck_nothing_is_removed(ann: Person) -> None:
    """It never came from an import; of a card that both have, the import's text goes in."""
    ann.write(("a", "a", "1"), ("b", "b", "2"), deck="w", shipped=True)
    (plan,) = bring(ann, deck(("b", "two"), ("c", "3")))
    assert (plan.added, plan.changed, plan.removed) == (("w/c",), ("w/b",), ())
    assert sorted(ann.cards("w")) == ["w/a", "w/b", "w/c"]
    (again,) = plan_import(ann.collection, [deck(("b", "two"), ("c", "3"))])
    assert not again.is_needed
    undo(ann.collection, NOON)
    ann.look()
    assert ann.cards("w") == ["w/a", "w/b"]


def test_no_card_of_a_shipped_deck_that_is_left_out_is_a_candidate(ann: Person) -> None:
    """It is not gone: it comes back with the setting."""
    ann.write(("a", "Question", "1"), deck="w")
    ann.write(("s", "Shipped", "Answer"), deck="s", shipped=True)
    ann.answer("s/s")
    ann.collection.settings = ann.collection.settings._replace(shipped_decks=False)
    ann.look()
    plans = plan_import(ann.collection, [deck(("b", "Answer"))])
    found = apply_import(ann.collection, plans, now=NOON, refresh=lambda: ann.look(joins=False))
    assert found == ()
