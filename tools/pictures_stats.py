"""Pictures of the statistics page: `python tools/pictures_stats.py FOLDER`.

Makes a home of some years in a temporary folder, by the program's own words, and draws its
page as a person sees it in a terminal (`stats.svg`) and as the two files that `stats
--html --svg` writes. No picture loads a font or anything else.
"""

import io
import sys
import tempfile
from contextlib import closing
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TOP))

from rich.terminal_theme import TerminalTheme  # noqa: E402

from alliance_cards.collection.progress import statistics_of  # noqa: E402
from alliance_cards.core.statistics import Statistics  # noqa: E402
from alliance_cards.pages.page import stats_page  # noqa: E402
from alliance_cards.pages.picture import stats_picture  # noqa: E402
from alliance_cards.terminal.console import make_console  # noqa: E402
from alliance_cards.terminal.views.stats import stats_view  # noqa: E402
from benchmarks.homes import make_home, opened  # noqa: E402
from benchmarks.lives import NOW  # noqa: E402

CARDS, REVIEWS, COLUMNS = 600, 6_000, 80
WHITE, INK, MAGENTA = (255, 255, 255), (36, 31, 40), (146, 45, 142)
THEME = TerminalTheme(WHITE, INK, [INK] * 5 + [MAGENTA] + [INK] * 2)
CODE = """\
<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img">
<title>alliance-cards stats</title>
<style>
.{unique_id}-matrix {{ font: {char_height}px ui-monospace, monospace; white-space: pre }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal">
<rect width="{terminal_width}" height="{terminal_height}"/></clipPath>{lines}</defs>
<rect width="100%" height="100%" fill="#ffffff"/>
<g transform="translate(10, 10)">{backgrounds}<g class="{unique_id}-matrix">{matrix}</g></g>
</svg>
"""


def studied() -> Statistics:
    """The figures of a home that was studied for years."""
    with tempfile.TemporaryDirectory() as folder:
        home = make_home(Path(folder), cards=CARDS, reviews=REVIEWS)
        with closing(opened(home)) as collection:
            return statistics_of(collection, [], NOW, first=None)


def terminal_picture(found: Statistics) -> str:
    """The page as it stands in a terminal of 80 columns."""
    console = make_console(io.StringIO(), width=COLUMNS, height=24, color=True, terminal=True)
    console.record = True
    console.print(stats_view(found))
    return console.export_svg(title="", theme=THEME, code_format=CODE, unique_id="stats")


def main() -> int:
    """Write the three files."""
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    found = studied()
    made = {
        "stats.svg": terminal_picture(found),
        "stats-picture.svg": stats_picture(found),
        "stats-page.html": stats_page(found),
    }
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
        print(folder / name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
