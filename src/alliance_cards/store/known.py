"""The last text seen of every card with a history: the truth about what was learnt.

It tells which card an edited one was, also when the deck files are gone.
"""

from alliance_cards.core.cards import Card
from alliance_cards.core.identity import Text
from alliance_cards.store.database import Store
from alliance_cards.store.shelves import OF_DECK


def remember(store: Store, card: Card) -> None:
    """Keep the text of a card that gets a row: the truth about what was learnt."""
    store.write(
        """insert into known values ((select id from name where text = ?), ?, ?)
        on conflict do update set front = excluded.front, back = excluded.back
        where front <> excluded.front or back <> excluded.back""",
        (card.id, card.front, card.back),
    )


def see_again(store: Store, deck: int) -> None:
    """Take over the texts that the known cards of a deck (its number) have now."""
    store.write(
        f"""update known set front = card.front, back = card.back from card
        where card.id = known.card and card.{OF_DECK}
        and (known.front <> card.front or known.back <> card.back)""",  # noqa: S608
        (deck,),
    )


def gone_cards(store: Store) -> list[Text]:
    """The cards with a history that stand in no deck, as they were last seen."""
    found = store.rows(
        """select n.text, k.front, k.back from schedule as s
        join known as k on k.card = s.card join name as n on n.id = s.card
        where s.card not in (select id from card) order by n.text"""
    )
    return [Text(*record) for record in found]
