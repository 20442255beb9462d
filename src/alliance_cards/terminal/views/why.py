"""Why a card is due when it is, and its history: the same on every screen."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.text import Text

from alliance_cards.core.calendar import iso_date
from alliance_cards.core.gate import safe_line
from alliance_cards.core.history import Kind
from alliance_cards.core.why import Event, Story
from alliance_cards.terminal.views.listing import listing
from alliance_cards.terminal.views.pieces import Hanging
from alliance_cards.terminal.views.styles import QUIET, STRONG
from alliance_cards.terminal.views.words import counted, duration, listed

LATEST, WIDE = 8, 66
HEADINGS = ("day", "what", "grade", "interval", "ease", "due")
WHAT = {
    Kind.REVIEW: "review",
    Kind.DRILL: "drill",
    Kind.CRAM: "cramming",
    Kind.SET: "state brought in",
    Kind.IMPORT: "answer elsewhere",
    Kind.SUSPEND: "suspended",
    Kind.RESUME: "resumed",
    Kind.BURY: "buried",
    Kind.FLAG: "flagged",
    Kind.RESET: "reset",
}


def why_view(story: Story) -> RenderableType:
    """The reasons for the next date, step by step, and below them the latest history."""
    parts: list[RenderableType] = [Text(safe_line(story.card), STRONG)]
    parts += (Hanging(Text("· ", QUIET), Text(reason)) for reason in story.reasons)
    if story.events:
        parts += [Text(""), Rows(story.events[-LATEST:])]
    if (earlier := len(story.events) - LATEST) > 0:
        parts.append(Text(f"and {counted(earlier, 'earlier row')}", QUIET))
    return Group(*parts)


def history_view(story: Story) -> RenderableType:
    """Everything that happened to a card, oldest first, and what it comes to."""
    title = Text(safe_line(story.card), STRONG)
    if not story.events:
        return Group(title, Text("It has no history yet."))
    schedule = story.schedule
    sums = [counted(schedule.reviews, "review"), counted(schedule.lapses, "lapse")]
    if schedule.taken_ms:
        sums.append(duration(schedule.taken_ms))
    names = {event.row.entry.card or "" for event in story.events} - {story.card}
    if names:
        sums.append(f"earlier called {listed(sorted(names))}")
    return Group(title, Rows(story.events), Text(safe_line(f"{', '.join(sums)}."), QUIET))


class Rows(NamedTuple):
    """Rows of a history in columns; a small paragraph each where the width is short."""

    events: Sequence[Event]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        cells = [tuple(_cells(event)) for event in self.events]
        if options.max_width >= WIDE:
            yield listing(cells, HEADINGS)
            return
        for day, what, grade, interval, ease, due in cells:
            given = f"{what}, grade {grade}" if grade else what
            led = (interval, ease and f"ease {ease}", due and f"due {due}")
            text = "; ".join(filter(None, (given, ", ".join(filter(None, led)))))
            yield Hanging(Text(f"{day}  "), Text(text))


def _cells(event: Event) -> Iterator[str]:
    entry, after = event.row.entry, event.after
    moved = after.position != event.before.position
    yield iso_date(event.row.day)
    unflagged = entry.kind is Kind.FLAG and not entry.value
    yield "flag removed" if unflagged else WHAT.get(entry.kind, entry.kind.name.lower())
    yield "" if entry.grade is None else str(entry.grade)
    yield counted(after.state.interval, "day") if moved and after.due is not None else ""
    yield f"{after.state.ease / 100:.2f}" if moved else ""
    yield _due(event) if moved or entry.kind is Kind.BURY else ""


def _due(event: Event) -> str:
    if event.row.entry.kind is Kind.BURY:
        return f"not before {iso_date(event.after.buried_until)}"
    return "new" if event.after.due is None else iso_date(event.after.due)
