"""From a note of Anki to entries of a deck."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

from alliance_cards.decks.limits import LONGEST_ID
from alliance_cards.decks.schema import BasicEntry, ClozeEntry, Entry
from alliance_cards.formats import anki_clozes
from alliance_cards.formats.html import to_text
from alliance_cards.formats.report import Report
from alliance_cards.formats.templates import (
    Template,
    behind_rule,
    render,
    shown_fields,
    typed_field,
)

EXTRA = ("explanation", "source", "accept")
"""Fields that our own note types have; by these names they are understood in any."""

ASIDE = ("source", "accept")


class NoteType(NamedTuple):
    """What the notes of one type have in common; `templates` are of no use to a cloze."""

    name: str
    is_cloze: bool
    fields: tuple[str, ...]
    templates: tuple[Template, ...] = ()


class Note(NamedTuple):
    """A note: its identity ("" if it has none), and its fields in HTML."""

    guid: str
    type: NoteType
    fields: tuple[str, ...]
    tags: tuple[str, ...] = ()
    line: int = 0


class Made(NamedTuple):
    """An entry, and the variant of its card for each ordinal of the note's cards."""

    entry: Entry
    variants: Mapping[int, str]


FORWARD = Template("{{Front}}", "{{FrontSide}}<hr id=answer>{{Back}}")
BACKWARD = Template("{{Back}}", "{{FrontSide}}<hr id=answer>{{Front}}")
TYPED = Template("{{Front}}{{type:Back}}", "{{Front}}<hr id=answer>{{Back}}")
OPTIONAL = Template(
    "{{#Add Reverse}}{{Back}}{{/Add Reverse}}", "{{FrontSide}}<hr id=answer>{{Front}}"
)
BASIC = NoteType("Basic", False, ("Front", "Back"), (FORWARD,))
REVERSED = NoteType("Basic (and reversed card)", False, ("Front", "Back"), (FORWARD, BACKWARD))
CLOZE = NoteType("Cloze", True, ("Text", "Back Extra"))
STOCK = (
    BASIC,
    REVERSED,
    CLOZE,
    NoteType("Basic (type in the answer)", False, ("Front", "Back"), (TYPED,)),
    NoteType(
        "Basic (optional reversed card)",
        False,
        ("Front", "Back", "Add Reverse"),
        (FORWARD, OPTIONAL),
    ),
)


def entry_id_of(guid: str) -> str:
    """The id that a guid always gives: its letters and digits, the rest as codes.

    `guid_of` leads back, except from one that is longer than an id may be.
    """
    if not guid:
        return ""
    written = "g-" + "".join(map(_safe, guid))
    if len(written) <= LONGEST_ID:
        return written
    return f"g-{blake2b(guid.encode('utf-8', 'surrogatepass'), digest_size=20).hexdigest()}-long"


def guid_of(entry_id: str) -> str:
    """The guid that an id was made of, "" if it was not."""
    guid = ""
    rest = entry_id.removeprefix("g-")
    while rest:
        length = 1 if rest[0] != "_" else 8 if rest[1:2] == "u" else 3
        guid += _meant(rest[:length])
        rest = rest[length:]
    return guid if guid and entry_id_of(guid) == entry_id else ""


def _safe(sign: str) -> str:
    if sign.isascii() and sign.isalnum():
        return sign
    return f"_{ord(sign):02x}" if ord(sign) < 256 else f"_u{ord(sign):06x}"


def _meant(written: str) -> str:
    try:
        return chr(int(written.lstrip("_u"), 16)) if written[0] == "_" else written
    except (ValueError, OverflowError):
        return ""


def entries(
    note: Note, *, ordinals: Sequence[int] | None, longest: int, report: Report
) -> list[Made]:
    """The entries of a note, of those of its cards (None: of all) that exist.

    Whether an entry is sound is for the rules to say; an empty list means that the note
    has nothing to ask.
    """
    texts = {name: _plain(field, report) for name, field in _by_name(note).items()}
    if note.type.is_cloze:
        return list(_cloze(note, texts))
    _note_unseen(note, texts, report)
    return list(_standard(note, texts, ordinals, longest))


def _by_name(note: Note) -> dict[str, str]:
    return dict(zip(note.type.fields, note.fields, strict=False))


def _plain(field: str, report: Report) -> str:
    plain = to_text(field)
    report.refer("picture", plain.pictures)
    report.refer("sound", plain.sounds)
    return plain.text


def _note_unseen(note: Note, texts: Mapping[str, str], report: Report) -> None:
    shown = shown_fields(note.type.templates)
    for name, text in texts.items():
        if text and shown and name not in shown and name.casefold() not in EXTRA:
            report.remark(
                f'{report.file}: the field "{name[:60]}" of the note type "{note.type.name[:60]}" '
                "is shown on no card and was left out."
            )


def _extra(texts: Mapping[str, str], names: Sequence[str]) -> str:
    """The text of the first filled field that has one of these names."""
    folded = {name.casefold(): text for name, text in reversed(list(texts.items()))}
    return next((folded[name] for name in names if folded.get(name)), "")


def _cloze(note: Note, texts: Mapping[str, str]) -> Iterator[Made]:
    text, *_ = texts.values() or ("",)
    about = (_besides(texts), _extra(texts, ["source"]))
    found = anki_clozes.pieces(text)
    name = entry_id_of(note.guid)
    if found is None or not anki_clozes.is_nested(found):
        yield Made(_cloze_entry(name, text, note, about), _numbered(found))
        return
    for number in anki_clozes.numbers(found):
        own = f"{name}-c{number}" if name else ""
        entry = _cloze_entry(own, anki_clozes.only(found, number), note, about)
        yield Made(entry, {number - 1: f"c{number}"})


def _besides(texts: Mapping[str, str]) -> str:
    """What a cloze's note says besides its text."""
    names = list(texts)[1:]
    return "\n".join(texts[name] for name in names if texts[name] and name.casefold() not in ASIDE)


def _numbered(found: list[anki_clozes.Piece] | None) -> dict[int, str]:
    return {number - 1: f"c{number}" for number in anki_clozes.numbers(found or [])}


def _cloze_entry(name: str, text: str, note: Note, about: tuple[str, str]) -> ClozeEntry:
    explanation, source = about
    return ClozeEntry(id=name, cloze=text, tags=note.tags, explanation=explanation, source=source)


class _Side(NamedTuple):
    front: str
    back: str
    typed: str = ""


def _standard(
    note: Note, texts: Mapping[str, str], ordinals: Sequence[int] | None, longest: int
) -> Iterator[Made]:
    own = {name.casefold() for name in note.type.fields} & set(EXTRA)
    fields = {
        name: "" if name.casefold() in own else field for name, field in _by_name(note).items()
    }
    sides = {
        ordinal: _side(template, fields, longest)
        for ordinal, template in enumerate(note.type.templates)
        if ordinals is None or ordinal in ordinals
    }
    sides = {ordinal: side for ordinal, side in sides.items() if side.front}
    if not sides:
        sides = {0: _first_fields(list(texts.values()))}
    yield from _made(note, texts, sides)


def _made(note: Note, texts: Mapping[str, str], sides: dict[int, _Side]) -> Iterator[Made]:
    (first, side), *others = sides.items()
    name = entry_id_of(note.guid)
    if len(others) == 1 and others[0][1][:2] == (side.back, side.front):
        variants = {first: "", others[0][0]: "reverse"}
        yield Made(_basic(name, side, note, texts, is_reversed=True), variants)
        return
    yield Made(_basic(name, side, note, texts), {first: ""})
    for ordinal, other in others:
        own = f"{name}-{ordinal + 1}" if name else ""
        yield Made(_basic(own, other, note, texts), {ordinal: ""})


def _side(template: Template, fields: Mapping[str, str], longest: int) -> _Side:
    front = to_text(render(template.question, fields, longest=longest)).text
    # An answer that repeats its question without a line below it: what comes after counts.
    own = template.answer.strip().removeprefix(template.question.strip()) or template.answer
    answer = render(own, fields, longest=longest)
    back = to_text(behind_rule(answer)).text or to_text(answer).text
    typed = to_text(fields.get(typed_field(template.question), "")).text
    return _Side(front, back, "" if "\n" in typed else typed)


def _first_fields(texts: Sequence[str]) -> _Side:
    front, *rest = texts or ("",)
    return _Side(front, "\n".join(text for text in rest if text))


def _basic(
    name: str, side: _Side, note: Note, texts: Mapping[str, str], *, is_reversed: bool = False
) -> BasicEntry:
    accept = [line.strip() for line in _extra(texts, ["accept"]).split("\n") if line.strip()]
    if not accept and side.typed:
        accept = [side.typed]
    return BasicEntry(
        id=name,
        front=side.front,
        back=side.back,
        reverse=is_reversed,
        accept=tuple(accept),
        explanation=_extra(texts, ["explanation"]),
        source=_extra(texts, ["source"]),
        tags=note.tags,
    )
