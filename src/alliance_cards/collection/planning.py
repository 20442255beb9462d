"""What an import would change, before anything is written."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from alliance_cards.collection.collection import Collection
from alliance_cards.collection.exporting import whole_deck
from alliance_cards.collection.sources import NO_NAME, is_linked, own_folder
from alliance_cards.core.cards import Card
from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.core.identity import Join, Text, match_cards
from alliance_cards.core.problems import Problem
from alliance_cards.decks.expansion import expand
from alliance_cards.decks.guard import is_new_deck_id
from alliance_cards.decks.loading import load_whole
from alliance_cards.decks.reading import parse_deck
from alliance_cards.decks.schema import Entry as DeckEntry
from alliance_cards.formats.gathered import NewDeck, Options, Progress
from alliance_cards.formats.merging import Difference, by_name, is_same, merge, with_head_of
from alliance_cards.formats.reading import gather_text
from alliance_cards.formats.yaml_files import yaml_text
from alliance_cards.store import index
from alliance_cards.store.changes import FileChange, last_import
from alliance_cards.store.schedules import is_kept


class DeckPlan(NamedTuple):
    """What an import would make of one deck: its file, and its cards by name.

    `file` is what would be written. `edited` says that the file there was changed by hand
    since it was last imported, or never came from an import. `moved` are cards with another
    name and the same history; `old` and `new` the cards before and after. `progress` is
    what would be set. `is_needed` says that there is something to do.
    """

    deck: str
    file: "FilePlan"
    added: tuple[str, ...]
    changed: tuple[str, ...]
    moved: tuple[Join, ...]
    removed: tuple[str, ...]
    unchanged: int
    old: Mapping[str, Card]
    new: Mapping[str, Card]
    progress: Mapping[str, Progress]

    @property
    def is_needed(self) -> bool:
        """Whether the file would become another one, or progress be set."""
        return self.file.is_new or bool(self.progress)


class FilePlan(NamedTuple):
    """A deck file as an import would write it.

    `mine` is the text that is there (None: no file), `brought` the deck as it came in, `text`
    that with what a person had changed by hand;
    `differences` are these changes, and `is_replaced` says that they cannot be kept because
    the file that is there has errors.
    """

    path: Path
    mine: str | None
    text: str
    brought: str
    is_new: bool
    edited: bool = False
    is_replaced: bool = False
    differences: tuple[Difference, ...] = ()


def plan_import(collection: Collection, decks: Sequence[NewDeck]) -> list[DeckPlan]:
    """What importing some decks would change; nothing is written.

    A deck without a card is passed over: it would only empty what is there. Raises
    AllianceCardsError for a deck whose name can be no file's in the deck folder, and for
    one that is linked.
    """
    return [_plan(collection, deck, _path(collection, deck.id)) for deck in decks if deck.entries]


def _path(collection: Collection, deck: str) -> Path:
    there = Path(index.path_of(collection.store, deck))
    if there == Path() and not is_new_deck_id(deck):
        raise AllianceCardsError(
            f"{NO_NAME.format(deck)} Give another with --deck.", code="bad_deck"
        )
    if is_linked(collection.home, there):
        raise AllianceCardsError(
            f'The deck "{deck}" is linked: it is read from {there}, which an import does not'
            " write. Give the new deck another name with --deck, or change that file.",
            code="linked_deck",
        )
    own = own_folder(collection.home)
    return there if there.parent == own else own / f"{deck}.yaml"


def _plan(collection: Collection, deck: NewDeck, path: Path) -> DeckPlan:
    file = _plan_file(collection, _with_head(collection, deck), path)
    old = _by_name(index.cards_of(collection.store, deck.id))
    reading = parse_deck(file.text, deck_id=deck.id, file=str(path))
    if reading.has_errors and file.text not in (deck.text, file.mine):
        raise _torn(deck.id, reading.problems)
    new = _by_name(reading.deck.cards if reading.deck else ())
    arrived = [name for name in new if name not in old]
    gone = [name for name in old if name not in new]
    moved = _moved(collection, [old[name] for name in gone], [new[name] for name in arrived])
    olds, news = {join.old for join in moved}, {join.new for join in moved}
    changed = tuple(name for name, card in new.items() if name in old and old[name] != card)
    named = ((f"{deck.id}/{name}", progress) for name, progress in deck.progress.items())
    return DeckPlan(
        deck=deck.id,
        file=file,
        added=tuple(name for name in arrived if name not in news),
        changed=changed,
        moved=moved,
        removed=tuple(name for name in gone if name not in olds),
        unchanged=len(new) - len(arrived) - len(changed),
        old=old,
        new=new,
        progress=without_own(collection, {n: p for n, p in named if n in new}, moved),
    )


def _moved(
    collection: Collection, gone: Sequence[Card], arrived: Sequence[Card]
) -> tuple[Join, ...]:
    """The cards that have another name; one that comes back with a history keeps that."""
    if not gone:
        return ()
    fresh = [card for card in arrived if not is_kept(collection.schedule_of(card.id))]
    decks = {card.deck for card in gone}
    left = {card.id for card in gone}
    return match_cards([*map(_text, gone)], [*map(_text, fresh)], settled=decks, left=left).certain


def without_own(
    collection: Collection, progress: Mapping[str, Progress], moved: Sequence[Join]
) -> dict[str, Progress]:
    """The progress of those cards that have none here, under an earlier name either."""
    was = {join.new: join.old for join in moved}
    return {
        card: brought
        for card, brought in progress.items()
        if collection.schedule_of(was.get(card, card)).seen is None
    }


def _torn(deck: str, problems: Sequence[Problem]) -> AllianceCardsError:
    """What came in and what is there do not make a deck together."""
    told = next(problem.message for problem in problems if problem.severity == "error")
    return AllianceCardsError(
        f'The deck "{deck}" cannot be put together with the one that is here: {told} Give it'
        " another name with --deck.",
        code="bad_deck",
    )


def _plan_file(collection: Collection, deck: NewDeck, path: Path) -> FilePlan:
    brought = deck.text or yaml_text(deck)
    last = last_import(collection.store, str(path))
    mine = _mine(path)
    if mine is None:
        return _plan_new_file(collection, deck, path, brought)
    if last and mine.encode() == last.brought:
        is_new = mine != brought and not _is_here(collection, deck)
        return FilePlan(path, mine, brought if is_new else mine, brought, is_new)
    plan = _merged(path, mine, last, brought)
    return plan._replace(edited=plan.edited and (last is None or mine.encode() != last.after))


def _plan_new_file(collection: Collection, deck: NewDeck, path: Path, brought: str) -> FilePlan:
    """The file where none is; of a shipped deck nothing is removed."""
    is_new = not index.path_of(collection.store, deck.id)
    if is_new or _is_here(collection, deck):
        return FilePlan(path, None, brought, brought, is_new)
    shipped = whole_deck(collection, deck.id).text
    plan = _merged(path, shipped, None, brought)
    return plan._replace(mine=None, edited=False, is_replaced=False, differences=())


def _is_here(collection: Collection, deck: NewDeck) -> bool:
    """Whether the deck here, which may be a shipped one, is the same already."""
    there = whole_deck(collection, deck.id) if index.path_of(collection.store, deck.id) else None
    if there is None:
        return False
    return deck.text == there.text if deck.text else is_same(deck, there)


def _merged(path: Path, mine: str, last: FileChange | None, brought: str) -> FilePlan:
    """The file where a person has changed it; without an earlier import all of it is theirs."""
    base = _read(last.brought.decode(), path) if last and last.brought else None
    own, new = _read(mine, path), _read(brought, path)
    if own is None or new is None:
        is_new = mine != brought
        return FilePlan(path, mine, brought, brought, is_new, edited=is_new, is_replaced=is_new)
    base = base or NewDeck(own.id, "")
    same = _reworded(base, own, new)
    merged = merge(base._replace(entries=(*base.entries, *same)), own, new)
    is_new = not is_same(merged.deck, own)
    written = brought if is_same(merged.deck, new) else yaml_text(merged.deck)
    text = written if is_new else mine
    return FilePlan(path, mine, text, brought, is_new, edited=True, differences=merged.differences)


def _reworded(base: NewDeck, own: NewDeck, new: NewDeck) -> list[DeckEntry]:
    """The entries that a person has added and the import certainly has in other words."""
    was, mine, theirs = by_name(base), by_name(own), by_name(new)
    gone = [_asks(name, mine[name]) for name in mine if name not in was and name not in theirs]
    come = [_asks(name, theirs[name]) for name in theirs if name not in was and name not in mine]
    joins = match_cards(gone, come, settled={""}, left={text.card for text in gone}).certain
    return [mine[join.old.removeprefix("/")] for join in joins]


def _asks(name: str, entry: DeckEntry) -> Text:
    card, *_ = expand(entry, deck_id="", titles={})
    return Text(f"/{name}", card.front, card.back)


def _mine(path: Path) -> str | None:
    """The text of the file that is there, None without one."""
    if not path.exists():
        return None
    text = load_whole(path)
    if not isinstance(text, str):
        raise AllianceCardsError(f"{path}: {text.message}", code="bad_deck")
    return text


def _read(text: str, path: Path) -> NewDeck | None:
    """The deck of a file's text; None if a part of it cannot be read."""
    gathered = gather_text(text.removeprefix("\ufeff"), path, "yaml", Options())
    return gathered.decks[0] if gathered.decks and not gathered.skipped else None


def _by_name(cards: Iterable[Card]) -> dict[str, Card]:
    return {card.id: card for card in cards}


def _text(card: Card) -> Text:
    return Text(card.id, card.front, card.back)


def _with_head(collection: Collection, deck: NewDeck) -> NewDeck:
    """A deck of a format without heads with the head of the one there."""
    if deck.description or deck.sources or deck.order is not None or deck.name != deck.id:
        return deck
    head = index.head_of(collection.store, deck.id)
    if head is None or deck.text:
        return deck
    there = whole_deck(collection, deck.id)._replace(
        name=head.name, description=head.description, order=head.order
    )
    return with_head_of(deck, there)
