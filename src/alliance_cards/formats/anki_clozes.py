"""Anki's clozes, which may stand inside each other, and ours, which may not."""

import re
from typing import NamedTuple

MARK = re.compile(r"\{\{c(\d{1,3})::|\}\}")
DEEPEST = 8


class Piece(NamedTuple):
    """A stretch of text; `numbers` are the clozes that it stands in, the innermost last."""

    text: str
    numbers: tuple[int, ...]


def pieces(text: str) -> list[Piece] | None:
    """The stretches of a text; None if it nests too deeply or a cloze has no end."""
    found: list[Piece] = []
    inside: list[int] = []
    end = 0
    for mark in MARK.finditer(text):
        if not inside and mark.group(1) is None:
            continue  # braces that close nothing are text
        found.append(Piece(text[end : mark.start()], tuple(inside)))
        end = mark.end()
        if mark.group(1) is None:
            inside.pop()
        elif len(inside) < DEEPEST:
            inside.append(int(mark.group(1)))
        else:
            return None
    found.append(Piece(text[end:], ()))
    return None if inside else found


def is_nested(found: list[Piece]) -> bool:
    """Whether a cloze stands inside another."""
    return any(len(piece.numbers) > 1 for piece in found)


def numbers(found: list[Piece]) -> list[int]:
    """The numbers of all clozes, rising."""
    return sorted({number for piece in found for number in piece.numbers})


def only(found: list[Piece], number: int) -> str:
    """The text with the clozes of one number; those inside and around them are shown."""
    made: list[str] = []
    inside = False
    hint = ""
    for piece in found:
        is_hidden = number in piece.numbers
        if is_hidden and not inside:
            made.append(f"{{{{c{number}::")
        elif inside and not is_hidden:
            made.append(f"{hint}}}}}")
            hint = ""
        inside = is_hidden
        text, cut, tip = piece.text.partition("::") if piece.numbers else (piece.text, "", "")
        made.append(text)
        if cut and piece.numbers[-1] == number:
            hint = f"::{tip}"
    return "".join(made)
