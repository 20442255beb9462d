"""From entries to cards: their names, their sides, their sources."""

from alliance_cards.core.cards import Card
from alliance_cards.decks.expansion import entry_id, expand, source_text
from alliance_cards.decks.schema import BasicEntry, ChoiceEntry, ClozeEntry, Entry, ListEntry

TITLES = {"faq": "Why it matters"}


def cards(entry: Entry) -> list[Card]:
    return expand(entry, deck_id="deck", titles=TITLES)


def test_basic() -> None:
    """One card, without the blanks around its texts."""
    entry = BasicEntry(id="x", front=" a\n", back=" b ", accept=(" c ",), tags=(" t ",))
    assert cards(entry) == [
        Card(id="deck/x", kind="basic", front="a", back="b", accept=("c",), tags=("t",))
    ]


def test_reverse() -> None:
    """The other direction has a name of its own; accepted answers are those of the back."""
    entry = BasicEntry(id="x", front="a", back="b", accept=("c",), reverse="yes", source="faq")
    there, back = cards(entry)
    assert back == Card(
        id="deck/x#reverse", kind="basic", front="b", back="a", source="Why it matters"
    )
    assert there.accept == ("c",)


def test_cloze() -> None:
    """Every blank is a card, named by what it hides."""
    first, second = cards(ClozeEntry(cloze="{{Trust}} and {{c2::care}}"))
    assert (first.id, first.front, first.back) == (
        "deck/trust-and-c2-care#trust",
        "[…] and care",
        "Trust",
    )
    assert (second.id, second.kind) == ("deck/trust-and-c2-care#c2", "cloze")


def test_choice() -> None:
    """Options keep their order, right ones are counted from 0, and the back names them."""
    entry = ChoiceEntry(id="x", choice="a", options=("b", "c", "d"), answer=(3, 1))
    (card,) = cards(entry)
    assert (card.options, card.answers, card.back) == (("b", "c", "d"), (0, 2), "b; d")


def test_list() -> None:
    """One card an item: its place is known, its neighbours are seen."""
    first, second, third = cards(ListEntry(id="x", list="Steps", items=("One", "two", "three")))
    assert first.id == "deck/x#one"
    assert second.front == "Steps\n1. One\n2. […]\n3. three"
    assert (third.kind, third.back) == ("list", "three")


def test_a_new_item_leaves_the_names_of_the_others() -> None:
    """Names come from texts, never from places."""
    before = {card.back: card.id for card in cards(ListEntry(list="p", items=("a", "b")))}
    after = {card.back: card.id for card in cards(ListEntry(list="p", items=("new", "b", "a")))}
    assert before.items() <= after.items()


def test_a_missing_id_comes_from_the_question() -> None:
    """Whatever the kind."""
    assert entry_id(BasicEntry(front="What is it?", back="b")) == "what-is-it"
    assert entry_id(ListEntry(list="Three steps", items=("a", "b"))) == "three-steps"
    assert entry_id(BasicEntry(id=" own ", front="What is it?", back="b")) == "own"


def test_sources() -> None:
    """The key becomes the title; the section loses its quotes."""
    assert source_text('faq, "What, and why?"', TITLES) == "Why it matters · What, and why?"
    assert source_text("faq, What it is", TITLES) == "Why it matters · What it is"
    assert source_text("faq, “Curly”", TITLES) == "Why it matters · Curly"
    assert source_text(" faq ,", TITLES) == "Why it matters"
    assert source_text("faq, Why it matters", TITLES) == "Why it matters"
    assert source_text("", TITLES) == ""
    assert source_text("other", TITLES) is None
    assert source_text("A book, page 3", {}) == "A book, page 3"
