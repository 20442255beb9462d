"""Statistics of a collection: sums from the store, figures from the core."""

from collections.abc import Sequence

from alliance_cards.collection.collection import Collection, nearest
from alliance_cards.collection.looking import cards_matching
from alliance_cards.core import figures
from alliance_cards.core.advice import suggestions
from alliance_cards.core.calendar import Moment
from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.core.history import Role
from alliance_cards.core.simulation import ASSUMED_FIRST, ASSUMED_LATER, Plan, draws, simulate
from alliance_cards.core.statistics import HardCard, Pace, Period, Statistics, StudyDay
from alliance_cards.store import index
from alliance_cards.store import statistics as sums
from alliance_cards.store.statistics import Source

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
        source = sums.prepare(collection.store, cards, first)
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
    from dataclasses import replace
    from random import Random

    cards = chosen_cards(collection, statistics.scope, now)
    with collection.store.snapshot():
        source = sums.prepare(collection.store, cards, None)
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
    return replace(statistics, simulation=simulation)


def chosen_cards(collection: Collection, texts: Sequence[str], now: Moment) -> list[str] | None:
    """The names of the cards of some decks, or else of those that a query finds; None for all."""
    if not texts:
        return None
    if set(texts) <= set(index.deck_names(collection.store)):
        return [card for deck in texts for card in index.card_names(collection.store, deck)]
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
    settings, today = collection.settings, period.last
    history = figures.study_days(rows := list(sums.day_rows(source)))
    calendar = tuple(day for day in history if day.day >= source.first)
    states = list(sums.state_rows(source, settings.leech_lapses))
    by_state = figures.states(states)
    alike = list(sums.group_rows(source, today))
    groups = figures.groups(alike)
    forecast = figures.forecast(
        sums.due_rows(source),
        today=today,
        new=by_state.new,
        new_per_day=settings.new_per_day,
    )
    pace = Pace(
        answers=sum(row.timed for row in rows if row.day >= source.first),
        taken_ms=sum(day.taken_ms for day in calendar),
        cards=sums.answered_cards(source),
    )
    return Statistics(
        scope=scope,
        period=period,
        today=next((day for day in history if day.day == today), StudyDay(today)),
        streak=figures.streak([day.day for day in history], today),
        calendar=calendar,
        states=by_state,
        elsewhere=sums.cards_elsewhere(source),
        recall=figures.recall_of(calendar),
        groups=groups,
        forecast=forecast,
        hardest=_hardest(source, pace, settings.leech_lapses),
        eases=figures.eases(states),
        intervals=figures.intervals(states),
        pace=pace,
        hours=figures.hours(sums.hour_rows(source)),
        suggestions=suggestions(groups, alike, forecast.backlog),
    )


def _hardest(source: Source, pace: Pace, leech_lapses: int) -> tuple[HardCard, ...]:
    usual = pace.ms_per_answer
    return tuple(
        figures.hard_card(row, ms_per_answer=usual, leech_lapses=leech_lapses)
        for row in sums.hard_rows(source, MOST_HARD)
    )
