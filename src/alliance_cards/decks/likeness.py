"""Which of many questions are nearly the same."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

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
    bags = _bags(texts)
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for later, bag in enumerate(bags.words):
        rare = sorted(bag)[: len(bag) - math.ceil(ALIKE * len(bag)) + 1]
        candidates = [other for word in rare for other in holders[word][-MOST_COMPARED:]]
        earlier = _first_alike(later, candidates, bags)
        if earlier is not None:
            yield later, earlier
        for word in rare:
            holders[word].append(later)


class Bags(NamedTuple):
    """The words of each text, by number, and how many of them stand in no other text."""

    words: Sequence[frozenset[int]]
    alone: Sequence[int]


def _bags(texts: Sequence[str]) -> Bags:
    """The words of texts; the rarer a word, the lower its number."""
    found = [frozenset(words(text)) for text in texts]
    frequency = Counter(chain.from_iterable(found))
    ordered = sorted(frequency, key=lambda word: (frequency[word], word))
    numbers = {word: number for number, word in enumerate(ordered)}
    single = {number for word, number in numbers.items() if frequency[word] == 1}
    bags = [frozenset(map(numbers.__getitem__, bag)) for bag in found]
    return Bags(bags, [len(bag & single) for bag in bags])


def _first_alike(text: int, others: Iterable[int], bags: Bags) -> int | None:
    """The first of some texts that is like a text."""
    words, alone = bags
    bag = words[text]
    size, most = len(bag), len(bag) - alone[text]
    # Words that stand in one text alone keep most pairs apart, without a look at the others.
    near = [other for other in others if most >= ALIKE * (size + alone[other])]
    alike = (o for o in near if len(bag & words[o]) >= ALIKE * len(bag | words[o]))
    return min(alike, default=None)
