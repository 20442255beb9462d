"""What the figures suggest, in a person's words: the same in every view."""

from alliance_cards.core.statistics import Advice, HardCard, Statistics, Suggestion

ADVICE: dict[Advice, str] = {
    "rewrite": "Rewrite it, or suspend it: repeating alone has not helped.",
    "split": "It asks for much at once. Make two cards of it.",
    "learn": "Read its source again before the next review.",
    "shorten": "It is known, but slowly. Ask for less, or more precisely.",
    "wait": "Nothing yet: one slip says little.",
}
"""What to do about a hard card."""


def advised(card: HardCard) -> str:
    """What to do about a hard card, as a sentence or two."""
    return ADVICE[card.advice]


def suggested(suggestion: Suggestion) -> str:
    """What to study next and why, as a part of a sentence: "Trust, 4 cards not yet begun"."""
    group, number = suggestion.group, suggestion.cards
    if group is None:
        return f"{number} overdue {_cards(number)}"
    match suggestion.reason:
        case "weak":
            low, high = (round(100 * bound) for bound in group.recall.interval)
            return f"{group.name}, weakly recalled ({low}–{high} %)"
        case "untouched":
            return f"{group.name}, {number} {_cards(number)} not yet begun"
        case _:
            return f"{group.name}, {number} new {_cards(number)} left"


def next_step(statistics: Statistics) -> str:
    """What to study next, in one line."""
    if not statistics.states.cards:
        return "There are no cards here yet."
    if not statistics.suggestions:
        return "Next: nothing is weak, overdue or unbegun. Go on as you do."
    first, *others = (suggested(suggestion) for suggestion in statistics.suggestions[:3])
    return f"Next: {'; then '.join([first, *others])}."


def _cards(number: int) -> str:
    return "card" if number == 1 else "cards"
