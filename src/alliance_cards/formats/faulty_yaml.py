"""A deck file of our own that the quick way does not read: it may have faults."""

from pathlib import Path

from alliance_cards.decks.exact import read_exactly as exact_deck
from alliance_cards.decks.expansion import settled
from alliance_cards.decks.fields import read_fields
from alliance_cards.decks.guard import is_deck_id, refusal
from alliance_cards.decks.nodes import Pairs, Text, compose
from alliance_cards.decks.places import Places
from alliance_cards.decks.report import Report as Findings
from alliance_cards.decks.schema import SOURCE_KEYS, Source
from alliance_cards.formats.gathered import Gathered, NewDeck
from alliance_cards.formats.report import Report


def read_exactly(text: str, path: Path, name: str) -> Gathered:
    """The good cards of a text whose deck is to have a name, and all that is wrong with it."""
    file = str(path)
    report = Report(file)
    exact = exact_deck(text, deck_id=name, file=file)
    for problem in exact.report.problems():
        if problem.severity == "error":
            report.skip(problem.line, problem.message)
        else:
            report.remark(f"{file}, line {problem.line}: {problem.message}")
    if not is_deck_id(name):
        report.remark(f"{file}: an import gives the deck another name with --deck NAME.")
        return report.gathered()
    if exact.deck is None:
        return report.gathered()
    deck = NewDeck(
        id=exact.deck.id,
        name=exact.deck.name,
        description=exact.deck.description,
        sources=_sources(text),
        entries=tuple(settled(placed.entry) for placed in exact.entries),
        order=exact.deck.order,
    )
    return report.gathered((deck,))


def _sources(text: str) -> dict[str, Source]:
    """The sources as they are declared; what is wrong with them was reported before."""
    findings = Findings("", Places(text))
    root = None if refusal(text) else compose(text, findings).root
    if not isinstance(root, Pairs):
        return {}
    declared = read_fields(root, None, findings).values.get("sources")
    if not isinstance(declared, Pairs):
        return {}
    return {
        key.value.strip(): Source(**_texts(value, findings))
        for key, value in declared.pairs
        if isinstance(key, Text) and isinstance(value, Pairs) and "title" in _texts(value, findings)
    }


def _texts(node: Pairs, findings: Findings) -> dict[str, str]:
    fields = read_fields(node, SOURCE_KEYS, findings).values
    return {name: value.value for name, value in fields.items() if isinstance(value, Text)}
