"""The end of a session: what it came to, and when the next one is worth it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from alliance_cards.collection.asking import Scope, queue_of, queue_of_today, todays_answers
from alliance_cards.collection.collection import Collection
from alliance_cards.collection.tally import Tally
from alliance_cards.core.calendar import Moment
from alliance_cards.core.outlook import next_session
from alliance_cards.core.queue import NOTHING, Counts, entries_reviewed, plan
from alliance_cards.core.summary import More, Summary
from alliance_cards.core.wishes import Wish
from alliance_cards.store import queue
from alliance_cards.store.index import deck_names

DAYS_SHOWN, DAYS_IN_SIGHT = 3, 30
MOST_MORE = 20  # new cards that are offered beyond the day's limit


def summary_of(
    collection: Collection, tally: Tally, scope: Scope, wish: Wish, now: Moment
) -> Summary:
    """What a session came to so far."""
    day = collection.day(now)
    left = queue_of(collection, now, scope, wish._replace(ahead=0, minutes=None)).counts
    coming = list(islice(_coming(collection, scope, day), DAYS_IN_SIGHT))
    coming = [(then, number) for then, number in coming if then <= day + DAYS_IN_SIGHT]
    new = _new_of(collection, scope, day + 1)
    then, number = next_session(coming, tomorrow=day + 1, waiting=left.due + new)
    return Summary(
        day=day,
        reviews=len(tally.reviews),
        new=sum(given.was_new for given in tally.reviews),
        drills=len(tally.drills),
        failed=tally.failed,
        taken_ms=tally.taken_ms,
        left=left,
        waiting=_waiting(collection, scope, day, left),
        upcoming=tuple(coming[:DAYS_SHOWN]),
        crams=len(tally.crams),
        entries=len(tally.entries),
        learnt=tally.learnt(collection.scheduler.needs_drill),
        leeches=tally.leeches(collection.settings.leech_lapses),
        worth=(then, Counts(number - new, new, 0)) if number else None,
        more=None if left.total else _more(collection, scope, wish, now),
        elsewhere=_elsewhere(collection, scope, left, now),
        about=() if wish.tags or wish.query else _named(collection, wish.decks),
    )


def _elsewhere(collection: Collection, scope: Scope, left: Counts, now: Moment) -> Counts:
    """What today holds beyond the cards that the session was about."""
    if scope == Scope():
        return NOTHING
    every = queue_of_today(collection, now, ()).counts
    return Counts(
        due=max(0, every.due - left.due),
        new=max(0, every.new - left.new),
        drill=max(0, every.drill - left.drill),
    )


def _named(collection: Collection, decks: Sequence[str]) -> tuple[str, ...]:
    names = deck_names(collection.store)
    return tuple(names.get(deck, deck) for deck in decks)


def _coming(collection: Collection, scope: Scope, day: int) -> Iterator[tuple[int, int]]:
    if scope.cards is None:
        return queue.upcoming(collection.store, day, scope.choice)
    found = scope.cards
    ahead = queue.days_of_cards(collection.store, day, day + DAYS_IN_SIGHT, scope.choice)
    return iter(Counter(then for then, card in ahead if card in found).items())


def _new_of(collection: Collection, scope: Scope, day: int) -> int:
    """How many new cards another day would bring, if none came before."""
    new = scope.of(queue.new_cards(collection.store, day, scope.choice))
    limits = collection.settings.limits
    made = plan(due=(), new=new, today=(), limits=limits, needs_drill=lambda _: False)
    return made.counts.new


def _more(collection: Collection, scope: Scope, wish: Wish, now: Moment) -> More | None:
    """The new cards that could be studied today if the day's limit were higher."""
    _, fresh = entries_reviewed(todays_answers(collection, now))
    higher = wish._replace(new=len(fresh) + MOST_MORE, ahead=0, minutes=None)
    cards = queue_of(collection, now, scope, higher).counts.new
    if not cards:
        return None
    import shlex

    chosen = [*wish.decks, *(f"--tag={tag}" for tag in wish.tags)]
    chosen += [f"--query={query}" for query in wish.query]
    words = ["alliance-cards", "study", *chosen, "--new", str(len(fresh) + cards)]
    return More(cards, shlex.join(words))


def _waiting(collection: Collection, scope: Scope, day: int, left: Counts) -> int:
    """The due and new cards that are there, but not for today."""
    store, choice = collection.store, scope.choice
    if scope.cards is None:
        there = queue.waiting(store, day, choice)
    else:
        both = (queue.due_cards(store, day, choice), queue.new_cards(store, day, choice))
        there = sum(1 for cards in both for _ in scope.of(cards))
    return max(0, there - left.due - left.new)
