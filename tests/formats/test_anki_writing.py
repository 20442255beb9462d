"""Packages that we write; `against_anki.py` shows them to Anki itself."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import example, given

from alliance_cards.core.scheduler import State
from alliance_cards.core.sm2 import review, start
from alliance_cards.decks.expansion import expand
from alliance_cards.decks.schema import BasicEntry, ChoiceEntry, ClozeEntry, ListEntry
from alliance_cards.formats.anki_export import exported, stable_guid
from alliance_cards.formats.anki_notes import entry_id_of, guid_of
from alliance_cards.formats.anki_writing import anki_package
from alliance_cards.formats.gathered import Gathered, NewDeck, Options, PastReview, Progress
from alliance_cards.formats.reading import gather
from drawn import examples
from formats.making import BASICS, CLOZES, TEXTS, decks

NOW = 1_763_700_000_000


def there_and_back(folder: Path, *decks: NewDeck, scheduling: bool = False) -> Gathered:
    written = anki_package(decks, now_ms=NOW, with_scheduling=scheduling)
    file = folder / "made.apkg"
    assert isinstance(written.data, bytes)
    file.write_bytes(written.data)
    return gather(file, options=Options(with_scheduling=scheduling))


@given(decks(BASICS | CLOZES))
@example(NewDeck("deck", "D", entries=(ClozeEntry(cloze="{{{{}}"),)))
@example(NewDeck("deck", "D", entries=(BasicEntry(front="0", back="00"),)))
@examples(30)
def test_texts_come_back(tmp_path: Path, deck: NewDeck) -> None:
    deck = deck._replace(sources={}, entries=tuple(map(plain, deck.entries)))
    gathered = there_and_back(tmp_path, deck)
    found = [card for each in gathered.decks for e in each.entries for card in cards_of(e)]
    expected = [card for entry in deck.entries for card in cards_of(entry)]
    assert gathered.skipped == ()
    assert sorted(found) == sorted(expected)


def plain(entry: object) -> BasicEntry | ClozeEntry:
    """The entry without what a note holds in another way: see `html.to_text`."""
    assert isinstance(entry, BasicEntry | ClozeEntry)
    odd = str.maketrans({"\xa0": " ", "\r": " ", "\x1f": " ", "\n": " "})
    return msgspec.convert(
        {
            name: value.translate(odd) if isinstance(value, str) and name != "id"
            else tuple(each.translate(odd) for each in value) if name == "accept"
            else () if name == "tags" else value
            for name, value in msgspec.structs.asdict(entry).items()
        },
        type(entry),
    )  # fmt: skip


def cards_of(entry: object) -> list[tuple[str, ...]]:
    assert isinstance(entry, BasicEntry | ClozeEntry)
    return [
        (card.front, card.back, *card.accept, card.explanation, card.source)
        for card in expand(entry, deck_id="", titles={})
    ]


@given(TEXTS)
def test_a_guid_and_its_id(guid: str) -> None:
    written = entry_id_of(guid)
    assert guid_of(written) in (guid, "")
    if len(guid) < 12:
        assert guid_of(written) == guid


@given(TEXTS)
def test_an_id_that_was_no_guid(written: str) -> None:
    guid = guid_of(written)
    assert not guid or entry_id_of(guid) == written


def test_guids_stay_the_same_from_export_to_export() -> None:
    entry = BasicEntry(front="What?", back="b")
    reworded = msgspec.structs.replace(entry, back="c", tags=("x",))
    one, two = exported(entry, deck_id="d"), exported(reworded, deck_id="d")
    assert one.guid == two.guid != exported(entry, deck_id="e").guid
    assert stable_guid("d", "g-a_2bb") == "a+b"


def test_the_same_decks_give_the_same_bytes() -> None:
    deck = NewDeck("d", "D", entries=(BasicEntry(front="f", back="b"),))
    assert anki_package([deck], now_ms=NOW) == anki_package([deck], now_ms=NOW)


STATE = State(4, 236, 17)
HISTORY = (PastReview(0, NOW - 90_000_000, 0, 900), PastReview(0, NOW - 9_000, 5, 1_200))
ENTRIES = (
    BasicEntry(id="one", front="f", back="b", reverse=True),
    ClozeEntry(id="two", cloze="{{x}} and {{y}}"),
    ListEntry(id="three", list="Two", items=("p", "q")),
    ChoiceEntry(id="four", choice="Which?", options=("x", "y"), answer=(1, 2)),
)
NAMES = ("one", "one#reverse", "two#x", "two#y", "three#p", "three#q", "four")


def test_scheduling_comes_back(tmp_path: Path) -> None:
    progress = {
        name: Progress(STATE, 20_400 + place, place, place % 2 == 0, HISTORY[:place])
        for place, name in enumerate(NAMES)
    }
    deck = NewDeck("d", "A::B", entries=ENTRIES, progress=progress)
    (found,) = there_and_back(tmp_path, deck, scheduling=True).decks
    assert found.name == "A::B"
    states = sorted(
        (each.due_in_days_from_epoch, each.lapses, each.suspended, each.state.ease,
         each.state.interval, [(past.grade, past.taken_ms) for past in each.history])
        for each in found.progress.values()
    )  # fmt: skip
    grades = [(1, 900), (5, 1_200)]
    assert states == [
        (20_400 + place, place, place % 2 == 0, 236, 17, grades[:place]) for place in range(7)
    ]
    (bare,) = there_and_back(tmp_path, deck).decks
    assert bare.progress == {}


@pytest.mark.parametrize(
    "grades", [(4,), (4, 4), (4, 4, 4), (4, 1), (4, 4, 0), (1, 4), (4, 1, 5, 4)]
)
@pytest.mark.parametrize("remembered", [True, False])
def test_the_next_interval_is_the_same_after_there_and_back(
    tmp_path: Path, grades: tuple[int, ...], remembered: bool
) -> None:
    """A package has no repetition count: it follows from the interval and the last answer."""
    state, history = start(), []
    for day, grade in enumerate(grades):
        state = review(state, grade)
        history.append(PastReview(0, NOW - 90_000_000 + day * 1_000, grade, 900))
    if not remembered and state.repetitions == 0:
        return  # without a history nothing tells that the last answer was wrong
    known = Progress(state, 20_400, history=tuple(history) if remembered else ())
    deck = NewDeck("d", "D", entries=(BasicEntry(id="one", front="f", back="b"),))
    (found,) = there_and_back(
        tmp_path, deck._replace(progress={"one": known}), scheduling=True
    ).decks
    (came,) = found.progress.values()
    assert review(came.state, 4).interval == review(state, 4).interval


def test_what_a_package_cannot_hold_is_said() -> None:
    deck = NewDeck("d", "D", entries=(*ENTRIES, BasicEntry(front="[image: x.png]", back="b")))
    assert anki_package([deck], now_ms=NOW).remarks == (
        "Lists become clozes with one blank for each item.",
        "Choices become questions with their options in the text.",
        "Pictures are named in the notes; their files are not packed.",
    )


def test_what_ends_a_blank_of_anki_s_is_parted() -> None:
    """Two colons would make a hint of an item's end, and a brace at its end would stand outside."""
    pointers = ListEntry(list="Types", items=("std::map", "a{}}", "b"))
    note = exported(pointers, deck_id="d")
    lines = note.texts["Front"].splitlines()
    assert lines[1:] == ["1. {{c1::std: :map}}", "2. {{c2::a{} } }}", "3. {{c3::b}}"]
    assert note.remarks[0].endswith("Two colons or braces in an item are parted.")
    note = exported(ClozeEntry(cloze="It is {{f{x}::a set}}."), deck_id="d")
    assert note.texts["Front"] == "It is {{c1::f{x} ::a set}}."


def test_a_source_is_written_with_its_title(tmp_path: Path) -> None:
    from alliance_cards.decks.schema import Source

    entry = BasicEntry(front="f", back="b", source='faq, "Part"')
    deck = NewDeck("d", "D", sources={"faq": Source(title="Title")}, entries=(entry,))
    (found,) = there_and_back(tmp_path, deck).decks
    assert found.entries[0].source == "Title · Part"


def test_no_deck_at_all(tmp_path: Path) -> None:
    assert there_and_back(tmp_path).decks == ()


def test_the_order_of_cards_survives(tmp_path: Path) -> None:
    """What is new comes in the order in which it was written, whatever numbers it got."""
    entries = tuple(BasicEntry(id=f"c{n}", front=f"Question {n}", back="B") for n in range(40))
    written = anki_package([NewDeck("d", "D", entries=entries)], now_ms=1_772_352_000_000)
    assert isinstance(written.data, bytes)
    package = tmp_path / "d.apkg"
    package.write_bytes(written.data)
    (found,) = gather(package).decks
    fronts = [entry.front for entry in found.entries if isinstance(entry, BasicEntry)]
    assert fronts == [f"Question {n}" for n in range(40)]
