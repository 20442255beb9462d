"""Pages and pictures: well-formed, complete, safe, and alone in the world."""

import re
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_cards.core.calendar import iso_date
from alliance_cards.core.gate import safe
from alliance_cards.core.statistics import Period, Statistics, Streak
from alliance_cards.pages.markup import ELEMENTS, element, gated, rendered
from alliance_cards.pages.page import stats_page
from alliance_cards.pages.picture import stats_picture
from alliance_cards.pages.style import PICTURE_SHEET, SHEET, policy
from drawn import examples, strung
from progress_samples import beginner, many_years, nobody, simulated, without_cards

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))
NASTY = strung([
    "<script>alert(1)</script>", "</style>", "</title>", "]]>", "<!--", "&lt;", "&", '"', "'",
    "\x00", "\x1b", "\u202e", "\ufffe", "\uffff", "\ud800", "\r\n", "\t", "\u2028", "javascript:",
])  # fmt: skip
TEXT = st.lists(NASTY | ANY_TEXT, max_size=4).map("".join)


@cache
def veteran() -> Statistics:
    return many_years(1_200)._replace(simulation=simulated())


SAMPLES: list[Callable[[], Statistics]] = [nobody, without_cards, beginner, veteran]


@cache
def made(make: Callable[[Statistics], str], sample: Callable[[], Statistics]) -> str:
    """A sample's page or picture."""
    return make(sample())


class Reader(HTMLParser):
    """What a browser's parser would find."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def tree(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(markup.removeprefix("<!DOCTYPE html>\n"))  # noqa: S314 - ours


def read(markup: str) -> Reader:
    reader = Reader()
    reader.feed(markup)
    return reader


@pytest.mark.parametrize("make", [stats_page, stats_picture])
@pytest.mark.parametrize("sample", SAMPLES)
def test_nothing_comes_from_outside(
    make: Callable[[Statistics], str], sample: Callable[[], Statistics]
) -> None:
    text = made(make, sample)
    tree(text)
    reader = read(text)
    assert set(reader.tags) <= ELEMENTS
    names = {name for name, _ in reader.attributes}
    assert not names & {"href", "src", "style", "action", "data", "srcset", "xlink:href"}
    assert not [name for name in names if name.startswith("on")]
    alone = text.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")
    assert not re.search(r"https?:|url\(|@import|@font-face", alone)


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_page_can_be_read_aloud(sample: Callable[[], Statistics]) -> None:
    """Headings in order, a name for every section and chart, no chart without its words."""
    page = tree(made(stats_page, sample))
    assert page.get("lang") == "en"
    ids = [found.get("id") for found in page.iter() if found.get("id")]
    assert len(ids) == len(set(ids))
    assert len(page.findall(".//h1")) == 1
    for section in page.iter("section"):
        assert section.get("aria-labelledby") in ids
    for drawn in page.iter("svg"):
        assert drawn.get("aria-hidden") == "true" or drawn.get("width")
    for chart in page.findall(".//*[@role='img']"):
        assert chart.get("aria-label")
    for table in page.iter("table"):
        assert table.find("caption") is not None
        assert all("".join(head.itertext()) for head in table.iter("th"))


def test_every_figure_stands_on_the_page() -> None:
    found = veteran()
    page = tree(made(stats_page, veteran))
    rows = [tuple("".join(cell.itertext()) for cell in row) for row in page.iter("tr")]
    flat = {row[0]: row[1:] for row in rows}
    for name, number in (("new", 480), ("young", 301), ("mature", 1_410), ("suspended", 14)):
        assert flat[name][0] == f"{number:,}"
    for group in found.groups:
        (row,) = [row for row in rows if row[0].removesuffix(" weak") == group.name]
        assert row[3] == f"{group.recall.reviews:,}"
        assert row[4:6] == (f"{group.studied} of {group.cards}", str(group.due))
    for day in found.calendar:
        numbers = (day.answers, day.new, day.drills, day.crams, round(day.taken_ms / 1000))
        recalls = (day.recall.reviews, day.recall.passed)
        assert (iso_date(day.day), *(f"{number:,}" for number in (*numbers, *recalls))) in rows
    for place, number in enumerate(found.forecast.days):
        assert (iso_date(found.forecast.today + place), str(number)) in rows
    for hour in found.hours:
        assert flat[f"{hour.hour}:00"][:3] == tuple(
            f"{number:,}" for number in (hour.answers, hour.recall.reviews, hour.recall.passed)
        )
    for each in (*found.intervals, *found.eases):
        assert any(row[1] == f"{each.cards:,}" for row in rows if len(row) == 3)
    assert found.simulation is not None
    for ahead in found.simulation.days:
        load = (str(ahead.reviews), str(ahead.new), str(ahead.drills))
        assert any(row[:4] == (iso_date(ahead.day), *load) for row in rows)


@given(TEXT)
@examples(15)
def test_whatever_people_wrote_is_text(text: str) -> None:
    found = beginner()
    soon = found.forecast._replace(days=found.forecast.days[:3])
    groups = tuple(group._replace(name=text, key=text) for group in found.groups)
    hard = found.hardest[0]._replace(front=text, card=text)
    hint = found.suggestions[1]._replace(group=groups[1])
    hostile = found._replace(
        scope=(text,), forecast=soon, groups=groups, hardest=(hard,), suggestions=(hint,)
    )
    page, picture = stats_page(hostile), stats_picture(hostile)
    assert set(read(page).tags) | set(read(picture).tags) <= ELEMENTS
    tree(picture)
    (front,) = tree(page).findall(".//p[@class='front']")
    assert "".join(front.itertext()) == re.sub(
        "[\ufffe\uffff]", lambda found: f"‹U+{ord(found[0]):04X}›", safe(text)
    )


@given(TEXT)
def test_a_text_stays_within_its_element_and_attribute(text: str) -> None:
    read_back = tree(rendered(element("p", text, aria_label=text)))
    assert list(read_back) == []
    assert gated(read_back.text or "") == gated(text)


@pytest.mark.parametrize(
    "bad",
    [
        element("script", "alert(1)"),
        element("a", "link"),
        element("p", href="x"),
        element("p", style="color: red"),
        element("p", onclick="x"),
        element("p", **{"x y": "z"}),
    ],
)
def test_nothing_else_can_be_written(bad: object) -> None:
    with pytest.raises(ValueError, match="of a page"):
        rendered(bad)  # type: ignore[arg-type]


def test_the_sheets_are_what_the_policy_allows() -> None:
    """They reach the page unchanged, so that their digest is right."""
    assert gated(SHEET) == SHEET
    assert gated(PICTURE_SHEET) == PICTURE_SHEET
    page = tree(stats_page(nobody()))
    (sheet,) = page.iter("style")
    assert sheet.text == SHEET
    (told,) = page.findall(".//meta[@http-equiv='Content-Security-Policy']")
    assert told.get("content") == policy()
    assert "unsafe" not in policy()


def test_a_picture_says_what_it_shows() -> None:
    picture = tree(stats_picture(beginner()))
    svg = "{http://www.w3.org/2000/svg}"
    title, told = picture.find(f"{svg}title"), picture.find(f"{svg}desc")
    assert title is not None
    assert title.text == "Progress · 2026-03-01"
    assert told is not None
    assert "2 of 3 recalled" in (told.text or "")


def test_a_picture_names_what_it_leaves_out_and_uses_its_width() -> None:
    lines = re.findall(r"<text[^>]*>([^<]*)", made(stats_picture, veteran))
    left_out = len(veteran().of("deck")) - 6
    assert left_out > 1
    assert f"and {left_out} more decks" in lines
    assert "and 1 more deck" in texts_of(beginner())
    assert not any("more deck" in line for line in texts_of(nobody()))
    assert "+28" in lines
    past = beginner()._replace(streak=Streak(0, 97, 3_043))
    told = "No streak at present; the longest streak was 97 days, 3,043 study days in all."
    assert told in texts_of(past)


def texts_of(found: Statistics) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)", stats_picture(found))


def test_a_page_says_by_what_groups_are_sorted() -> None:
    assert "Recall by deck, sorted by the upper end of “Between”" in made(stats_page, veteran)


LIGHT_AND_DARK = re.findall(r"--(\w+): (#[0-9a-f]+)", SHEET)


def test_texts_are_readable_on_both_grounds() -> None:
    """A contrast of 4.5 or more, as WCAG 2 asks for text (AA), and 3 for bars and lines."""
    schemes: list[dict[str, str]] = []
    for name, color in LIGHT_AND_DARK:
        if name == "ink":
            schemes.append({})
        schemes[-1][name] = color
    assert len(schemes) == 3
    for colors in schemes:
        for name in ("ink", "soft", "accent", "warn"):
            assert _contrast(colors[name], colors["paper"]) >= 4.5
        assert _contrast(colors["fill"], colors["paper"]) >= 3


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    digits = color.removeprefix("#")
    parts = [c * 2 for c in digits] if len(digits) == 3 else re.findall("..", digits)
    red, green, blue = (
        c / 12.92 if (c := int(part, 16) / 255) <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_period_that_begins_long_before_all_answers() -> None:
    """Is not drawn day by day."""
    found = beginner()
    short, long = (
        stats_page(found._replace(period=Period(found.calendar[0].day - days, found.period.last)))
        for days in (1_000, 700_000)
    )
    assert len(short) == len(long)
