"""What an import would change, as a person reads it before it happens."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from rich.console import Group, RenderableType
from rich.text import Text

from alliance_cards.collection.planning import DeckPlan
from alliance_cards.core.cards import Card, asks
from alliance_cards.core.gate import safe_line
from alliance_cards.decks.schema import Entry, asked
from alliance_cards.formats.merging import Difference
from alliance_cards.formats.yaml_files import fields_of
from alliance_cards.terminal.views.pieces import Hanging
from alliance_cards.terminal.views.styles import ACCENT, QUIET, STRONG
from alliance_cards.terminal.views.words import counted, first_line

T = TypeVar("T")
MOST_NAMED = 5
LONGEST_SHOWN = 240
"""Characters of a text that are shown: enough to know it by."""

FIELDS = ("front", "back", "options", "accept", "explanation", "source", "tags")
WORDS = {"front": "question", "back": "answer", "accept": "accepted"}


class Item(NamedTuple):
    """A card by its question, and below it what changes."""

    head: str
    steps: Sequence[RenderableType]


def plan_view(plan: DeckPlan) -> RenderableType:
    """One deck: the counts, then what is added, changed, reworded and removed."""
    return Group(
        Text.assemble((safe_line(plan.deck), STRONG), f": {_counts(plan)}"),
        *_listed("added", plan.added, lambda name: _name(plan.new[name])),
        *_listed("changed", plan.changed, lambda name: _changed(plan, name, name)),
        *_listed("reworded", plan.moved, lambda join: _changed(plan, *join)),
        *_listed("removed", plan.removed, lambda name: _name(plan.old[name])),
        *_by_hand(plan),
    )


def _counts(plan: DeckPlan) -> str:
    parts = (
        (len(plan.added), "added"),
        (len(plan.changed), "changed"),
        (len(plan.moved), "reworded"),
        (len(plan.removed), "removed"),
        (plan.unchanged, "unchanged"),
    )
    told = ", ".join(f"{number} {word}" for number, word in parts if number)
    progress = f"; {counted(len(plan.progress), 'card')} with progress"
    return f"{told or 'no cards'}{progress if plan.progress else ''}"


def _listed(
    word: str, changes: Sequence[T], item_of: Callable[[T], Item]
) -> Iterator[RenderableType]:
    for head, steps in map(item_of, changes[:MOST_NAMED]):
        yield Hanging(Text(f"  {word:9}", ACCENT), _shown(head))
        yield from steps
    if len(changes) > MOST_NAMED:
        yield Text(f"  … and {len(changes) - MOST_NAMED} more {word}", QUIET)


def _name(card: Card) -> Item:
    return Item(first_line(asks(card)), ())


def _changed(plan: DeckPlan, old: str, new: str) -> Item:
    """The old question, and of each part that changes the old and the new text."""
    head = first_line(asks(plan.old[old]))
    before, after = _texts_of_card(plan.old[old]), _texts_of_card(plan.new[new])
    if before == after:
        before, after = {**before, "name": old}, {**after, "name": new}
    return Item(head, tuple(_steps(head, before, ("now", after))))


def _texts_of_card(card: Card) -> dict[str, str]:
    """The parts of a card; of a list the prompt and the items apart."""
    texts = {name: _joined(getattr(card, name)) for name in FIELDS}
    if card.kind == "list":
        prompt, _, items = card.front.partition("\n1. ")
        texts |= {"front": prompt, "items": ", ".join(f"1. {items}".split("\n"))}
    return texts


def _steps(
    head: str, before: Mapping[str, str], *after: tuple[str, Mapping[str, str]]
) -> Iterator[RenderableType]:
    """Each part that is not the same everywhere: as it was, then as each side has it.

    What stands in the head already is not said again.
    """
    for name in dict.fromkeys([*before, *(name for _, texts in after for name in texts)]):
        old, news = before.get(name, ""), [(side, texts.get(name, "")) for side, texts in after]
        if any(new != old for _, new in news):
            was = [] if old == head else [(WORDS.get(name, name), old)]
            for lead, text in (*was, *news):
                yield Hanging(Text(f"    {lead:12}", QUIET), _shown(text))


def _joined(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _shown(text: str) -> Text:
    line = safe_line(text[: 2 * LONGEST_SHOWN])
    return Text(f"{line[: LONGEST_SHOWN - 1]}…" if len(line) > LONGEST_SHOWN else line or "–")


def _by_hand(plan: DeckPlan) -> Iterator[RenderableType]:
    """What the person has changed since the last import, and what becomes of it."""
    file = plan.file
    path = safe_line(str(file.path))
    if file.is_replaced:
        yield Text(
            f"  {path} was changed by hand and has errors, so it would be replaced as a whole."
        )
    clashes = [each for each in file.differences if each.is_conflict]
    kept = [each for each in file.differences if each.mine != each.theirs and each not in clashes]
    if kept:
        yield Text(f"  You have changed {path} by hand. This stays:")
        yield from _listed("yours", kept, _difference)
    if clashes:
        yield Text("  Both you and the import changed this; the import's would go in:")
        yield from _listed("both", clashes, _difference)


def _difference(difference: Difference) -> Item:
    """An entry that was changed by hand: as it was, as it is, and what the import brings."""
    _, base, mine, theirs = difference
    known = mine or base or theirs
    assert known is not None  # noqa: S101 - a difference has a side
    question = first_line(asked(known))
    head = f"{question}{_fate(difference)}"
    sides = [("yours", mine)] + ([("import", theirs)] if difference.is_conflict else [])
    told = [(side, _texts_of_entry(entry)) for side, entry in sides if entry]
    if base is not None:
        return Item(head, tuple(_steps(question, _texts_of_entry(base), *told)))
    return Item(head, tuple(_steps(question, told[0][1], *told[1:])))


def _fate(difference: Difference) -> str:
    _, base, mine, theirs = difference
    if mine is None:
        return " (you removed it)"
    if base is None:
        return " (you added it)"
    return " (the import removes it)" if theirs is None else ""


def _texts_of_entry(entry: Entry) -> dict[str, str]:
    return {WORDS.get(name, name): _joined(value) for name, value in fields_of(entry).items()}
