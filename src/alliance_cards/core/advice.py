"""What the figures suggest, in a person's words: the same in every view."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from alliance_cards.core.figures import GroupRow
from alliance_cards.core.statistics import Advice, Group, HardCard, Statistics, Suggestion

ENOUGH_RECALLS, GOOD_RECALL = 5, 0.8
MOST_NAMED = 2

ADVICE: dict[Advice, str] = {
    "rewrite": "Rewrite it, or suspend it: repeating alone has not helped.",
    "split": "It asks for much at once. Make two cards of it.",
    "learn": "Read its source again before the next review.",
    "shorten": "It is known, but slowly. Ask for less, or more precisely.",
    "tell-apart": "It slips again and again. Say on it what it is mixed up with.",
    "wait": "Nothing yet: one slip says little.",
}
"""What to do about a hard card."""


def suggestions(
    groups: Sequence[Group], rows: Sequence[GroupRow], backlog: int
) -> tuple[Suggestion, ...]:
    """What to study next: what is overdue, then what is weak, untouched, unfinished.

    `rows` are those that the groups were made of. Weak is a deck or document of whose recalls
    there are five or more, and the interval ends below 80 %; the weakest comes first.
    """
    topics = [group for group in groups if group.aspect in ("deck", "document")]
    found = [Suggestion("overdue", None, backlog)] if backlog else []
    found += (*_weak(topics), *_untouched(topics, rows))
    begun = (g for g in topics if g.aspect == "deck" and g.studied and g.new)
    found += (Suggestion("unfinished", group, group.new) for group in begun)
    return tuple(found)


def _weak(topics: Sequence[Group]) -> Iterator[Suggestion]:
    weak = [
        group
        for group in topics
        if group.recall.reviews >= ENOUGH_RECALLS and group.recall.interval[1] < GOOD_RECALL
    ]
    seen = set()
    for group in sorted(weak, key=lambda group: group.recall.interval[1]):
        same = (group.cards, group.recall)  # a deck that is made of one document, say
        if same not in seen:
            seen.add(same)
            yield Suggestion("weak", group, group.studied)


def _untouched(topics: Sequence[Group], rows: Sequence[GroupRow]) -> Iterator[Suggestion]:
    """Decks that were not begun; then documents of which that is so in decks that were."""
    decks_of = defaultdict(set)
    for row in rows:
        decks_of[row.document].add(row.deck)
    fresh = {group.key for group in topics if group.aspect == "deck" and not group.studied}
    for group in topics:
        if group.studied or not group.new:
            continue
        if group.aspect == "deck" or not decks_of[group.key] <= fresh:
            yield Suggestion("untouched", group, group.new)


def advised(card: HardCard) -> str:
    """What to do about a hard card, as a sentence or two."""
    return ADVICE[card.advice]


def suggested(suggestion: Suggestion) -> str:
    """What to study next and why, as a part of a sentence: "Trust, 4 cards not yet begun"."""
    group, number = suggestion.group, suggestion.cards
    if group is None:
        return f"{number:,} overdue {_cards(number)}"
    match suggestion.reason:
        case "weak":
            low, high = (round(100 * bound) for bound in group.recall.interval)
            return f"{group.name}, weakly recalled ({low}–{high} %)"
        case "untouched":
            return f"{group.name}, {number:,} {_cards(number)} not yet begun"
        case _:
            return f"{group.name}, {number:,} new {_cards(number)} left"


def next_step(statistics: Statistics) -> str:
    """What to study next, in one line."""
    if not statistics.states.cards:
        return "There are no cards here yet."
    if not statistics.suggestions:
        return "Next: nothing is weak, overdue or unbegun. Go on as you do."
    named: dict[str, Suggestion] = {}
    for suggestion in statistics.suggestions:
        named.setdefault(suggestion.reason, suggestion)
    return f"Next: {'; then '.join(map(suggested, [*named.values()][:MOST_NAMED]))}."


def _cards(number: int) -> str:
    return "card" if number == 1 else "cards"
