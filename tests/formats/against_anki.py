"""Round trips against Anki itself; not collected by pytest.

    python tests/formats/against_anki.py [PYTHON]

PYTHON is an interpreter with the wheel `anki` in an environment of its own (by default the
one that runs this file). Anki runs in a child process; where it is missing, that is said.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ZONES = ("UTC", "America/Los_Angeles", "Pacific/Auckland")
INSIDE = Path(__file__).with_name("inside_anki.py")


class Figures:
    """What was compared, and what did not agree."""

    def __init__(self) -> None:
        self.agreed: dict[str, int] = {}
        self.wrong: list[str] = []

    def compare(self, what: str, ours: object, theirs: object) -> None:
        if ours == theirs:
            self.agreed[what] = self.agreed.get(what, 0) + 1
        else:
            self.wrong.append(f"{what}: ours {ours!r}, Anki {theirs!r}")


def main(python: str) -> int:
    """Run all comparisons; 1 if one fails, 0 also where Anki is missing."""
    found = subprocess.run(
        [python, "-c", "import anki.buildinfo as b; print(b.version)"],
        capture_output=True,
        text=True,
        check=False,
    )
    if found.returncode:
        sys.stdout.write(f"{python} has no Anki (pip install anki); nothing was compared.\n")
        return 0
    figures = Figures()
    for zone in ZONES:
        with tempfile.TemporaryDirectory() as folder:
            _outwards(Path(folder), python, zone, figures)
        with tempfile.TemporaryDirectory() as folder:
            _inwards(Path(folder), python, zone, figures)
    sys.stdout.write(f"Anki {found.stdout.strip()}, time zones {', '.join(ZONES)}\n")
    for what, count in figures.agreed.items():
        sys.stdout.write(f"{count:8,}  {what}\n")
    for line in figures.wrong[:40]:
        sys.stdout.write(f"DIFFERS  {line[:300]}\n")
    sys.stdout.write(f"{len(figures.wrong):8,}  differences\n")
    return 1 if figures.wrong else 0


def _ask(python: str, zone: str, task: str, **values: object) -> Any:
    """What Anki answers, in a child process of this time zone."""
    done = subprocess.run(
        [python, str(INSIDE), task, json.dumps(values)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "TZ": zone},
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def _decks(today: int) -> list[Any]:
    """The shipped decks and one of odd texts, with progress made up for two cards of three."""
    from alliance_cards.core.scheduler import State
    from alliance_cards.decks.expansion import expand
    from alliance_cards.decks.folder import deck_files, shipped_folder
    from alliance_cards.decks.schema import BasicEntry, ClozeEntry
    from alliance_cards.formats.gathered import NewDeck, PastReview, Progress
    from alliance_cards.formats.reading import gather

    decks = [deck for path in deck_files(shipped_folder()) for deck in gather(path).decks]
    odd = (
        BasicEntry(front="a <b> & {{c1::no}}", back='"x"\ttab\nline\n\nlast', tags=("ä", "b::c")),
        BasicEntry(front="#begins", back="=1+1", reverse=True, accept=("one", "two")),
        BasicEntry(id="g-FobF_7b_5bnF_29P", front="日本語 😀", back="\\(x\\) [sound:a.mp3]"),
        ClozeEntry(cloze="a {{one}} b {{two::hint}} c {{one}}", explanation="why\nso"),
        ClozeEntry(id="numbered", cloze="{{c2::b}} {{c7::g::h}} <i>"),
    )
    decks.append(NewDeck("odd", "Odd: ones::Below", entries=odd))
    made: list[Any] = []
    for deck in decks:
        titles = {key: source.title for key, source in deck.sources.items()}
        names = [
            card.id.partition("/")[2]
            for entry in deck.entries
            for card in expand(entry, deck_id="x", titles=titles)
        ]
        progress = {}
        for place, name in enumerate(names):
            if place % 3 == 0:
                continue
            moment = (today - 40) * 86_400_000 + len(made) * 10_000_000 + place * 1_000
            history = tuple(
                PastReview(0, moment + turn * 86_400_000, (place + turn) % 6, 1_000 + place)
                for turn in range(place % 4)
            )
            state = State(2 + place % 5, 130 + place % 170, 1 + place % 90)
            progress[name] = Progress(
                state, today - 30 + place % 80, place % 5, place % 7 == 0, history
            )
        made.append(deck._replace(progress=progress))
    return made


def _outwards(folder: Path, python: str, zone: str, figures: Figures) -> None:
    """What we write, Anki reads; a second import updates."""
    from alliance_cards.formats.anki_text import anki_text
    from alliance_cards.formats.anki_writing import anki_package

    today = _ask(python, zone, "today")
    decks = _decks(today)
    now = int(time.time() * 1000)
    for scheduling in (False, True):
        first, second = folder / f"first-{scheduling}.apkg", folder / f"second-{scheduling}.apkg"
        _write(first, anki_package(decks, now_ms=now - 60_000, with_scheduling=scheduling).data)
        changed = [_reworded(deck) for deck in decks]
        _write(second, anki_package(changed, now_ms=now, with_scheduling=scheduling).data)
        for packages, expected in (([first], decks), ([first, second], changed)):
            dump = _ask(
                python,
                zone,
                "import",
                packages=[str(path) for path in packages],
                scheduling=scheduling,
            )
            what = "second import" if len(packages) > 1 else "import"
            _compare_out(expected, dump, today, scheduling, figures, f"our package, {what}")
    text = folder / "ours.txt"
    _write(text, anki_text(decks).data)
    dump = _ask(python, zone, "import", packages=[str(text), str(text)], scheduling=False)
    _compare_text(decks, dump, figures)


def _write(path: Path, data: str | bytes) -> None:
    path.write_bytes(data.encode() if isinstance(data, str) else data)


def _reworded(deck: Any) -> Any:
    import msgspec

    entries = tuple(
        msgspec.structs.replace(entry, explanation=f"{entry.explanation} (new)")
        for entry in deck.entries
    )
    return deck._replace(entries=entries)


def _exported(decks: list[Any]) -> list[tuple[Any, Any]]:
    from alliance_cards.formats.anki_export import exported
    from alliance_cards.formats.assembling import shown_source

    return [
        (deck, exported(entry, deck_id=deck.id, source=shown_source(entry, deck)))
        for deck in decks
        for entry in deck.entries
    ]


def _compare_out(
    decks: list[Any], dump: Any, today: int, scheduling: bool, figures: Figures, what: str
) -> None:
    from alliance_cards.formats import anki_schema
    from alliance_cards.formats.anki_writing import BUTTONS
    from alliance_cards.formats.html import from_text

    notes = {note["guid"]: note for note in dump["notes"]}
    expected = _exported(decks)
    figures.compare(f"{what}: number of notes", len(expected), len(dump["notes"]))
    for deck, note in expected:
        found = notes.get(note.guid, {})
        texts = {**note.texts, "Text": note.texts["Front"]}
        fields = [from_text(texts.get(name, "")) for name in anki_schema.FIELDS[note.kind]]
        figures.compare(f"{what}: fields of a note", fields, found.get("fields"))
        figures.compare(f"{what}: tags of a note", sorted(note.tags), sorted(found["tags"]))
        cards = {card["ord"]: card for card in found["cards"]}
        figures.compare(f"{what}: cards of a note", sorted(note.variants), sorted(cards))
        for ordinal, variant in note.variants.items():
            card = cards[ordinal]
            figures.compare(f"{what}: deck of a card", deck.name, card["deck"])
            name = f"{note.name}#{variant}" if variant else note.name
            progress = deck.progress.get(name) if scheduling else None
            if progress is None:
                figures.compare(f"{what}: a card without progress is new", 0, card["type"])
                continue
            ours = (
                2, -1 if progress.suspended else 2, progress.due_in_days_from_epoch - today,
                progress.state.interval, progress.state.ease * 10, progress.lapses,
            )  # fmt: skip
            keys = ("type", "queue", "due_in", "ivl", "factor", "lapses")
            figures.compare(
                f"{what}: due day, interval, ease, lapses, suspension of a card",
                ours,
                tuple(card[key] for key in keys),
            )
            history = [
                [past.milliseconds, BUTTONS[past.grade], past.taken_ms] for past in progress.history
            ]
            figures.compare(f"{what}: review history of a card", history, card["reviews"])


def _compare_text(decks: list[Any], dump: Any, figures: Figures) -> None:
    from alliance_cards.formats.html import from_text

    notes = {note["guid"]: note for note in dump["notes"]}
    expected = _exported(decks)
    what = "our text, imported twice"
    figures.compare(f"{what}: number of notes", len(expected), len(dump["notes"]))
    for deck, note in expected:
        found = notes.get(note.guid, {"fields": [], "tags": [], "cards": []})
        second = note.texts["Explanation"] if note.kind == "cloze" else note.texts["Back"]
        fields = [from_text(note.texts["Front"]), from_text(second)]
        figures.compare(f"{what}: fields of a note", fields, found["fields"])
        figures.compare(f"{what}: tags of a note", sorted(note.tags), sorted(found["tags"]))
        figures.compare(
            f"{what}: cards of a note",
            sorted(note.variants),
            sorted(card["ord"] for card in found["cards"]),
        )
        figures.compare(
            f"{what}: deck of a note", {deck.name}, {card["deck"] for card in found["cards"]}
        )


def _inwards(folder: Path, python: str, zone: str, figures: Figures) -> None:
    """What Anki writes, we read."""
    from alliance_cards.formats.gathered import Options
    from alliance_cards.formats.reading import gather

    dump = _ask(python, zone, "export", folder=str(folder))
    expected = {note["guid"]: note for note in dump["notes"]}
    for path in sorted(folder.glob("*.*pkg")):
        scheduling = "scheduled" in path.name
        gathered = gather(path, options=Options(with_scheduling=True))
        what = f"Anki's {path.stem} {path.suffix}"
        figures.compare(f"{what}: nothing skipped", (), gathered.skipped)
        _compare_in(gathered.decks, expected, dump, figures, what, scheduling)
    for path in sorted(folder.glob("*.txt")):
        gathered = gather(path)
        figures.compare("Anki's text: nothing skipped", (), gathered.skipped)
        _compare_in(gathered.decks, expected, dump, figures, "Anki's text", False)


def _compare_in(
    decks: Any, expected: Any, dump: Any, figures: Figures, what: str, scheduling: bool
) -> None:
    from alliance_cards.decks.schema import asked
    from alliance_cards.formats.anki_notes import entry_id_of

    found = {entry.id: (deck, entry) for deck in decks for entry in deck.entries}
    for guid, note in expected.items():
        name = entry_id_of(guid)
        if note["nested"]:
            figures.compare(
                f"{what}: nested cloze", {f"{name}-c1", f"{name}-c2"} <= set(found), True
            )
            continue
        deck, entry = found.get(name, (None, None))
        figures.compare(f"{what}: note", True, entry is not None)
        if entry is None:
            continue
        figures.compare(f"{what}: text", asked(entry), note["plain"])
        figures.compare(f"{what}: tags", sorted(entry.tags), sorted(note["tags"]))
        figures.compare(f"{what}: deck", deck.name, note["cards"][0]["deck"])
        for card in note["cards"]:
            suffix = f"#c{card['ord'] + 1}" if note["cloze"] else "#reverse" if card["ord"] else ""
            _compare_card(deck.progress.get(name + suffix), card, dump, figures, what, scheduling)


def _compare_card(
    progress: Any, card: Any, dump: Any, figures: Figures, what: str, scheduling: bool
) -> None:
    if not scheduling or (card["type"] == 0 and card["queue"] >= 0):
        figures.compare(f"{what}: a card without progress", None, progress)
        return
    if progress is None:
        figures.compare(f"{what}: progress", None, card)
        return
    figures.compare(f"{what}: suspended", progress.suspended, card["queue"] == -1)
    figures.compare(f"{what}: lapses", progress.lapses, card["lapses"])
    buttons = {1: 1, 2: 3, 3: 4, 4: 5}
    figures.compare(
        f"{what}: history",
        [[p.milliseconds, p.grade, p.taken_ms] for p in progress.history],
        [[at, buttons[button], taken] for at, button, taken in card["reviews"]],
    )
    if card["type"] == 2:
        figures.compare(
            f"{what}: due date", progress.due_in_days_from_epoch, dump["today"] + card["due_in"]
        )
        figures.compare(
            f"{what}: interval and ease",
            (progress.state.interval, progress.state.ease * 10),
            (card["ivl"], card["factor"]),
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else sys.executable))
