"""Which of many questions are nearly the same."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
ALIKE = 0.9
"""The share of common words, among all words of two questions, that makes them alike."""

MOST_COMPARED = 20
"""Of the questions that share a rare word only the latest are looked at: time stays linear."""


def words(text: str) -> list[str]:
    """The words of a text in lower case."""
    return WORD.findall(text.casefold())


def near_duplicates(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs (later, earlier) of texts, as indexes, that consist of nearly the same words.

    Two sets of words that are 90 % alike must share one of the rarest tenth of each, so
    only texts that do are compared.
    """
    bags = [frozenset(words(text)) for text in texts]
    frequency = Counter(word for bag in bags for word in bag)
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for later, bag in enumerate(bags):
        rare = sorted(bag, key=lambda word: (frequency[word], word))
        rare = rare[: len(bag) - math.ceil(ALIKE * len(bag)) + 1]
        earlier = _first_alike(bag, bags, [holders[word][-MOST_COMPARED:] for word in rare])
        if earlier is not None:
            yield later, earlier
        for word in rare:
            holders[word].append(later)


def _first_alike(
    bag: frozenset[str], bags: Sequence[frozenset[str]], candidates: list[list[int]]
) -> int | None:
    alike = (
        other
        for group in candidates
        for other in group
        if len(bag & bags[other]) >= ALIKE * len(bag | bags[other])
    )
    return min(alike, default=None)
