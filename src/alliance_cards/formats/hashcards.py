"""The Markdown of hashcards: parts begun by `Q:`, `A:` or `C:`, blanks in brackets."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from alliance_cards.decks import cloze
from alliance_cards.decks.expansion import is_yes
from alliance_cards.decks.schema import BasicEntry, ChoiceEntry, ClozeEntry, Entry, ListEntry
from alliance_cards.formats.anki_export import exported
from alliance_cards.formats.assembling import Draft
from alliance_cards.formats.gathered import NewDeck, Written
from alliance_cards.formats.report import Report

RULE = "---"
LONGEST_HEAD = 10_000
TAG = re.compile(r"([QAC]):(.*)", re.DOTALL)
SIGN = re.compile(r"\\([\[\]\\])|(!?\[)|(\])")
IMAGE = re.compile(r"!\[[^\[\]\n]*\]\([^()\n]*\)")
TAKEN = re.compile(r"\n(?:[QAC]:|[^\S\n]*---[^\S\n]*(?:\n|$))")


class Part(NamedTuple):
    """What stands behind a tag, and the line of the tag; the tag "-" is a rule."""

    tag: str
    text: str
    line: int


class Head(NamedTuple):
    """The deck's name ("" if the file does not say) and the lines that it takes up."""

    name: str
    lines: int


def head(text: str, report: Report) -> Head:
    """What stands between two rules at the beginning of a file."""
    lines = text.splitlines()
    if not lines or lines[0].strip() != RULE:
        return Head("", 0)
    ends = [place for place, line in enumerate(lines[1:200], 1) if line.strip() == RULE]
    if not ends:
        return Head("", 0)
    front = "\n".join(lines[1 : ends[0]])
    if any(TAG.match(line) for line in lines[1 : ends[0]]):
        return Head("", 0)
    try:
        values = tomllib.loads(front[:LONGEST_HEAD])
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        report.skip(1, "The lines between the first two --- are no TOML.")
        values = {}
    name = values.get("name")
    return Head(name if isinstance(name, str) else "", ends[0] + 1)


def read(text: str, report: Report) -> Iterator[Draft]:
    """The cards of a file; what does not fit together is reported, not guessed at."""
    report_of_head = Report("")
    question: Part | None = None
    has_answer = True
    for part in _parts(text, head(text, report_of_head).lines, report):
        if part.tag == "A":
            yield from _answered(question, part, report, again=has_answer)
            has_answer = True
            continue
        if question and not has_answer:
            report.skip(question.line, "This question has no answer.")
        question, has_answer = None, part.tag != "Q"
        if part.tag == "Q":
            question = part
        elif part.tag == "C":
            yield from _cloze(part, report)
    if question and not has_answer:
        report.skip(question.line, "This question has no answer.")


def _answered(question: Part | None, part: Part, report: Report, *, again: bool) -> Iterator[Draft]:
    if question is None:
        report.skip(part.line, "This answer has no question.")
    elif again:
        report.skip(part.line, "This is a second answer to the same question.")
    else:
        _count_images(question.text + part.text, report)
        yield Draft(BasicEntry(front=question.text, back=part.text), question.line)


def _parts(text: str, skipped: int, report: Report) -> Iterator[Part]:
    tag, lines, line = "-", list[str](), 0
    for number, written in enumerate(text.splitlines(), 1):
        if number <= skipped:
            continue
        found = TAG.match(written)
        is_rule = written.strip() == RULE
        if found or is_rule:
            yield Part(tag, "\n".join(lines).strip(), line)
            tag, lines, line = (found.group(1) if found else "-"), [], number
            lines = [found.group(2)] if found else []
        elif tag != "-":
            lines.append(written)
        elif written.strip():
            report.skip(number, "This line stands before any Q:, A: or C:.")
    yield Part(tag, "\n".join(lines).strip(), line)


def _cloze(part: Part, report: Report) -> Iterator[Draft]:
    if "{{" in part.text or "}}" in part.text:
        report.skip(part.line, "Double braces in a cloze would be taken for a blank.")
        return
    text = _with_braces(part.text)
    if text is None:
        report.skip(part.line, "The brackets of this cloze do not match.")
    elif not cloze.blanks(text):
        report.skip(part.line, "This cloze has no deletion in [brackets].")
    elif any(blank.hint for blank in cloze.blanks(text)):
        report.skip(part.line, "Two colons in a deletion would be taken for a hint.")
    else:
        _count_images(part.text, report)
        yield Draft(ClozeEntry(cloze=text), part.line)


def _with_braces(text: str) -> str | None:
    """The text with its deletions between braces; None if brackets are left over."""
    made: list[str] = []
    end, inside, image = 0, False, False
    for sign in SIGN.finditer(text):
        made.append(text[end : sign.start()])
        end = sign.end()
        escaped, opened, closed = sign.groups()
        if escaped:
            made.append(escaped if escaped != "\\" else sign.group())
        elif opened == "![" and not image:
            image = True
            made.append(opened)
        elif closed and image:
            image = False
            made.append(closed)
        elif bool(closed) != inside or image:
            return None
        else:
            inside = not inside
            made.append("{{" if inside else "}}")
    return None if inside else "".join([*made, text[end:]])


def _count_images(text: str, report: Report) -> None:
    report.refer("picture", len(IMAGE.findall(text)))


def hashcards_text(deck: NewDeck) -> Written:
    """A deck as Markdown; cards that the format cannot hold are left out, and it says so."""
    remarks: dict[str, None] = {}
    cards = []
    for entry in deck.entries:
        for written in _written(entry):
            if isinstance(written, _Unheld):
                remarks[written.reason] = None
            else:
                cards.append(written)
    if any(e.id or e.tags or e.explanation or e.source for e in deck.entries):
        remarks["hashcards has no place for ids, tags, explanations and sources."] = None
    if deck.progress:
        remarks["hashcards keeps progress in a file of its own; it is not written."] = None
    top = f"{RULE}\nname = {_toml(deck.name)}\n{RULE}\n\n"
    return Written(top + "\n\n".join(cards) + "\n", tuple(remarks))


class _Unheld(NamedTuple):
    reason: str


def _toml(text: str) -> str:
    """A basic string of TOML."""
    signs = (
        sign if sign.isprintable() and sign not in '\\"' else f"\\U{ord(sign):08x}"
        for sign in text
        if not 0xD800 <= ord(sign) < 0xE000
    )
    return f'"{"".join(signs)}"'


def _written(entry: Entry) -> Iterator[str | _Unheld]:
    match entry:
        case BasicEntry():
            yield _pair(entry.front, entry.back)
            if is_yes(entry.reverse):
                yield _pair(entry.back, entry.front)
            if entry.accept:
                yield _Unheld("hashcards has no typed answers; accepted answers are left out.")
        case ClozeEntry():
            yield from _deletions(cloze.parts(entry.cloze))
        case ChoiceEntry():
            note = exported(entry, deck_id="")
            yield _pair(note.texts["Front"], note.texts["Back"])
            yield _Unheld(note.remarks[-1])
        case ListEntry():
            parts: list[str | cloze.Blank] = [entry.list.strip()]
            for number, item in enumerate(entry.items, 1):
                parts += [f"\n{number}. ", cloze.Blank("", item.strip(), "")]
            yield from _deletions(parts)
            yield _Unheld("Lists become clozes with one deletion for each item.")


def _pair(front: str, back: str) -> str | _Unheld:
    front, back = _clean(front), _clean(back)
    if TAKEN.search(front) or TAKEN.search(back):
        return _Unheld("Cards with a line that begins with Q:, A:, C: or --- are left out.")
    return f"Q: {front}\nA: {back}"


def _deletions(parts: Iterable[str | cloze.Blank]) -> Iterator[str | _Unheld]:
    made = []
    for part in parts:
        if isinstance(part, str):
            made.append(_escaped(part))
            continue
        made.append(f"[{_escaped(part.text)}]")
        if part.hint:
            yield _Unheld("hashcards has no hints; they are left out.")
    whole = _clean("".join(made))
    if TAKEN.search(whole):
        yield _Unheld("Cards with a line that begins with Q:, A:, C: or --- are left out.")
    else:
        yield f"C: {whole}"


def _escaped(text: str) -> str:
    return re.sub(r"\\(?=[\[\]\\])|[\[\]]", lambda sign: f"\\{sign.group()}", text)


def _clean(text: str) -> str:
    return "\n".join(text.strip().splitlines())
