"""The part of `against_anki.py` that runs in Anki's environment and knows nothing of ours."""

import importlib
import json
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any


def _collection(path: Path) -> Any:
    return importlib.import_module("anki.collection").Collection(str(path))


def _today() -> int:
    """The local date, for a day that begins at four, in days since 1970."""
    here = datetime.now() - timedelta(hours=4)
    return (here.date() - date(1970, 1, 1)).days


def inside_today() -> int:
    """Anki's study day."""
    return _today()


def inside_import(packages: list[str], scheduling: bool) -> Any:
    """What a fresh collection holds after importing all packages."""
    pb2 = importlib.import_module("anki.import_export_pb2")
    anki = importlib.import_module("anki.collection")
    with tempfile.TemporaryDirectory() as folder:
        collection = _collection(Path(folder, "collection.anki2"))
        for package in packages:
            if package.endswith(".txt"):
                metadata = collection.get_csv_metadata(package, None)
                collection.import_csv(anki.ImportCsvRequest(path=package, metadata=metadata))
                continue
            options = pb2.ImportAnkiPackageOptions(with_scheduling=scheduling, merge_notetypes=True)
            collection.import_anki_package(
                pb2.ImportAnkiPackageRequest(package_path=package, options=options)
            )
        dump = _dump(collection)
        collection.close()
    return dump


def _dump(collection: Any) -> Any:
    notes = []
    for number in collection.find_notes(""):
        note = collection.get_note(number)
        cards = [_card(collection, card) for card in note.cards()]
        notes.append(
            {
                "guid": note.guid,
                "fields": note.fields,
                "tags": note.tags,
                "cards": cards,
                "type": note.note_type()["name"],
            }
        )
    return {"notes": notes, "today": _today()}


def _card(collection: Any, card: Any) -> Any:
    reviews = collection.db.all(
        "select id, ease, time from revlog where cid = ? and type != 4 order by id", card.id
    )
    return {
        "ord": card.ord, "deck": collection.decks.name(card.odid or card.did), "type": card.type,
        "queue": card.queue, "due_in": card.due - collection.sched.today, "ivl": card.ivl,
        "factor": card.factor, "lapses": card.lapses, "reviews": reviews,
    }  # fmt: skip


NOTES = [
    ("Basic", ["plain", "answer"], "plain"),
    ("Basic", ["one<br>two &amp; three", "<div>a</div><div>b</div>"], "one\ntwo & three"),
    ("Basic", ['#hash, comma; "quote"', "tab"], '#hash, comma; "quote"'),
    ("Basic", ['picture <img src="a b.jpg">', "[sound:x.mp3]"], "picture [image: a b.jpg]"),
    ("Basic (and reversed card)", ["there", "back"], "there"),
    ("Basic (type in the answer)", ["typed", "word"], "typed"),
    ("Cloze", ["a {{c1::b}} c {{c2::d::hint}}", "extra"], "a {{c1::b}} c {{c2::d::hint}}"),
    ("Cloze", ["a {{c1::b {{c2::c}} d}} e", ""], "nested"),
    ("Basic", ["日本語 😀", "x"], "日本語 😀"),
]


def inside_export(folder: str) -> Any:
    """Make a collection, study it, and export it in every way."""
    anki = importlib.import_module("anki.collection")
    collection = _collection(Path(folder, "made.anki2"))
    made = _fill(collection)
    for legacy in (True, False):
        for scheduled in (True, False):
            name = f"{'legacy' if legacy else 'modern'}-{'scheduled' if scheduled else 'bare'}"
            options = anki.ExportAnkiPackageOptions(
                with_scheduling=scheduled, with_deck_configs=False, with_media=False, legacy=legacy
            )
            collection.export_anki_package(
                out_path=str(Path(folder, f"{name}.apkg")), options=options, limit=None
            )
    collection.export_note_csv(
        out_path=str(Path(folder, "notes.txt")), limit=None, with_html=True, with_tags=True,
        with_deck=True, with_notetype=True, with_guid=True,
    )  # fmt: skip
    dump = _dump(collection)
    for note in dump["notes"]:
        note["plain"] = made[note["guid"]]
        note["cloze"] = note["type"] == "Cloze"
        note["nested"] = made[note["guid"]] == "nested"
    for legacy in (True, False):
        name = f"{'legacy' if legacy else 'modern'}-scheduled.colpkg"
        collection.export_collection_package(str(Path(folder, name)), False, legacy)
        collection.reopen(after_full_sync=False)
    collection.close()
    return dump


def _fill(collection: Any) -> dict[str, str]:
    """Forty turns of the notes above, with all kinds of progress."""
    plain = {}
    for turn in range(40):
        deck = collection.decks.id(f"Deck {turn % 3}::Below")
        for name, fields, text in NOTES:
            note = collection.new_note(collection.models.by_name(name))
            # The number stands behind the text, so that no two notes ask the same.
            note.fields = [f"{fields[0]} {turn}", *fields[1:]]
            note.fields += [""] * (len(note.note_type()["flds"]) - len(note.fields))
            note.tags = ["tag", f"turn::{turn}"]
            collection.add_note(note, deck)
            plain[note.guid] = "nested" if text == "nested" else f"{text} {turn}"
    cards = list(collection.find_cards(""))
    for place, number in enumerate(cards):
        if place % 4 == 1:
            collection.sched.set_due_date([number], str(place % 50))
        if place % 4 == 2:
            _answer(collection, number, place)
        if place % 9 == 0:
            collection.sched.suspend_cards([number])
    return plain


def _answer(collection: Any, number: int, place: int) -> None:
    for turn in range(1 + place % 4):
        card = collection.get_card(number)
        card.start_timer()
        states = collection._backend.get_scheduling_states(number)
        rating = (place + turn) % 4
        answer = collection.sched.build_answer(card=card, states=states, rating=rating)
        collection.sched.answer_card(answer)
        time.sleep(0.002)


TASKS: dict[str, Callable[..., Any]] = {
    "today": inside_today,
    "import": inside_import,
    "export": inside_export,
}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(TASKS[sys.argv[1]](**json.loads(sys.argv[2]))) + "\n")
