"""How many cards there are, deck by deck."""

from typing import NamedTuple

from alliance_cards.store.database import Store


class DeckCounts(NamedTuple):
    """A deck of the index and how many cards it has: all that there are, limits aside."""

    id: str
    name: str
    cards: int
    new: int
    due: int
    suspended: int
    problems: int


def deck_counts(store: Store, day: int) -> list[DeckCounts]:
    """All decks in order, with their counts on a study day."""
    rows = store.rows(
        """select d.name, d.title, count(c.id),
            coalesce(sum(c.lane = 0), 0), coalesce(sum(c.lane = 1 and c.ready <= ?), 0),
            coalesce(sum(c.lane = 2), 0),
            coalesce((select sum(json_array_length(problems)) from file where deck = d.id), 0)
        from deck as d left join shelf on shelf.deck = d.id
        left join card as c on c.shelf = shelf.id
        group by d.id order by d.rank""",
        (day,),
    )
    return [
        DeckCounts(
            id=name,
            name=title,
            cards=cards,
            new=new,
            due=due,
            suspended=suspended,
            problems=problems,
        )
        for name, title, cards, new, due, suspended, problems in rows
    ]
