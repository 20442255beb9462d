"""Files that a person asks for: whole or not at all, and where they were wanted."""

import os
import stat
from pathlib import Path

import pytest

from alliance_cards.cli.commands.export import BY_ENDING
from alliance_cards.collection.sources import NO_FOLDER
from alliance_cards.decks.folder import shipped_folder
from alliance_cards.formats.reading import gather
from cli.program import DECK, put_deck, run

MAKES_A_FILE = [
    ("export", "three", "--output"),
    ("stats", "--html"),
    ("stats", "--svg"),
]


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


@pytest.fixture(autouse=True)
def three(home: Path) -> None:
    """A deck of one's own."""
    put_deck(home)


@pytest.mark.parametrize("words", MAKES_A_FILE)
def test_a_disk_that_fills_up_leaves_the_good_file(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stood there stands there still, and no draft lies beside it."""
    folder = tmp_path / "out"
    folder.mkdir()
    file = folder / "file"
    file.write_text("good")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    found = run(*words, str(file))
    assert found.code == 1
    assert file.read_text() == "good"
    assert names(folder) == ["file"]
    assert f"{file} was not written: No space left on device." in found.stderr


def test_the_size_that_is_told_is_the_file_s(tmp_path: Path, home: Path) -> None:
    """In bytes, of which a letter may take several."""
    put_deck(home, text="name: Über\ncards:\n- {front: Wärme?, back: Ja}\n")
    file = tmp_path / "file.yaml"
    told = run("export", "three", "--output", str(file)).stderr
    assert told == f"{file}: {file.stat().st_size} bytes written.\n"


@pytest.mark.parametrize("words", MAKES_A_FILE)
def test_who_may_read_a_file(words: tuple[str, ...], tmp_path: Path) -> None:
    """A new file is as the umask says; one that stood there keeps its mode."""
    new, old = tmp_path / "new", tmp_path / "old"
    old.touch()
    old.chmod(0o640)
    before = os.umask(0o022)
    try:
        assert run(*words, str(new)).code == run(*words, str(old)).code == 0
    finally:
        os.umask(before)
    assert stat.S_IMODE(new.stat().st_mode) == 0o644
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert old.stat().st_size > 0


@pytest.mark.parametrize("words", MAKES_A_FILE)
def test_a_place_where_no_file_can_be(words: tuple[str, ...], tmp_path: Path) -> None:
    """A full device, a folder that is missing: a sentence with the place and the next step."""
    for place, said in (
        ("/dev/full", "No space left on device. Name another file."),
        (str(tmp_path / "no" / "x"), f"there is no folder {tmp_path / 'no'}. Make it first."),
    ):
        found = run(*words, place)
        assert found.code == 1
        assert f"{place} was not written: {said}" in found.stderr


def test_a_link_leads_to_the_file_that_is_written(tmp_path: Path) -> None:
    """The link stays one."""
    real, link = tmp_path / "real", tmp_path / "link"
    real.touch()
    link.symlink_to(real)
    run("export", "three", "--output", str(link))
    assert link.is_symlink()
    assert "Three cards" in real.read_text()


def test_of_several_files_none_is_written_if_one_cannot_be(home: Path, tmp_path: Path) -> None:
    """A folder that lies where a deck's file should go is found first."""
    put_deck(home, "a")
    put_deck(home, "z")
    (tmp_path / "out" / "z.yaml").mkdir(parents=True)
    found = run("export", "a", "z", "--output", str(tmp_path / "out"))
    assert found.code == 1
    assert "z.yaml was not written: this is a folder." in found.stderr
    assert names(tmp_path / "out") == ["z.yaml"]


def test_a_slash_makes_a_folder(tmp_path: Path) -> None:
    """Also for one deck; a format that is one file cannot be a folder."""
    folder = tmp_path / "new"
    assert run("export", "three", "--format", "csv", "--output", f"{folder}/").code == 2
    assert not folder.exists()
    run("export", "three", "--output", f"{folder}/")
    assert names(folder) == ["three.yaml"]
    dotted = tmp_path / "new.d"
    assert run("export", "three", "--output", f"{dotted}/").code == 0
    assert names(dotted) == ["three.yaml"]


@pytest.mark.parametrize(
    "words",
    [
        ("add", "mine", "--front", "F", "--back", "B"),
        ("import", "one.csv"),
        ("edit", "needs/showing-up"),
    ],
)
def test_a_file_in_the_place_of_the_deck_folder(
    words: tuple[str, ...], home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told with the remedy, stays as it is, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.csv").write_text("F,B\n")
    (home / "decks" / "three.yaml").rename(tmp_path / "three.yaml")
    (home / "decks").rmdir()
    decks = (tmp_path / "three.yaml").rename(home / "decks")
    found = run(*words)
    assert (found.code, found.stdout) == (1, "")
    assert f"{decks}: {NO_FOLDER}\n" in found.stderr
    assert f"{decks} is a file and not a folder. Nothing was written" in found.stderr
    assert decks.read_text() == DECK
    assert f"{decks}: {NO_FOLDER}\n" in run("doctor").stdout


def test_a_deck_that_gets_another_id_keeps_the_head_that_is_there(
    home: Path, tmp_path: Path
) -> None:
    """The file's own name is no head."""
    (tmp_path / "one.csv").write_text("F,B\n")
    assert run("import", str(tmp_path / "one.csv"), "--deck", "three", "--yes").code == 0
    assert (home / "decks" / "three.yaml").read_text().startswith("name: Three cards\n")


@pytest.mark.parametrize(
    "words",
    [
        ("add", "bordin", "--front", "F", "--back", "B"),
        ("import", "bordin.csv"),
        ("import", "--link", "bordin.yaml"),
    ],
)
@pytest.mark.parametrize("shipped", ["true", "false"])
def test_a_deck_that_takes_a_shipped_one_s_place_is_told(
    words: tuple[str, ...], shipped: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At once, also where the setting leaves the shipped ones out."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bordin.csv").write_text("F,B\n")
    (tmp_path / "bordin.yaml").write_text(DECK)
    settings = tmp_path / "config.toml"
    settings.write_text(f"shipped_decks = {shipped}\n")
    found = run(*words, ALLIANCE_CARDS_CONFIG=str(settings))
    said = "bordin.yaml has the same deck id and is used."
    assert (found.code, said in found.stderr) == (0, True)


def test_a_whole_deck_over_a_shipped_one_stands_as_it_is_written(
    home: Path, tmp_path: Path
) -> None:
    """With its comments, as nothing has to be put together."""
    file = tmp_path / "bordin.yaml"
    text = (shipped_folder() / file.name).read_text(encoding="utf-8")
    file.write_text(f"{text}  # Mine.\n  - {{front: F, back: B}}\n", encoding="utf-8")
    assert run("import", str(file)).code == 0
    assert (home / "decks" / file.name).read_bytes() == file.read_bytes()


@pytest.mark.parametrize(
    "words",
    [
        ("import", ""),
        ("check", ""),
        ("export", "--output", ""),
        ("stats", "--html", ""),
        ("stats", "--svg", ""),
        ("--home", "", "paths"),
        ("paths", "--home", ""),
    ],
)
def test_an_empty_path_is_none(words: tuple[str, ...]) -> None:
    """It is mostly a variable of a script that was never set."""
    found = run(*words)
    assert found.code == 2
    assert "the path is empty" in found.stderr


def test_the_format_is_as_the_file_is_called(tmp_path: Path) -> None:
    """Unless it is said; many decks make no folder that is called like a file."""
    for name, begins in (("a.csv", "id,front"), ("a.json", "{"), ("a.md", "---"), ("a", "name:")):
        assert run("export", "three", "--output", str(tmp_path / name)).code == 0
        assert (tmp_path / name).read_text().startswith(begins)
    for name, format_ in (("two.json", "json"), ("two.hashcards", "hashcards"), ("t.x", "yaml")):
        file = tmp_path / name
        two = run("export", "three", "bordin", "--format", format_, "--output", str(file))
        assert (two.code, f"--output {file.with_suffix('')}/" in two.stderr) == (1, True)
        assert not file.exists()


@pytest.mark.parametrize("ending", sorted(BY_ENDING))
def test_what_is_written_by_its_ending_is_read_by_it(ending: str, tmp_path: Path) -> None:
    """Nothing needs to be said of a file that the program wrote."""
    file = tmp_path / f"three{ending}"
    assert run("export", "three", "--output", str(file)).code == 0
    (deck,) = gather(file).decks
    assert len(deck.entries) == 3


@pytest.mark.parametrize("name", ["a\u202eb", "a\udcffb", "a:b", ".a"])
def test_a_new_deck_has_a_name_that_can_be_seen(home: Path, name: str) -> None:
    """And that every system takes for a file's; nothing is made."""
    refused = run("add", name, "--front", "F", "--back", "B")
    assert (refused.code, "cannot be called" in refused.stderr) == (1, True)
    assert "\u202e" not in refused.stderr
    assert names(home / "decks") == ["three.yaml"]


def test_a_lone_h_asks_for_help_everywhere() -> None:
    for command in ("cards", "suspend", "stats", "decks"):
        assert run(command, "-h").stdout.startswith(f"Usage: alliance-cards {command} ")
    assert run("cards", "-history").stdout.startswith("card")


def test_files_of_one_name_become_decks_of_their_own(tmp_path: Path, home: Path) -> None:
    """As they do when a folder is imported that holds them both."""
    files = [tmp_path / lesson / "words.csv" for lesson in ("one", "two")]
    for file in files:
        file.parent.mkdir()
        file.write_text(f"question {file.parent.name},answer\n")
    assert run("import", *map(str, files), "--yes").code == 0
    assert sorted(names(home / "decks")) == ["three.yaml", "words-2.yaml", "words.yaml"]
