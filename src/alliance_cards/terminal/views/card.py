"""A card on the table: the question, and after the reveal the answer below it."""

from collections.abc import Iterator

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from alliance_cards.core.cards import option_order
from alliance_cards.core.gate import safe, safe_line
from alliance_cards.core.session import Asked
from alliance_cards.terminal.bindings import KeyMap
from alliance_cards.terminal.scene import Scene
from alliance_cards.terminal.views.foots import foots
from alliance_cards.terminal.views.page import Page, Part
from alliance_cards.terminal.views.pieces import Ends, Hanging, cut
from alliance_cards.terminal.views.styles import ACCENT, QUIET, STRONG
from alliance_cards.terminal.views.words import FORGIVEN, TURNS, counted, letter, listed, minutes

BLANK = r"\[[^\[\]\n]+\]"
RIGHT, WRONG, CHOSEN, PROMPT = "✓", "✗", "›", "› "
BAR_WIDTHS, WIDE = (16, 8), 60


def card_page(scene: Scene, keys: KeyMap) -> Page:
    """The page of a card."""
    question = tuple(_question(scene, keys))
    return Page(
        head=Head(scene),
        body=(*question, *_answer(scene)) if scene.revealed else question,
        foots=foots(scene, keys),
        answer=len(question) if scene.revealed and not scene.asked.items else None,
        takes_line=scene.typing,
    )


class Head:
    """The deck, how far the session has come, and the turn of the card.

    Before the deck's name is cut, the bar becomes shorter, then the bar and the guess go.
    """

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        asked, done = self.scene.asked, self.scene.answered
        deck = Text(safe_line(asked.deck_name))
        count = self._count(minutes(asked.left_ms))
        free = options.max_width - deck.cell_len - count.cell_len - 3
        bar = next((width for width in BAR_WIDTHS if width <= free), 0)
        if bar and options.max_width >= WIDE:
            count = _bar(bar, done, done + asked.left.total) + Text(" ") + count
        elif free < -1:
            count = self._count("")
        yield Ends(cut(deck, options.max_width - count.cell_len - 2), count)

    def _count(self, guess: str) -> Text:
        asked, done = self.scene.asked, self.scene.answered
        total = done + asked.left.total
        words = [TURNS[asked.turn], guess, "flagged" if asked.is_flagged else ""]
        if self.scene.paused:
            words = ["paused"]
        place = f"{min(done + 1, total)} of {total}"
        return Text(" · ".join(filter(None, [place, *words])), QUIET)


class Source:
    """Where a card comes from: set to the right, if it is a single line of a wide screen."""

    def __init__(self, text: Text) -> None:
        self.text = text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = options.max_width
        at_right = width >= WIDE and self.text.cell_len <= width
        yield from self.text.wrap(console, width, justify="right" if at_right else "left")


def _bar(width: int, done: int, total: int) -> Text:
    filled = width * done // max(1, total)
    return Text.assemble(("━" * filled, ACCENT), ("─" * (width - filled), QUIET))


def _question(scene: Scene, keys: KeyMap) -> Iterator[Part]:
    card = scene.asked.card
    front = Text(safe(card.front))
    if card.kind in ("cloze", "list"):
        front.highlight_regex(BLANK, ACCENT)
    yield Part(front)
    yield from _options(scene)
    yield from _items(scene, keys)
    if scene.typing:
        yield Part(Text.assemble((PROMPT, ACCENT), safe_line(scene.draft)), above=2)
    elif scene.comparison:
        yield _written(scene)


def _options(scene: Scene) -> Iterator[Part]:
    card = scene.asked.card
    for place, index in enumerate(option_order(card, scene.asked.day)):
        right = scene.revealed and index in card.answers
        chosen = index in scene.chosen
        sign = RIGHT if right else " " if not chosen else WRONG if scene.revealed else CHOSEN
        # The sign has its room from the beginning, so that nothing moves when it appears.
        lead = Text.assemble((f"{sign} ", ACCENT), f"{letter(place)}) ")
        option = Text(
            safe(card.options[index]), STRONG if right or (chosen and not scene.revealed) else ""
        )
        yield Part(Hanging(lead, option), above=0 if place else 1)


def _items(scene: Scene, keys: KeyMap) -> Iterator[Part]:
    """The items of a whole list: before the reveal how many there are, then each with its key."""
    items = scene.asked.items
    if not scene.revealed and items:
        yield Part(Text(f"{counted(len(items), 'item')} to recall", QUIET), above=2)
        return
    for place, item in enumerate(items):
        forgotten = place in scene.forgotten
        label = keys.labels[place : place + 1] or " "
        lead = Text.assemble((label, ACCENT), (f" {WRONG if forgotten else RIGHT} ", ACCENT))
        text = Text(safe(item.text), "" if forgotten else STRONG)
        notes = [*["forgotten"] * forgotten, *["keeps its date"] * (not item.counts)]
        if notes:
            text.append(f" · {', '.join(notes)}", QUIET)
        yield Part(Hanging(lead, text), above=0 if place else 2)


def _written(scene: Scene) -> Part:
    """What was typed, what differs from the answer in signs, and what came of it."""
    comparison = scene.comparison
    if comparison is None:
        return Part("")
    line = Text.assemble((PROMPT, ACCENT), differing(comparison.written, ""))
    is_wrong = comparison.closeness == "wrong"
    rating = f"{WRONG} not this" if is_wrong else f"{RIGHT} right{FORGIVEN[comparison.slips]}"
    line.append(f"  {rating}", ACCENT)
    return Part(line, above=2)


def differing(runs: tuple[tuple[str, bool], ...], style: str) -> Text:
    """Runs of text, those that differ between ‹ and › and in the accent."""
    text = Text(style=style)
    for run, differs in runs:
        plain = safe_line(run) if run.strip() else safe(run)
        text.append(f"‹{plain}›" if differs else safe(run), ACCENT if differs else "")
    return text


def _answer(scene: Scene) -> Iterator[Part]:
    card = scene.asked.card
    if not scene.asked.items:
        yield Part(_right(scene), above=1 if scene.comparison else 2)
    explanation = card.explanation
    if card.options and explanation:
        from alliance_cards.core.choices import reasons

        found = reasons(card)
        explanation = found.rest
        for place, index in enumerate(option_order(card, scene.asked.day)):
            if index in found.of:
                lead = Text(f"{letter(place)}) ", ACCENT)
                yield Part(Hanging(lead, Text(safe(found.of[index]))))
    if explanation:
        yield Part(Text(safe(explanation)))
    if card.source:
        yield Part(Source(Text(safe_line(card.source), QUIET)))


def _right(scene: Scene) -> Text:
    """The answer: in letters for a choice, with the differences marked if one was typed."""
    card = scene.asked.card
    if scene.comparison:
        return differing(scene.comparison.wanted, STRONG) + also_right(scene)
    if not card.options:
        return Text(safe(card.back), STRONG)
    answer = Text(f"Right: {listed(letters_of(scene.asked, card.answers))}", STRONG)
    if scene.chosen:
        answer.append(f" · you chose {listed(letters_of(scene.asked, scene.chosen))}")
    return answer


def also_right(scene: Scene) -> Text:
    """The deck's own wording, where another one was nearest."""
    nearest = "".join(run for run, _ in scene.comparison.wanted) if scene.comparison else ""
    back = scene.asked.card.back
    return Text("" if nearest.casefold() == back.casefold() else f" · {safe_line(back)}")


def letters_of(asked: Asked, options: frozenset[int] | tuple[int, ...]) -> list[str]:
    """The letters that some options have today, in their order."""
    order = option_order(asked.card, asked.day)
    return [letter(place) for place, index in enumerate(order) if index in options]
