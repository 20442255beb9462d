"""The query language."""

import pytest

from alliance_cards.core import sm2
from alliance_cards.core.cards import Card
from alliance_cards.core.query import Light, Term, matches, parse_query
from alliance_cards.core.schedule import Schedule, unseen

NEW = unseen(sm2)
CARD = Card(
    id="bordin/bond", kind="basic", front="Was heißt café?", back="Über-Ich", tags=("Bordin", "x y")
)


def finds(query: str, schedule: Schedule = NEW) -> bool:
    """Whether the query finds the card on study day 100."""
    return matches(parse_query([query]), CARD, schedule, Light(100, 8))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("cafe", True),
        ("CAFÉ heisst", True),
        ("cafe tea", False),
        ("-tea cafe", True),
        ("-cafe", False),
        ('"was heißt"', True),
        ('"heißt was"', False),
        ("heißt was", True),
        ("uber-ich", True),
        ("deck:bordin", True),
        ("deck:BORDIN", True),
        ("deck:bord", False),
        ("-deck:bordin", False),
        ("tag:bordin", True),
        ('tag:"x y"', True),
        ("tag:x", False),
        ("is:new", True),
        ("-is:new", False),
        ("is:due", False),
    ],
)
def test_words_and_conditions(query: str, found: bool) -> None:
    """All must hold; case and accents do not count; - negates; quotes hold together."""
    assert finds(query) is found


def test_states() -> None:
    """What is due, suspended, a leech or flagged."""
    due = NEW._replace(due=100, reviews=1)
    assert finds("is:due -is:new", due)
    assert not finds("is:due", due._replace(due=101))
    assert not finds("is:due", due._replace(buried_until=101))
    assert not finds("is:due", due._replace(suspended=True))
    assert finds("is:suspended", due._replace(suspended=True))
    assert finds("is:buried", due._replace(buried_until=101))
    assert not finds("is:buried", due._replace(buried_until=100))
    assert finds("is:leech", due._replace(lapses=8))
    assert not finds("is:leech", due._replace(lapses=7))
    assert finds("is:flagged", due._replace(flagged=True))


def test_what_a_query_is_made_of() -> None:
    """A dash within a word, and a colon behind another word, belong to the word."""
    assert parse_query(["a-b", "-deck:c", "x:y"]) == (
        Term("", "a-b", False),
        Term("deck", "c", True),
        Term("", "x:y", False),
    )


def test_an_unknown_state() -> None:
    """It names the known ones."""
    with pytest.raises(ValueError, match=r"is:old.*new, due"):
        parse_query(["is:old"])
