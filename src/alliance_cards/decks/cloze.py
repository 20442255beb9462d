"""The blanks of a cloze: `{{answer}}`, `{{answer::hint}}` and Anki's `{{c1::answer::hint}}`."""

import re
from dataclasses import dataclass

from alliance_cards.core.cards import slug

# No {{ inside a blank: thousands of them without an end would take quadratic time.
# A brace before Anki's {{c1:: is text, as it is for Anki.
BLANK = re.compile(r"\{\{(?!\{c\d{1,3}::)((?:[^{}]|\{(?!\{)|\}(?!\}))*\}*?)\}\}(?!\})")
NUMBERED = re.compile(r"(c\d{1,3})::(.*)", re.DOTALL)
HIDDEN = "[…]"


@dataclass(frozen=True, slots=True)
class Blank:
    """One blank: the name that its card gets, its text and the hint shown instead."""

    variant: str
    text: str
    hint: str


def parts(cloze: str) -> list[str | Blank]:
    """The visible texts and the blanks of a cloze, in order."""
    found: list[str | Blank] = []
    end = 0
    for match in BLANK.finditer(cloze):
        found += [cloze[end : match.start()], _blank(match.group(1))]
        end = match.end()
    return [*found, cloze[end:]]


def blanks(cloze: str) -> list[Blank]:
    """The blanks of a cloze, in order."""
    return [part for part in parts(cloze) if isinstance(part, Blank)]


def _blank(inner: str) -> Blank:
    numbered = NUMBERED.fullmatch(inner)
    answer, _, hint = (numbered.group(2) if numbered else inner).partition("::")
    text = answer.strip()
    return Blank(numbered.group(1) if numbered else slug(text), text, hint.strip())


def is_unbalanced(cloze: str) -> bool:
    """Whether braces are left over once all blanks are taken out."""
    rest = (part.text if isinstance(part, Blank) else part for part in parts(cloze))
    return any("{{" in text or "}}" in text for text in rest)


def visible(piece: str | Blank) -> str:
    """A part as it is seen while it is asked."""
    return piece if isinstance(piece, str) else HIDDEN


def with_blank(pieces: list[str | Blank], variant: str) -> str:
    """The text with the blanks of one name hidden and the others shown."""
    return "".join(_shown(piece, variant) for piece in pieces).strip()


def _shown(piece: str | Blank, variant: str) -> str:
    if isinstance(piece, str):
        return piece
    if piece.variant != variant:
        return piece.text
    return f"[… {piece.hint}]" if piece.hint else HIDDEN


def answers(pieces: list[str | Blank]) -> dict[str, list[str]]:
    """What each name hides, in order; a text that differs in case only counts once."""
    hidden: dict[str, dict[str, str]] = {}
    for piece in pieces:
        if isinstance(piece, Blank):
            hidden.setdefault(piece.variant, {}).setdefault(piece.text.casefold(), piece.text)
    return {variant: list(texts.values()) for variant, texts in hidden.items()}
