"""Where deck files lie, in a wheel and in a checkout."""

from pathlib import Path

import pytest

from alliance_cards.decks.folder import PACKAGE, deck_files, shipped_folder


def test_shipped_decks_of_a_wheel(tmp_path: Path) -> None:
    """They lie inside the package."""
    package = tmp_path / "site-packages" / "alliance_cards"
    (package / "shipped").mkdir(parents=True)
    assert shipped_folder(package) == package / "shipped"


def test_shipped_decks_of_a_checkout(tmp_path: Path) -> None:
    """They lie beside the folder of the sources."""
    package = tmp_path / "src" / "alliance_cards"
    package.mkdir(parents=True)
    assert shipped_folder(package) == tmp_path / "decks"
    assert (PACKAGE / "decks" / "folder.py").is_file()


def test_deck_files(tmp_path: Path) -> None:
    """Both endings, sorted by name; nothing hidden, nothing deeper, nothing else."""
    for name in ("b.yml", "a.yaml", "C.YAML", ".hidden.yaml", "notes.txt", "yaml"):
        (tmp_path / name).touch()
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "folder.yaml" / "deep.yaml").touch()
    assert [path.name for path in deck_files(tmp_path)] == ["C.YAML", "a.yaml", "b.yml"]


def test_a_missing_folder_holds_no_decks(tmp_path: Path) -> None:
    """A home without `decks/` is a home without decks."""
    assert deck_files(tmp_path / "missing") == []


def test_a_folder_that_cannot_be_read(tmp_path: Path) -> None:
    """Whoever gives a file in place of a folder is told so."""
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError):
        deck_files(tmp_path / "file")
