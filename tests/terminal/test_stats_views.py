"""The statistics page in the terminal. `RECORD_SCREENS=1` writes the recorded ones anew."""

import io
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from alliance_cards.core.statistics import Recall, Statistics
from alliance_cards.terminal.console import make_console
from alliance_cards.terminal.views.charts import POINT, bar, columns_of_days, interval_bar
from alliance_cards.terminal.views.stats import stats_view
from progress_samples import beginner, group, many_years, nobody, simulated, without_cards

SCREENS = Path(__file__).parent / "screens"
CHARTS = set("━╸─●▁▂▃▄▅▆▇█░▒▓")


@cache
def veteran() -> Statistics:
    return many_years()._replace(simulation=simulated())


SAMPLES: list[Callable[[], Statistics]] = [nobody, without_cards, beginner, veteran]


def shown(
    found: Statistics,
    width: int,
    *,
    detail: bool = False,
    plain: bool = False,
    encoding: str = "utf-8",
) -> str:
    written = io.BytesIO()
    file = io.TextIOWrapper(written, encoding=encoding, errors="backslashreplace")
    console = make_console(file, width=width, height=24, color=False, terminal=False)
    console.print(stats_view(found, detail=detail, plain=plain))
    file.flush()
    return "".join(f"{line.rstrip()}\n" for line in written.getvalue().decode().splitlines())


@pytest.mark.parametrize(
    ("sample", "width", "detail"),
    [
        (nobody, 80, False),
        (without_cards, 80, False),
        (beginner, 40, False),
        (beginner, 80, False),
        (veteran, 40, False),
        (veteran, 80, False),
        (veteran, 80, True),
        (veteran, 200, True),
    ],
)
def test_the_recorded_pages(sample: Callable[[], Statistics], width: int, detail: bool) -> None:
    page = shown(sample(), width, detail=detail)
    file = SCREENS / f"stats-{sample.__name__}-{'detail-' if detail else ''}{width}.txt"
    if os.environ.get("RECORD_SCREENS"):
        file.write_text(page, encoding="utf-8")
    assert page == file.read_text(encoding="utf-8")


@pytest.mark.parametrize(("groups", "told"), [(10, "2 more are"), (9, "1 more is"), (8, "")])
def test_the_groups_that_are_left_out_are_counted(groups: int, told: str) -> None:
    decks = tuple(group(f"Deck {number}", 20, 10) for number in range(groups))
    said = shown(beginner()._replace(groups=decks), 80, plain=True)
    assert ("recalled better" in said) == bool(told)
    assert f"{told} recalled better." in said or not told


def test_the_recorded_page_to_be_read_aloud() -> None:
    page = shown(veteran(), 80, detail=True, plain=True)
    file = SCREENS / "stats-veteran-plain.txt"
    if os.environ.get("RECORD_SCREENS"):
        file.write_text(page, encoding="utf-8")
    assert page == file.read_text(encoding="utf-8")
    assert not CHARTS & set(page)


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("plain", [False, True])
def test_no_line_is_wider_than_the_terminal(sample: Callable[[], Statistics], plain: bool) -> None:
    found = sample()
    for width in (20, 33, 40, 59, 60, 61, 80, 111, 200):
        lines = shown(found, width, detail=True, plain=plain).splitlines()
        assert max(map(cell_len, lines)) <= width


def test_an_encoding_without_blocks_gets_signs_of_the_same_width() -> None:
    rich = shown(beginner(), 80, detail=True).splitlines()
    poor = shown(beginner(), 80, detail=True, encoding="ascii").splitlines()
    assert "".join(poor).isascii()
    assert "\\u" not in "".join(poor)
    assert [cell_len(line) for line in poor] == [cell_len(line) for line in rich]


def test_what_people_wrote_passes_the_gate() -> None:
    found = beginner()
    nasty = "\x1b]0;x\x07\u202e[/b]"
    group = found.groups[0]._replace(name=nasty)
    card = found.hardest[0]._replace(front=nasty, card=nasty)
    hostile = found._replace(scope=(nasty,), groups=(group, group), hardest=(card,))
    for plain in (False, True):
        page = shown(hostile, 80, plain=plain)
        assert "␛]0;x␇‹U+202E›[/b]" in page
        assert not {"\x1b", "\x07", "\u202e"} & set(page)


@given(st.integers(0, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_bar_is_as_wide_as_it_is_asked(counts: tuple[int, int]) -> None:
    passed, reviews = counts
    for width in (5, 24, 61):
        drawn = interval_bar(Recall(reviews, passed), width).plain
        assert len(drawn) == width
        assert drawn.count(POINT) == bool(reviews)


@given(st.integers(1, 10_000), st.integers(1, 100))
def test_whatever_there_is_can_be_seen(most: int, width: int) -> None:
    assert bar(0, most, width).plain == ""
    assert bar(1, most, width).plain != ""
    assert len(bar(most, most, width).plain) == width


def test_columns_rise_with_their_values() -> None:
    size, columns = columns_of_days([0, 1, 4, 8], 40)
    *rows, axis, labels = [line.plain for line in columns.lines()]
    assert size == 1
    heights = [sum(row[5 + 3 * place] != " " for row in rows) for place in range(4)]
    assert heights == [0, 1, 2, 4]
    assert axis.strip() == "─" * 12
    assert labels.split() == ["today"]
