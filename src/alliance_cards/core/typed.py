"""Typed answers: whether what was written is what is meant, with tolerance.

Case, accents, punctuation and the English articles never count. A small slip is forgiven
in letters, never in a number. Articles of other languages count: they carry the gender,
which may be the very thing that is asked.
"""

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import product
from typing import Literal, NamedTuple

Closeness = Literal["exact", "slip", "wrong"]
Run = tuple[str, bool]

ARTICLES = frozenset({"a", "an", "the"})
LETTERS_FOR_A_SLIP, LETTERS_FOR_TWO = 4, 9
LONGEST_COMPARED = 400
ALIKE = 0.5
# An accent leaves a Latin or Greek letter what it is, as do two dots the Cyrillic е, and a
# stress a Cyrillic vowel. Elsewhere a mark makes another letter: й, ご.
ACCENTS = (
    "(?<=[a-z\u00df-\u02af\u0370-\u03ff])[\u0300-\u036f]+|(?<=е)\u0308|(?<=[аеиоуыэюяіє])\u0301"
)
# A sign inside a number, or the minus before it, belongs to the number: 1.50, 3/4, -5.
SIGNS = r"[.,:/_](?!\d)|(?<!\d)[.,:/_](?=\d)|-(?!\d)|(?<=[^\W\d])-"
NUMBER = r"-?\d+(?:[-.,:/_]\d+)*"
THOUSANDS = r"\b[1-9]\d{0,2}(?:,\d{3})+\b(?!,)"
HYPHEN = r"(?<=[^\W\d])-(?=[^\W\d])"
LOOSE = r"[;!?…。、()\[\]{}\"“”„«»‹›‚「」『』¿¡]"
ONE_SIGN = str.maketrans("’‘`´–—−‐‑", "''''-----")


class Comparison(NamedTuple):
    """What was typed beside the accepted wording that is nearest to it.

    `slips` are those that are forgiven. `written` and `wanted` are cut into runs of text,
    each with whether it differs from the other side; where the two have little in common,
    each is a single run. Whatever is not exact has a run that differs.
    """

    closeness: Closeness
    slips: int
    written: tuple[Run, ...]
    wanted: tuple[Run, ...]


def compare(written: str, accepted: Sequence[str]) -> Comparison:
    """How what was typed stands to the accepted wordings, of which there is at least one."""
    mine = _readings(written)
    pairs = [
        (_distance(one, other), place, one, other)
        for place, wording in enumerate(accepted)
        for one, other in product(mine, _readings(wording))
    ]
    distance, place, one, other = min(pairs)
    closeness = _closeness(one, other, distance)
    runs = _runs(written.strip(), accepted[place], same=closeness == "exact")
    return Comparison(closeness, distance if closeness == "slip" else 0, *runs)


def _readings(text: str) -> list[str]:
    """A text without what does not count; twice, if a hyphen in it can be no blank either."""
    plain = "".join(map(_folded, _letters(text)))
    ways = (plain, re.sub(HYPHEN, "", plain))
    return list(dict.fromkeys(_words(way) or plain.strip() for way in ways))


def _words(plain: str) -> str:
    whole = re.sub(THOUSANDS, lambda number: number[0].replace(",", ""), plain.replace("'", ""))
    words = re.sub(f"{SIGNS}|{LOOSE}", " ", whole).split()
    return " ".join([word for word in words if word not in ARTICLES] or words)


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
    ours, theirs = _letters(written), _letters(wanted)
    matcher = SequenceMatcher(None, [*map(_folded, ours)], [*map(_folded, theirs)], autojunk=False)
    if same or max(len(ours), len(theirs)) > LONGEST_COMPARED or matcher.ratio() < ALIKE:
        return ((written, not same),), ((wanted, False),)
    mine: list[Run] = []
    right: list[Run] = []
    for kind, i, i_end, j, j_end in matcher.get_opcodes():
        mine.append(("".join(ours[i:i_end]), kind != "equal"))
        right.append(("".join(theirs[j:j_end]), kind != "equal"))
    return tuple(run for run in mine if run[0]), tuple(run for run in right if run[0])


def _letters(text: str) -> list[str]:
    """The letters of a text, each with the marks that are on it; a Hangul syllable is one."""
    found: list[str] = []
    for character in text:
        joined = found[-1] + character if found else ""
        if joined and (
            unicodedata.combining(character) or len(unicodedata.normalize("NFKC", joined)) == 1
        ):
            found[-1] = joined
        else:
            found.append(character)
    return found


def _folded(letter: str) -> str:
    """A letter as it counts: small, in one form, without an accent."""
    plain = unicodedata.normalize("NFKD", letter.translate(ONE_SIGN)).casefold()
    bare = re.sub(ACCENTS, "", unicodedata.normalize("NFKD", plain))
    return unicodedata.normalize("NFC", bare)
