"""The help of the study screen: its keys, and what its words mean."""

from collections.abc import Sequence

from rich.text import Text

from alliance_cards.terminal.bindings import BINDINGS, SCROLLING, KeyMap, spoken
from alliance_cards.terminal.views.page import Page, Part
from alliance_cards.terminal.views.pieces import Hanging, hints
from alliance_cards.terminal.views.styles import ACCENT, STRONG

KEY_WIDTH = 13
GRADE = "how well you knew it"
SIGNS = (
    ("6 d", "the card comes again in 6 days"),
    ("and today", "it is also repeated today, until it is good"),
    ("longer later", "the same next day, but longer intervals after it"),
    ("‹ ›", "letters that differ from the answer"),
    (":", "goes before a key while an answer is typed: :q leaves"),
)


def help_page(keys: KeyMap) -> Page:
    """The page behind `?`: the keys in force, and what the words beside the grades mean."""
    rows = [_row(*pair, above=0) for pair in key_lines(keys)]
    return Page(
        head=Text("Keys", STRONG),
        body=[
            *rows,
            *(_row(*pair, above=0 if number else 1) for number, pair in enumerate(SIGNS)),
        ],
        foots=[back_to_card(keys)],
    )


def key_lines(keys: KeyMap, *, scrolls: bool = True) -> list[tuple[str, str]]:
    """The keys in force and what they do; those of one meaning together.

    Without `scrolls` only what there is without a screen, each with its word.
    """
    lines: dict[str, list[str]] = {}
    for binding in BINDINGS:
        if scrolls:
            given = [spoken(key) for key in keys.keys[binding.action]]
            lines.setdefault(binding.meaning, []).extend(given)
        elif binding.meaning != SCROLLING and binding.action != "show":
            lines[binding.meaning] = [f"{keys.first(binding.action)} or {binding.action}"]
    shown = [(_fitting(names), meaning) for meaning, names in lines.items()]
    names = ", ".join(grade.name for grade in keys.grades)
    grades = (" ".join(grade.key for grade in keys.grades), f"{names}: {GRADE}")
    return [shown[0], grades, *shown[1:]] if scrolls else [grades, *shown]


def _fitting(names: Sequence[str]) -> str:
    """As many names of keys as stand in the column of the help, at least one."""
    shown = names[0]
    for name in names[1:]:
        shown = f"{shown} {name}" if len(f"{shown} {name}") <= KEY_WIDTH else shown
    return shown


def back_to_card(keys: KeyMap) -> Text:
    """How one comes back from what lies over the card."""
    closes = f"{keys.first('help')} {keys.first('leave')}"
    return hints((closes, "back to the card"))


def _row(key: str, meaning: str, *, above: int) -> Part:
    return Part(Hanging(Text(key.ljust(KEY_WIDTH) + " ", ACCENT), Text(meaning)), above=above)
