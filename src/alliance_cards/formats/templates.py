"""What an Anki card shows: its template, filled with the fields of its note."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

TAG = re.compile(r"\{\{([^{}]*)\}\}")
ANSWER_RULE = re.compile(r"<hr\s[^<>]*\bid\s*=\s*[\"']?answer[^<>]*>", re.IGNORECASE)


class Template(NamedTuple):
    """How one card of a note type is made: the HTML of its question and of its answer."""

    question: str
    answer: str


def render(template: str, fields: Mapping[str, str], *, longest: int) -> str:
    """A template with its fields; at most so many characters, then it ends.

    Sections (`{{#Field}}…{{/Field}}`, `{{^Field}}`) are followed. A filter is not applied,
    a field to be typed is left out, and so is what only Anki knows (FrontSide, Deck).
    """
    shown: list[str] = []
    size = 0
    for piece in _pieces(template, fields):
        size += len(piece)
        if size > longest:
            break
        shown.append(piece)
    return "".join(shown)


def _pieces(template: str, fields: Mapping[str, str]) -> Iterator[str]:
    hidden: list[bool] = []
    end = 0
    for tag in TAG.finditer(template):
        if not any(hidden[-1:]):
            yield template[end : tag.start()]
        end = tag.end()
        name = tag.group(1).strip()
        sign, inner = name[:1], name[1:].strip()
        if sign in ("#", "^"):
            is_filled = bool(fields.get(inner, "").strip())
            hidden.append(any(hidden[-1:]) or is_filled == (sign == "^"))
        elif sign == "/":
            del hidden[-1:]
        elif not any(hidden[-1:]):
            yield _field(name, fields)
    if not any(hidden[-1:]):
        yield template[end:]


def _field(name: str, fields: Mapping[str, str]) -> str:
    *filters, field = (part.strip() for part in name.split(":"))
    return "" if "type" in filters else fields.get(field, "")


@cache
def shown_fields(templates: tuple[Template, ...]) -> frozenset[str]:
    """The fields that some card shows or asks to type, or that decide on what it shows."""
    tags = (tag for template in templates for side in template for tag in TAG.findall(side))
    return frozenset(tag.strip().lstrip("#^/").rpartition(":")[2].strip() for tag in tags)


def typed_field(template: str) -> str:
    """The field whose text is to be typed, "" if none is."""
    for tag in TAG.finditer(template):
        *filters, field = (part.strip() for part in tag.group(1).split(":"))
        if "type" in filters and "cloze" not in filters:
            return field
    return ""


def behind_rule(answer: str) -> str:
    """What stands below the line that Anki draws between question and answer."""
    rule = ANSWER_RULE.search(answer)
    return answer[rule.end() :] if rule else answer
