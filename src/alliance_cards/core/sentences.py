"""What the figures of a statistics page say, in sentences: the same in every view.

Percentages are rounded to whole ones, times to what a person would say.
"""

from collections.abc import Callable, Iterator

from alliance_cards.core.calendar import iso_date
from alliance_cards.core.simulation import Draws, SimulatedDay, Simulation
from alliance_cards.core.statistics import (
    ASPECTS,
    Aspect,
    Bin,
    Forecast,
    Pace,
    Period,
    Recall,
    States,
    Statistics,
    Streak,
    StudyDay,
)
from alliance_cards.core.words import counted, duration, listed

ASPECT_NAMES: dict[Aspect, str] = {
    "deck": "deck",
    "document": "document",
    "tag": "tag",
    "kind": "kind of card",
}
FIRM, FAIR = 0.10, 0.25
"""How wide an interval may be whose number is firm, or fair."""
MONTH, YEAR = 30, 365


def percent(share: float) -> str:
    """A share of 1 as a whole percentage: "87 %"."""
    return f"{round(100 * share)} %"


def interval(recall: Recall) -> str:
    """Where the share lies, with 95 % confidence: "62–81 %"."""
    low, high = (round(100 * bound) for bound in recall.interval)
    return f"{low}–{high} %"


def trust(recall: Recall) -> str:
    """How far the share can be trusted: "firm", "fair" or "rough"."""
    low, high = recall.interval
    if high - low <= FIRM:
        return "firm"
    return "fair" if high - low <= FAIR else "rough"


def period_words(period: Period) -> str:
    """The study days that are looked back on: "all of the history", or the first and the last."""
    if period.first is None:
        return "all of the history"
    if period.days == 1:
        return f"the study day {iso_date(period.last)}"
    return f"{iso_date(period.first)} to {iso_date(period.last)}"


def title(statistics: Statistics) -> str:
    """What the page is about: the words that chose the cards, or all."""
    return f"Progress: {' '.join(statistics.scope)}" if statistics.scope else "Progress"


def today(statistics: Statistics) -> str:
    """Today in one line: what was done, and what waits."""
    done, forecast = statistics.today, statistics.forecast
    waiting = [
        f"{counted(number, 'card')} {what}" if not place else f"{number:,} {what}"
        for place, (number, what) in enumerate(_waiting(forecast))
    ]
    left = listed(waiting) if waiting else f"nothing is due{_new(forecast)}"
    if not done.answers:
        return f"Nothing was answered yet today; {left}."
    return f"Today {day_done(done)}; {left}."


def _new(forecast: Forecast) -> str:
    if not forecast.new_waiting:
        return ""
    verb = "waits" if forecast.new_waiting == 1 else "wait"
    return f", {counted(forecast.new_waiting, 'new card')} {verb}"


def _waiting(forecast: Forecast) -> list[tuple[int, str]]:
    named = [(sum(forecast.days[:1]), "due today"), (forecast.backlog, "overdue")]
    return [(number, what) for number, what in named if number]


def day_done(day: StudyDay) -> str:
    """What was done on a study day: "24 answers in 12 minutes, 18 of 21 recalled"."""
    done = counted(day.answers, "answer")
    if day.taken_ms:  # nothing of what scripts give has a time
        done += f" in {duration(day.taken_ms)}"
    if not day.recall.reviews:
        return done
    return f"{done}, {day.recall.passed:,} of {day.recall.reviews:,} recalled"


def streak(streak: Streak) -> str:
    """The days in a row."""
    if not streak.studied:
        return "Nothing was answered yet. The first answer begins a streak."
    studied = f"{counted(streak.studied, 'study day')} in all"
    longest = f"the longest streak was {counted(streak.longest, 'day')}"
    if not streak.current:
        return f"No streak at present; {longest}, {studied}."
    row = f"{counted(streak.current, 'day')} in a row"
    if streak.current == streak.longest:
        return f"{row}, the longest yet; {studied}."
    return f"{row}; {longest}, {studied}."


def states(states: States) -> str:
    """The cards by state."""
    if not states.cards:
        return "There are no cards here yet."
    named = [f"{number:,} {name}" for name, number in state_counts(states) if number]
    text = f"{counted(states.cards, 'card')}: {listed(named)}."
    if states.leeches:
        several = "are leeches: they keep" if states.leeches > 1 else "is a leech: it keeps"
        text += f" {states.leeches:,} of them {several} failing after being known."
    return text


def state_counts(states: States) -> tuple[tuple[str, int], ...]:
    """The states that add up to all cards, in the order of learning."""
    return (
        ("new", states.new),
        ("young", states.young),
        ("mature", states.mature),
        ("suspended", states.suspended),
    )


def recall(recall: Recall) -> str:
    """How well things are recalled, and how far that number can be trusted."""
    if recall.share is None:
        return "Nothing was recalled yet: that needs a card which comes back on a later day."
    number = counted(recall.reviews, "review")
    text = f"{percent(recall.share)} recalled, {interval(recall)} with 95 % confidence"
    reason = ", for there are few reviews" if trust(recall) == "rough" else ""
    return f"{text} ({number}): {trust(recall)}{reason}."


def forecast(statistics: Statistics) -> str:
    """What comes: the backlog, tomorrow, and how much in a month and in a year."""
    coming = statistics.forecast
    return " ".join((_backlog(coming), _tomorrow(statistics), *_ahead(coming)))


def _backlog(coming: Forecast) -> str:
    if not coming.backlog:
        return "Up to date: nothing is overdue."
    verb = "is" if coming.backlog == 1 else "are"
    return f"Behind: {counted(coming.backlog, 'card')} {verb} overdue."


def _tomorrow(statistics: Statistics) -> str:
    coming = statistics.forecast
    due = coming.days[1] if len(coming.days) > 1 else 0
    text = f"Tomorrow {counted(due, 'card')}" if due else "Tomorrow no card is due"
    if due and statistics.pace.ms_per_answer:
        text += f", about {duration(due * statistics.pace.ms_per_answer)}"
    return f"{text}."


def _ahead(coming: Forecast) -> Iterator[str]:
    if any(coming.days):
        yield f"{coming.within(MONTH):,} within 30 days, {coming.within(YEAR):,} within a year."
    if not coming.new_waiting:
        return
    text = _new(coming).removeprefix(", ")
    days = coming.days_of_new_cards
    if days is None:
        yield f"{text}; the settings bring none of them."
    else:
        yield f"{text}: at {coming.new_per_day:,} a day, {counted(days, 'study day')}."


def pace(pace: Pace) -> str:
    """How long answers take."""
    if pace.ms_per_answer is None or pace.ms_per_card is None:
        return "No answer has a time yet."
    each = f"{seconds(pace.ms_per_answer)} an answer, {seconds(pace.ms_per_card)} a card"
    spent = f"{counted(pace.answers, 'answer')}, {counted(pace.cards, 'card')}"
    return f"{each} altogether ({spent}, {duration(pace.taken_ms)})."


def seconds(milliseconds: int) -> str:
    """A short time, to a tenth of a second below ten: "4.2 seconds", "75 seconds"."""
    if milliseconds < 10_000:
        return f"{milliseconds / 1000:.1f} seconds"
    return duration(milliseconds)


def ease_bin(found: Bin) -> str:
    """The eases of a bin: "2.30–2.49"."""
    return _range(found, lambda value: f"{value // 100}.{value % 100:02d}")


def interval_bin(found: Bin) -> str:
    """The intervals of a bin, in days: "8–14"."""
    return _range(found, lambda value: f"{value:,}")


def _range(found: Bin, written: Callable[[int], str]) -> str:
    if found.high is None:
        return f"{written(found.low)} or more"
    if found.low == found.high:
        return written(found.low)
    return f"{written(found.low)}–{written(found.high)}"


def aspects_with_groups(statistics: Statistics) -> list[Aspect]:
    """The aspects of which there is a group."""
    return [aspect for aspect in ASPECTS if statistics.of(aspect)]


def simulation(found: Simulation) -> Iterator[str]:
    """What a simulation says: whose grades it drew, the load, and what is left."""
    fresh = counted(found.new_per_day, "new card")
    yield f"{counted(len(found.days), 'day')} with {fresh} a day, simulated (seed {found.seed})."
    yield _drawn("new cards", found.first)
    yield _drawn("reviews", found.later)
    if not found.is_own_pace:
        yield f"An answer is assumed to take {seconds(found.ms_per_answer)}."
    if found.days:
        heaviest = max(found.days, key=lambda day: day.taken_ms)
        yield f"The heaviest day is {iso_date(heaviest.day)}: {simulated_day(heaviest)}."
    yield (
        f"At the end {counted(found.new_left, 'card')} would still be new, and"
        f" {found.overdue_left:,} overdue."
    )


def _drawn(what: str, draws: Draws) -> str:
    given = counted(draws.answers, "answer")
    if draws.is_own:
        return f"The grades of {what} are drawn as you gave them in {given}."
    return (
        f"The grades of {what} are assumed: there are {given} of yours, and"
        f" {draws.needed:,} would be enough."
    )


def simulated_day(day: SimulatedDay) -> str:
    """The load of a day: "41 reviews, 15 new cards and 5 repetitions, 9 minutes"."""
    parts = [
        counted(day.reviews, "review"),
        counted(day.new, "new card"),
        counted(day.drills, "repetition"),
    ]
    return f"{listed(parts)}, {duration(day.taken_ms)}"
