"""What the linear mode says: sentences in an order that a screen reader speaks sensibly.

Where one is comes first, then the question, then shortly what can be typed. Every line
makes sense without the one above it, and nothing is said by colour or place.
"""

from collections.abc import Iterator, Sequence

from alliance_cards.core.calendar import spoken_date
from alliance_cards.core.cards import option_order
from alliance_cards.core.gate import safe, safe_line
from alliance_cards.core.schedule import Outcome
from alliance_cards.core.session import Asked
from alliance_cards.core.summary import Summary
from alliance_cards.terminal.bindings import KeyMap
from alliance_cards.terminal.gradekeys import GOOD
from alliance_cards.terminal.scene import End, Scene, Shown
from alliance_cards.terminal.views.words import FORGIVEN, TURNS, counted, duration, letter, listed

ALL, NONE = "all", "none"
INPUT_ENDED = "The input has ended."
LONGEST_QUOTED = 40


def welcome(scene: Scene, keys: KeyMap) -> str:
    """What is said first."""
    left = scene.asked.left
    guess = f", about {duration(scene.asked.left_ms)}" if scene.asked.left_ms else ""
    ask, leave = keys.first("help"), keys.first("leave")
    return f"{counted(left.total, 'card')}{guess}. Type {ask} for help, {leave} to leave."


def news(before: Shown | None, shown: Shown, keys: KeyMap) -> list[str]:
    """What is to be said of a scene, after another one that was said already."""
    lines = [safe_line(shown.message)] if shown.message else []
    if shown.panel:
        back = [wanted(shown, keys)] if isinstance(shown, Scene) else _end(keys)
        return [*lines, *_panel(shown, keys), *back]
    if isinstance(shown, End):
        return [*lines, *_end(keys)] if shown != before else lines
    if isinstance(before, Scene) and before.asked == shown.asked:
        if shown.revealed == before.revealed:
            return lines
        return [*lines, *_answer(shown), *_offers(shown, keys)]
    lines += _question(shown)
    if shown.revealed:
        lines += _answer(shown)
    return [*lines, *_offers(shown, keys)]


def wanted(scene: Scene, keys: KeyMap) -> str:
    """What can be typed now, in a sentence."""
    return " ".join(_offers(scene, keys)[-1:])


def unknown(line: str) -> str:
    """What is said of a line that means nothing here."""
    quoted = line if len(line) <= LONGEST_QUOTED else f"{line[:LONGEST_QUOTED]}…"
    return f'"{quoted}" is not understood.'


def _question(scene: Scene) -> Iterator[str]:
    asked = scene.asked
    total = scene.answered + asked.left.total
    place = f"Card {min(scene.answered + 1, total)} of {total}, {TURNS[asked.turn]}"
    marks = [*["flagged"] * asked.is_flagged, *["often failed"] * asked.is_leech]
    yield f"{', '.join([place, *marks])}. {safe_line(asked.deck_name)}."
    yield safe(asked.card.front)
    for place_, index in enumerate(option_order(asked.card, asked.day)):
        yield f"{letter(place_)}: {safe_line(asked.card.options[index])}"
    if asked.items and not scene.revealed:
        yield f"{counted(len(asked.items), 'item')} to recall."


def _answer(scene: Scene) -> Iterator[str]:
    asked = scene.asked
    if scene.comparison:
        yield from _difference(scene)
    if asked.items:
        yield from _items(asked)
    elif asked.card.options:
        yield from _choice(scene)
    elif not _was_meant(scene):
        yield f"Answer: {safe(asked.card.back)}"
    yield from _explanation(asked)
    if asked.card.source:
        yield f"Source: {safe_line(asked.card.source)}"
    if scene.asked.is_leech:
        yield f"This card was failed {counted(asked.lapses, 'time')}: edit rewords it."


def _difference(scene: Scene) -> Iterator[str]:
    comparison = scene.comparison
    if comparison is None:
        return
    is_wrong = comparison.closeness == "wrong"
    yield "That is not it." if is_wrong else f"That is right{FORGIVEN[comparison.slips]}."
    if comparison.closeness != "exact":
        yield f"You typed: {_marked(comparison.written)}"
        yield f"Meant: {_marked(comparison.wanted)}"


def _was_meant(scene: Scene) -> bool:
    """Whether the answer was said already, with the letters that differ."""
    found = scene.comparison
    if found is None or found.closeness == "exact":
        return False
    return "".join(run for run, _ in found.wanted) == scene.asked.card.back


def _marked(runs: Sequence[tuple[str, bool]]) -> str:
    return "".join(f"[{safe(run)}]" if differs else safe(run) for run, differs in runs)


def _items(asked: Asked) -> Iterator[str]:
    for number, item in enumerate(asked.items, 1):
        yield f"{number}: {safe_line(item.text)}{'' if item.counts else ' (keeps its date)'}"


def _choice(scene: Scene) -> Iterator[str]:
    card = scene.asked.card
    order = option_order(card, scene.asked.day)
    letters = [letter(place) for place, index in enumerate(order) if index in card.answers]
    if scene.chosen:
        yield "That is right." if scene.suggested == GOOD else "That is not it."
    yield f"Right: {listed(letters)}: {safe_line(card.back)}"


def _explanation(asked: Asked) -> Iterator[str]:
    explanation = asked.card.explanation
    if asked.card.options and explanation:
        from alliance_cards.core.choices import reasons

        found = reasons(asked.card)
        explanation = found.rest
        for place, index in enumerate(option_order(asked.card, asked.day)):
            if index in found.of:
                yield f"{letter(place)}: {safe(found.of[index])}"
    if explanation:
        yield f"Explanation: {safe(explanation)}"


def _offers(scene: Scene, keys: KeyMap) -> list[str]:
    asked = scene.asked
    if asked.is_reading:
        return ["New: read it; it is asked later. Enter goes on."]
    if scene.is_sorting:
        return [f"Type the numbers of those you had forgotten, or {NONE}, or {ALL}."]
    if scene.takes_grades:
        return [*_grades(scene, keys), _wanted_grade(scene, keys)]
    if scene.typing:
        leave = keys.first("leave")
        return [f"Type your answer. Enter alone shows the right one; :{leave} leaves."]
    if scene.is_choosing:
        one = len(asked.card.answers) == 1
        what = "a letter or its number" if one else "one or more letters or their numbers"
        return [f"Type {what}. Enter alone shows what is right."]
    if asked.card.kind == "list" and not asked.items:
        return [f"Enter shows the answer; {keys.first('whole')} asks the whole list."]
    return ["Enter shows the answer."]


def _grades(scene: Scene, keys: KeyMap) -> Iterator[str]:
    for grade in keys.grades:
        yield f"{grade.key} {grade.name}: {_effect(scene.asked, grade.grade)}."


def _wanted_grade(scene: Scene, keys: KeyMap) -> str:
    first, last = keys.grades[0].key, keys.grades[-1].key
    if scene.suggested is None:
        return f"Type your grade, {first} to {last}."
    mark = keys.grade_named(scene.suggested)
    return f"Type your grade, {first} to {last}. Enter alone: {mark.key} {mark.name}."


def _effect(asked: Asked, grade: int) -> str:
    if not asked.outcomes:
        return "once more today" if asked.repeats[grade] else "done for today"
    outcome, usual = asked.outcomes[grade], asked.outcomes[GOOD]
    when = spoken_date(outcome.position.due or asked.day, asked.day)
    if outcome.drill:
        return f"{when}, and once more today"
    return f"{when}, with longer intervals later" if _is_longer(outcome, usual) else when


def _is_longer(outcome: Outcome, usual: Outcome) -> bool:
    state, other = outcome.position.state, usual.position.state
    return state.interval == other.interval and state.ease > other.ease


def _panel(shown: Shown, keys: KeyMap) -> Iterator[str]:
    if shown.panel == "why" and isinstance(shown, Scene) and shown.story:
        yield from (safe(reason) for reason in shown.story.reasons)
        return
    from alliance_cards.terminal.views.help import key_lines

    yield "Type a key or its word, then Enter. While an answer is typed, a colon goes before it."
    for key, meaning in key_lines(keys, scrolls=False):
        yield f"{key}: {meaning}."


def _end(keys: KeyMap) -> Iterator[str]:
    yield f"Nothing is left. {keys.first('undo')} takes the last answer back; Enter ends."


def spoken_summary(summary: Summary) -> list[str]:
    """What a session came to, each line a sentence."""
    from alliance_cards.terminal.views.summary import cards_of, headline, sentences

    answers = summary.reviews + summary.drills + summary.crams
    cards = [row.sentence for row in cards_of(summary)]
    return [*([headline(summary)] if answers else []), *sentences(summary), *cards]
