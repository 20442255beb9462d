"""Typed answers: whether what was written is what is meant, with tolerance.

Case, accents, punctuation and the English articles never count. A small slip is forgiven
in letters, never in a number. Articles of other languages count: they carry the gender,
which may be the very thing that is asked.
"""

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

Closeness = Literal["exact", "slip", "wrong"]
Run = tuple[str, bool]

ARTICLES = frozenset({"a", "an", "the"})
LETTERS_FOR_A_SLIP, LETTERS_FOR_TWO = 4, 9
LONGEST_COMPARED = 400
ALIKE = 0.5
ACCENTS = "[\u0300-\u036f]"
# A sign inside a number, or the minus before it, belongs to the number: 1.50, 3/4, -5.
SIGNS = r"[.,:/_](?!\d)|(?<!\d)[.,:/_](?=\d)|-(?!\d)|(?<=[^\W\d])-"
NUMBER = r"-?\d+(?:[-.,:/_]\d+)*"
DASHES = "[–—−]"
LOOSE = r"[;!?…()\[\]{}\"“”„«»¿¡]"
APOSTROPHES = "['’‘`´]"


class Comparison(NamedTuple):
    """What was typed beside the accepted wording that is nearest to it.

    `written` and `wanted` are cut into runs of text, each with whether it differs from the
    other side; where the two have little in common, each is a single run.
    """

    closeness: Closeness
    written: tuple[Run, ...]
    wanted: tuple[Run, ...]


def compare(written: str, accepted: Sequence[str]) -> Comparison:
    """How what was typed stands to the accepted wordings, of which there is at least one."""
    mine = _folded(written)
    distances = [_distance(mine, _folded(wording)) for wording in accepted]
    nearest = min(range(len(accepted)), key=distances.__getitem__)
    wanted = accepted[nearest]
    closeness = _closeness(mine, _folded(wanted), distances[nearest])
    return Comparison(closeness, *_runs(written.strip(), wanted, same=closeness == "exact"))


def _folded(text: str) -> str:
    """A text without what does not count."""
    plain = unicodedata.normalize("NFC", re.sub(ACCENTS, "", unicodedata.normalize("NFKD", text)))
    simple = re.sub(DASHES, "-", re.sub(APOSTROPHES, "", plain.casefold()))
    words = re.sub(f"{SIGNS}|{LOOSE}", " ", simple).split()
    kept = [word for word in words if word not in ARTICLES]
    return " ".join(kept or words) or text.strip().casefold()


def _closeness(mine: str, wanted: str, distance: int) -> Closeness:
    if distance == 0:
        return "exact"
    letters = sum(map(str.isalnum, wanted))
    allowed = (letters >= LETTERS_FOR_A_SLIP) + (letters >= LETTERS_FOR_TWO)
    if distance <= allowed and re.findall(NUMBER, mine) == re.findall(NUMBER, wanted):
        return "slip"
    return "wrong"


def _distance(one: str, other: str) -> int:
    """The least number of letters to add, drop, change, or swap with a neighbour.

    Long texts are equal, or far from each other.
    """
    if one == other:
        return 0
    if max(len(one), len(other)) > LONGEST_COMPARED:
        return LONGEST_COMPARED
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, beside in enumerate(other, 1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != beside))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == beside:
                least = min(least, older[j - 2] + 1)
            row.append(least)
    return row[-1]


def _runs(written: str, wanted: str, *, same: bool) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Both texts in runs that are alike or differ."""
    matcher = SequenceMatcher(None, _letters(written), _letters(wanted), autojunk=False)
    if same or max(len(written), len(wanted)) > LONGEST_COMPARED or matcher.ratio() < ALIKE:
        return ((written, not same),), ((wanted, False),)
    mine: list[Run] = []
    right: list[Run] = []
    for kind, i, i_end, j, j_end in matcher.get_opcodes():
        mine.append((written[i:i_end], kind != "equal"))
        right.append((wanted[j:j_end], kind != "equal"))
    return tuple(run for run in mine if run[0]), tuple(run for run in right if run[0])


def _letters(text: str) -> list[str]:
    """The characters as they count, one for each."""
    return [unicodedata.normalize("NFKD", character)[:1].casefold() for character in text]
