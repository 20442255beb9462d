"""The one entrance: formats found, folders gathered, refusals in sentences."""

import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from alliance_cards.decks.schema import BasicEntry
from alliance_cards.formats.gathered import Gathered, NewDeck, Options
from alliance_cards.formats.json_files import SHAPE
from alliance_cards.formats.reading import FORMATS, KNOWN, SAY, gather, gather_text
from drawn import examples, strung
from formats.making import SCRAPS, TEXTS, collection, zipped

AB = (BasicEntry(front="a", back="b"),)
YAML = "name: deck\ncards:\n  - front: a\n    back: b\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("deck.yaml", YAML),
        ("deck.yml", YAML),
        ("deck.JSON", '{"name": "deck", "cards": [{"front": "a", "back": "b"}]}'),
        ("deck.csv", "a,b\n"),
        ("deck.tsv", "a\tb\n"),
        ("deck.txt", "a\tb\n"),
        ("deck.txt", "a,b\n"),
        ("deck.txt", "#separator:pipe\na|b\n"),
        ("deck.md", "Q: a\nA: b\n"),
        ("deck.hashcards", "Q: a\nA: b\n"),
        ("deck.anki", "a\tb\n"),
    ],
)
def test_the_format_is_found(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    text = content if name.endswith("ml") else ""
    found = gather(tmp_path / name)
    assert found._replace(remarks=()) == Gathered((NewDeck("deck", "deck", entries=AB, text=text),))
    assert bool(found.remarks) == (name == "deck.txt" and content == "a,b\n")


@pytest.mark.parametrize(
    "content",
    [
        "Trust is a foundation.\nA bond, too, is one of the three.\n",
        "one two\nthree four five\n",
        "trust - a foundation\nbond - a tie\n",
        "- Trust\n- Bond\n",
    ],
)
def test_a_text_of_which_it_is_not_clear_what_the_cards_are(tmp_path: Path, content: str) -> None:
    """It is refused with what to say, and read once that is said."""
    (tmp_path / "deck.txt").write_text(content, encoding="utf-8")
    gathered = gather(tmp_path / "deck.txt")
    assert gathered.decks == ()
    assert "--delimiter" in gathered.skipped[0].reason
    said = gather(tmp_path / "deck.txt", options=Options(delimiter=" "))
    assert said.decks


def test_a_package_is_known_by_its_first_bytes_too(tmp_path: Path) -> None:
    file = tmp_path / "download"
    file.write_bytes(zipped({"collection.anki2": collection(tmp_path / "c")}))
    assert gather(file).decks[0].name == "Deck"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("deck.csv", "", "There is no card in this file."),
        ("deck.csv", "front,back\n", "There is no card in this file."),
        ("deck.md", "\n", "There is no card in this file."),
        ("deck.json", '[{"front": "a", "back": "b"}]', f"This JSON is no object. {SHAPE}"),
        ("deck.json", '{"name": "n", "cards": [{"front": "a"', "This is not whole JSON (Exp"),
        ("deck.json", "[" * 100_000, "Lists and braces are nested too deeply here for a deck."),
        ("deck.json", '{"name": "n"}', "The deck has no cards."),
    ],
)
def test_where_there_is_no_deck_something_says_why(
    tmp_path: Path, name: str, content: str, reason: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    found = gather(tmp_path / name)
    (skipped,) = found.skipped
    assert (found.decks, skipped.file) == ((), str(tmp_path / name))
    assert skipped.reason.startswith(reason)
    assert found.remarks == ((f"{tmp_path / name}: {SHAPE}",) if content == '{"name": "n"}' else ())


def test_of_a_json_text_that_is_cut_off_the_whole_cards_are_read(tmp_path: Path) -> None:
    """And what is said is said of JSON."""
    file = tmp_path / "deck.json"
    file.write_text('{"name": "deck", "cards": [\n{"front": "a", "back": "b"},\n{"front": "c"')
    found = gather(file)
    assert [deck.entries for deck in found.decks] == [AB]
    assert [skipped.reason[:22] for skipped in found.skipped] == ["This is not whole JSON"]


def test_a_folder_without_files_is_named(tmp_path: Path) -> None:
    (tmp_path / ".hidden").write_text("")
    (skipped,) = gather(tmp_path).skipped
    assert skipped == (str(tmp_path), 0, "There is no file in this folder.")


def test_a_name_that_is_given_cures_the_file_s(tmp_path: Path) -> None:
    """A blank is no part of a deck's id."""
    file = tmp_path / "my deck.yaml"
    for text in (YAML, f"{YAML}  - front: c\n"):
        file.write_text(text)
        assert not gather(file).decks
        (deck,) = gather(file, options=Options(deck="mine")).decks
        assert (deck.id, deck.entries) == ("mine", AB)


def test_what_a_person_says_counts_more(tmp_path: Path) -> None:
    (tmp_path / "deck.txt").write_text("Q: a\nA: b\n")
    assert gather(tmp_path / "deck.txt", options=Options(format="hashcards")).decks[0].entries == AB


@pytest.mark.parametrize(("name", "said"), [("deck.xyz", None), ("deck", None), ("d.csv", "doc")])
def test_an_unknown_format(tmp_path: Path, name: str, said: str | None) -> None:
    (tmp_path / name).write_text("a")
    (skipped,) = gather(tmp_path / name, options=Options(format=said)).skipped
    assert skipped.reason.endswith(f"{KNOWN} {SAY}")


@pytest.mark.parametrize("name", ["nothing", "nothing.csv", "nothing.apkg", "no\0thing"])
def test_a_file_that_is_not_there(tmp_path: Path, name: str) -> None:
    """That is said, and not that its format is unknown."""
    (skipped,) = gather(tmp_path / name).skipped
    assert skipped.reason.startswith("The file cannot be read: ")


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b"a,b\nc,\xff\n", 2, "not saved as UTF-8"),
        (b"a,b\nc,\0\n", 2, "NUL"),
        (b"x" * 200, 0, "larger than 100 bytes"),
        (b"\xff\xfe\x00", 1, "not saved as UTF-8"),
    ],
)
def test_what_is_no_text(tmp_path: Path, content: bytes, line: int, reason: str) -> None:
    (tmp_path / "d.csv").write_bytes(content)
    limits = Options().limits._replace(text_file=100)
    (skipped,) = gather(tmp_path / "d.csv", options=Options(limits=limits)).skipped
    assert skipped.line == line
    assert reason in skipped.reason


def test_a_file_of_gigabytes_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "d.csv").open("wb") as file:
        file.truncate(3 << 30)
    assert "larger than" in gather(tmp_path / "d.csv").skipped[0].reason


def test_utf_16_with_its_mark_as_excel_writes_it(tmp_path: Path) -> None:
    (tmp_path / "d.txt").write_bytes("ä\tb\n".encode("utf-16"))
    assert gather(tmp_path / "d.txt").decks[0].entries == (BasicEntry(front="ä", back="b"),)


def test_a_folder_gathers_its_files(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "inner").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    (folder / "a.csv").write_text("a,b\n")
    (folder / "inner" / "A.csv").write_text("a,b\n")
    (folder / "inner" / "notes.doc").write_text("x")
    (folder / ".hidden" / "b.csv").write_text("a,b\n")
    (folder / ".c.csv").write_text("a,b\n")
    (folder / "z.yaml").symlink_to(tmp_path / "z.yaml")
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.csv")
    os.mkfifo(folder / "pipe")
    gathered = gather(folder)
    assert [(deck.id, deck.entries) for deck in gathered.decks] == [("a", AB), ("A-2", AB)]
    assert {Path(s.file).name: s.reason.partition(".")[0] for s in gathered.skipped} == {
        "z.yaml": "This is a link; links in a folder are not followed",
        "pipe.csv": "This is no file",
        "pipe": "This format is not known",
        "notes.doc": "This format is not known",
    }


def test_a_folder_of_too_many_files(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.csv").write_text("a,b\n")
    limits = Options().limits._replace(files=3)
    gathered = gather(tmp_path, options=Options(limits=limits))
    assert len(gathered.decks) == 3
    assert "Only 3 files" in gathered.skipped[-1].reason


def test_nothing_there(tmp_path: Path) -> None:
    assert "cannot be read" in gather(tmp_path / "none.csv").skipped[0].reason
    assert gather(Path("bad\0name.csv")).skipped


def test_sources_of_a_yaml_deck_come_along(tmp_path: Path) -> None:
    (tmp_path / "d.yaml").write_text(
        "name: n\nsources:\n  faq: {title: T, file: f.txt}\n"
        "cards:\n  - {front: a, back: b, source: faq}\n"
    )
    (deck,) = gather(tmp_path / "d.yaml").decks
    assert {key: (s.title, s.file) for key, s in deck.sources.items()} == {"faq": ("T", "f.txt")}


def test_characters_that_steer_a_terminal_are_reported() -> None:
    gathered = gather_text("a,b\nc,\x1b[2J\n", Path("d.csv"), "csv", Options())
    assert gathered.remarks[0].startswith('d.csv, line 2: "back" contains an invisible control')


TEXT_FORMATS = [name for name in (*FORMATS, "txt") if name != "apkg"]
PIECES = (
    *SCRAPS, "#separator:", "tab\n", "#deck:", "#guid column:1\n", "#columns:", "#tags column:2\n",
    "#notetype:Cloze\n", "{{c1::", "::", "front,back\n", "choice,options,answer\n", "sep=;\n",
    "name: n\ncards:\n", "  - front: ", "    back: ", '{"name": ', '"cards": [', "\r\n", "Q: ",
    "A: ", "C: [", "---\n", "name = ", "\\", "sources:\n", "#html:true\n", "<div>", "&#",
)  # fmt: skip


@pytest.mark.parametrize("name", TEXT_FORMATS)
@given(
    st.one_of(
        strung(PIECES, max_size=25),
        st.lists(TEXTS, max_size=8).map("\t".join),
    )
)
@examples(100)
@example("[" * 5_000)
@example('{"a":' * 5_000)
@example("#columns:" + "a," * 5_000)
@example("{{c1::" * 5_000)
def test_nothing_that_anybody_writes_raises(name: str, text: str) -> None:
    if "\0" not in text:
        gathered = gather_text(text, Path("fuzz.x"), name, Options())
        assert all(skipped.reason for skipped in gathered.skipped)
        for deck in gathered.decks:
            assert len(deck.entries) > 0 or name in ("yaml", "json")
