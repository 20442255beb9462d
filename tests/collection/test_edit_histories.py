"""Histories of edits, made up by hypothesis: no card loses its progress, none gains any.

Every card of the model knows who it is, whatever its words and its name become, and every
answer carries the number of the card that it was given to.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from alliance_cards.collection.answering import Manner, answer
from alliance_cards.collection.importing import apply_import
from alliance_cards.collection.looking import examine
from alliance_cards.collection.planning import plan_import
from alliance_cards.core.cards import slug
from alliance_cards.decks.schema import BasicEntry, Entry, ListEntry
from alliance_cards.formats.gathered import NewDeck
from alliance_cards.formats.yaml_files import yaml_text
from alliance_cards.store import log
from drawn import examples
from people import Person, at

FRONT = "In which of the {0} chapters does {1} come before all {2} others?"


@dataclass
class Model:
    """A card as its author thinks of it: `number` is the same whatever is edited."""

    number: int
    front: str
    back: str
    id: str = ""
    tags: tuple[str, ...] = ()
    answers: int = 0
    is_apart: bool = False  # both sides changed at once: its history may wait elsewhere

    @property
    def name(self) -> str:
        """The card's name in the deck."""
        return f"d/{self.id or slug(self.front)}"

    @property
    def entry(self) -> Entry:
        """The entry in the deck file."""
        return BasicEntry(id=self.id, front=self.front, back=self.back, tags=self.tags)


@dataclass
class Author:
    """Somebody who edits a deck, answers its cards, and imports what is theirs."""

    person: Person
    shared_back: bool
    cards: list[Model] = field(default_factory=list)
    away: list[Model] = field(default_factory=list)
    items: list[str] = field(default_factory=lambda: ["first", "second", "third"])
    answered: dict[str, int] = field(default_factory=dict)
    numbers: "count[int]" = field(default_factory=lambda: count(1))
    words: "count[int]" = field(default_factory=count)
    day: int = 0

    def word(self) -> str:
        """A word that was never used before."""
        return f"w{next(self.words)}"

    def pick(self, choice: int) -> Model | None:
        """One of the cards."""
        return self.cards[choice % len(self.cards)] if self.cards else None

    def add(self, _: int) -> None:
        """A new card, perhaps with an answer that others have too."""
        words = [self.word() for _ in range(6)]
        front = FRONT.format(*words) if self.shared_back else " ".join(words)
        back = "Trust" if self.shared_back else self.word()
        self.cards.append(Model(next(self.numbers), front, back))

    def add_same_answer(self, choice: int) -> None:
        """A new question of quite other words that happens to have an old card's answer."""
        if card := self.pick(choice):
            front = " ".join(self.word() for _ in range(6))
            self.cards.append(Model(next(self.numbers), front, card.back))

    def reword_front(self, choice: int) -> None:
        """One word of the question becomes another."""
        if card := self.pick(choice):
            words = card.front.split()
            words[choice % len(words)] = self.word()
            card.front = " ".join(words)

    def reword_back(self, choice: int) -> None:
        """Another answer."""
        if card := self.pick(choice):
            card.back = self.word()

    def reword_both(self, choice: int) -> None:
        """Both sides at once: nobody can know for certain which card it was."""
        if card := self.pick(choice):
            card.front, card.back = " ".join(self.word() for _ in range(6)), self.word()
            card.is_apart |= not card.id

    def reorder(self, choice: int) -> None:
        """The first cards become the last."""
        at = choice % (len(self.cards) + 1)
        self.cards = self.cards[at:] + self.cards[:at]

    def retag(self, choice: int) -> None:
        """Another tag."""
        if card := self.pick(choice):
            card.tags = (self.word(),)

    def give_id(self, choice: int) -> None:
        """A name of its own."""
        if (card := self.pick(choice)) and not card.id:
            card.id = self.word()

    def take_away(self, choice: int) -> None:
        """A card leaves the deck."""
        if card := self.pick(choice):
            self.cards.remove(card)
            self.away.append(card)

    def bring_back(self, choice: int) -> None:
        """One that left returns as it was."""
        if self.away:
            self.cards.append(self.away.pop(choice % len(self.away)))

    def insert_item(self, choice: int) -> None:
        """An item somewhere in the list."""
        self.items.insert(choice % (len(self.items) + 1), self.word())

    def answer(self, choice: int) -> None:
        """A card is answered, with its number as the time that it took."""
        if (card := self.pick(choice)) and not card.is_apart:
            self.day += 1
            moment = at(self.day * 200)
            answer(
                self.person.collection,
                card.name,
                5,
                now=moment,
                taken_ms=card.number,
                manner=Manner(early=True),
            )
            card.answers += 1

    def answer_item(self, choice: int) -> None:
        """An item of the list is answered."""
        item = self.items[choice % len(self.items)]
        self.day += 1
        name = f"d/list#{slug(item)}"
        answer(
            self.person.collection,
            name,
            5,
            now=at(self.day * 200),
            taken_ms=0,
            manner=Manner(early=True),
        )
        self.answered[name] = self.answered.get(name, 0) + 1

    def save(self) -> None:
        """The file as the author now has it."""
        self.person.save(yaml_text(self.deck), "d.yaml")

    def bring(self) -> None:
        """The same as an import, which is also taken in a second time."""
        for _ in range(2):
            plans = plan_import(self.person.collection, [self.deck])
            self.person.time_ns += 10**10
            apply_import(
                self.person.collection,
                plans,
                now=at(self.day * 200),
                refresh=lambda: self.person.look(joins=False),
            )

    @property
    def deck(self) -> NewDeck:
        """The deck."""
        steps = ListEntry(id="list", list="The steps", items=tuple(self.items))
        return NewDeck("d", "D", entries=(steps, *(card.entry for card in self.cards)))


CERTAIN: list[Callable[[Author, int], None]] = [
    Author.answer, Author.answer, Author.reword_front, Author.reword_front, Author.add,
    Author.add_same_answer, Author.reword_back, Author.reorder, Author.retag, Author.give_id,
    Author.take_away, Author.bring_back, Author.insert_item, Author.answer_item,
]  # fmt: skip
ALIKE = [
    Author.answer, Author.answer, Author.take_away, Author.reword_front, Author.reword_front,
    Author.reword_back, Author.add, Author.bring_back, Author.give_id, Author.add_same_answer,
]  # fmt: skip
ANSWERING = {Author.answer, Author.answer_item}
# Where an alike card goes with the same save, nobody could tell this from a card reworded.
COMING = {Author.add, Author.bring_back}
numbers = st.integers(0, 2)


def begin(
    tmp_path_factory: pytest.TempPathFactory, *, shared_back: bool, by_import: bool = False
) -> Author:
    author = Author(Person(tmp_path_factory.mktemp("ann")), shared_back)
    for _ in range(3):
        author.add(0)
    (author.bring if by_import else author.save)()
    return author


def gained(author: Author) -> list[Model]:
    """The cards with an answer that was given to another one."""
    store = author.person.collection.store
    renames = log.renames(store)
    return [
        card
        for card in author.cards
        if {row.entry.taken_ms for row in log.history(store, card.name, renames)
            if row.entry.grade is not None} - {card.number}
    ]  # fmt: skip


def lost(author: Author) -> list[Model]:
    """The cards that do not have all their answers."""
    return [
        card
        for card in author.cards
        if not card.is_apart and author.person.reviews(card.name) != card.answers
    ]


def check(author: Author) -> None:
    """What holds whatever was edited."""
    assert gained(author) == []
    for name, answers in author.answered.items():
        assert author.person.reviews(name) == answers
    given_ = sum(card.answers for card in (*author.cards, *author.away))
    given_ += sum(author.answered.values())
    (stored,) = author.person.collection.store.one("select sum(reviews) from schedule") or (0,)
    assert (stored or 0) == given_


one_edit = st.tuples(st.sampled_from([*CERTAIN, Author.reword_both]), numbers)


@examples(15)
@given(st.lists(one_edit, min_size=8, max_size=20), st.booleans())
def test_one_edit_at_a_time_loses_nothing(
    tmp_path_factory: pytest.TempPathFactory,
    edits: list[tuple[Callable[[Author, int], None], int]],
    by_import: bool,
) -> None:
    """Each saved by hand, or each imported: every card has all its own answers.

    Not the one and then the other: an import leaves alone what was added or removed by hand
    since the last one, so the file is then another than the author's.
    """
    author = begin(tmp_path_factory, shared_back=False, by_import=by_import)
    for edit, choice in edits:
        edit(author, choice)
        if edit not in ANSWERING:
            (author.bring if by_import else author.save)()
        check(author)
        assert lost(author) == []
    assert examine(author.person.collection).findings == ()
    author.person.collection.close()


def test_a_card_reworded_by_an_import_and_then_by_hand_keeps_its_answers(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    author = begin(tmp_path_factory, shared_back=False, by_import=True)
    author.answer(0)
    author.reword_front(0)
    author.bring()
    author.reword_front(0)
    author.save()
    check(author)
    assert lost(author) == []
    author.person.collection.close()


edits_at_once = st.lists(st.tuples(st.sampled_from(ALIKE), st.integers(0, 3)), max_size=3)


@examples(25)
@given(st.lists(st.tuples(edits_at_once, st.booleans()), min_size=3, max_size=6))
@example(
    [([(Author.answer, 0)], False), ([(Author.take_away, 0), (Author.reword_front, 0)], False)]
)
@example([([(Author.answer, 0)], False), ([(Author.reword_front, 0), (Author.add, 0)], False)])
@example(
    [([(Author.answer, 0)], False), ([(Author.take_away, 0)], False), ([(Author.add, 0)], False)]
)
def test_many_edits_at_once_among_cards_that_are_alike(
    tmp_path_factory: pytest.TempPathFactory,
    saves: list[tuple[list[tuple[Callable[[Author, int], None], int]], bool]],
) -> None:
    """What cannot be known waits; nothing is given to the wrong card, nothing is gone."""
    author = begin(tmp_path_factory, shared_back=True)
    for edits, is_import in saves:
        goes = any(edit is Author.take_away for edit, _ in edits)
        for edit, choice in edits:
            if edit not in ANSWERING and not (goes and edit in COMING):
                edit(author, choice)
        (author.bring if is_import else author.save)()
        check(author)
        for edit, choice in edits:
            if edit in ANSWERING and author.pick(choice) not in lost(author):
                edit(author, choice)
        check(author)
    assert examine(author.person.collection).findings == ()
    author.person.collection.close()
