"""Where deck files lie."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
SUFFIXES = frozenset({".yaml", ".yml"})


def shipped_folder(package: Path = PACKAGE) -> Path:
    """The folder of the decks that come with the program; they are never written.

    A wheel carries them inside the package. An editable install and a checkout have
    them in `decks/` beside `src/`.
    """
    packed = package / "shipped"
    return packed if packed.is_dir() else package.parents[1] / "decks"


def schema_file() -> Path:
    """The JSON Schema of deck files, for editors."""
    return Path(__file__).with_name("deck.schema.json")


def deck_files(folder: Path) -> list[Path]:
    """The deck files that lie directly in a folder, by name; none if there is no folder.

    Raises OSError if the folder cannot be read.
    """
    try:
        found = sorted(folder.iterdir())
    except FileNotFoundError:
        return []
    return [path for path in found if _is_deck(path)]


def _is_deck(path: Path) -> bool:
    named = path.suffix.lower() in SUFFIXES and not path.name.startswith(".")
    return named and not path.is_dir()
