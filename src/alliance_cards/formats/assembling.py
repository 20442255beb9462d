"""From single entries to decks whose cards all have names of their own."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple
from zlib import crc32

import msgspec

from alliance_cards.core.cards import slug
from alliance_cards.decks.expansion import entry_id, expand, size, source_text
from alliance_cards.decks.guard import is_new_deck_id
from alliance_cards.decks.limits import LONGEST_NAME, MOST_CARDS, MOST_CHARACTERS
from alliance_cards.decks.rules import faults
from alliance_cards.decks.schema import Entry
from alliance_cards.formats.gathered import NOTHING, Gathered, NewDeck, Options, Progress
from alliance_cards.formats.report import Report


class Draft(NamedTuple):
    """An entry as it was found, in which line and in which deck ("": that of the file).

    `progress` goes by variant: "", "reverse", "c1".
    """

    entry: Entry
    line: int = 0
    deck: str = ""
    progress: Mapping[str, Progress] = NOTHING


class _Growing:
    """A deck to which entries are added one by one."""

    def __init__(self, name: str, report: Report) -> None:
        self.name = name
        self._report = report
        self._entries: dict[str, Entry] = {}
        self._lines: dict[str, int] = {}
        self._progress: dict[str, Progress] = {}
        self._cards = self._characters = 0

    def add(self, draft: Draft) -> None:
        entry = self._told_apart(draft)
        if entry is None:
            return
        cards = expand(entry, deck_id="", titles=NOTHING)
        self._cards += len(cards)
        self._characters += sum(map(size, cards))
        if self._cards > MOST_CARDS or self._characters > MOST_CHARACTERS:
            self._report.skip(draft.line, f'The deck "{self.name[:60]}" is too large. Divide it.')
            return
        name = entry_id(entry)
        self._entries[name] = entry
        self._lines[name] = draft.line
        names = {card.id.removeprefix("/") for card in cards}
        for variant, progress in draft.progress.items():
            card = f"{name}#{variant}" if variant else name
            if card in names:
                self._progress[card] = progress

    def _told_apart(self, draft: Draft) -> Entry | None:
        """The entry, with an id of its own if its words alone do not tell it apart."""
        entry, name = draft.entry, entry_id(draft.entry)
        if name not in self._entries:
            return entry
        place = _at(self._lines[name])
        if entry.id.strip():
            self._report.skip(draft.line, f'The id "{name}" stands here twice{place}.')
            return None
        words = repr(msgspec.structs.astuple(entry))
        marked = f"{name}-{crc32(words.encode('utf-8', 'surrogatepass')):08x}"
        if entry == self._entries[name] or marked in self._entries:
            self._report.skip(draft.line, f"The same card stands here twice{place}.")
            return None
        return msgspec.structs.replace(entry, id=marked)

    def grown(self, deck_id: str) -> NewDeck:
        entries = tuple(self._entries.values())
        return NewDeck(deck_id, self.name, entries=entries, progress=self._progress)


def counted(
    drafts: Iterable[Draft], name: str, options: Options, *, total: int = 0
) -> Iterator[Draft]:
    """The drafts of a file, each told to whoever waits for them."""
    for done, draft in enumerate(drafts, 1):
        options.step(name, done, total)
        yield draft


def assemble(
    drafts: Iterable[Draft],
    *,
    stem: str,
    name: str,
    report: Report,
    id_of: Callable[[str], str] = slug,
) -> Gathered:
    """The decks that sound drafts amount to; the others are reported, with the reason.

    `stem` is the file's name without its ending, `name` what the file calls its deck;
    `id_of` makes an id of what a draft calls its deck.
    """
    decks: dict[str, _Growing] = {}
    for draft in drafts:
        if not _is_sound(draft, report):
            continue
        title = draft.deck.strip()[:LONGEST_NAME]
        if title not in decks:
            decks[title] = _Growing(title or name.strip()[:LONGEST_NAME] or stem, report)
        decks[title].add(draft)
    return report.gathered(tuple(_named(decks, stem, id_of)))


def file_id(stem: str) -> str:
    """The id of a deck that is called like a file: just that, if a new deck may be."""
    return stem if is_new_deck_id(stem) else slug(stem)


def _named(
    decks: Mapping[str, _Growing], stem: str, id_of: Callable[[str], str]
) -> Iterator[NewDeck]:
    taken: set[str] = set()
    for title, deck in decks.items():
        deck_id = id_of(title) if title else file_id(stem)
        if deck_id.casefold() in taken:  # some systems do not tell such files apart
            deck_id = f"{deck_id}-{crc32(title.encode('utf-8', 'surrogatepass')):08x}"
        taken.add(deck_id.casefold())
        yield deck.grown(deck_id)


def _is_sound(draft: Draft, report: Report) -> bool:
    if any("\0" in text for text in texts(draft.entry)):
        report.skip(draft.line, "There is a NUL character in this card. Delete it.")
        return False
    found = list(faults(draft.entry, NOTHING))
    for fault in found:
        if fault.severity == "warning":
            report.remark(f"{report.file}{_at(draft.line, ', line ')}: {fault.message}")
    errors = [_reason(fault.message) for fault in found if fault.severity == "error"]
    if errors:
        report.skip(draft.line, " ".join(dict.fromkeys(errors)))
    return not errors


def texts(entry: Entry) -> Iterator[str]:
    """All texts of an entry."""
    for value in msgspec.structs.astuple(entry):
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, str))


def _reason(message: str) -> str:
    """A fault without the advice on how to write it in a deck file."""
    first, empty, _ = message.partition(" is empty. ")
    return f"{first} is empty." if empty else message


def _at(line: int, before: str = ", first in line ") -> str:
    return f"{before}{line}" if line else ""


def shown_source(entry: Entry, deck: NewDeck) -> str:
    """An entry's source as the program shows it: with the title that its key stands for."""
    titles = {key: source.title for key, source in deck.sources.items()}
    return source_text(entry.source, titles) or entry.source.strip()
