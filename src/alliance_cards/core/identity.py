"""Which new card is an old one in other words.

A history moves by itself only where that is certain: the front is the same, or the old card
has gone just now, the back is the same and the fronts are alike; and neither card has another
candidate. (One that went earlier and has no more in common than the answer is none.) What is
only likely is proposed. A wrong join would give a card a history that it never had.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

ALIKE = 0.6
FEW = 2  # pairs of cards so few that each may be meant
MOST_ALIKE = 50  # so many cards with one answer are no candidates worth comparing


class Text(NamedTuple):
    """A card's name and what it says."""

    card: str
    front: str
    back: str

    @property
    def deck(self) -> str:
        """The id of the deck."""
        return self.card.partition("/")[0]


class Join(NamedTuple):
    """A history that moves, or might move, to another name."""

    old: str
    new: str


class Matching(NamedTuple):
    """The joins that are certain, and those that only a person can decide."""

    certain: tuple[Join, ...]
    proposed: tuple[Join, ...]


def match_cards(
    gone: Sequence[Text],
    arrived: Sequence[Text],
    *,
    settled: Container[str],
    left: Container[str],
) -> Matching:
    """Match cards that stand in no deck any more and cards that have just arrived.

    Only in `settled` decks, which were there before, is anything certain. `left` are the
    names of those that have gone just now: one that went before may be a card that was
    deleted, and an alike one another card. Of those that have gone just now, one whose both
    sides may have changed is proposed as well.
    """
    if not gone or not arrived:
        return Matching((), ())
    pairs = _candidates(gone, arrived)
    rivals = [(o, n) for o, n in pairs if o.card in left or are_alike(o.front, n.front)]
    olds = Counter(old.card for old, _ in rivals)
    news = Counter(new.card for _, new in rivals)
    certain = [
        (old, new)
        for old, new in rivals
        if (old.front == new.front or (old.card in left and are_alike(old.front, new.front)))
        and olds[old.card] == news[new.card] == 1
        and old.deck == new.deck
        and new.deck in settled
    ]
    joined = {text.card for pair in certain for text in pair}
    possible = [pair for pair in pairs if not joined.intersection(text.card for text in pair)]
    met = {text.card for pair in pairs for text in pair}
    possible += _both_sides_changed(
        [old for old in gone if old.card in left and old.card not in met],
        [new for new in arrived if new.card not in met],
    )
    return Matching(_joins(certain), _joins(possible))


def _both_sides_changed(
    gone: Sequence[Text], arrived: Sequence[Text]
) -> Iterator[tuple[Text, Text]]:
    """Pairs of one deck without a side in common: among few cards all, else those alike."""
    for deck in dict.fromkeys(old.deck for old in gone):
        olds = [old for old in gone if old.deck == deck]
        news = [new for new in arrived if new.deck == deck]
        few = len(olds) * len(news) <= FEW
        if few or max(len(olds), len(news)) <= MOST_ALIKE:
            pairs = ((old, new) for old in olds for new in news)
            yield from (p for p in pairs if few or are_alike(p[0].front, p[1].front))


def are_alike(one: str, other: str) -> bool:
    """Whether two texts share most of their words, in about the same order."""
    from difflib import SequenceMatcher  # only an edited deck needs it

    words = one.casefold().split(), other.casefold().split()
    return SequenceMatcher(None, *words, autojunk=False).ratio() >= ALIKE


def _candidates(gone: Sequence[Text], arrived: Sequence[Text]) -> list[tuple[Text, Text]]:
    """The pairs that share a side."""
    by_front, by_back = defaultdict(list), defaultdict(list)
    for new in arrived:
        by_front[new.front].append(new)
        by_back[new.back].append(new)
    pairs = {}
    for old in gone:
        for new in (*by_front[old.front][:MOST_ALIKE], *by_back[old.back][:MOST_ALIKE]):
            pairs[old.card, new.card] = (old, new)
    return list(pairs.values())


def _joins(pairs: Iterable[tuple[Text, Text]]) -> tuple[Join, ...]:
    return tuple(Join(old.card, new.card) for old, new in pairs)
