"""A text made readable for PyYAML, and the way back.

PyYAML refuses control characters, ends a line at U+0085 and U+2028, and does not know the
two escapes by which JSON writes an emoji. Each of these is replaced by one unused character.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from alliance_cards.decks.guard import UNPRINTABLE

SURROGATE_PAIR = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
SPARE = range(0xF0000, 0x10FFFE)
PAIR_LENGTH = len(r"\ud83d\ude00")


class Masked:
    """The replaced text, and where and for what its characters stand in the original."""

    def __init__(self, text: str) -> None:
        pairs = list(SURROGATE_PAIR.finditer(text))
        self._spare = _spare(text) if pairs or UNPRINTABLE.search(text) else iter(())
        self._masks: dict[str, str] = {}
        self._pairs = [
            match.start() - (PAIR_LENGTH - 1) * before for before, match in enumerate(pairs)
        ]
        self.text = UNPRINTABLE.sub(self._mask, SURROGATE_PAIR.sub(self._mask, text))
        self._meant = {ord(mask): _meant(written) for written, mask in self._masks.items()}
        self._written = {ord(mask): written for written, mask in self._masks.items()}

    def _mask(self, match: re.Match[str]) -> str:
        written = match.group()
        if written not in self._masks:
            self._masks[written] = next(self._spare)
        return self._masks[written]

    def meant(self, value: str, *, escaped: bool) -> str:
        """A value with the characters that it stands for; escapes count in double quotes only."""
        if not self._masks:
            return value
        return value.translate(self._meant if escaped else self._written)

    def origin(self, index: int) -> int:
        """The index in the original text."""
        return index + (PAIR_LENGTH - 1) * bisect_left(self._pairs, index)


def _spare(text: str) -> Iterator[str]:
    used = set(text)
    return (mask for mask in map(chr, SPARE) if mask not in used)


def _meant(written: str) -> str:
    pair = SURROGATE_PAIR.fullmatch(written)
    if not pair:
        return written
    return bytes.fromhex(pair.group(1) + pair.group(2)).decode("utf-16-be")
