"""Turns, dates and counts of cards in a person's words."""

from typing import TYPE_CHECKING

from alliance_cards.core.calendar import spoken_date
from alliance_cards.core.queue import Counts, Turn
from alliance_cards.core.schedule import Outcome, Schedule
from alliance_cards.core.words import counted, duration, listed

if TYPE_CHECKING:
    from alliance_cards.core.summary import Undone

__all__ = [
    "FORGIVEN",
    "TURNS",
    "counted",
    "due_words",
    "duration",
    "effect",
    "first_line",
    "letter",
    "listed",
    "minutes",
    "what_is_left",
    "what_was_turned",
]

LETTERS = 26
FORGIVEN = ("", " but for a slip", " but for two slips")
TURNS: dict[Turn, str] = {
    "due": "due", "ahead": "ahead", "new": "new", "drill": "again today", "cram": "cram",
}  # fmt: skip

TURNED = {
    "review": "the answer to {}", "drill": "the repetition of {}", "cram": "the cramming of {}",
    "set": "the progress of {}", "import": "the progress of {}",
    "suspend": "suspending {}", "resume": "resuming {}",
    "bury": "putting {} off until tomorrow", "flag": "flagging {}",
    "unflag": "taking the flag off {}", "reset": "resetting {}", "rename": "the new name of {}",
}  # fmt: skip
MOST_DECKS = 5


def effect(outcome: Outcome, good: Outcome) -> str:
    """What a grade would do, shortly: "1 d, and today", "6 d", "6 d, longer later".

    Days are exact. Later intervals are longer if the ease rises above that of a `good`
    answer whose next interval is the same.
    """
    state, usual = outcome.position.state, good.position.state
    days = f"{state.interval} d"
    if outcome.drill:
        return f"{days}, and today"
    if state.interval == usual.interval and state.ease > usual.ease:
        return f"{days}, longer later"
    return days


def first_line(text: str) -> str:
    """The first line of a text, with a sign that there is more."""
    first, newline, _ = text.partition("\n")
    return f"{first} …" if newline else first


def due_words(schedule: Schedule, today: int) -> str:
    """When a card comes, seen from a study day: one that is buried not before it is back."""
    if schedule.suspended:
        return "suspended"
    if schedule.due is None:
        return "new"
    buried = schedule.buried_until > today
    return spoken_date(schedule.ready if buried else schedule.due, today)


def minutes(milliseconds: int) -> str:
    """A guess of a time to come, shortly: "4 min"; nothing for no time."""
    return f"{max(1, round(milliseconds / 60_000))} min" if milliseconds > 0 else ""


def what_is_left(left: Counts) -> str:
    """What today still holds: "3 due, 2 new and 1 to repeat"."""
    named = ((left.due, "due"), (left.new, "new"), (left.drill, "to repeat"))
    return listed([f"{number} {name}" for number, name in named if number])


def what_was_turned(turned: "Undone") -> str:
    """What an action did, behind "Undone": "the answer to bordin/bond"."""
    if turned.kind == "deck":
        return _what_was_written(turned)
    cards = turned.card
    if turned.cards > 1:
        cards = f"{turned.cards:,} cards ({turned.card} and {turned.cards - 1:,} more)"
    return TURNED[turned.kind].format(cards)


def _what_was_written(turned: "Undone") -> str:
    if not turned.decks:
        return "a change of the links"
    more = len(turned.decks) - MOST_DECKS
    named = [*turned.decks[:MOST_DECKS], *([f"{more} more"] if more > 0 else [])]
    decks = f"the {'deck' if len(turned.decks) == 1 else 'decks'} {listed(named)}"
    progress = f", and the progress of {counted(turned.cards, 'card')}" if turned.cards else ""
    return f"what was written to {decks}{progress}"


def letter(place: int) -> str:
    """The letter of an option by its place, counted from 0; a number where they end."""
    return chr(ord("a") + place) if place < LETTERS else str(place + 1)
