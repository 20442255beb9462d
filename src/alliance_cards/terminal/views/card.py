"""A card on the table: the question, and after the reveal the answer below it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.text import Text

from alliance_cards.core.cards import Card, option_order
from alliance_cards.core.session import Asked
from alliance_cards.terminal.gate import safe, safe_line
from alliance_cards.terminal.gradekeys import GradeKey
from alliance_cards.terminal.views.grades import HINTS, grade_foots
from alliance_cards.terminal.views.page import Page, Part
from alliance_cards.terminal.views.pieces import Ends, Hanging, cut, hints
from alliance_cards.terminal.views.styles import ACCENT, QUIET, STRONG
from alliance_cards.terminal.views.words import TURNS, listed

BLANK = r"\[[^\[\]\n]+\]"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
RIGHT = "✓"
BAR_WIDTH, WIDTH_WITH_BAR = 16, 60


def card_page(
    asked: Asked, *, revealed: bool, answered: int, message: str, grades: Sequence[GradeKey]
) -> Page:
    """The page of a card. `answered` counts the session's answers; `message` may be ""."""
    card = asked.card
    order = option_order(card, asked.day)
    question = tuple(_question(card, order, revealed=revealed))
    foots = grade_foots(asked, grades) if revealed else _offers()
    return Page(
        head=Head(asked, answered),
        body=(*question, *_answer(card, order)) if revealed else question,
        foots=[_with_message(message, foot) for foot in foots],
        answer=len(question) if revealed else None,
    )


class Head(NamedTuple):
    """The deck, how far the session has come, and the turn of the card."""

    asked: Asked
    answered: int

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        total = self.answered + self.asked.left.total
        count = Text.assemble((f"{self.answered} of {total} · ", QUIET), TURNS[self.asked.turn])
        if options.max_width >= WIDTH_WITH_BAR:
            count = _bar(self.answered, total) + Text(" ") + count
        deck = Text(safe_line(self.asked.deck_name))
        yield Ends(cut(deck, options.max_width - count.cell_len - 2), count)


class Source(NamedTuple):
    """Where a card comes from: set to the right, unless that makes short lines ragged."""

    text: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        wide = options.max_width >= WIDTH_WITH_BAR
        yield from self.text.wrap(console, options.max_width, justify="right" if wide else "left")


def _bar(done: int, total: int) -> Text:
    filled = BAR_WIDTH * done // max(1, total)
    return Text.assemble(("━" * filled, ACCENT), ("─" * (BAR_WIDTH - filled), QUIET))


def _question(card: Card, order: Sequence[int], *, revealed: bool) -> Iterator[Part]:
    front = Text(safe(card.front))
    if card.kind in ("cloze", "list"):
        front.highlight_regex(BLANK, ACCENT)
    yield Part(front)
    for place, index in enumerate(order):
        right = revealed and index in card.answers
        # The sign has its room from the beginning, so that nothing moves when it appears.
        lead = Text.assemble((f"{RIGHT} " if right else "  ", ACCENT), f"{_letter(place)}) ")
        option = Text(safe(card.options[index]), STRONG if right else "")
        yield Part(Hanging(lead, option), above=0 if place else 1)


def _answer(card: Card, order: Sequence[int]) -> Iterator[Part]:
    letters = [_letter(place) for place, index in enumerate(order) if index in card.answers]
    answer = f"Right: {listed(letters)}" if letters else safe(card.back)
    yield Part(Text(answer, STRONG), above=2)
    if card.explanation:
        yield Part(Text(safe(card.explanation)))
    if card.source:
        yield Part(Source(Text(safe_line(card.source), QUIET)))


def _letter(place: int) -> str:
    return LETTERS[place] if place < len(LETTERS) else str(place + 1)


def _offers() -> tuple[RenderableType, ...]:
    """What can be done with a question; the second line keeps the keys where grades have them."""
    show = hints(("Space", "show the answer"))
    return Ends(show, hints(*HINTS), lines=2), show


def _with_message(message: str, foot: RenderableType) -> RenderableType:
    if not message:
        return foot
    return Group(Text(safe(message), STRONG), Text(""), foot)
