"""Deck files are replaced with the action that says so, or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from alliance_cards.collection.answering import undo
from alliance_cards.collection.collection import record_action
from alliance_cards.collection.editing import add_card
from alliance_cards.collection.importing import apply_import
from alliance_cards.collection.linking import change_links, new_links
from alliance_cards.collection.planning import plan_import
from alliance_cards.collection.rewriting import Swap, finish, replace_files, rewriting
from alliance_cards.collection.sources import linked_paths
from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.core.history import Entry, Kind
from alliance_cards.decks.schema import BasicEntry
from alliance_cards.formats.gathered import NewDeck
from people import NOON, Person

DECK = "name: D\ncards:\n- {id: a, front: F, back: B}\n"


@pytest.fixture
def ann(tmp_path: Path) -> Iterator[Person]:
    """Ann, with a deck."""
    ann = Person(tmp_path / "ann")
    ann.save(DECK, "d.yaml")
    yield ann
    ann.collection.close()


def begun(ann: Person, action: bytes, wanted: bytes | None = b"new") -> Path:
    """A write of a deck file that was cut off after the commit, and that file."""
    path = ann.folder / "decks" / "d.yaml"
    replace_files(ann.collection, action, [Swap(str(path), path.read_bytes(), wanted)])
    return path


def recorded(ann: Person) -> bytes:
    return ann.answer("d/a").action


def nothing_is_left(ann: Person) -> bool:
    drafts = list((ann.folder / "decks").glob(".alliance-cards-*"))
    return not drafts and not ann.collection.home.unfinished.exists()


@pytest.mark.parametrize("wanted", [b"new", None])
def test_what_was_committed_is_finished(ann: Person, wanted: bytes | None) -> None:
    path = begun(ann, recorded(ann), wanted)
    assert path.read_text() == DECK
    finish(ann.collection)
    assert (path.read_bytes() if path.exists() else None) == wanted
    assert nothing_is_left(ann)


def test_what_was_not_committed_is_dropped(ann: Person) -> None:
    path = begun(ann, bytes(16))
    finish(ann.collection)
    assert (path.read_text(), nothing_is_left(ann)) == (DECK, True)


def test_what_somebody_wrote_meanwhile_stays(ann: Person) -> None:
    path = begun(ann, recorded(ann))
    path.write_text("mine")
    finish(ann.collection)
    assert (path.read_text(), nothing_is_left(ann)) == ("mine", True)


def test_a_folder_that_vanished_meanwhile_is_in_nobodys_way(ann: Person) -> None:
    path = begun(ann, recorded(ann))
    path.parent.rename(ann.folder / "elsewhere")
    finish(ann.collection)
    assert not ann.collection.home.unfinished.exists()


@pytest.mark.parametrize("note", ["", "[]", '{"places": 1}', "half {", '{"action": "zz"}'])
def test_a_note_that_cannot_be_understood_changes_no_file(ann: Person, note: str) -> None:
    ann.collection.home.unfinished.write_text(note)
    finish(ann.collection)
    assert (ann.folder / "decks" / "d.yaml").read_text() == DECK
    assert nothing_is_left(ann)


def test_what_another_program_left_is_finished_before_the_next_write(ann: Person) -> None:
    """Also where that one was killed while this one was open."""
    path = begun(ann, recorded(ann), DECK.replace("F", "Other").encode())
    add_card(ann.collection, "d", BasicEntry(front="G", back="B"), now=NOON, refresh=ann.look)
    assert ("Other" in path.read_text(), "front: G" in path.read_text()) == (True, True)
    undo(ann.collection, NOON)
    assert ("Other" in path.read_text(), "front: G" in path.read_text()) == (True, False)


def test_a_file_that_cannot_be_written_lets_none_be_written(ann: Person) -> None:
    """Nor the action be recorded."""
    path = ann.folder / "decks" / "d.yaml"
    folder = ann.folder / "decks" / "e.yaml"
    folder.mkdir()
    swaps = [Swap(str(path), b"", b"new"), Swap(str(folder.parent / "f.yaml"), None, b"new")]
    with pytest.raises(AllianceCardsError, match=r"e\.yaml"), rewriting(ann.collection):
        (row,) = record_action(ann.collection, [Entry(kind=Kind.DECK, value=1)], NOON)
        replace_files(ann.collection, row.uuid, [*swaps, Swap(str(folder), None, b"new")])
    assert (path.read_text(), nothing_is_left(ann)) == (DECK, True)
    assert ann.collection.store.one("select count(*) from log") == (0,)


def test_two_links_at_once_are_both_kept(ann: Person, tmp_path: Path) -> None:
    """Each was looked at before the other was written."""
    home = ann.collection.home
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(DECK)
    both = [new_links(home, [tmp_path / f"{name}.yaml"]) for name in ("one", "two")]
    for links in both:
        change_links(ann.collection, added=links, now=NOON, refresh=ann.look)
    assert linked_paths(home) == [*both[0], *both[1]]


def test_an_import_is_not_written_over_what_came_after_the_look(ann: Person) -> None:
    brought = NewDeck("d", "D", entries=(BasicEntry(id="a", front="F", back="C"),))
    plans = plan_import(ann.collection, [brought])
    add_card(ann.collection, "d", BasicEntry(front="G", back="B"), now=NOON, refresh=ann.look)
    with pytest.raises(AllianceCardsError, match="Nothing was written; import again"):
        apply_import(ann.collection, plans, now=NOON, refresh=ann.look)
    assert "front: G" in (ann.folder / "decks" / "d.yaml").read_text()
    assert ann.collection.store.one("select count(*) from live") == (1,)
