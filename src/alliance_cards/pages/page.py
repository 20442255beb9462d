"""The statistics page for a browser: one file that works offline, prints, and reads aloud."""

from collections.abc import Iterator

from alliance_cards.core import sentences
from alliance_cards.core.advice import advised, next_step
from alliance_cards.core.calendar import iso_date
from alliance_cards.core.statistics import HardCard, Statistics
from alliance_cards.core.words import counted, duration
from alliance_cards.pages.markup import Element, Node, element, rendered
from alliance_cards.pages.past import calendar_section, curve_section
from alliance_cards.pages.plots import forecast_figure, hours_figure, simulation_figure
from alliance_cards.pages.style import SHEET, policy
from alliance_cards.pages.tables import table_of_bars, table_of_groups

DOCTYPE = "<!DOCTYPE html>\n"


def stats_page(statistics: Statistics) -> str:
    """The whole file."""
    return DOCTYPE + rendered(_html(statistics)) + "\n"


def _html(found: Statistics) -> Element:
    title = sentences.title(found)
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy()),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", f"{title} · {iso_date(found.period.last)}"),
        element("style", SHEET),
    )
    body = element("body", element("main", _top(found, title), *_sections(found)), _foot(found))
    return element("html", head, body, lang="en")


def _top(found: Statistics, title: str) -> Element:
    period = sentences.period_words(found.period)
    return element(
        "header",
        element("h1", f"{title} · {iso_date(found.today.day)}"),
        element("p", sentences.today(found), class_="lead"),
        element("p", next_step(found), class_="next"),
        element("dl", *(_fact(*fact) for fact in _facts(found)), class_="facts"),
        element("p", f"Looks back on {period}.", class_="soft"),
    )


def _facts(found: Statistics) -> Iterator[tuple[str, str, str]]:
    recall, coming = found.recall, found.forecast
    if recall.share is not None:
        reviews = counted(recall.reviews, "review")
        words = f"{sentences.interval(recall)}, {reviews}: {sentences.trust(recall)}"
        yield "Recalled", sentences.percent(recall.share), words
    yield "Overdue", f"{coming.backlog:,}", "on track" if not coming.backlog else "behind"
    due = sum(coming.days[1:2])
    cost = found.pace.ms_per_answer
    yield "Due tomorrow", f"{due:,}", f"about {duration(due * cost)}" if due and cost else "cards"
    yield "Days in a row", f"{found.streak.current:,}", f"the longest was {found.streak.longest:,}"


def _fact(name: str, number: str, words: str) -> Element:
    about = element("span", words, class_="soft")
    return element("div", element("dt", name), element("dd", number, " ", about))


def _sections(found: Statistics) -> Iterator[Element]:
    yield section("Calendar", sentences.streak(found.streak), *calendar_section(found))
    yield section("Cards", sentences.states(found.states), *_states(found))
    yield section("Recall", sentences.recall(found.recall), *_groups(found))
    yield section("What comes", sentences.forecast(found), *forecast_figure(found))
    if found.hardest:
        cards = element("ul", *map(_hard, found.hardest), class_="cards")
        yield section(
            "Hardest cards", "What gave the most trouble, and what to do about it.", cards
        )
    if found.simulation:
        told = " ".join(sentences.simulation(found.simulation))
        yield section("If you go on like this", told, *simulation_figure(found.simulation))
    if found.calendar:
        yield section("Day by day", _studied(found), *curve_section(found))
    if found.intervals or found.eases:
        yield section("Intervals and eases", "Of the cards that are no longer new.", *_bins(found))
    if found.pace.answers:
        yield section("Time", sentences.pace(found.pace), *hours_figure(found.hours))


def section(heading: str, sentence: str, *content: Node) -> Element:
    """A part of the page under its heading, which begins with what it says."""
    key = heading.lower().replace(" ", "-")
    return element(
        "section",
        element("h2", heading, id=key),
        element("p", sentence),
        *content,
        aria_labelledby=key,
    )


def _studied(found: Statistics) -> str:
    return f"Answers and minutes, {sentences.period_words(found.period)}."


def _states(found: Statistics) -> Iterator[Element]:
    if found.states.cards:
        rows = sentences.state_counts(found.states)
        yield table_of_bars("Cards by state", ("State", "Cards"), rows)
    if found.elsewhere:
        verb = "stands" if found.elsewhere == 1 else "stand"
        text = f"{counted(found.elsewhere, 'more card')} with a history {verb} in no deck."
        yield element("p", text, class_="soft")


def _groups(found: Statistics) -> Iterator[Element]:
    weak = [hint.group for hint in found.suggestions if hint.reason == "weak" and hint.group]
    for aspect in sentences.aspects_with_groups(found):
        caption = (
            f"Recall by {sentences.ASPECT_NAMES[aspect]}, sorted by the upper end of “Between”"
        )
        yield table_of_groups(caption, found.of(aspect), weak)


def _hard(card: HardCard) -> Element:
    parts = [card.card, card_state(card), counted(card.lapses, "lapse")]
    if card.recall.reviews:
        parts.append(f"{card.recall.passed:,} of {card.recall.reviews:,} recalled")
    if card.taken_ms:
        parts.append(f"{duration(card.taken_ms)} spent")
    return element(
        "li",
        element("p", card.front, class_="front"),
        element("p", " · ".join(parts), class_="soft"),
        element("p", advised(card)),
    )


def card_state(card: HardCard) -> str:
    """Where a hard card stands: "interval 6 days, ease 1.50"."""
    ease = f"{card.state.ease // 100}.{card.state.ease % 100:02d}"
    return f"interval {counted(card.state.interval, 'day')}, ease {ease}"


def _bins(found: Statistics) -> Iterator[Element]:
    intervals = [(sentences.interval_bin(bin_), bin_.cards) for bin_ in found.intervals]
    eases = [(sentences.ease_bin(bin_), bin_.cards) for bin_ in found.eases]
    yield table_of_bars("Cards by interval", ("Days", "Cards"), intervals)
    yield table_of_bars("Cards by ease", ("Ease", "Cards"), eases)


def _foot(found: Statistics) -> Element:
    text = f"Made by alliance-cards for the study day {iso_date(found.today.day)}."
    return element("footer", element("p", text, class_="soft"))
