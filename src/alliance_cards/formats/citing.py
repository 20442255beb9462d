"""Sources that entries name by a title become sources that the head of the deck declares."""

from collections.abc import Iterable, Mapping
from zlib import crc32

import msgspec

from alliance_cards.core.cards import slug
from alliance_cards.decks.expansion import source_text
from alliance_cards.decks.schema import Entry, Source

BETWEEN = " · "


def declared(
    entries: Iterable[Entry], sources: Mapping[str, Source]
) -> tuple[tuple[Entry, ...], dict[str, Source]]:
    """The entries with sources by their keys, and all sources, new ones too.

    What is shown of an entry stays. Without any source in the head, entries may name what
    they like, and nothing changes.
    """
    titles = {key.strip(): source.title.strip() for key, source in sources.items()}
    new: dict[str, Source] = {}
    written: dict[str, str] = {}
    found = []
    for entry in entries:
        shown = entry.source.strip()
        if source_text(shown, titles) is None:
            if shown not in written:
                written[shown] = _written(shown, titles) or _declare(shown, titles, new)
            entry = msgspec.structs.replace(entry, source=written[shown])
        found.append(entry)
    return tuple(found), {**sources, **new}


def _written(shown: str, titles: Mapping[str, str]) -> str:
    """How a card names a source that is declared already; empty if it is not."""
    for key, title in titles.items():
        section = shown.removeprefix(title).removeprefix(BETWEEN)
        written = key if shown == title else f'{key}, "{section}"'
        if source_text(written, titles) == shown:
            return written
    return ""


def _declare(shown: str, titles: dict[str, str], new: dict[str, Source]) -> str:
    key = slug(shown)
    if key in titles:
        key = f"{key}-{crc32(shown.encode('utf-8', 'surrogatepass')):08x}"
    titles[key] = shown
    new[key] = Source(title=shown)
    return key
