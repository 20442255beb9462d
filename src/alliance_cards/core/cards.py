"""What a card is, and how cards are named."""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple
from zlib import crc32

CardKind = Literal["basic", "cloze", "choice", "list"]
CARD_KINDS: tuple[CardKind, ...] = ("basic", "cloze", "choice", "list")

LONGEST_SLUG = 60


class Card(NamedTuple):
    """One question that is asked and scheduled by itself.

    `id` is `deck/card`, or `deck/card#variant` where one entry of a deck file expands
    to several cards. `front` is what is asked (a cloze with its blank, a choice without
    its options), `back` the answer alone (several joined by "; "). `options` and
    `answers` (the right ones, as indexes counted from 0) are those of a choice, in file
    order.
    """

    id: str
    kind: CardKind
    front: str
    back: str
    options: tuple[str, ...] = ()
    answers: tuple[int, ...] = ()
    accept: tuple[str, ...] = ()
    explanation: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()

    @property
    def deck(self) -> str:
        """The id of the deck."""
        return self.id.partition("/")[0]

    @property
    def document(self) -> str:
        """The title of the document that the source names, without the section."""
        return self.source.partition(" · ")[0].strip()

    @property
    def entry(self) -> str:
        """The name that the card shares with its siblings."""
        return entry_of(self.id)


class Deck(NamedTuple):
    """One deck file: its id is the file's name, its cards stand in teaching order.

    Decks are studied by rising `order`, then by id; a deck without one comes last.
    """

    id: str
    name: str
    description: str = ""
    order: int | None = None
    cards: tuple[Card, ...] = ()


def entry_of(card_id: str) -> str:
    """The name of the entry that a card comes from: its id without the variant."""
    return card_id.partition("#")[0]


def whole_list(items: Sequence[Card]) -> Card:
    """The card that asks for all items of a list at once; it bears the entry's name.

    `items` are the cards of all its items in order, each of which shows the others.
    """
    first, *others = items
    rest = "".join(f"\n{number}. {item.back}" for number, item in enumerate(others, 2))
    prompt = first.front.removesuffix(rest).rpartition("\n")[0]
    back = "\n".join(f"{number}. {item.back}" for number, item in enumerate(items, 1))
    return first._replace(id=first.entry, front=prompt, back=back)


def asks(card: Card) -> str:
    """What a card asks, for a list of cards: of a list the prompt and the item itself."""
    if card.kind != "list":
        return card.front
    prompt = card.front.partition("\n1. ")[0].partition("\n")[0]
    return f"{prompt} · {card.back}"


def slug(text: str) -> str:
    """A name made of a text: its words in lower case, joined by hyphens, at most 60 long.

    Letters of every script stay. What is cut off, or a text without a letter or digit,
    leaves a checksum in its place, so that different texts keep different names.
    """
    import unicodedata  # a first card needs no new name

    folded = unicodedata.normalize("NFKC", text).casefold()
    joined = "-".join(re.findall(r"[^\W_]+", folded))
    if joined and len(joined) <= LONGEST_SLUG:
        return joined
    checksum = f"{crc32(folded.encode('utf-8', 'surrogatepass')):08x}"
    return f"{joined[: LONGEST_SLUG - 9].rstrip('-')}-{checksum}".lstrip("-")


def option_order(card: Card, day: int) -> tuple[int, ...]:
    """The order in which a choice shows its options on a study day.

    The same all day, another tomorrow: a place on the screen must not become the answer.
    """
    if not card.options:
        return ()
    from hashlib import blake2b  # only a choice needs it, and it is slow to import

    def rank(index: int) -> bytes:
        seed = f"{day}/{card.id}/{index}".encode("utf-8", "surrogatepass")
        return blake2b(seed, digest_size=8).digest()

    return tuple(sorted(range(len(card.options)), key=rank))
