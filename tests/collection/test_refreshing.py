"""The index follows the deck files."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from alliance_cards.collection.refreshing import refresh
from alliance_cards.collection.sources import NO_FOLDER
from alliance_cards.decks.reading import Reading, parse_deck
from alliance_cards.store import files, index, queue
from alliance_cards.store.shelves import Choice
from people import NOON, Person

ONE, TWO = ("one", "Question one", "A"), ("two", "Question two", "B")


@pytest.fixture
def ann(tmp_path: Path) -> Iterator[Person]:
    """Ann, whose program ships a deck `d` of two cards."""
    ann = Person(tmp_path / "ann")
    ann.write(ONE, TWO, shipped=True)
    yield ann
    ann.collection.close()


def reads(ann: Person) -> int:
    """How many files the next refresh would read."""
    before = ann.collection.store.connection.total_changes
    ann.look()
    return ann.collection.store.connection.total_changes - before


def test_only_a_changed_file_is_read(ann: Person) -> None:
    """The second look writes nothing; a touched file is read again."""
    assert reads(ann) == 0
    ann.write(ONE, shipped=True)
    assert ann.cards() == ["d/one"]
    assert reads(ann) == 0


def test_a_file_is_read_again_that_was_written_a_moment_before(ann: Person) -> None:
    """Within two seconds a second change might leave no trace in its times."""
    path = ann.shipped / "d.yaml"
    for seconds, settled in ((1, False), (3, True)):
        status = path.stat()
        moment = max(status.st_mtime_ns, status.st_ctime_ns) + seconds * 10**9
        ann.collection.store.write("delete from file")
        refresh(ann.collection, shipped=ann.shipped, read_ns=moment, now=lambda: NOON)
        (known,) = files.indexed_files(ann.collection.store).values()
        assert known.settled is settled


def test_a_content_that_is_known_is_not_parsed_again(
    ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Touched, renamed to the other ending, moved with the home; a changed one is."""
    ann.write(ONE, TWO, deck="e")
    parsed: list[str] = []

    def noted(text: str, *, deck_id: str, file: str) -> Reading:
        parsed.append(deck_id)
        return parse_deck(text, deck_id=deck_id, file=file)

    monkeypatch.setattr("alliance_cards.decks.reading.parse_deck", noted)
    own = ann.folder / "decks" / "e.yaml"
    os.utime(own, ns=(0, 0))
    assert reads(ann) > 0
    moved = own.rename(own.with_suffix(".yml"))
    assert reads(ann) > 0
    linked = ann.folder / "elsewhere"
    linked.mkdir()
    (linked / "e.yaml").write_bytes(moved.read_bytes())
    moved.unlink()
    (ann.folder / "links").write_text(f"{linked}\n")
    assert reads(ann) > 0
    assert (parsed, ann.cards("e"), reads(ann)) == ([], ["e/one", "e/two"], 0)
    (linked / "e.yaml").write_text("name: E\ncards:\n- front: F\n  back: B\n")
    ann.look()
    assert (parsed, len(ann.cards("e"))) == (["e"], 1)


def test_another_reader_reads_all_again(ann: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an upgrade that reads otherwise no old entry is relied on."""
    monkeypatch.setattr(files, "READER", files.READER + 1)
    assert reads(ann) > 0
    assert reads(ann) == 0


def test_a_home_deck_hides_a_shipped_one(ann: Person) -> None:
    """As long as it is there."""
    ann.write(("mine", "My question", "C"))
    assert ann.cards() == ["d/mine"]
    (ann.folder / "decks" / "d.yaml").unlink()
    ann.look()
    assert ann.cards() == ["d/one", "d/two"]


def test_a_broken_file_hides_no_good_one(ann: Person) -> None:
    """Neither a shipped deck, nor what it held itself before it broke."""
    assert ann.save("cards: [\n", "d.yaml").problems
    assert ann.cards() == ["d/one", "d/two"]
    ann.write(("mine", "My question", "C"))
    assert ann.save("name: [\n", "d.yaml").problems
    assert ann.cards() == ["d/mine"]


def test_two_files_of_one_id(ann: Person) -> None:
    """The first by name is used; the other is named together with it."""
    ann.write(ONE, deck="e")
    (problem,) = ann.save("name: E\ncards:\n- front: F\n  back: B\n", "e.yml").left_out
    assert problem.file.endswith("e.yml")
    assert "e.yaml has the same deck id" in problem.message
    assert ann.cards("e") == ["e/one"]


def test_a_file_that_cannot_be_read_keeps_its_cards(ann: Person) -> None:
    """A link that leads nowhere is told, and the cards that it had stay in use."""
    ann.write(ONE, deck="e")
    path = ann.folder / "decks" / "e.yaml"
    path.unlink()
    path.symlink_to(ann.folder / "nowhere")
    (problem,) = ann.look().left_out
    assert "cannot be read" in problem.message
    assert ann.cards("e") == ["e/one"]


def test_a_folder_that_is_none(ann: Person) -> None:
    """A file called `decks` is told, and stops nothing; once it is gone, there is a folder."""
    decks = ann.folder / "decks"
    decks.rmdir()
    decks.write_text("")
    (problem,) = ann.look().left_out
    assert problem.message == NO_FOLDER
    assert ann.cards() == ["d/one", "d/two"]
    decks.unlink()
    Person(ann.folder)
    assert decks.stat().st_mode & 0o777 == 0o700


def test_a_name_of_stray_bytes(ann: Person) -> None:
    """It cannot be stored, and is told."""
    try:
        (ann.folder / "decks" / "\udcff.yaml").write_text("name: N\n")
    except OSError:
        pytest.skip("this file system has no such names")
    (problem,) = ann.look().left_out
    assert "not readable text" in problem.message


def test_decks_are_studied_by_their_order_then_by_id(ann: Person) -> None:
    """Also when a deck gets another place."""
    for deck, order in (("z", "order: 1\n"), ("a", ""), ("m", "order: 2\n")):
        ann.save(
            f"name: {deck}\n{order}cards:\n- {{id: x, front: {deck}, back: B}}\n", f"{deck}.yaml"
        )
    names = index.card_names(ann.collection.store)
    assert names == ["z/x", "m/x", "a/x", "d/one", "d/two"]
    ann.save("name: a\norder: 0\ncards:\n- {id: x, front: a, back: B}\n", "a.yaml")
    assert index.card_names(ann.collection.store)[0] == "a/x"
    assert next(queue.new_cards(ann.collection.store, 0, Choice())) == "a/x"


def without_shipped(ann: Person) -> None:
    """Ann does not want to see the decks that come with the program."""
    ann.collection.settings = ann.collection.settings._replace(shipped_decks=False)
    assert ann.look().proposed == ()


def test_shipped_decks_are_left_out_and_come_back(ann: Person) -> None:
    """With their progress; meanwhile no new card is taken for one of theirs."""
    ann.write(("mine", "My question", "C"), deck="e")
    ann.answer("d/one")
    with_them = ann.collection.settings
    without_shipped(ann)
    assert (ann.cards(), ann.cards("e")) == ([], ["e/mine"])
    found = ann.write(("mine", "My question", "C"), ("other", "Question one", "A"), deck="e")
    assert (found.joined, found.proposed, found.left_out) == ((), (), [])
    ann.collection.settings = with_them
    assert (ann.look().proposed, ann.cards(), ann.reviews("d/one")) == ((), ["d/one", "d/two"], 1)


def test_a_broken_deck_brings_no_shipped_one_that_is_left_out(ann: Person) -> None:
    """A deck of one's own is one's own, whatever it is called."""
    without_shipped(ann)
    ann.save("cards: [\n", "d.yaml")
    assert ann.cards() == []
    ann.write(("mine", "My question", "C"))
    assert ann.cards() == ["d/mine"]


def test_a_deck_that_hides_a_shipped_one_is_told_once(ann: Person) -> None:
    """Both files are named; not again when the own one is edited."""
    (told,) = ann.write(("mine", "My question", "C")).hidden
    assert told.file == str(ann.shipped / "d.yaml")
    assert told.message == f"{ann.folder / 'decks' / 'd.yaml'} has the same deck id and is used."
    assert ann.look().hidden == []
    assert ann.write(("mine", "My question", "D")).hidden == []


def test_a_hidden_deck_is_told_when_the_shipped_ones_come_back(ann: Person) -> None:
    """Once, as the person may have forgotten what was said while they were left out."""
    ann.write(ONE, deck="e", shipped=True)
    with_them = ann.collection.settings
    without_shipped(ann)
    (told,) = ann.write(("mine", "My question", "C")).hidden
    assert ann.look().hidden == []
    ann.collection.settings = with_them
    assert ann.look().hidden == [told]
    assert ann.look().hidden == []


def test_a_deck_that_goes_with_progress_is_told_once(ann: Person) -> None:
    """Not one without, and not one whose cards may be new ones of another name."""
    for deck in ("e", "f", "g"):
        ann.write(("x", f"Question {deck}", f"Answer {deck}"), deck=deck)
    ann.answer("e/x")
    ann.answer("g/x")
    folder = ann.folder / "decks"
    (folder / "e.yaml").unlink()
    (folder / "f.yaml").unlink()
    (folder / "g.yaml").rename(folder / "h.yaml")
    found = ann.look()
    assert [Path(told.file).name for told in found.left_out] == ["e.yaml"]
    assert "not there any more" in found.left_out[0].message
    assert len(found.proposed) == 1
    assert ann.look().left_out == []
