"""What is shipped, under which terms, and that the pages about it are right."""

import re
import tomllib
from importlib.metadata import distribution
from pathlib import Path

from alliance_cards import __version__

TOP = Path(__file__).parents[1]
PROJECT = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))
PERMISSIVE = {
    "MIT", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "ISC", "PSF-2.0", "Unlicense",
    "public domain", "BSD-3-Clause or Apache-2.0",
}  # fmt: skip


def plain(name: str) -> str:
    """A package's name as it is compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def needed(name: str = "alliance-cards") -> set[str]:
    """The packages that are installed for another, itself among them."""
    found, waiting = set(), [name]
    while waiting:
        package = waiting.pop()
        if plain(package) in found:
            continue
        found.add(plain(package))
        for line in distribution(package).requires or []:
            requirement, _, marker = line.partition(";")
            if not marker:  # those with a marker may not be installed here
                waiting.append(re.match(r"[\w.-]+", requirement)[0])  # type: ignore[index]
    return found


def test_every_package_is_listed_with_a_permissive_licence() -> None:
    page = (TOP / "docs" / "licences.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| ([\w-]+) \| ([\w. -]+) \|", page, re.MULTILINE))
    listed = {plain(name): licence for name, licence in rows.items() if name != "package"}
    assert needed() - {"alliance-cards"} <= set(listed)
    assert set(listed.values()) <= PERMISSIVE


def test_the_version_stands_in_one_place() -> None:
    """The changelog's newest entry is about it; other files do not name it."""
    assert PROJECT["project"]["dynamic"] == ["version"]
    changelog = (TOP / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\d\S*?),? ", changelog, re.MULTILINE)[0] == __version__
    assert __version__ not in (TOP / "CITATION.cff").read_text(encoding="utf-8")


def test_contributing_is_short() -> None:
    assert len((TOP / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()) < 40
