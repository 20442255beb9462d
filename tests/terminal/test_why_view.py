"""The story of a card on screens of any width."""

import io
from itertools import count

import pytest

from alliance_cards.core import sm2
from alliance_cards.core.history import Entry, Kind, Role, Row
from alliance_cards.core.why import Story, told
from alliance_cards.terminal.console import make_console
from alliance_cards.terminal.views.why import history_view, why_view


def story(*entries: Entry) -> Story:
    """The story of rows on days 0, 1, 2 and so on."""
    numbers = count()
    rows = [
        Row(
            uuid=(n := next(numbers)).to_bytes(16, "big"),
            action=n.to_bytes(16, "big"),
            device=bytes(16),
            stamp=n,
            clock=n,
            offset_minutes=0,
            day=n,
            entry=entry,
        )
        for entry in entries
    ]
    return told("d/c", rows, scheduler=sm2, today=9)


def review(grade: int, card: str = "d/c") -> Entry:
    """A review."""
    return Entry(kind=Kind.REVIEW, card=card, grade=grade)


def lines(view: object, width: int) -> list[str]:
    """What a view looks like, line by line."""
    console = make_console(io.StringIO(), width=width, height=24, color=False, terminal=False)
    with console.capture() as captured:
        console.print(view)
    return [line.rstrip() for line in captured.get().splitlines()]


@pytest.mark.parametrize("width", [20, 40, 66, 80, 200])
def test_it_fits_every_width(width: int) -> None:
    """No line is wider than the screen, and the date stands there at every width."""
    told_ = story(*[review(4)] * 12)
    for view in (why_view(told_), history_view(told_)):
        shown = lines(view, width)
        assert max(map(len, shown)) <= width
        assert "".join("".join(shown).split()).count("1970-01-12") >= 1
    assert lines(why_view(told_), width)[-1] == "and 4 earlier rows"


def test_what_happened_is_named() -> None:
    """Also rows that change nothing, and the names that the card had."""
    rows = (
        Entry(kind=Kind.IMPORT, card="d/old", grade=4, value=Role.AGAIN),
        review(4, "d/old"),
        Entry(kind=Kind.FLAG, card="d/c", value=1),
        Entry(kind=Kind.FLAG, card="d/c", value=0),
        Entry(kind=Kind.CRAM, card="d/c", grade=1),
    )
    shown = lines(history_view(story(*rows)), 80)
    named = ("answer elsewhere", "review", "flagged", "flag removed", "cramming")
    assert [name for name, line in zip(named, shown[2:], strict=False) if name in line] == [*named]
    assert shown[-1].endswith("earlier called d/old.")
