"""Today's queue: what is asked, in which order, within the day's limits."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple

from alliance_cards.core.cards import entry_of

Turn = Literal["due", "ahead", "new", "drill", "cram"]


class DeckLimits(NamedTuple):
    """How many cards of one deck a study day may bring at most; None: no limit of its own."""

    new: int | None = None
    reviews: int | None = None


NO_DECKS: Mapping[str, DeckLimits] = MappingProxyType({})


class Limits(NamedTuple):
    """How many cards a study day may bring at most, in all and of single decks.

    The cards of one entry that were asked together, a whole list, count as one.
    """

    new: int
    reviews: int
    decks: Mapping[str, DeckLimits] = NO_DECKS


class Answered(NamedTuple):
    """An answer that was given today and stands: the review or a drill of a card.

    `together`: it was asked with its whole list.
    """

    card: str
    grade: int
    drill: bool
    was_new: bool
    together: bool = False


class Counts(NamedTuple):
    """How many cards are left today, within the limits.

    `due` counts those asked ahead of their day too; `cram` those of a session that changes
    nothing.
    """

    due: int
    new: int
    drill: int
    cram: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.due + self.new + self.drill + self.cram


NOTHING = Counts(0, 0, 0)


class Queue(NamedTuple):
    """The cards that are left, by turn, each in the order of asking."""

    due: tuple[str, ...]
    new: tuple[str, ...]
    drill: tuple[str, ...]
    ahead: tuple[str, ...] = ()
    cram: tuple[str, ...] = ()

    @property
    def next(self) -> tuple[Turn, str] | None:
        """The card to ask now: due ones, those ahead of their day, new ones, the drill."""
        if self.due:
            return "due", self.due[0]
        if self.ahead:
            return "ahead", self.ahead[0]
        if self.new:
            return "new", self.new[0]
        if self.drill:
            return "drill", self.drill[0]
        return ("cram", self.cram[0]) if self.cram else None

    @property
    def counts(self) -> Counts:
        """How many cards are left, by turn."""
        due = len(self.due) + len(self.ahead)
        return Counts(due, len(self.new), len(self.drill), len(self.cram))

    def without(self, card: str, *, drill_again: bool) -> "Queue":
        """The queue after an answer to a card; a weak one goes to the end of the drill.

        When cramming, it goes to the end of what is crammed.
        """
        drill, cram = _dropped(self.drill, card), _dropped(self.cram, card)
        crams = len(cram) < len(self.cram)
        return Queue(
            due=_dropped(self.due, card),
            new=_dropped(self.new, card),
            drill=(*drill, card) if drill_again and not crams else drill,
            ahead=_dropped(self.ahead, card),
            cram=(*cram, card) if drill_again and crams else cram,
        )

    def later(self, card: str, places: int) -> "Queue":
        """The queue with a new card moved to so many places behind the first."""
        rest = _dropped(self.new, card)
        return self._replace(new=(*rest[:places], card, *rest[places:]))

    def cut(self, most: int) -> "Queue":
        """The queue with at most so many cards that were not answered yet."""
        due = self.due[:most]
        ahead = self.ahead[: most - len(due)]
        new = self.new[: most - len(due) - len(ahead)]
        return self._replace(due=due, ahead=ahead, new=new)


def plan(
    *,
    due: Iterable[str],
    new: Iterable[str],
    today: Sequence[Answered],
    limits: Limits,
    needs_drill: Callable[[int], bool],
    ahead: Iterable[str] = (),
) -> Queue:
    """The queue of a study day.

    `due`, `new` and `ahead` (due on later days) are card ids in the order in which they
    should come; no more of them are read than needed. `today` holds the day's answers of
    the whole collection, in order. Of an entry's cards only one is asked a day: its
    siblings wait. `ahead` brings as many cards as a day's limit of reviews once more.
    """
    old, fresh = entries_reviewed(today)
    taken = old | fresh
    left_of_reviews = _Left(limits.reviews, {d: own.reviews for d, own in limits.decks.items()})
    left_of_new = _Left(limits.new, {d: own.new for d, own in limits.decks.items()})
    left_of_reviews.spend(old)
    left_of_new.spend(fresh)
    return Queue(
        due=tuple(_pick(due, left_of_reviews, taken)),
        ahead=tuple(_pick(ahead, _Left(limits.reviews, {}), taken)),
        new=tuple(_pick(new, left_of_new, taken)),
        drill=drill_cards(today, needs_drill),
    )


def entries_reviewed(today: Sequence[Answered]) -> tuple[set[str], set[str]]:
    """The entries that had a review today: those known before, and those that were new."""
    reviews = [answer for answer in today if not answer.drill]
    old = {entry_of(answer.card) for answer in reviews if not answer.was_new}
    return old, {entry_of(answer.card) for answer in reviews} - old


def drill_cards(today: Sequence[Answered], needs_drill: Callable[[int], bool]) -> tuple[str, ...]:
    """The cards of today's final drill: the last answer was too weak.

    First what was forgotten of whole lists, then the others; oldest answer first.
    """
    latest: dict[str, Answered] = {}
    for answer in today:
        latest.pop(answer.card, None)
        latest[answer.card] = answer
    weak = [answer for answer in latest.values() if needs_drill(answer.grade)]
    return tuple(answer.card for answer in sorted(weak, key=lambda answer: not answer.together))


class _Left:
    """What is left of a limit, in all and by deck."""

    def __init__(self, most: int, decks: Mapping[str, int | None]) -> None:
        self.all = most
        self._decks = {deck: most for deck, most in decks.items() if most is not None}

    def spend(self, entries: Iterable[str]) -> None:
        """Count entries, however many there are."""
        for entry in entries:
            self.all -= 1
            deck = entry.partition("/")[0]
            if deck in self._decks:
                self._decks[deck] -= 1

    def allows(self, entry: str) -> bool:
        """Whether one more entry fits."""
        return self.all > 0 and self._decks.get(entry.partition("/")[0], 1) > 0


def _pick(cards: Iterable[str], left: _Left, taken: set[str]) -> Iterator[str]:
    """The cards that the limits allow, one of an entry; their entries join `taken`."""
    if left.all <= 0:
        return
    for card in cards:
        entry = entry_of(card)
        if entry not in taken and left.allows(entry):
            taken.add(entry)
            left.spend([entry])
            yield card
            if left.all <= 0:
                return


def _dropped(cards: tuple[str, ...], card: str) -> tuple[str, ...]:
    if cards and cards[0] == card:  # nearly always; a cram may hold very many
        return cards[1:]
    return tuple(other for other in cards if other != card) if card in cards else cards
