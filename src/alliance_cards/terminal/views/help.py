"""The help of the study screen: its keys, and what its words mean."""

from collections.abc import Sequence

from rich.text import Text

from alliance_cards.terminal.gradekeys import GradeKey
from alliance_cards.terminal.views.page import Page, Part
from alliance_cards.terminal.views.pieces import Hanging, hints
from alliance_cards.terminal.views.styles import ACCENT, STRONG

KEY_WIDTH = 13
KEYS = (
    ("Space Enter", "show the answer; after it, Space alone means good"),
    ("u", "undo the last answer"),
    ("↑ ↓", "scroll a long card; also PgUp PgDn Home End"),
    ("q Esc Ctrl-C", "leave; every answer is already kept"),
)
WORDS = (
    ("6 d", "the card comes again in 6 days"),
    ("and today", "it is also repeated today, until it is good"),
    ("longer later", "the same next day, but longer intervals after it"),
    ("new", "never answered before"),
    ("due", "its day has come"),
    ("again today", "repeated; this changes no date"),
)


def help_page(grades: Sequence[GradeKey]) -> Page:
    """The page behind `?`, with the grade keys that are in use."""
    names = ", ".join(grade.name for grade in grades)
    span = f"{grades[0].key} – {grades[-1].key}"
    keys = (KEYS[0], (span, f"{names}: how well you knew it"), *KEYS[1:])
    return Page(
        head=Text("Keys", STRONG),
        body=[
            *(_row(*pair, above=0) for pair in keys),
            *(_row(*pair, above=0 if number else 2) for number, pair in enumerate(WORDS)),
        ],
        foots=[hints(("?", "back to the card"))],
    )


def _row(key: str, meaning: str, *, above: int) -> Part:
    return Part(Hanging(Text(key.ljust(KEY_WIDTH + 1), ACCENT), Text(meaning)), above=above)
