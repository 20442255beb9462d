"""The linear mode: a session in lines, for ears, for plain terminals and for pipes.

    summary = run_linear(
        desk, lines=Lines(0), voice=Voice(sys.stdout, columns=0), clock=clock,
        ticks=time.monotonic, keys=keymap({}), pause_after=120,
    )

It moves no cursor, sends no colour and never changes the terminal's modes. What can be
done is the same as on the study screen, and so are the functions that do it.
"""

from collections.abc import Callable, Sequence

from alliance_cards.core.calendar import Moment
from alliance_cards.core.session import Desk
from alliance_cards.core.summary import Summary
from alliance_cards.terminal.actions import (
    ACTIONS,
    END_ACTIONS,
    chosen_by,
    give,
    reveal,
    take,
    write,
)
from alliance_cards.terminal.bindings import COMMAND, KeyMap
from alliance_cards.terminal.events import is_escape, words_of
from alliance_cards.terminal.lines import Lines, Voice
from alliance_cards.terminal.scene import End, Next, Room, Scene, Shown
from alliance_cards.terminal.views import spoken


def run_linear(
    desk: Desk,
    *,
    lines: Lines,
    voice: Voice,
    clock: Callable[[], Moment],
    ticks: Callable[[], float],
    keys: KeyMap,
    pause_after: float,
) -> Summary:
    """Hold a session in lines. The end of the input ends it, with every answer kept.

    Raises what the desk raises when it cannot go on.
    """
    room = Room(desk, lines, clock, ticks, keys, pause_after)
    first = room.ask(answered=0)
    if isinstance(first, Scene):
        voice.say(spoken.welcome(first, keys), "")
        _hold(room, first, lines, voice)
    return desk.summary(clock())


def _hold(room: Room, first: Shown, lines: Lines, voice: Voice) -> None:
    shown: Next = first
    before: Shown | None = None
    while shown is not None:
        if isinstance(shown, Scene) and _is_new(before, shown):
            lines.pending_discard()
        voice.say(*spoken.news(before, shown, room.keys))
        before = shown = _quiet(shown)
        line = lines.read(voice.prompt)
        if line is None:
            voice.say(*[] if lines.is_terminal else [spoken.INPUT_ENDED], "")
            return
        if not lines.is_terminal:
            voice.say("")
        shown = heard(room, room.noticed(shown), line)


def _is_new(before: Shown | None, scene: Scene) -> bool:
    """Whether a question was put: what was typed before does not count."""
    return not isinstance(before, Scene) or before.asked != scene.asked


def heard(room: Room, shown: Shown, line: str) -> Next:
    """What a line makes of a scene."""
    line = ":esc" if is_escape(line) else words_of(line).strip()
    if isinstance(shown, End):
        name = command(room.keys, line.removeprefix(COMMAND)) if line else "leave"
        does = END_ACTIONS.get(name or "")
        return does(room, shown) if does else shown._replace(message=spoken.unknown(line))
    if line.startswith(COMMAND):
        return _commanded(room, shown, line.removeprefix(COMMAND))
    if shown.typing:
        return write(room, shown, text=line)
    if not line:
        return _entered(room, shown)
    if (answered := _answered(room, shown, line)) is not None:
        return answered
    return _commanded(room, shown, line)


def command(keys: KeyMap, line: str) -> str | None:
    """The action that a line names: by its key, or by its word."""
    word = line.strip()
    return keys.actions.get(word) or next((a for a in keys.keys if a == word.casefold()), None)


def _entered(room: Room, scene: Scene) -> Next:
    """A line without a word: the answer is shown, or what is suggested is taken."""
    if not scene.revealed:
        return reveal(room, scene)
    if scene.asked.is_reading or scene.suggested is not None:
        return take(room, scene, at=room.ticks())
    return scene._replace(message=spoken.wanted(scene, room.keys))


def _answered(room: Room, scene: Scene, line: str) -> Next:
    """What a line says about the card itself; None if it says nothing about it."""
    words = line.replace(",", " ").replace("+", " ").split()
    if scene.is_choosing:
        options = [chosen_by(scene.asked, word.casefold().rstrip(").")) for word in words]
        chosen = frozenset(option for option in options if option is not None)
        if len(chosen) < len(words) or (len(chosen) > 1 and len(scene.asked.card.answers) == 1):
            return None
        return reveal(room, scene._replace(chosen=chosen))
    if scene.is_sorting:
        return _sorted(room, scene, words)
    if scene.takes_grades:
        name = line.casefold()
        for grade in room.keys.grades:
            if name in (grade.key.casefold(), grade.name):
                return give(room, scene, grade=grade.grade, at=room.ticks())
    return None


def _sorted(room: Room, scene: Scene, words: Sequence[str]) -> Next:
    """The items that were forgotten, by their numbers; "none" for no one."""
    if words == [spoken.NONE]:
        return take(room, scene._replace(forgotten=frozenset()), at=room.ticks())
    if words == [spoken.ALL]:
        everything = frozenset(range(len(scene.asked.items)))
        return take(room, scene._replace(forgotten=everything), at=room.ticks())
    count = len(scene.asked.items)
    places = [int(word) - 1 if word.isdecimal() else -1 for word in words]
    if not places or not all(0 <= place < count for place in places):
        return None
    return take(room, scene._replace(forgotten=frozenset(places)), at=room.ticks())


def _commanded(room: Room, scene: Scene, line: str) -> Next:
    name, wanted = command(room.keys, line) or "", spoken.wanted(scene, room.keys)
    if name == "show":
        return scene._replace(message=wanted)
    if name not in ACTIONS:
        return scene._replace(message=f"{spoken.unknown(line)} {wanted}")
    return ACTIONS[name](room, scene)


def _quiet(shown: Shown) -> Shown:
    """The scene once its message and its panel have been spoken."""
    return shown._replace(message="", panel="")
