"""What is recalled well and badly: groups of cards with their intervals, and hard cards."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from alliance_cards.core import sentences
from alliance_cards.core.advice import advised
from alliance_cards.core.gate import safe_line
from alliance_cards.core.plots import weakest_first
from alliance_cards.core.statistics import Group, HardCard, Statistics
from alliance_cards.core.words import counted, duration
from alliance_cards.terminal.views.charts import AXIS_ENDS, WIDEST_BAR, interval_bar
from alliance_cards.terminal.views.pieces import cut
from alliance_cards.terminal.views.styles import ACCENT, QUIET

MOST_GROUPS, MOST_CARDS, MOST_NAMES = 8, 3, 4
WIDEST_NAME, INTERVAL, REVIEWS, GAP = 34, 9, 7, 2
WEAK = " weak"
NARROW = 60


def recall_by(
    found: Statistics, groups: Sequence[Group], width: int, *, detail: bool
) -> Iterator[Text]:
    """How well everything is recalled, and then each group, the weakest first."""
    yield Text(sentences.recall(found.recall))
    if found.recall.reviews:
        yield from groups_of(found, groups, width, most=len(groups) if detail else MOST_GROUPS)


def groups_of(
    found: Statistics, groups: Sequence[Group], width: int, *, most: int
) -> Iterator[Text]:
    """Groups with their intervals as bars; those that were never recalled are named."""
    ordered = weakest_first(groups)
    weak = {suggested.group for suggested in found.suggestions if suggested.reason == "weak"}
    if ordered:
        yield from _rows(ordered[:most], weak, width)
    if len(ordered) > most:
        yield Text(f"{len(ordered) - most} more, recalled better: --detail", QUIET)
    unknown = [safe_line(group.name) for group in groups if not group.recall.reviews]
    if unknown:
        more = f" and {len(unknown) - MOST_NAMES} more" if len(unknown) > MOST_NAMES else ""
        yield Text(f"Not yet recalled: {', '.join(unknown[:MOST_NAMES])}{more}", QUIET)


def _rows(groups: Sequence[Group], weak: set[Group | None], width: int) -> Iterator[Text]:
    names = [Text(safe_line(group.name)) for group in groups]
    beside = INTERVAL + REVIEWS + 3 * GAP + len(WEAK)
    if width < NARROW:
        room = max(5, width - INTERVAL - REVIEWS - GAP - 1)
        for group, name in zip(groups, names, strict=True):
            yield cut(name, width - len(WEAK)).append(WEAK if group in weak else "", ACCENT)
            yield Text(" ").join((_figures(group), interval_bar(group.recall, room)))
        return
    longest = min(max(name.cell_len for name in names), WIDEST_NAME, width // 3)
    room = min(WIDEST_BAR, width - longest - beside)
    heading = f"{'':{longest}}  {'between':>{INTERVAL}}  {'reviews':>{REVIEWS}}  "
    low, high = AXIS_ENDS
    yield Text(f"{heading}{low}{high:>{room - len(low)}}", QUIET)
    for group, name in zip(groups, names, strict=True):
        short = cut(name, longest)
        line = Text.assemble(short, " " * (longest - short.cell_len), "  ", _figures(group), "  ")
        line.append_text(interval_bar(group.recall, room))
        yield line.append(WEAK if group in weak else "", ACCENT)


def _figures(group: Group) -> Text:
    between = sentences.interval(group.recall)
    return Text(f"{between:>{INTERVAL}}  {group.recall.reviews:>{REVIEWS},}")


def hardest(cards: Sequence[HardCard], width: int, *, detail: bool) -> Iterator[Text]:
    """The hardest cards, each with its figures and what to do about it."""
    for number, card in enumerate(cards if detail else cards[:MOST_CARDS]):
        if number:
            yield Text("")
        yield cut(Text(safe_line(card.front)), width)
        yield Text(hard_figures(card), QUIET)
        yield Text(advised(card))


def hard_figures(card: HardCard) -> str:
    """A hard card's id and figures: "bordin/who · 7 lapses · 9 of 18 recalled · 15 minutes"."""
    parts = [safe_line(card.card), counted(card.lapses, "lapse")]
    if card.recall.reviews:
        parts.append(f"{card.recall.passed:,} of {card.recall.reviews:,} recalled")
    if card.taken_ms:
        parts.append(f"{duration(card.taken_ms)} spent")
    return " · ".join(parts)
