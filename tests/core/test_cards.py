"""Names of cards, and the order of options."""

from hypothesis import given
from hypothesis import strategies as st

from alliance_cards.core.cards import LONGEST_SLUG, Card, asks, entry_of, option_order, slug


def test_slugs() -> None:
    """Words in lower case, joined by hyphens; letters of every script stay."""
    assert slug("Trust, caring and RESPECT!") == "trust-caring-and-respect"
    assert slug("Vertrauen & Fürsorge") == "vertrauen-fürsorge"
    assert slug("信頼 と 尊重") == "信頼-と-尊重"


def test_an_item_of_a_list_is_told_from_the_others() -> None:
    items = [
        Card("d/l#a", "list", "Which two?\n1. […]\n2. b", "a"),
        Card("d/l#b", "list", "Which two?\n1. a\n2. […]", "b"),
    ]
    assert [asks(item) for item in items] == ["Which two? · a", "Which two? · b"]
    assert asks(Card("d/x", "basic", "One\n1. two", "a")) == "One\n1. two"


@given(st.text(max_size=200))
def test_a_slug_is_short_and_never_empty(text: str) -> None:
    """Whatever the text, the name can be typed in one piece."""
    name = slug(text)
    assert 0 < len(name) <= LONGEST_SLUG + 8
    assert not set(name) & set("/# \n\t")


def test_texts_that_agree_at_the_beginning_keep_different_names() -> None:
    """What is cut off leaves a checksum."""
    long = "word " * 30
    assert slug(long + "one") != slug(long + "two")
    assert slug("🙂") != slug("🙃")


def test_a_card_knows_its_deck_and_entry() -> None:
    """`deck/card#variant` has the deck before the slash, the entry before the hash."""
    card = Card(id="bordin/goals#agreement", kind="cloze", front="", back="agreement")
    assert (card.deck, card.entry) == ("bordin", "bordin/goals")
    assert entry_of("bordin/bond") == "bordin/bond"


def test_options_change_places_from_day_to_day() -> None:
    """The same order all day, every order in the course of time."""
    card = Card(id="d/c", kind="choice", front="?", back="a", options=("a", "b", "c"))
    assert option_order(card, 100) == option_order(card, 100)
    assert len({option_order(card, day) for day in range(100)}) == 6
