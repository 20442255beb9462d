"""Statistics of a collection: sums from the store, figures from the core."""

from collections.abc import Sequence

from alliance_cards.collection.collection import Collection, nearest
from alliance_cards.core import figures
from alliance_cards.core.advice import suggestions
from alliance_cards.core.calendar import Moment
from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.core.history import Role
from alliance_cards.core.statistics import (
    FORECAST_DAYS,
    HardCard,
    Pace,
    Period,
    Statistics,
    StudyDay,
)
from alliance_cards.store import index
from alliance_cards.store import statistics as sums
from alliance_cards.store.periods import Source, prepare

MOST_HARD = 20


def statistics_of(
    collection: Collection, texts: Sequence[str], now: Moment, *, first: int | None
) -> Statistics:
    """The statistics of some decks or of what a query finds (no texts: of everything).

    They look back to the study day `first` (None: over all of the history). Raises
    AllianceCardsError for a query that cannot be understood or finds nothing.
    """
    cards = chosen_cards(collection, texts, now)
    with collection.store.snapshot():
        source = prepare(collection.store, cards, first)
        return _figures(collection, source, tuple(texts), Period(first, collection.day(now)))


def with_simulation(
    collection: Collection,
    statistics: Statistics,
    now: Moment,
    *,
    days: int,
    new_per_day: int,
    seed: int,
) -> Statistics:
    """The statistics, and the load of so many days from tomorrow on."""
    from random import Random

    from alliance_cards.core.simulation import ASSUMED_FIRST, ASSUMED_LATER, Plan, draws, simulate

    cards = chosen_cards(collection, statistics.scope, now)
    with collection.store.snapshot():
        source = prepare(collection.store, cards, None)
        grades: dict[Role, dict[int, int]] = {role: {} for role in Role}
        for role, grade, number in sums.grades_given(source):
            grades[role][grade] = number
        plan = Plan(
            today=statistics.period.last,
            days=days,
            seed=seed,
            new=statistics.states.new,
            new_per_day=new_per_day,
            reviews_per_day=collection.settings.reviews_per_day,
            first=draws(grades[Role.MEETING], ASSUMED_FIRST),
            later=draws(grades[Role.RECALL], ASSUMED_LATER),
            ms_per_answer=statistics.pace.ms_per_answer,
        )
        simulation = simulate(
            sums.waiting_states(source),
            plan,
            scheduler=collection.scheduler,
            chance=Random(seed).random,  # noqa: S311 - nothing is kept secret with it
        )
    return statistics._replace(simulation=simulation)


def chosen_cards(collection: Collection, texts: Sequence[str], now: Moment) -> list[str] | None:
    """The names of the cards of some decks, or else of those that a query finds; None for all."""
    if not texts:
        return None
    if set(texts) <= set(index.deck_names(collection.store)):
        return [card for deck in texts for card in index.card_names(collection.store, deck)]
    from alliance_cards.collection.looking import cards_matching

    found = [card.id for card, _ in cards_matching(collection, texts, now)]
    if not found:
        raise _nothing_found(collection, texts)
    return found


def _nothing_found(collection: Collection, texts: Sequence[str]) -> AllianceCardsError:
    decks = list(index.deck_names(collection.store))
    close = [deck for text in texts if text not in decks for deck in nearest(text, decks)]
    hint = f" Did you mean {' or '.join(dict.fromkeys(close))}?" if close else ""
    return AllianceCardsError(
        f'"{" ".join(texts)}" is no deck, and finds no card.{hint} Both can be given: the ids of'
        ' decks ("alliance-cards decks"), or a query such as tag:history.',
        code="no_match",
    )


def _figures(
    collection: Collection, source: Source, scope: tuple[str, ...], period: Period
) -> Statistics:
    settings, today, is_all = collection.settings, period.last, period.first is None
    calendar = tuple(sums.calendar(source))
    studied = [day.day for day in calendar] if is_all else sums.days_studied(source)
    alike, scheduled = sums.group_rows(source, today)
    strays = sums.strays(source, scheduled)
    elsewhere = sums.cards_elsewhere(source, strays)
    spread = sums.spread_of(source, settings.leech_lapses, strays)
    by_state = figures.states(alike, spread)
    groups = figures.groups(alike)
    due = sums.due_rows(source, today + FORECAST_DAYS)
    forecast = figures.forecast(
        due, today=today, new=by_state.new, new_per_day=settings.new_per_day
    )
    pace = Pace(
        answers=sum(day.timed for day in calendar),
        taken_ms=sum(day.taken_ms for day in calendar),
        cards=spread.answered + elsewhere if is_all else sums.answered_cards(source),
    )
    return Statistics(
        scope=scope,
        period=period,
        today=next((day for day in calendar if day.day == today), StudyDay(today)),
        streak=figures.streak(studied, today),
        calendar=calendar,
        states=by_state,
        elsewhere=elsewhere,
        recall=figures.recall_of(calendar),
        groups=groups,
        forecast=forecast,
        hardest=_hardest(source, strays, pace, settings.leech_lapses),
        eases=figures.eases(spread),
        intervals=figures.intervals(spread),
        pace=pace,
        hours=figures.hours(sums.hour_rows(source)),
        suggestions=suggestions(groups, alike, forecast.backlog),
    )


def _hardest(source: Source, strays: int, pace: Pace, leech_lapses: int) -> tuple[HardCard, ...]:
    usual = pace.ms_per_answer
    return tuple(
        figures.hard_card(row, ms_per_answer=usual, leech_lapses=leech_lapses)
        for row in sums.hard_rows(source, MOST_HARD, strays)
    )
