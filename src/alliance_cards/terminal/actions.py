"""What a person can do: small functions from a scene to the next one; None is the end.

A later feature is a function here, its name in the map, and a line in `bindings`.
"""

from collections.abc import Callable, Mapping
from functools import partial

from alliance_cards.core.cards import option_order
from alliance_cards.core.errors import AllianceCardsError, StoreError
from alliance_cards.core.session import Asked, Mark
from alliance_cards.core.summary import Undone
from alliance_cards.terminal.gradekeys import GOOD
from alliance_cards.terminal.scene import End, Next, Room, Scene, Shown
from alliance_cards.terminal.views.words import what_was_turned

Action = Callable[[Room, Scene], Next]

QUIET_SECONDS = 0.25
MARKED: Mapping[Mark, str] = {
    "suspend": "Suspended: {card}.", "bury": "Put off until tomorrow: {card}.",
    "flag": "Flagged.", "unflag": "No longer flagged.",
}  # fmt: skip


def leave(room: Room, shown: Shown) -> None:
    """End the session. Nothing is to be saved: every answer is kept already."""
    del room, shown


def show(room: Room, scene: Scene) -> Scene:
    """Show the answer; once it is shown, mean what is marked, unless the key is held down.

    A key counts if no other comes within 250 ms before it, nor soon after it (see
    `study.SETTLE_SECONDS`): the first repetition of a held key comes later than that.
    """
    if not scene.revealed:
        return reveal(room, scene)
    now = room.ticks()
    quiet = now - scene.spaced_at >= QUIET_SECONDS
    return scene._replace(spaced_at=now, good_waits=quiet)


def reveal(room: Room, scene: Scene) -> Scene:
    """Show the answer. Keys that were typed before it could be seen do not count."""
    room.hands.pending_discard()
    return scene._replace(revealed=True, typing=False, draft="", spaced_at=room.ticks())


def write(room: Room, scene: Scene, *, text: str) -> Scene:
    """Take an answer that was typed, and show the right one beside it; "" only shows it."""
    shown = reveal(room, scene)
    if not text.strip():
        return shown
    from alliance_cards.core.typed import compare

    card = scene.asked.card
    return shown._replace(comparison=compare(text, (card.back, *card.accept)))


def choose(room: Room, scene: Scene, *, option: int) -> Scene:
    """Mark an option of a choice. Where several are right, once more takes the mark away."""
    del room
    if len(scene.asked.card.answers) > 1:
        return scene._replace(chosen=scene.chosen ^ {option})
    return scene._replace(chosen=frozenset({option}))


def sort(room: Room, scene: Scene, *, item: int) -> Scene:
    """Say that an item of a whole list was forgotten, or known after all."""
    del room
    return scene._replace(forgotten=scene.forgotten ^ {item})


def take(room: Room, scene: Scene, *, at: float) -> Next:
    """Go on as it is marked: the card was read, the list sorted, or the grade is right."""
    if scene.asked.is_reading:
        return _recorded(room, scene, lambda: room.desk.read(scene.asked, now=room.clock()))
    if scene.asked.items:
        return _keep(room, scene, at=at)
    return give(room, scene, grade=GOOD if scene.suggested is None else scene.suggested, at=at)


def give(room: Room, scene: Scene, *, grade: int, at: float) -> Next:
    """Record a grade that was given at some tick, and go on to what is to be asked then."""
    taken_ms = _taken_ms(scene, at)
    return _recorded(
        room,
        scene,
        lambda: room.desk.answer(scene.asked, grade, now=room.clock(), taken_ms=taken_ms),
        answers=1,
    )


def _keep(room: Room, scene: Scene, *, at: float) -> Next:
    items = scene.asked.items
    known = [place not in scene.forgotten for place in range(len(items))]
    taken_ms = _taken_ms(scene, at)
    return _recorded(
        room,
        scene,
        lambda: room.desk.answer_items(scene.asked, known, now=room.clock(), taken_ms=taken_ms),
        answers=_cards_of(scene.asked),
    )


def _cards_of(asked: Asked) -> int:
    """How many cards of the session a whole list is: one, but all in a drill and a cram."""
    each = asked.turn in ("drill", "cram")
    return sum(item.counts for item in asked.items) if each else 1


def undo(room: Room, shown: Shown) -> Next:
    """Take back the newest action and ask its card again."""
    return _turned(room, shown, room.desk.undo, nothing="Nothing to undo.", done="Undone")


def redo(room: Room, shown: Shown) -> Next:
    """Bring back what the newest undo took."""
    return _turned(room, shown, room.desk.redo, nothing="Nothing to redo.", done="Done again")


def mark(room: Room, scene: Scene, *, what: Mark) -> Next:
    """Suspend, bury or flag the card, or take its flag away."""
    if what == "flag" and scene.asked.is_flagged:
        what = "unflag"
    try:
        room.desk.mark(scene.asked, what, now=room.clock())
    except AllianceCardsError as error:
        return _after_refusal(room, scene, error)
    return _went_on(room, scene, MARKED[what].format(card=scene.asked.card.id))


def edit(room: Room, scene: Scene) -> Next:
    """Let the person change the card in an editor, and go on with it as it is then."""
    began = room.ticks()
    try:
        with room.hands.given_back():
            message = room.desk.edit(scene.asked, now=room.clock())
    except AllianceCardsError as error:
        message = error.message
    away = room.ticks() - began
    return _went_on(room, scene._replace(shown_at=scene.shown_at + away), message)


def whole(room: Room, scene: Scene) -> Next:
    """Ask the whole list in the place of one of its items, or the item again."""
    if scene.asked.items:
        return room.ask(answered=scene.answered)
    asked = room.desk.whole(scene.asked, room.clock())
    if asked is None:
        return scene._replace(message="This card is not an item of a list.")
    if len(asked.items) > len(room.keys.labels):
        return scene._replace(message="This list is too long to be asked as a whole.")
    return room.scene(asked, answered=scene.answered)._replace(shown_at=scene.shown_at)


def why(room: Room, scene: Scene) -> Scene:
    """Show why the card comes when it does, and what has happened to it."""
    if scene.asked.items:
        other = room.keys.first("whole")
        return scene._replace(message=f"A list has no history of its own: {other} asks one item.")
    try:
        story = room.desk.story(scene.asked, room.clock())
    except AllianceCardsError as error:
        return scene._replace(message=error.message)
    return scene._replace(panel="why", story=story, panel_scroll=0)


def open_help(room: Room, shown: Shown) -> Shown:
    """Show the keys; what lies below waits as it is."""
    del room
    return shown._replace(panel="help", panel_scroll=0)


ACTIONS: Mapping[str, Action] = {
    "show": show, "undo": undo, "redo": redo, "edit": edit, "whole": whole,
    "why": why, "bury": partial(mark, what="bury"), "suspend": partial(mark, what="suspend"),
    "flag": partial(mark, what="flag"), "help": open_help, "leave": leave,
}  # fmt: skip
END_ACTIONS: Mapping[str, Callable[[Room, End], Next]] = {
    "show": leave, "leave": leave, "undo": undo, "redo": redo, "help": open_help,
}  # fmt: skip


def action(room: Room, scene: Scene, key: str) -> Action | None:
    """What a key does in this scene, if anything; what belongs to the card comes first."""
    if scene.is_choosing and (option := chosen_by(scene.asked, key)) is not None:
        return partial(choose, option=option)
    if scene.is_sorting and (item := sorted_by(room, scene.asked, key)) is not None:
        return partial(sort, item=item)
    if scene.takes_grades and (grade := room.keys.grade(key)) is not None:
        return partial(give, grade=grade, at=room.ticks())
    return ACTIONS.get(room.keys.actions.get(key, ""))


def chosen_by(asked: Asked, key: str) -> int | None:
    """The option that a letter or a number from 1 stands for, by its index in the card."""
    order = option_order(asked.card, asked.day)
    if key.isascii() and key.isdigit():
        place = int(key) - 1
    else:
        place = ord(key) - ord("a") if len(key) == 1 else -1
    return order[place] if 0 <= place < len(order) else None


def sorted_by(room: Room, asked: Asked, key: str) -> int | None:
    """The item of a whole list that a key stands for."""
    place = room.keys.labels.find(key) if len(key) == 1 else -1
    return place if 0 <= place < len(asked.items) else None


def _taken_ms(scene: Scene, at: float) -> int:
    return max(0, round((at - scene.shown_at) * 1000))


def _recorded(room: Room, scene: Scene, record: Callable[[], None], *, answers: int = 0) -> Next:
    try:
        record()
    except AllianceCardsError as error:
        return _after_refusal(room, scene, error)
    return room.ask(answered=scene.answered + answers)


def _turned(
    room: Room, shown: Shown, turn: Callable[..., Undone | None], *, nothing: str, done: str
) -> Next:
    try:
        turned = turn(room.clock())
    except AllianceCardsError as error:
        if isinstance(shown, End):
            return shown._replace(message=error.message)
        return _after_refusal(room, shown, error)
    if turned is None:
        return shown._replace(message=nothing)
    so_far = room.desk.summary(room.clock())
    return room.ask(
        answered=so_far.entries + so_far.drills + so_far.crams,
        message=f"{done}: {what_was_turned(turned)}.",
    )


def _went_on(room: Room, scene: Scene, message: str) -> Next:
    """What is asked now: the same card stays as it lies, however it has changed."""
    now = room.ask(answered=scene.answered, message=message)
    if isinstance(now, End) or now.asked.card.id != scene.asked.card.id:
        return now
    return now._replace(
        shown_at=scene.shown_at, revealed=scene.revealed, scroll=scene.scroll,
        typing=now.typing and not scene.revealed,
    )  # fmt: skip


def _after_refusal(room: Room, scene: Scene, error: AllianceCardsError) -> Next:
    """Say why, and show what is to be asked now; a store that fails twice ends the session."""
    failed = isinstance(error, StoreError)
    if failed and scene.store_failed:
        raise error
    now = room.ask(answered=scene.answered, message=error.message)
    if isinstance(now, End):
        return now
    if (now.asked.card, now.asked.seen) == (scene.asked.card, scene.asked.seen):
        return scene._replace(message=error.message, store_failed=failed)
    return now._replace(store_failed=failed)
