"""What is said when there is nothing to ask: the end of a session, or an empty day."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.text import Text

from alliance_cards.core.calendar import spoken_date
from alliance_cards.core.cards import Card, asks
from alliance_cards.core.gate import safe, safe_line
from alliance_cards.core.summary import Summary
from alliance_cards.terminal.bindings import KeyMap
from alliance_cards.terminal.scene import End
from alliance_cards.terminal.views.page import Page, Part
from alliance_cards.terminal.views.pieces import Hanging, hints
from alliance_cards.terminal.views.styles import QUIET, STRONG
from alliance_cards.terminal.views.words import counted, duration, listed, what_is_left

MOST_DAYS, MOST_CARDS, LONGEST_FRONT = 2, 12, 160
LEAST_TOLD_MS = 500  # what a pipe answers takes no time
LABEL_WIDTH = 11
BULLET = "· "


class Row(NamedTuple):
    """A line of the summary: its label ("" goes on with the one above), words, a sentence."""

    label: str
    words: str
    sentence: str
    bullet: str = ""


def summary_view(summary: Summary) -> RenderableType:
    """The end of a session, or a day on which nothing was asked, for the normal screen."""
    if not _answers(summary):
        rows = list(_outlook(summary))
        said = " ".join(row.sentence for row in rows if row.label)
        return Text("\n".join([said, *(row.sentence for row in rows if not row.label)]))
    lines: list[RenderableType] = [Text(headline(summary), STRONG)]
    for part in _body(summary):
        lines += [*[Text("")] * part.above, part.content]
    return Group(*lines)


def summary_page(end: End, keys: KeyMap) -> Page:
    """The end of a session on the study screen, from which undo still leads back."""
    back = hints((keys.first("undo"), "undo"), (keys.first("show"), "leave"))
    message = [Text(safe(end.message), STRONG), Text("")] if end.message else []
    said = headline(end.summary) if _answers(end.summary) else "Nothing is left to ask."
    return Page(
        head=Text("The end of the session"),
        body=[Part(Text(said, STRONG)), *_body(end.summary)],
        foots=[Group(*message, back)],
    )


def headline(summary: Summary) -> str:
    """What a session came to, in one line."""
    parts = []
    if summary.reviews:
        fresh = summary.new and summary.new < summary.reviews
        cards = counted(summary.reviews, "card" if fresh or not summary.new else "new card")
        parts.append(f"{cards} answered" + (f", {summary.new} of them new" if fresh else ""))
    if summary.drills:
        parts.append(f"{summary.drills} repeated")
    if summary.crams:
        parts.append(f"{summary.crams} crammed")
    if summary.taken_ms >= LEAST_TOLD_MS:
        parts.append(duration(summary.taken_ms))
    return f"{'; '.join(parts)}."


def cards_of(summary: Summary) -> Iterator[Row]:
    """The cards that failed, those that are better reworded, and those that were learnt."""
    yield from _cards("Not known", summary.failed)
    yield from _cards("Leeches", summary.leeches, " failed often: better reworded")
    yield from _cards("Learnt", summary.learnt)


def _answers(summary: Summary) -> int:
    return summary.reviews + summary.drills + summary.crams


def _body(summary: Summary) -> Iterator[Part]:
    for place, row in enumerate(_outlook(summary)):
        yield Part(_line(row), above=0 if place else 1)
    for row in cards_of(summary):
        yield Part(_line(row), above=1 if row.label else 0)


def _line(row: Row) -> Hanging:
    lead = f"{row.label.ljust(LABEL_WIDTH)} {row.bullet}"
    return Hanging(Text(lead, QUIET), Text(row.words))


def _cards(label: str, cards: Sequence[Card], more: str = "") -> Iterator[Row]:
    if not cards:
        return
    number = f"{counted(len(cards), 'card')}{more}"
    yield Row(label, number, f"{label}: {number}.")
    for card in cards[:MOST_CARDS]:
        front = _shortly(card)
        yield Row("", front, f"- {front}", BULLET)
    if len(cards) > MOST_CARDS:
        rest = f"and {len(cards) - MOST_CARDS} more"
        yield Row("", rest, f"- {rest}.", BULLET)


def _shortly(card: Card) -> str:
    """A question in one line: of a list with the item that was asked, cut where it is very long."""
    words = " ".join(safe(asks(card)).split())
    if len(words) <= LONGEST_FRONT:
        return words
    cut = words[:LONGEST_FRONT]
    return (cut.rpartition(" ")[0] or cut) + " …"


def sentences(summary: Summary) -> list[str]:
    """What is left and what comes, each in a sentence."""
    return [row.sentence for row in _outlook(summary)]


def _outlook(summary: Summary) -> Iterator[Row]:
    yield _today(summary)
    coming = [(number, spoken_date(day, summary.day)) for day, number in summary.upcoming]
    if coming:
        number, when = coming[0]
        later = [f"{more} {then}" for more, then in coming[1:MOST_DAYS]]
        words = ", ".join([f"{counted(number, 'card')} {when}", *later])
        yield Row("Coming back", words, f"Coming back: {words}.")
    if not summary.left.total:
        if not summary.elsewhere.total:
            yield from _next_time(summary)
        yield from _waiting(summary)


def _today(summary: Summary) -> Row:
    """What is left of the session's cards, and of others where there are any."""
    left = what_is_left(summary.left)
    if summary.elsewhere.total:
        about = safe_line(listed(summary.about)) or "what you chose"
        others = what_is_left(summary.elsewhere)
        words = f"{left or 'nothing is'} left of {about}; elsewhere {others}"
        sentence = f"Left today of {about}: {left}" if left else f"Nothing is left today of {about}"
        return Row("Today", words, f"{sentence}; elsewhere: {others}.")
    if left:
        return Row("Today", f"{left} left", f"Left for today: {left}.")
    which = "left for" if _answers(summary) else "due"
    return Row("Today", "nothing is left", f"Nothing is {which} today.")


def _next_time(summary: Summary) -> Iterator[Row]:
    if summary.worth is None:
        return
    day, cards = summary.worth
    if _answers(summary) or (day, cards.total) not in summary.upcoming[:1]:
        words = f"{spoken_date(day, summary.day)}, with {what_is_left(cards)}"
        yield Row("Next time", words, f"A good day for the next session: {words}.")


def _waiting(summary: Summary) -> Iterator[Row]:
    """The cards that wait, and in a line of its own how to study them today."""
    number, more = summary.waiting, summary.more
    if not number:
        return
    cards = f"{counted(number, 'card')} {'waits' if number == 1 else 'wait'} for another day"
    if more is None:
        why = (
            "a day brings a limited number of new cards (new_per_day in the settings) and of"
            " reviews, and cards of one entry come on different days"
        )
        yield Row("Waiting", cards, f"{cards}: {why}.")
        return
    which = f"{more.cards} of them" if more.cards < number else "it" if number == 1 else "them"
    command = safe_line(more.command)
    yield Row(
        "Waiting",
        f"{cards}; to study {which} today:",
        f"{cards}: today's limit of new cards is reached.",
    )
    yield Row("", command, f"To study {which} today: {command}")
