"""What is asked of a deck's text before any YAML reader sees it."""

import re

from alliance_cards.core.gate import safe
from alliance_cards.decks.limits import LONGEST_ID, LONGEST_LEAD

NO_DECK_ID = re.compile(r"[/#\s\x00-\x1f\x7f-\x9f\ud800-\udfff]")
NO_NEW_NAME = re.compile(r'^\.|[<>:"|?*\\\ufffd]')
"""What hides a file, what some system takes in no file's name, and what stands for lost bytes."""

LEAD = rf"[ \t?:-]{{{LONGEST_LEAD + 1}}}"
LEAD_AT_START, LEAD_BEHIND_BREAK = re.compile(LEAD), re.compile(rf"[\n\r]{LEAD}")
SAMPLED = 16
LEAD_IN_SAMPLE = re.compile(rf"[ \t?:-]{{{LONGEST_LEAD // SAMPLED}}}")
"""What a lead leaves of itself where one letter of so many is kept: quickly found, or not."""

UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]"
)
"""Characters that the exact reader refuses or takes for the end of a line."""

PRINTABLE = bytes(range(0x20, 0x7F)) + b"\t\n\r"
"""All others of ASCII."""

COMMENT_BEHIND_TEXT = re.compile(r"\S[ \t]+#")
TAB_IN_MARGIN = re.compile(r"(?:^|[\n\r])[ ?:-]*\t")
BLOCK_IN_BRACKETS = re.compile(r"""[\[{,]\s*(?:(?:\?\s+)?["']?\w+["']?\s*:\s*)?[|>]""")
DIRECTIVE = re.compile(r"(?:^|[\n\r])%")
NAMED_NODE = re.compile(r"(?:(?:^|[\n\r])[ \t]*|[:?-][ \t]+|[\[{,][ \t]*|[\"']:)[&*!]")


def is_deck_id(stem: str) -> bool:
    """Whether a file's name without its ending can be a part of a card's id."""
    return 0 < len(stem) <= LONGEST_ID and not NO_DECK_ID.search(stem)


def is_new_deck_id(stem: str) -> bool:
    """Whether a new deck may be called so: on every system, and with nothing unseen in it."""
    return is_deck_id(stem) and safe(stem) == stem and not NO_NEW_NAME.search(stem)


def refusal(text: str) -> tuple[int, str] | None:
    """Where and why a text must not be parsed at all; None if it may be."""
    nul = text.find("\0")
    if nul >= 0:
        return nul, (
            "There is a NUL character here, so this is not a text file. "
            "Save the deck again as plain text (UTF-8)."
        )
    if not LEAD_IN_SAMPLE.search(text[::SAMPLED]):
        return None
    if lead := LEAD_AT_START.match(text) or LEAD_BEHIND_BREAK.search(text):
        return _behind_break(text, lead.start()), (
            f"This line begins with more than {LONGEST_LEAD} blanks, dashes, colons or question "
            "marks. Begin it further to the left."
        )
    return None


def _behind_break(text: str, index: int) -> int:
    return index + 1 if text[index] in "\n\r" else index


def needs_care(text: str) -> bool:
    """Whether the fast reader could miss something: a cut text, a tab, a `%`, a name, a control.

    May be true of a harmless text, which then only takes longer to read.
    """
    return bool(
        ("#" in text and COMMENT_BEHIND_TEXT.search(text))
        or ("\t" in text and TAB_IN_MARGIN.search(text))
        or (("|" in text or ">" in text) and BLOCK_IN_BRACKETS.search(text))
        or ("%" in text and DIRECTIVE.search(text))
        or (("&" in text or "*" in text or "!" in text) and NAMED_NODE.search(text))
        or _has_unprintable(text)
    )


def _has_unprintable(text: str) -> bool:
    if text.isascii():  # the same in a seventh of the time
        return bool(text.encode("ascii").translate(None, PRINTABLE))
    return bool(UNPRINTABLE.search(text))
