"""Deck files of any number of cards, some 250 bytes each, written from a seed."""

from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

DECKS = 10
WORDS = (
    "agreement", "alliance", "attention", "bond", "boundary", "care", "change", "client",
    "collaboration", "conflict", "courage", "disclosure", "distance", "doubt", "empathy",
    "ending", "expectation", "feedback", "feeling", "goal", "growth", "help", "honesty",
    "hope", "interest", "limit", "listening", "meaning", "meeting", "mistake", "need",
    "openness", "outcome", "patience", "pattern", "pause", "person", "plan", "power",
    "practice", "presence", "question", "rapport", "reason", "repair", "respect", "role",
    "rupture", "safety", "session", "silence", "strategy", "strength", "support", "task",
    "therapist", "trust", "understanding", "value", "voice", "warmth", "wish", "work",
)  # fmt: skip


class Note(NamedTuple):
    """A question and its answer, as any program of this kind can hold them."""

    id: str
    front: str
    back: str
    explanation: str
    tag: str


def notes(number: int, *, seed: int) -> list[Note]:
    """So many notes, all different."""
    chance = Random(seed)  # noqa: S311 - no secret
    return [_note(place, chance) for place in range(number)]


def write_decks(folder: Path, cards: int, *, seed: int) -> None:
    """Write ten deck files with so many cards together."""
    folder.mkdir(parents=True, exist_ok=True)
    made = notes(cards, seed=seed)
    for deck in range(DECKS):
        name = f"made-{deck}"
        (folder / f"{name}.yaml").write_text(deck_text(name, made[deck::DECKS]), encoding="utf-8")


def card_names(cards: int) -> list[str]:
    """The names of the cards that `write_decks` writes."""
    return [f"made-{place % DECKS}/{_id(place)}" for place in range(cards)]


def deck_text(name: str, cards: Sequence[Note]) -> str:
    """The text of a deck file."""
    return f"name: The deck {name}\ncards:\n" + "".join(map(_entry, cards))


def _entry(note: Note) -> str:
    return (
        f"  - id: {note.id}\n    front: {note.front}\n    back: {note.back}\n"
        f"    explanation: {note.explanation}\n    tags: [{note.tag}]\n"
    )


def _note(place: int, chance: Random) -> Note:
    return Note(
        id=_id(place),
        front=f"What has {_some(chance, 5)} to do with {place}?",
        back=_some(chance, 4),
        explanation=f"Because {_some(chance, 8)} say so",
        tag=chance.choice(WORDS),
    )


def _id(place: int) -> str:
    return f"n{place:06}"


def _some(chance: Random, number: int) -> str:
    return " ".join(chance.choices(WORDS, k=number))
