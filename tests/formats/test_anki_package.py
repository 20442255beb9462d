"""Anki's packages, legacy and modern, made by hand."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from alliance_cards.core.scheduler import State
from alliance_cards.decks.schema import BasicEntry, ClozeEntry, Entry
from alliance_cards.formats.gathered import Gathered, Options, PastReview, Progress
from alliance_cards.formats.reading import gather
from formats.making import (
    BASIC_MODEL,
    CARD,
    CREATED,
    CREATED_DAY,
    NOTE,
    collection,
    streamed,
    zipped,
)

STUB = (1, "stub", 1, "", "Please update Anki\x1fThis file needs a newer one.")
REAL = BasicEntry(id="g-guid", front="Question", back="Answer", tags=("t",))


def package(tmp_path: Path, members: Mapping[str, bytes], *, scheduling: bool = True) -> Gathered:
    file = tmp_path / "made.apkg"
    file.write_bytes(zipped(members))
    return gather(file, options=Options(with_scheduling=scheduling))


def legacy(tmp_path: Path, *, scheduling: bool = True, **parts: Any) -> Gathered:
    made = collection(tmp_path / "c", **parts)
    return package(tmp_path, {"collection.anki2": made, "media": b"{}"}, scheduling=scheduling)


def entries(gathered: Gathered) -> list[Entry]:
    return [entry for deck in gathered.decks for entry in deck.entries]


@pytest.fixture
def files(tmp_path: Path) -> dict[str, bytes]:
    real = collection(tmp_path / "real")
    return {
        "real": real,
        "stub": collection(tmp_path / "stub", notes=[STUB], made=[{**CARD, "nid": 1}]),
        "modern": streamed(collection(tmp_path / "modern", modern=True)),
    }


@pytest.mark.parametrize(
    "members",
    [
        {"collection.anki2": "real"},
        {"collection.anki2": "stub", "collection.anki21": "real"},
        {"meta": b"\x08\x01", "collection.anki2": "real"},
        {"meta": b"\x08\x02", "collection.anki2": "stub", "collection.anki21": "real"},
        {"meta": b"\x08\x03", "collection.anki2": "stub", "collection.anki21b": "modern"},
        {"collection.anki2": "real", "../../evil": b"x", "/etc/passwd": b"x"},
    ],
)
def test_which_collection_counts(
    tmp_path: Path, files: dict[str, bytes], members: dict[str, str | bytes]
) -> None:
    """The stub that tells people to update is never imported."""
    content = {
        name: files[part] if isinstance(part, str) else part for name, part in members.items()
    }
    gathered = package(tmp_path, content)
    assert gathered.skipped == ()
    assert entries(gathered) == [REAL]
    assert gathered.decks[0].name == "Deck"


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"meta": b"\x08\x04", "collection.anki2": "stub"}, "(version 4)"),
        ({"meta": b"", "collection.anki2": "stub"}, "(version 0)"),
        ({"meta": b"\xff" * 100, "collection.anki2": "stub"}, "(version 0)"),
        ({"meta": b"\x08\x03", "collection.anki2": "stub"}, "damaged"),
        ({"meta": b"\x08\x03", "collection.anki21b": "real"}, "damaged"),
        ({"media": b"{}"}, "damaged"),
        ({"collection.anki2": b"no database"}, "damaged"),
        ({"collection.anki2": b""}, "no table"),
    ],
)
def test_what_is_refused(
    tmp_path: Path, files: dict[str, bytes], members: dict[str, str | bytes], reason: str
) -> None:
    content = {
        name: files[part] if isinstance(part, str) else part for name, part in members.items()
    }
    gathered = package(tmp_path, content)
    assert gathered.decks == ()
    assert reason in gathered.skipped[0].reason


@pytest.mark.parametrize("modern", [False, True])
def test_legacy_and_modern_say_the_same(tmp_path: Path, modern: bool) -> None:
    made = collection(
        tmp_path / "c",
        notes=[NOTE, (11, "cl", 2, "", "The {{c1::one}} {{c3::two::hint}}\x1fMore")],
        made=[
            CARD,
            {"id": 101, "nid": 11, "did": 2, "ord": 0},
            {"id": 102, "nid": 11, "did": 2, "ord": 2},
        ],
        deck_names={1: "Deck", 2: "A::B"},
        modern=modern,
    )
    members = (
        {"meta": b"\x08\x03", "collection.anki21b": streamed(made)}
        if modern
        else {"collection.anki2": made}
    )
    gathered = package(tmp_path, members)
    assert [(deck.id, deck.name) for deck in gathered.decks] == [("deck", "Deck"), ("a-b", "A::B")]
    cloze = ClozeEntry(id="g-cl", cloze="The {{c1::one}} {{c3::two::hint}}", explanation="More")
    assert entries(gathered) == [REAL, cloze]
    assert gathered.skipped == ()
    assert gathered.remarks == ()


REVIEW = {**CARD, "type": 2, "queue": 2, "due": 40, "ivl": 12, "factor": 2310, "lapses": 3}


@pytest.mark.parametrize(
    ("card", "progress"),
    [
        (REVIEW, Progress(State(3, 231, 12), CREATED_DAY + 40, 3)),
        ({**REVIEW, "factor": 0}, Progress(State(3, 250, 12), CREATED_DAY + 40, 3)),
        ({**REVIEW, "factor": 1100}, Progress(State(3, 130, 12), CREATED_DAY + 40, 3)),
        ({**REVIEW, "queue": -1}, Progress(State(3, 231, 12), CREATED_DAY + 40, 3, True)),
        ({**REVIEW, "queue": -2}, Progress(State(3, 231, 12), CREATED_DAY + 40, 3)),
        ({**REVIEW, "odue": 7, "odid": 1}, Progress(State(3, 231, 12), CREATED_DAY + 7, 3)),
        ({**REVIEW, "ivl": 99_999}, Progress(State(3, 231, 36_500), CREATED_DAY + 40, 3)),
        ({**REVIEW, "ivl": 1}, Progress(State(1, 231, 1), CREATED_DAY + 40, 3)),
        ({**REVIEW, "ivl": 6}, Progress(State(2, 231, 6), CREATED_DAY + 40, 3)),
        ({**REVIEW, "due": -(10**9)}, Progress(State(3, 231, 12), 0, 3)),
        (
            {**REVIEW, "type": 1, "queue": 1, "due": CREATED + 86_400, "ivl": 0, "factor": 0},
            Progress(State(0, 250, 1), CREATED_DAY + 1, 3),
        ),
        (
            {**REVIEW, "type": 3, "queue": 3, "due": 5},
            Progress(State(0, 231, 1), CREATED_DAY + 5, 3),
        ),
        ({**CARD, "queue": -1}, Progress(State(0, 250, 0), None, 0, True)),
        (CARD, None),
    ],
)
def test_how_far_a_card_has_got(
    tmp_path: Path, card: dict[str, int], progress: Progress | None
) -> None:
    (deck,) = legacy(tmp_path, made=[card]).decks
    assert deck.progress.get("g-guid") == progress
    (bare,) = legacy(tmp_path, made=[card], scheduling=False).decks
    assert bare.progress == {}


@pytest.mark.parametrize("hours", [-11, -8, 0, 5, 12])
def test_a_collection_without_its_offset_begins_at_four_in_the_morning(
    tmp_path: Path, hours: int
) -> None:
    shift = f"update col set crt = {CREATED - hours * 3_600}"
    (deck,) = legacy(tmp_path, made=[REVIEW], west=None, extra=shift).decks
    assert deck.progress["g-guid"].due_in_days_from_epoch == CREATED_DAY + 40


def test_the_history_holds_reviews_only(tmp_path: Path) -> None:
    reviews = [
        (CREATED * 1000 + 5, 100, 4, 2500, 1500, 1),
        (CREATED * 1000 + 1, 100, 1, 2500, 700, 0),
        (CREATED * 1000 + 2, 100, 2, 2500, 700, 2),
        (CREATED * 1000 + 3, 100, 3, 2500, 99_999_999, 3),
        (CREATED * 1000 + 4, 100, 3, 0, 700, 3),
        (CREATED * 1000 + 6, 100, 3, 2500, 700, 4),
        (CREATED * 1000 + 7, 100, 0, 2500, 700, 1),
        (CREATED * 1000 + 8, 999, 3, 2500, 700, 1),
    ]
    (deck,) = legacy(tmp_path, made=[REVIEW], reviews=reviews).decks
    begun = CREATED * 1000
    assert deck.progress["g-guid"].history == (
        PastReview(begun + 1, begun + 1, 1, 700),
        PastReview(begun + 2, begun + 2, 3, 700),
        PastReview(begun + 3, begun + 3, 4, 3_600_000),
        PastReview(begun + 5, begun + 5, 5, 1500),
    )
    assert deck.progress["g-guid"].state.repetitions == 3


def model(*templates: tuple[str, str], fields: str = "Front Back") -> dict[str, Any]:
    return {
        "1": {
            **BASIC_MODEL,
            "flds": [{"name": name} for name in fields.split()],
            "tmpls": [{"qfmt": question, "afmt": answer} for question, answer in templates],
        }
    }


FORWARD = ("{{Front}}", "{{FrontSide}}<hr id=answer>{{Back}}")
BACKWARD = ("{{Back}}", "{{FrontSide}}<hr id=answer>{{Front}}")


def test_a_reversed_note_is_one_entry_with_progress_for_both_cards(tmp_path: Path) -> None:
    second = {**REVIEW, "id": 101, "ord": 1, "ivl": 5}
    (deck,) = legacy(tmp_path, made=[REVIEW, second], models=model(FORWARD, BACKWARD)).decks
    assert deck.entries == (
        BasicEntry(id="g-guid", front="Question", back="Answer", reverse=True, tags=("t",)),
    )
    assert {name: each.state.interval for name, each in deck.progress.items()} == {
        "g-guid": 12,
        "g-guid#reverse": 5,
    }


def test_a_card_that_was_deleted_does_not_come_back(tmp_path: Path) -> None:
    (deck,) = legacy(tmp_path, made=[CARD], models=model(FORWARD, BACKWARD)).decks
    assert deck.entries == (REAL,)


def test_templates_decide_on_what_is_asked(tmp_path: Path) -> None:
    fields = "Word Meaning Example Hidden Source"
    note = (10, "guid", 1, "", "mot\x1fword\x1fun mot\x1flost\x1fthe book")
    templates = (
        ("{{Word}}", "{{Word}}: {{Meaning}}{{#Example}}<br>({{Example}}){{/Example}}"),
        ("<b>Say:</b> {{Meaning}}", "{{Word}}{{^Example}}none{{/Example}}"),
    )
    cards = [CARD, {**CARD, "id": 101, "ord": 1}]
    gathered = legacy(tmp_path, notes=[note], made=cards, models=model(*templates, fields=fields))
    assert entries(gathered) == [
        BasicEntry(id="g-guid", front="mot", back=": word\n(un mot)", source="the book"),
        BasicEntry(id="g-guid-2", front="Say: word", back="mot", source="the book"),
    ]
    assert "is shown on no card" in gathered.remarks[0]


def test_a_typed_answer(tmp_path: Path) -> None:
    typed = ("{{Front}}<br>{{type:Back}}", "{{Front}}<hr id=answer>{{type:Back}}{{Back}}")
    assert entries(legacy(tmp_path, models=model(typed))) == [
        BasicEntry(id="g-guid", front="Question", back="Answer", accept=("Answer",), tags=("t",))
    ]


def test_nested_clozes_become_an_entry_each(tmp_path: Path) -> None:
    note = (10, "n", 2, "", "a {{c1::b {{c2::c::hint}} d}} e\x1f")
    cards = [REVIEW, {**REVIEW, "id": 101, "ord": 1, "ivl": 5}]
    (deck,) = legacy(tmp_path, notes=[note], made=cards).decks
    assert deck.entries == (
        ClozeEntry(id="g-n-c1", cloze="a {{c1::b c d}} e"),
        ClozeEntry(id="g-n-c2", cloze="a b {{c2::c::hint}} d e"),
    )
    assert {name: each.state.interval for name, each in deck.progress.items()} == {
        "g-n-c1#c1": 12,
        "g-n-c2#c2": 5,
    }


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        ((10, "g", 99, "", "a\x1fb"), "of no known type"),
        ((77, "g", 1, "", "a\x1fb"), "has no cards"),
        ((10, "g", 1, "", "a\x1f"), '"back" is empty.'),
        ((10, "g", 1, "", "a\0\x1fb"), "NUL"),
        ((10, "g", 2, "", "no cloze\x1f"), "There is no blank."),
        ((10, "g", 2, "", "{{c1::open\x1f"), "The braces do not match."),
        ((10, "g", 1, "", "x" * 600_000 + "\x1fb"), "is too long. To read it"),
        ((10, "g", 1, "", "x" * 30_000 + "\x1fb"), "at most 20,000"),
        ((10, "g", 1, "t" * 200, "a\x1fb"), "at most 100"),
    ],
)
def test_a_note_without_a_card_is_reported(
    tmp_path: Path, note: tuple[Any, ...], reason: str
) -> None:
    gathered = legacy(
        tmp_path,
        notes=[note, (12, "ok", 1, "", "q\x1fa")],
        made=[CARD, {**CARD, "id": 5, "nid": 12}],
    )
    assert entries(gathered) == [BasicEntry(id="g-ok", front="q", back="a")]
    assert reason in gathered.skipped[0].reason


def test_pictures_and_sounds_are_kept_as_references(tmp_path: Path) -> None:
    note = (10, "g", 1, "", '<img src="../../x y.jpg">?\x1f[sound:a.mp3] <img src=b.png>')
    gathered = legacy(tmp_path, notes=[note])
    assert entries(gathered) == [
        BasicEntry(id="g-g", front="[image: x y.jpg]?", back="[sound:a.mp3] [image: b.png]")
    ]
    assert [remark.partition(": ")[2] for remark in gathered.remarks] == [
        "2 pictures are kept as references; a terminal does not show them.",
        "1 sound is kept as a reference; a terminal does not play it.",
    ]
