"""Cards that were exported to Anki come back to their own decks, under their own names."""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from alliance_cards.collection.exporting import decks_to_export
from alliance_cards.collection.importing import apply_import
from alliance_cards.collection.planning import DeckPlan, plan_import
from alliance_cards.collection.returning import at_home
from alliance_cards.core.scheduler import State
from alliance_cards.decks.schema import BasicEntry, Entry
from alliance_cards.formats.anki_export import stable_guid
from alliance_cards.formats.anki_notes import entry_id_of
from alliance_cards.formats.anki_text import anki_text
from alliance_cards.formats.anki_writing import anki_package
from alliance_cards.formats.csv_files import csv_text
from alliance_cards.formats.gathered import NewDeck, Options, Progress
from alliance_cards.formats.reading import gather
from people import NOON, Person, at

DECK = """\
# a comment
name: Bordin's three qualities
description: What a good relationship is.
order: 3
sources:
  faq: {title: The questions}
cards:
- {id: bond, front: What is the bond made of?, back: Trust, explanation: As it says., source: faq}
- {front: What is a goal?, back: What both agreed on, reverse: yes, tags: [two words]}
- {id: gaps, cloze: "A {{bond::what}} and {{goals}}.", source: "faq, Gaps"}
- {id: pick, choice: Which is it?, options: [This, That], answer: 1, explanation: So it is.}
- {id: steps, list: The steps, items: [One, Two, Three]}
"""


@pytest.fixture
def ann(tmp_path: Path) -> Iterator[Person]:
    """Ann, with one deck whose name is not its id."""
    ann = Person(tmp_path / "ann")
    ann.save(DECK, "b.yaml")
    yield ann
    ann.collection.close()


def trip(ann: Person, folder: Path, form: str, **reworded: str) -> list[NewDeck]:
    """Ann's decks after a stay elsewhere, where some answers (by their questions) changed."""
    decks = decks_to_export(ann.collection, ["b"], tag=None, with_scheduling=True)
    decks = [d._replace(entries=tuple(_edited(e, reworded) for e in d.entries)) for d in decks]
    path = folder / f"x.{form}"
    written = anki_text(decks) if form == "txt" else anki_package(
        decks, now_ms=at(8).milliseconds, with_scheduling=True
    )  # fmt: skip
    path.write_bytes(written.data.encode() if isinstance(written.data, str) else written.data)
    return list(gather(path, options=Options(with_scheduling=True)).decks)


def _edited(entry: Entry, reworded: dict[str, str]) -> Entry:
    if isinstance(entry, BasicEntry) and entry.id in reworded:
        return msgspec.structs.replace(entry, back=reworded[entry.id])
    return entry


def plan(ann: Person, decks: list[NewDeck]) -> DeckPlan:
    (found,) = plan_import(ann.collection, at_home(ann.collection, decks))
    return found


@pytest.mark.parametrize("form", ["apkg", "txt"])
def test_nothing_changes_on_a_way_there_and_back(ann: Person, tmp_path: Path, form: str) -> None:
    """Neither the deck's head nor what Anki holds in another form."""
    found = plan(ann, trip(ann, tmp_path, form))
    assert (found.deck, found.is_needed) == ("b", False)


@pytest.mark.parametrize("form", ["apkg", "txt"])
def test_what_was_changed_there_is_taken_over(ann: Person, tmp_path: Path, form: str) -> None:
    """For the same card, which keeps its progress; the rest stays as it was written."""
    ann.answer("b/bond")
    found = plan(ann, trip(ann, tmp_path, form, bond="Trust and caring"))
    assert (found.changed, found.added, found.removed) == (("b/bond",), (), ())
    apply_import(ann.collection, [found], now=NOON, refresh=lambda: ann.look(joins=False))
    assert ann.reviews("b/bond") == 1
    assert ann.cards("b") == [
        "b/bond", "b/what-is-a-goal", "b/what-is-a-goal#reverse", "b/gaps#bond", "b/gaps#goals",
        "b/pick", "b/steps#one", "b/steps#two", "b/steps#three",
    ]  # fmt: skip


def test_progress_comes_back_under_the_names_here(ann: Person, tmp_path: Path) -> None:
    """Blanks and items have numbers in Anki and words here."""
    for day, card in enumerate(("b/gaps#goals", "b/steps#two", "b/what-is-a-goal#reverse")):
        ann.answer(card, now=at(day))
    decks = trip(ann, tmp_path, "apkg")
    bea = Person(tmp_path / "bea")
    bea.save(DECK, "b.yaml")
    found = plan(bea, decks)
    assert set(found.progress) == {"b/gaps#goals", "b/steps#two", "b/what-is-a-goal#reverse"}
    bea.collection.close()


def test_a_new_card_of_the_package_brings_its_source(ann: Person, tmp_path: Path) -> None:
    """Among cards whose deck here declares its sources."""
    (deck,) = trip(ann, tmp_path, "apkg")
    new = BasicEntry(id="g-new", front="New?", back="New", source="A book · Part 1")
    found = plan(ann, [deck._replace(entries=(*deck.entries, new))])
    assert (found.added, found.removed) == (("b/g-new",), ())
    assert found.new["b/g-new"].source == "A book · Part 1"


def test_a_stranger_s_package_is_a_deck_of_its_own(ann: Person, tmp_path: Path) -> None:
    """Also if its deck has the name of one here."""
    (deck,) = trip(ann, tmp_path, "apkg")
    entry = BasicEntry(id="g-stranger", front="F", back="B")
    (found,) = at_home(ann.collection, [deck._replace(entries=(entry,))])
    assert found.id == "bordin-s-three-qualities"


OTHER = """\
name: Another deck, with a name of its own
cards:
- {id: bond, front: A bond?, back: "=1+1", accept: [one, two], source: what I like}
- {front: "  Margins  ", back: B, reverse: no}
"""


def as_table(ann: Person, folder: Path, names: list[str], form: str) -> list[NewDeck]:
    """Ann's decks after they were a table."""
    decks = decks_to_export(ann.collection, names, tag=None, with_scheduling=False)
    written = csv_text(decks, delimiter="\t" if form == "tsv" else ",")
    path = folder / f"{names[0] if len(names) == 1 else 'all'}.{form}"
    path.write_text(str(written.data), encoding="utf-8", newline="")
    return list(gather(path).decks)


@pytest.mark.parametrize("form", ["csv", "tsv"])
@pytest.mark.parametrize("names", [["b"], ["My_Deck"], ["b", "My_Deck"]])
def test_tables_come_back_to_their_decks(
    ann: Person, tmp_path: Path, names: list[str], form: str
) -> None:
    """Nothing is to be done, though a table knows no heads and names sources by their titles."""
    ann.save(OTHER, "My_Deck.yaml")
    found = plan_import(ann.collection, as_table(ann, tmp_path, names, form))
    assert [(plan.deck, plan.is_needed) for plan in found] == [(name, False) for name in names]


def test_one_change_in_a_table_changes_one_card(ann: Person, tmp_path: Path) -> None:
    """The head, the other cards and all progress stay; a source that is new is declared."""
    ann.answer("b/bond")
    (deck,) = as_table(ann, tmp_path, ["b"], "csv")
    first, *rest = deck.entries
    for source, keys in (("The questions · Part 1", ["faq"]), ("A book", ["faq", "a-book"])):
        changed = msgspec.structs.replace(first, explanation="Anew.", source=source)
        (found,) = plan_import(ann.collection, [deck._replace(entries=(changed, *rest))])
        assert (found.changed, found.added, found.removed) == (("b/bond",), (), ())
        assert found.new["b/bond"].source == source
        assert re.findall(r"^  (\S+):", found.file.text, re.MULTILINE)[: len(keys)] == keys
        assert "order: 3" in found.file.text
    apply_import(ann.collection, [found], now=NOON, refresh=lambda: ann.look(joins=False))
    assert ann.reviews("b/bond") == 1


def test_tables_make_the_same_decks_elsewhere(ann: Person, tmp_path: Path) -> None:
    """Under the names that the cards had, so that their progress could follow."""
    ann.save(OTHER, "My_Deck.yaml")
    decks = as_table(ann, tmp_path, ["b", "My_Deck"], "csv")
    bea = Person(tmp_path / "bea")
    found = plan_import(bea.collection, decks)
    apply_import(bea.collection, found, now=NOON, refresh=lambda: bea.look(joins=False))
    assert [bea.cards(name) for name in ("b", "My_Deck")] == [
        ann.cards(name) for name in ("b", "My_Deck")
    ]
    bea.collection.close()


def test_a_shipped_deck_that_comes_back_unchanged_is_not_copied(
    ann: Person, tmp_path: Path
) -> None:
    """Nor where only progress comes along."""
    ann.save(DECK, "s.yaml", shipped=True)
    decks = decks_to_export(ann.collection, ["s"], tag=None, with_scheduling=False)
    assert [plan.is_needed for plan in plan_import(ann.collection, decks)] == [False]
    known = Progress(State(1, 1, 250), 20_010)
    found = plan_import(ann.collection, [decks[0]._replace(progress={"bond": known})])
    apply_import(ann.collection, found, now=NOON, refresh=lambda: ann.look(joins=False))
    assert ann.collection.schedule_of("s/bond").due == 20_010
    assert not (ann.folder / "decks" / "s.yaml").exists()


def test_a_deck_that_was_divided_there_comes_back_once(ann: Person, tmp_path: Path) -> None:
    """What lies in another deck now is one of its own; a deck without a card stays what it is."""
    (deck,) = trip(ann, tmp_path, "apkg")
    parts = [deck.entries[:3], deck.entries[3:], ()]
    found = at_home(
        ann.collection, [deck._replace(id=f"p{n}", entries=e) for n, e in enumerate(parts)]
    )
    assert [part.id for part in found] == ["b", "p1", "p2"]


@pytest.mark.parametrize(("strangers", "home"), [(5, "b"), (6, "bordin-s-three-qualities")])
def test_half_of_the_cards_make_it_the_deck_here(
    ann: Person, tmp_path: Path, strangers: int, home: str
) -> None:
    """One with fewer is somebody else's, who has taken cards from here."""
    (deck,) = trip(ann, tmp_path, "apkg")
    more = tuple(BasicEntry(id=f"g-{n}", front=f"F{n}", back="B") for n in range(strangers))
    (found,) = at_home(ann.collection, [deck._replace(entries=(*more, *deck.entries))])
    assert (found.id, len(deck.entries)) == (home, 5)


def test_a_card_of_another_deck_here_is_a_new_one(ann: Person, tmp_path: Path) -> None:
    """Though a card of this deck has its name."""
    (deck,) = trip(ann, tmp_path, "apkg")
    ann.save(OTHER, "o.yaml")
    guest = BasicEntry(id=entry_id_of(stable_guid("o", "bond")), front="A bond?", back="Other")
    found = plan(ann, [deck._replace(entries=(*deck.entries, guest))])
    assert (found.added, found.changed, found.removed) == ((f"b/{guest.id}",), (), ())


def test_a_deck_that_is_broken_here_is_replaced(ann: Person, tmp_path: Path) -> None:
    """Also the card that cannot be read here now, whose history goes to the one that came."""
    decks = trip(ann, tmp_path, "apkg")
    ann.save(DECK.replace("front: What is the bond", "fornt: What is the bond"), "b.yaml")
    found = plan(ann, decks)
    assert (found.deck, found.file.is_replaced) == ("b", True)
    assert [join.old for join in found.moved] == ["b/bond"]
