"""Choices: whether the right options were chosen, and what is said about each."""

import re
from collections.abc import Collection
from typing import NamedTuple

from alliance_cards.core.cards import Card


class Reasons(NamedTuple):
    """An explanation taken apart: the reason of an option by its index, and the rest."""

    of: dict[int, str]
    rest: str


def is_right(card: Card, chosen: Collection[int]) -> bool:
    """Whether the chosen options are all right ones, and all of them."""
    return set(chosen) == set(card.answers)


def reasons(card: Card) -> Reasons:
    """The lines `Option: reason` of a choice's explanation, by option."""
    # Signs count where they are all that tells options apart: "C" and "C++", "<" and ">".
    words = [_words(option) for option in card.options]
    known = _words if all(words) and len({*words}) == len(words) else str.casefold
    places = {known(option): index for index, option in enumerate(card.options)}
    found: dict[int, str] = {}
    rest = []
    for line in card.explanation.splitlines():
        option, colon, reason = line.strip().removeprefix("- ").partition(": ")
        index = places.get(known(option))
        if colon and reason.strip() and index is not None and index not in found:
            found[index] = reason.strip()
        else:
            rest.append(line)
    return Reasons(found, "\n".join(rest).strip())


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
