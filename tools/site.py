"""Build the documentation site: `python tools/site.py [FOLDER]`, by default into `site/`.

Strict: a warning, a dead link or a page outside the table of contents fails, and so does
whatever a page would load from the web. Needs `pip install -e ".[docs]"`.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from sphinx.cmd.build import build_main

TOP = Path(__file__).resolve().parents[1]
LOADS = re.compile(
    r"<(?:script|link|img|iframe|source)\b[^>]*?\b(?:src|href)=\"((?:https?:)?//[^\"]+)"
)
STYLE = re.compile(r"(?:@import\s*|url\()[\s\"']*((?:https?:)?//[^\s\"')]+)")


def main() -> int:
    """0 if the site stands."""
    folder = Path(sys.argv[1]) if sys.argv[1:] else TOP / "site"
    options = ["-q", "-W", "--keep-going", "-b", "html", "-d", str(folder / ".doctrees")]
    if build_main([*options, str(TOP / "docs"), str(folder)]):
        return 1
    loaded = list(loaded_from_the_web(folder))
    for file, address in loaded:
        print(f"{file.relative_to(folder)} would load {address}")
    return 1 if loaded else 0


def loaded_from_the_web(folder: Path) -> Iterator[tuple[Path, str]]:
    """What the pages and style sheets would fetch from elsewhere."""
    for pattern, look_for in (("*.html", LOADS), ("*.css", STYLE)):
        for file in folder.rglob(pattern):
            text = file.read_text(encoding="utf-8")
            yield from ((file, address) for address in look_for.findall(text))


if __name__ == "__main__":
    sys.exit(main())
