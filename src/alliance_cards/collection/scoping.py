"""What a session is about: the cards that a person's words choose when it begins."""

from collections.abc import Sequence

from alliance_cards.collection.asking import Scope
from alliance_cards.collection.collection import Collection
from alliance_cards.core.calendar import Moment
from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.core.wishes import Wish
from alliance_cards.store import queue


def scope_of(collection: Collection, wish: Wish, now: Moment) -> Scope:
    """The cards that a wish with tags or a query is about; AllianceCardsError if there are none."""
    scope = Scope(wish.decks, _tags_called(collection, wish.tags))
    if len(scope.tags) < bool(wish.tags):
        raise _nothing_found(collection, wish)
    if wish.query:
        scope = scope._replace(cards=found_by(collection, wish.query, scope, now))
    if not (
        queue.has_cards(collection.store, scope.choice) if scope.cards is None else scope.cards
    ):
        raise _nothing_found(collection, wish)
    return scope


def found_by(
    collection: Collection, query: Sequence[str], scope: Scope, now: Moment
) -> frozenset[str]:
    """The names of the cards of a scope that a query finds now."""
    from alliance_cards.collection.looking import cards_matching

    found = cards_matching(collection, query, now)
    return frozenset(card.id for card, _ in found if scope.has(card))


def _tags_called(collection: Collection, names: Sequence[str]) -> tuple[str, ...]:
    """The tags of some names, however their letters and accents are written."""
    if not names:
        return ()
    from alliance_cards.core.query import folded
    from alliance_cards.store.shelves import tags

    wanted = {folded(name) for name in names}
    return tuple(tag for tag in tags(collection.store) if folded(tag) in wanted)


def _nothing_found(collection: Collection, wish: Wish) -> AllianceCardsError:
    from alliance_cards.collection.looking import meant

    tags = [f'tag:"{tag}"' for tag in wish.tags]
    words = " ".join([*wish.query, " or ".join(tags)]).strip()
    return AllianceCardsError(
        f"No card is found by {words}.{meant(collection, [*wish.query, *tags])}"
        ' "alliance-cards cards" lists what there is.',
        code="no_match",
    )
