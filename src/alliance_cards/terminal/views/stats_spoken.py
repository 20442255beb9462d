"""The statistics page in sentences: no charts, for a screen reader or a plain terminal."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from alliance_cards.core import sentences
from alliance_cards.core.advice import advised, next_step
from alliance_cards.core.calendar import spoken_date
from alliance_cards.core.gate import safe_line
from alliance_cards.core.plots import telling_groups, weakest_first
from alliance_cards.core.statistics import Group, HardCard, Hour, Statistics
from alliance_cards.core.words import counted
from alliance_cards.terminal.views.stats_groups import MOST_CARDS, MOST_GROUPS, hard_figures
from alliance_cards.terminal.views.styles import STRONG

DAYS_SPOKEN = 7


def spoken(found: Statistics, *, detail: bool) -> Iterator[Text]:
    """The page, a sentence a line, in the order of the charts."""
    yield Text(f"{sentences.title(found)}, {sentences.period_words(found.period)}.")
    yield Text(sentences.today(found))
    yield Text(sentences.streak(found.streak))
    yield from _section("Last days", _last_days(found))
    yield from _section("Cards", iter([sentences.states(found.states)]))
    yield from _section("Recall", _recall(found, detail=detail))
    yield from _section("What comes", _forecast(found))
    yield from _section("Hardest cards", _hardest(found.hardest, detail=detail))
    if found.simulation:
        yield from _section("If you go on like this", sentences.simulation(found.simulation))
    if detail:
        yield from _details(found)
    yield Text("")
    yield Text(safe_line(next_step(found)))


def _section(heading: str, lines: Iterator[str]) -> Iterator[Text]:
    texts = list(lines)
    if texts:
        yield Text("")
        yield Text(heading, STRONG)
        yield from map(Text, texts)


def _last_days(found: Statistics) -> Iterator[str]:
    for day in reversed(found.calendar[-DAYS_SPOKEN:]):
        when = spoken_date(day.day, found.today.day)
        yield f"{when[0].upper()}{when[1:]}: {sentences.day_done(day)}."


def _recall(found: Statistics, *, detail: bool) -> Iterator[str]:
    yield sentences.recall(found.recall)
    groups = telling_groups(found)
    yield from _groups(groups, most=len(groups) if detail else MOST_GROUPS)


def _groups(groups: Sequence[Group], *, most: int) -> Iterator[str]:
    ordered = weakest_first(groups)
    for group in ordered[:most]:
        reviews = counted(group.recall.reviews, "review")
        yield f"{safe_line(group.name)}: {sentences.interval(group.recall)}, {reviews}."
    if more := len(ordered[most:]):
        yield f"{more} more {'is' if more == 1 else 'are'} recalled better."
    unknown = sum(not group.recall.reviews for group in groups)
    if unknown and ordered:
        yield f"{unknown} more {'was' if unknown == 1 else 'were'} never recalled."


def _forecast(found: Statistics) -> Iterator[str]:
    coming = found.forecast
    yield sentences.forecast(found)
    named = [
        f"{spoken_date(coming.today + day, coming.today)} {number:,}"
        for day, number in enumerate(coming.days[: DAYS_SPOKEN + 1])
        if number
    ]
    if named:
        yield f"Cards due: {', '.join(named)}."


def _hardest(cards: Sequence[HardCard], *, detail: bool) -> Iterator[str]:
    for card in cards if detail else cards[:MOST_CARDS]:
        yield f"{safe_line(card.front)} ({hard_figures(card)}). {advised(card)}"


def _details(found: Statistics) -> Iterator[Text]:
    shown = telling_groups(found)
    for aspect in sentences.aspects_with_groups(found):
        groups = found.of(aspect)
        if groups != shown:
            heading = f"Recall by {sentences.ASPECT_NAMES[aspect]}"
            yield from _section(heading, _groups(groups, most=len(groups)))
    intervals = [(sentences.interval_bin(each), each.cards) for each in found.intervals]
    eases = [(sentences.ease_bin(each), each.cards) for each in found.eases]
    yield from _section("Intervals in days", _bins(intervals))
    yield from _section("Eases", _bins(eases))
    yield from _section("Time", iter([sentences.pace(found.pace)]))
    yield from _section("Hours of the day", _hours(found.hours))


def _bins(bins: Sequence[tuple[str, int]]) -> Iterator[str]:
    for label, cards in bins:
        yield f"{label}: {counted(cards, 'card')}."


def _hours(hours: Sequence[Hour]) -> Iterator[str]:
    for hour in hours:
        if hour.answers:
            recalled = hour.recall
            share = "" if recalled.share is None else f", {sentences.interval(recalled)} recalled"
            yield f"From {hour.hour}:00: {counted(hour.answers, 'answer')}{share}."
