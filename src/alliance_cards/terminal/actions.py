"""What keys do on the study screen: small functions from a scene to the next one.

None is the end of the session. A later feature is a function here and a key in a map.
"""

from collections.abc import Callable, Mapping
from functools import partial

from alliance_cards.core.errors import AllianceCardsError, StoreError
from alliance_cards.terminal.scene import Room, Scene
from alliance_cards.terminal.views.page import Layout

Action = Callable[[Room, Scene], Scene | None]
Scroll = Callable[[Layout], int]

QUIET_SECONDS = 0.25


def leave(room: Room, scene: Scene) -> None:
    """End the session. Nothing is to be saved: every answer is kept already."""
    del room, scene


def reveal(room: Room, scene: Scene) -> Scene:
    """Show the answer. Keys that were typed before it could be seen do not count."""
    room.keyboard.pending_discard()
    shown = scene._replace(revealed=True, spaced_at=room.ticks())
    return shown._replace(scroll=room.lay_out(shown).showing_answer())


def space(room: Room, scene: Scene) -> Scene:
    """Mean "good", unless the key seems to be held down.

    A Space counts if no other comes within 250 ms before it, nor soon after it (see
    `study.SETTLE_SECONDS`): the first repetition of a held key comes later than that.
    """
    now = room.ticks()
    quiet = now - scene.spaced_at >= QUIET_SECONDS
    return scene._replace(spaced_at=now, good_waits=quiet)


def give(room: Room, scene: Scene, *, grade: int, at: float) -> Scene | None:
    """Record a grade that was given at some tick, and go on to what is to be asked then."""
    taken_ms = max(0, round((at - scene.shown_at) * 1000))
    try:
        room.desk.answer(scene.asked, grade, now=room.clock(), taken_ms=taken_ms)
    except AllianceCardsError as error:
        return _after_refusal(room, scene, error)
    return room.ask(answered=scene.answered + 1)


def undo(room: Room, scene: Scene) -> Scene | None:
    """Take back the last answer and ask its card again."""
    try:
        undone = room.desk.undo(room.clock())
    except AllianceCardsError as error:
        return _after_refusal(room, scene, error)
    if undone is None:
        return scene._replace(message="Nothing to undo.")
    return room.ask(
        answered=max(0, scene.answered - 1), message=f"Undone: {undone.kind} of {undone.card}."
    )


def open_help(room: Room, scene: Scene) -> Scene:
    """Show the keys; the card waits as it is."""
    del room
    return scene._replace(help_scroll=0)


def close_help(room: Room, scene: Scene) -> Scene:
    """Go back to the card."""
    del room
    return scene._replace(help_scroll=None)


def scroll(room: Room, scene: Scene, *, to: Scroll) -> Scene:
    """Move what is open, the help or the card."""
    place = to(room.lay_out(scene))
    if scene.help_scroll is None:
        return scene._replace(scroll=place)
    return scene._replace(help_scroll=place)


def action(room: Room, scene: Scene, key: str) -> Action | None:
    """What a key does in this scene, if anything."""
    if scene.help_scroll is not None:
        return HELP_KEYS.get(key)
    if not scene.revealed:
        return QUESTION_KEYS.get(key)
    for grade in room.grades:
        if grade.key == key:
            return partial(give, grade=grade.grade, at=room.ticks())
    return ANSWER_KEYS.get(key)


def _after_refusal(room: Room, scene: Scene, error: AllianceCardsError) -> Scene | None:
    """Say why, and show what is to be asked now; a store that fails twice ends the session."""
    failed = isinstance(error, StoreError)
    if failed and scene.store_failed:
        raise error
    now = room.ask(answered=scene.answered, message=error.message)
    if now is None:
        return None
    if (now.asked.card, now.asked.seen) == (scene.asked.card, scene.asked.seen):
        return scene._replace(message=error.message, store_failed=failed)
    return now._replace(store_failed=failed)


SCROLL_KEYS: Mapping[str, Action] = {
    "up": partial(scroll, to=lambda layout: layout.scrolled(-1)),
    "down": partial(scroll, to=lambda layout: layout.scrolled(1)),
    "page-up": partial(scroll, to=lambda layout: layout.scrolled(1 - layout.rows)),
    "page-down": partial(scroll, to=lambda layout: layout.scrolled(layout.rows - 1)),
    "home": partial(scroll, to=lambda layout: layout.scrolled(-layout.scroll)),
    "end": partial(scroll, to=lambda layout: layout.furthest),
}
CARD_KEYS: Mapping[str, Action] = {
    **SCROLL_KEYS, "u": undo, "?": open_help, "q": leave, "esc": leave, "ctrl-c": leave,
}  # fmt: skip
QUESTION_KEYS: Mapping[str, Action] = {**CARD_KEYS, " ": reveal, "enter": reveal}
ANSWER_KEYS: Mapping[str, Action] = {**CARD_KEYS, " ": space}
HELP_KEYS: Mapping[str, Action] = {
    **SCROLL_KEYS, **dict.fromkeys(("?", "q", "esc", " ", "enter"), close_help), "ctrl-c": leave,
}  # fmt: skip
