"""The shapes of the statistics as `--json` gives them; `docs/json.md` lists the keys."""

from typing import TYPE_CHECKING, Any

from alliance_cards.core.advice import advised, next_step
from alliance_cards.core.calendar import iso_date
from alliance_cards.core.statistics import (
    Aspect,
    Bin,
    Forecast,
    Group,
    HardCard,
    Hour,
    Pace,
    Recall,
    States,
    Statistics,
    StudyDay,
    Suggestion,
)

if TYPE_CHECKING:
    from alliance_cards.core.simulation import Draws, Simulation

LISTS: dict[str, Aspect] = {
    "decks": "deck",
    "documents": "document",
    "tags": "tag",
    "kinds": "kind",
}


def statistics_object(found: Statistics) -> dict[str, Any]:
    """Every figure, with its unit in the key where it is not a number of things."""
    first = found.period.first
    return {
        "scope": list(found.scope),
        "period": {
            "first_day": None if first is None else iso_date(first),
            "last_day": iso_date(found.period.last),
            "days": found.period.days,
        },
        "today": _day(found.today),
        "streak": {
            "current_days": found.streak.current,
            "longest_days": found.streak.longest,
            "studied_days": found.streak.studied,
        },
        "cards": {**_states(found.states), "in_no_deck": found.elsewhere},
        "recall": _recall(found.recall),
        "pace": _pace(found.pace),
        "forecast": _forecast(found.forecast),
        "calendar": [_day(day) for day in found.calendar],
        **{name: [_group(g) for g in found.of(aspect)] for name, aspect in LISTS.items()},
        "hardest": [_hard(card) for card in found.hardest],
        "eases": [_bin(part, "ease", 100) for part in found.eases],
        "intervals": [_bin(part, "days", 1) for part in found.intervals],
        "hours": [_hour(hour) for hour in found.hours],
        "suggestions": [_suggestion(suggestion) for suggestion in found.suggestions],
        "next": next_step(found),
        "simulation": None if found.simulation is None else _simulation(found.simulation),
    }


def _recall(recall: Recall) -> dict[str, Any]:
    low, high = recall.interval
    known = recall.share is not None
    return {
        "recalls": recall.reviews,
        "recalled": recall.passed,
        "recall_percent": _percent(recall.share or 0) if known else None,
        "low_percent": _percent(low) if known else None,
        "high_percent": _percent(high) if known else None,
    }


def _percent(share: float) -> float:
    return round(100 * share, 1)


def _day(day: StudyDay) -> dict[str, Any]:
    return {
        "day": iso_date(day.day),
        "answers": day.answers,
        "new": day.new,
        "drills": day.drills,
        "crams": day.crams,
        "taken_ms": day.taken_ms,
        **_recall(day.recall),
    }


def _states(states: States) -> dict[str, Any]:
    return {
        "cards": states.cards,
        "new": states.new,
        "young": states.young,
        "mature": states.mature,
        "suspended": states.suspended,
        "leeches": states.leeches,
    }


def _pace(pace: Pace) -> dict[str, Any]:
    return {
        "timed_answers": pace.answers,
        "taken_ms": pace.taken_ms,
        "cards": pace.cards,
        "ms_per_answer": pace.ms_per_answer,
        "ms_per_card": pace.ms_per_card,
    }


def _forecast(coming: Forecast) -> dict[str, Any]:
    return {
        "backlog": coming.backlog,
        "due_in_30_days": coming.within(30),
        "due_in_365_days": coming.within(365),
        "new_waiting": coming.new_waiting,
        "new_per_day": coming.new_per_day,
        "days_of_new_cards": coming.days_of_new_cards,
        "days": [
            {"day": iso_date(coming.today + away), "due": cards}
            for away, cards in enumerate(coming.days)
        ],
    }


def _group(group: Group) -> dict[str, Any]:
    return {
        "key": group.key,
        "name": group.name,
        "cards": group.cards,
        "suspended": group.suspended,
        "new": group.new,
        "studied": group.studied,
        "due": group.due,
        **_recall(group.recall),
    }


def _hard(card: HardCard) -> dict[str, Any]:
    return {
        "card_id": card.card,
        "front": card.front,
        "lapses": card.lapses,
        "ease": card.state.ease / 100,
        "interval_days": card.state.interval,
        "taken_ms": card.taken_ms,
        **_recall(card.recall),
        "advice": card.advice,
        "advice_text": advised(card),
    }


def _bin(part: Bin, unit: str, divisor: int) -> dict[str, Any]:
    def bound(value: int | None) -> float | None:
        return value if divisor == 1 or value is None else value / divisor

    return {f"from_{unit}": bound(part.low), f"to_{unit}": bound(part.high), "cards": part.cards}


def _hour(hour: Hour) -> dict[str, Any]:
    return {"hour": hour.hour, "answers": hour.answers, **_recall(hour.recall)}


def _suggestion(suggestion: Suggestion) -> dict[str, Any]:
    group = suggestion.group
    return {
        "reason": suggestion.reason,
        "by": group.aspect if group else None,
        "key": group.key if group else None,
        "cards": suggestion.cards,
    }


def _simulation(simulation: "Simulation") -> dict[str, Any]:
    return {
        "seed": simulation.seed,
        "new_per_day": simulation.new_per_day,
        "reviews_per_day": simulation.reviews_per_day,
        "first_grades": _draws(simulation.first),
        "later_grades": _draws(simulation.later),
        "ms_per_answer": simulation.ms_per_answer,
        "own_pace": simulation.is_own_pace,
        "backlog": simulation.backlog,
        "new_left": simulation.new_left,
        "overdue_left": simulation.overdue_left,
        "days": [
            {
                "day": iso_date(day.day),
                "reviews": day.reviews,
                "new": day.new,
                "drills": day.drills,
                "taken_ms": day.taken_ms,
            }
            for day in simulation.days
        ],
    }


def _draws(draws: "Draws") -> dict[str, Any]:
    return {
        "own": draws.is_own,
        "answers": draws.answers,
        "needed_answers": draws.needed,
        "percent": {str(grade): _percent(share) for grade, share in draws.shares.items()},
    }
