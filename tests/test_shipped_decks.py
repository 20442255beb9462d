"""The shipped decks keep the rules that a program can prove."""

import re
from collections import Counter
from pathlib import Path

import pytest

from alliance_cards.core.cards import Card, Deck, entry_of
from alliance_cards.decks.folder import deck_files, shipped_folder
from alliance_cards.decks.reading import check_deck

FILES = deck_files(shipped_folder())
DOCUMENTS = {"needs": "000", "trust": "001", "engage": "002", "faq": "003", "relationships": "004"}
FUNCTIONS = {
    "definition", "list", "reason", "consequence", "contrast", "boundary", "strategy", "scenario",
    "image", "principle",
}  # fmt: skip


@pytest.fixture(scope="module")
def decks() -> list[Deck]:
    """All shipped decks, in the order in which they are studied."""
    found = [deck for path in FILES if (deck := check_deck(path).deck)]
    return sorted(found, key=lambda deck: deck.order or 0)


@pytest.fixture(scope="module")
def entries(decks: list[Deck]) -> list[Card]:
    """The first card of every entry, in the order in which they are taught."""
    firsts: dict[str, Card] = {}
    for deck in decks:
        for card in deck.cards:
            firsts.setdefault(entry_of(card.id), card)
    return list(firsts.values())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_problem_and_no_warning(path: Path) -> None:
    """`check --strict` has nothing to say."""
    assert [str(problem) for problem in check_deck(path).problems] == []


def test_every_deck_has_its_place(decks: list[Deck]) -> None:
    """A name, a description, and an order that no other deck has."""
    assert len({deck.order for deck in decks}) == len(decks) == len(FILES)
    assert all(deck.order and deck.name and deck.description for deck in decks)


def test_every_card_names_its_document_and_what_it_does(entries: list[Card]) -> None:
    """A source, and tags for document, theme and function."""
    for card in entries:
        assert card.source, card.id
        document, theme, function = card.tags
        assert document in DOCUMENTS, card.id
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", theme), card.id
        assert function in FUNCTIONS, card.id


def test_scenarios_are_about_one_card_in_five(entries: list[Card]) -> None:
    """15 to 25 per cent, at least two a document; a quarter asks why or what follows."""
    functions = Counter(card.tags[2] for card in entries)
    assert 0.15 <= functions["scenario"] / len(entries) <= 0.25
    assert (functions["reason"] + functions["consequence"]) / len(entries) >= 0.25
    documents = Counter(card.tags[0] for card in entries if card.tags[2] == "scenario")
    assert all(documents[document] >= 2 for document in DOCUMENTS)


def test_no_two_cards_ask_the_same(entries: list[Card]) -> None:
    """Across all decks."""
    fronts = Counter(card.front.casefold() for card in entries)
    assert [front for front, count in fronts.items() if count > 1] == []


def test_choices_have_reasons_and_no_favourite_place(entries: list[Card]) -> None:
    """The right option is neither always the longest nor always in one place."""
    choices = [card for card in entries if card.kind == "choice"]
    assert all(card.explanation for card in choices)
    single = [card for card in choices if len(card.answers) == 1]
    longest = [
        card for card in single if len(card.options[card.answers[0]]) == max(map(len, card.options))
    ]
    places = Counter(card.answers[0] for card in single)
    assert len(longest) < len(single) / 2
    assert max(places.values()) < len(single) / 2


def test_the_coverage_map_is_whole(entries: list[Card]) -> None:
    """Every card stands in the map, and every card that it names exists."""
    coverage = (shipped_folder() / "coverage.md").read_text(encoding="utf-8")
    rows = [line.split("|")[2] for line in coverage.splitlines() if line.count("|") == 3]
    named = set(re.findall(r"[\w-]+/[\w-]+", " ".join(rows)))
    assert named == {entry_of(card.id) for card in entries}
    assert all(f"`{number}_" in coverage for number in DOCUMENTS.values())
