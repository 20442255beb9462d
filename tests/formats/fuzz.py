"""Damaged and made-up files for every reader, with figures; not collected by pytest.

    python tests/formats/fuzz.py [INPUTS] [SEED]

Each reader gets INPUTS files (by default 2,000), in a process of its own: good files of its
format that were cut, spliced, doubled, and sprinkled with signs that mean something. Nothing
may be raised. What is printed are the inputs, the exceptions, the longest time for one file,
and by how many megabytes the process grew. The same seed gives the same files.
"""

import multiprocessing
import random
import resource
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from alliance_cards.core.scheduler import State
from alliance_cards.decks.folder import deck_files, shipped_folder
from alliance_cards.decks.reading import check_deck, parse_deck
from alliance_cards.formats import anki_text, anki_writing, csv_files, hashcards, json_files
from alliance_cards.formats.gathered import NewDeck, Options, PastReview, Progress
from alliance_cards.formats.reading import gather
from formats.making import collection, zipped

LARGEST = 40_000
SIGNS = [
    b"\n", b"\t", b'"', b"'", b"\\", b"\0", b"\xff", b"\xef\xbb\xbf", b"#separator:",
    b"#html:true\n",
    b"#guid column:1\n", b"{{c1::", b"}}", b"::", b"[", b"]", b"{", b"}", b"- ", b"? ", b": ",
    b" #",
    b"&a ", b"*a ", b"!!x ", b"|\n", b">\n", b"---\n", b"...\n", b"%YAML 9\n", b"Q:", b"A:", b"C:",
    b"name = ", b"front,back\n", b"sep=;\n", b"<div>", b"&#x10ffff;", b"&#", b"[sound:x]",
    b"<img src=x>", b"\x1b[2J", b"\xe2\x80\xae", b"\xed\xa0\x80", b"PK\x03\x04", b"9" * 30,
    b"-" * 300, b" " * 300, b"[" * 2_000, b"{{c1::" * 500, b"<b>" * 500,
]  # fmt: skip


class Outcome(NamedTuple):
    """What came of all files of one reader; megabytes and milliseconds."""

    reader: str
    inputs: int
    crashes: int
    slowest_ms: float
    grown_mb: float
    first: str


def good_files(folder: Path) -> dict[str, list[bytes]]:
    """Good files of each format, by the ending that chooses its reader."""
    deck = _deck()
    package = anki_writing.anki_package([deck], now_ms=10**12, with_scheduling=True).data
    assert isinstance(package, bytes)
    texts = {
        ".yaml": [
            path.read_text(encoding="utf-8")[:LARGEST] for path in deck_files(shipped_folder())
        ],
        ".json": [json_files.json_text(deck)],
        ".csv": [str(csv_files.csv_text([deck]).data)],
        ".tsv": [str(csv_files.csv_text([deck], delimiter="\t").data)],
        ".txt": [str(anki_text.anki_text([deck]).data), "term\tdefinition\nbond\ttie\n" * 20],
        ".md": [str(hashcards.hashcards_text(deck).data)],
    }
    legacy = collection(folder / "legacy.anki2")
    modern = collection(folder / "modern.anki21b", modern=True)
    found = {ending: [text.encode() for text in each] for ending, each in texts.items()}
    return {
        **found,
        ".apkg": [package, zipped({"collection.anki2": legacy})],
        "inside": [legacy, modern],
    }


def _deck() -> NewDeck:
    path = deck_files(shipped_folder())[0]
    (deck,) = gather(path).decks
    past = (PastReview(1, 10**12, 4, 900),)
    names = [entry.id for entry in deck.entries if entry.id][:5]
    progress = {name: Progress(State(2, 250, 6), 20_000, history=past) for name in names}
    return deck._replace(entries=deck.entries[:12], progress=progress, text="")


def damaged(good: list[bytes], chance: random.Random) -> bytes:
    """One of some good files after a few accidents."""
    data = bytearray(chance.choice(good))
    for _ in range(chance.randint(0, 6)):
        start = chance.randint(0, len(data))
        end = min(len(data), start + chance.choice((1, 4, 40, 400)))
        match chance.randint(0, 5):
            case 0:
                del data[start:end]
            case 1:
                data[start:start] = data[start:end] * chance.randint(1, 5)
            case 2:
                data[start:start] = chance.choice(SIGNS)
            case 3 if start < len(data):
                data[start] = chance.randint(0, 255)
            case 4:
                other = chance.choice(good)
                at = chance.randint(0, len(other))
                data[start:end] = other[at : at + 400]
            case _:
                del data[start + chance.randint(0, 2_000) :]
    return bytes(data)


def read_file(path: Path) -> None:
    """As an import reads it."""
    gather(path, options=Options(with_scheduling=True))


def read_deck_file(path: Path) -> None:
    """As `check` reads a deck, and as the program does."""
    check_deck(path)
    text = path.read_bytes().decode("utf-8", "replace")
    parse_deck(text, deck_id="d", file="d.yaml")


def run(reader: str, good: list[bytes], inputs: int, seed: int) -> Outcome:
    """All inputs of one reader."""
    chance = random.Random(f"{seed} {reader}")  # noqa: S311 - no secret
    read: Callable[[Path], None] = read_deck_file if reader == "check" else read_file
    ending = {"check": ".yaml", "inside": ".apkg"}.get(reader, reader)
    crashes, slowest, first = 0, 0.0, ""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"deck{ending}"
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for _ in range(inputs):
            data = damaged(good, chance)
            path.write_bytes(zipped({"collection.anki2": data}) if reader == "inside" else data)
            begun = time.perf_counter()
            try:
                read(path)
            except Exception:  # noqa: BLE001 - any at all is what is looked for
                crashes += 1
                first = first or f"{data[:200]!r}\n{traceback.format_exc()}"
            slowest = max(slowest, time.perf_counter() - begun)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return Outcome(reader, inputs, crashes, slowest * 1_000, grown / 1_024, first)


def main(inputs: int, seed: int) -> int:
    """All readers, one after the other; 1 if one of them raised anything."""
    with tempfile.TemporaryDirectory() as folder:
        good = good_files(Path(folder))
    good["check"] = good[".yaml"]
    sys.stdout.write(f"{'reader':8} {'inputs':>8} {'crashes':>8} {'slowest':>10} {'memory':>9}\n")
    outcomes = []
    for reader, files in good.items():
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            outcome = pool.apply(run, (reader, files, inputs, seed))
        outcomes.append(outcome)
        figures = f"{outcome.inputs:8,} {outcome.crashes:8,} {outcome.slowest_ms:7.0f} ms"
        sys.stdout.write(f"{reader:8} {figures} {outcome.grown_mb:+6.0f} MB\n")
        sys.stdout.flush()
    for outcome in outcomes:
        if outcome.crashes:
            sys.stdout.write(f"\n{outcome.reader}: {outcome.first}\n")
    return 1 if any(outcome.crashes for outcome in outcomes) else 0


if __name__ == "__main__":
    words = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(words + [2_000, 1][len(words) :])))
