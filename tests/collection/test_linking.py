"""Decks that are read where they lie: linked, changed there, vanished, and unlinked."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from alliance_cards.collection.answering import redo, undo
from alliance_cards.collection.editing import add_card, own_copy
from alliance_cards.collection.linking import change_links, links_among, new_links, preview
from alliance_cards.collection.looking import examine
from alliance_cards.collection.planning import plan_import
from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.decks.schema import BasicEntry
from alliance_cards.formats.gathered import NewDeck
from people import NOON, OLD_DAYS_NS, Person

DECK = "# ours\nname: Course\ncards:\n- {id: a, front: Question a, back: A}\n"


@pytest.fixture
def ann(tmp_path: Path) -> Iterator[Person]:
    """Ann, who has nothing yet."""
    ann = Person(tmp_path / "ann")
    yield ann
    ann.collection.close()


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A checkout that somebody else keeps, with one deck in it."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    write(folder / "course.yaml", DECK)
    return folder


def write(path: Path, text: str, *, age: int = 0) -> None:
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(OLD_DAYS_NS + age, OLD_DAYS_NS + age))


def link(ann: Person, *paths: Path) -> None:
    home = ann.collection.home
    links = new_links(home, paths)
    change_links(ann.collection, added=links, now=NOON, refresh=ann.look)


@pytest.mark.parametrize("what", ["", "course.yaml"])
def test_a_linked_deck_is_read_where_it_lies(ann: Person, course: Path, what: str) -> None:
    """Now, and when it changes; its cards keep their progress."""
    link(ann, course / what)
    ann.answer("course/a")
    write(course / "course.yaml", DECK + "- {id: b, front: Question b, back: B}\n", age=10**10)
    ann.look()
    assert ann.cards("course") == ["course/a", "course/b"]
    assert ann.reviews("course/a") == 1
    assert not any((ann.folder / "decks").iterdir())


def test_a_link_is_taken_back_and_brought_back(ann: Person, course: Path) -> None:
    """In one step each way, and the file is never touched."""
    before = (course / "course.yaml").read_bytes()
    link(ann, course)
    ann.answer("course/a")
    undo(ann.collection, NOON)
    undo(ann.collection, NOON)
    ann.look()
    assert ann.cards("course") == []
    redo(ann.collection, NOON)
    redo(ann.collection, NOON)
    ann.look()
    assert ann.reviews("course/a") == 1
    assert (course / "course.yaml").read_bytes() == before
    assert examine(ann.collection).findings == ()


def test_a_link_is_taken_away(ann: Person, course: Path) -> None:
    """The cards leave, their progress waits, and the file stays."""
    link(ann, course)
    ann.answer("course/a")
    left = links_among(ann.collection.home, [course])
    change_links(ann.collection, removed=left, now=NOON, refresh=ann.look)
    assert (ann.cards("course"), ann.reviews("course/a")) == ([], 1)
    with pytest.raises(AllianceCardsError, match="is not linked"):
        links_among(ann.collection.home, [course])


def test_a_deck_that_vanished_is_told_and_comes_back(ann: Person, course: Path) -> None:
    """A line says so; the history waits for the card."""
    link(ann, course)
    ann.answer("course/a")
    course.rename(course.with_name("elsewhere"))
    (problem,) = ann.look().left_out
    assert (problem.file, "not there any more" in problem.message) == (str(course), True)
    assert ann.cards("course") == []
    course.with_name("elsewhere").rename(course)
    assert ann.look().left_out == []
    assert ann.reviews("course/a") == 1


def test_of_two_decks_with_one_id_both_files_are_named(ann: Person, course: Path) -> None:
    """The home's is used; between two linked ones the first."""
    own = ann.folder / "decks" / "course.yaml"
    link(ann, course)
    found = ann.save(DECK, "course.yaml")
    (problem,) = found.left_out
    assert problem.file == str(course / "course.yaml")
    assert str(own) in problem.message
    own.unlink()
    second = course.with_name("second")
    second.mkdir()
    write(second / "course.yaml", DECK)
    with pytest.raises(AllianceCardsError, match="has the same deck id"):
        preview(ann.collection.home, [second], shipped=ann.shipped)
    link(ann, second)
    (problem,) = ann.look().left_out
    assert problem.file == str(second / "course.yaml")
    assert str(course / "course.yaml") in problem.message


def test_a_linked_deck_hides_a_shipped_one(ann: Person, course: Path) -> None:
    """Home before linked before shipped."""
    ann.save("name: S\ncards:\n- {id: s, front: F, back: B}\n", "course.yaml", shipped=True)
    link(ann, course)
    assert ann.cards("course") == ["course/a"]


def test_a_linked_deck_is_written_where_it_lies(ann: Person, course: Path) -> None:
    """By `add` and `edit`; comments stay, no copy is made, and undo puts it back."""
    link(ann, course)
    path = course / "course.yaml"
    assert own_copy(ann.collection, "course") == (path, False)
    entry = BasicEntry(id="b", front="Question b", back="B")
    add_card(ann.collection, "course", entry, now=NOON, refresh=ann.look)
    assert path.read_text(encoding="utf-8").startswith("# ours\n")
    assert ann.cards("course") == ["course/a", "course/b"]
    assert not any((ann.folder / "decks").iterdir())
    undo(ann.collection, NOON)
    assert path.read_text(encoding="utf-8") == DECK


def test_an_import_does_not_write_a_linked_deck(ann: Person, course: Path) -> None:
    """It is refused, with the file's name and what to do."""
    link(ann, course)
    new = NewDeck("course", "Course", entries=(BasicEntry(front="F", back="B"),))
    with pytest.raises(AllianceCardsError, match="is linked: it is read from"):
        plan_import(ann.collection, [new])


def test_what_cannot_be_linked_is_said(ann: Person, course: Path) -> None:
    """Each with the reason, and nothing is changed."""
    ann.save(DECK, "own.yaml")
    (course / "words.csv").write_text("a,b\n")
    (course / "line\nbreak").mkdir()
    for path, reason in (
        (course / "nowhere", "is not there"),
        (course / "words.csv", "is no YAML deck"),
        (course.parent, f"There are some in {course}: link that"),
        (ann.folder / "decks", "is read anyway"),
        (ann.folder / "decks" / "own.yaml", "is read anyway"),
        (course / "line\nbreak", "cannot be kept"),
    ):
        with pytest.raises(AllianceCardsError, match=reason):
            new_links(ann.collection.home, [path])
    assert new_links(ann.collection.home, [course, course / "."]) == [course]


@pytest.mark.parametrize("text", [b"\xff\xfe\n\n", b"relative/path\n", b"/\n\0\n"])
def test_a_spoilt_file_of_links_stops_nothing(ann: Person, text: bytes) -> None:
    """Whatever stands in it, decks of the home are there."""
    ann.save(DECK, "own.yaml")
    ann.collection.home.links.write_bytes(text)
    ann.look()
    assert ann.cards("own") == ["own/a"]
