"""The study screen: cards, one after the other, until none is left or the person leaves.

    summary = run_study(
        desk, input_fd=0, output=sys.stdout, color=True, columns=0, clock=clock,
        ticks=time.monotonic,
    )
    console.print(summary_view(summary))

The caller has made sure that both ends are a terminal, and shows the summary.
"""

from collections.abc import Callable, Sequence
from typing import TextIO

from alliance_cards.core.calendar import Moment
from alliance_cards.core.session import Desk, Summary
from alliance_cards.terminal.actions import action, give
from alliance_cards.terminal.events import Event, Key, Paste, Resume
from alliance_cards.terminal.gradekeys import FOUR_GRADES, GOOD, GradeKey
from alliance_cards.terminal.keys import Keyboard
from alliance_cards.terminal.scene import Keys, Room, Scene, Stage
from alliance_cards.terminal.screen import ENTER, LEAVE

SETTLE_SECONDS = 0.15


def run_study(
    desk: Desk,
    *,
    input_fd: int,
    output: TextIO,
    color: bool,
    columns: int,
    clock: Callable[[], Moment],
    ticks: Callable[[], float],
    grades: Sequence[GradeKey] = FOUR_GRADES,
) -> Summary:
    """Hold a session on a terminal and give the terminal back, whatever happens.

    `columns` narrows the screen (COLUMNS), 0 does not; `ticks` are seconds that only rise.
    With nothing to ask the terminal is left as it is. Raises what the desk raises when it
    cannot go on, and SystemExit 143 or 129 when the process is to end or the terminal is
    gone; every answer given is kept then, too.
    """
    output.flush()
    keyboard = Keyboard(input_fd, output.fileno(), enter=ENTER, leave=LEAVE)
    stage = Stage(output, color=color, columns=columns)
    room = Room(desk=desk, keyboard=keyboard, stage=stage, clock=clock, ticks=ticks, grades=grades)
    scene = room.ask(answered=0)
    if scene is not None:
        with keyboard:
            _play(room, scene)
    return desk.summary(clock())


def study(
    desk: Desk,
    *,
    keyboard: Keys,
    stage: Stage,
    clock: Callable[[], Moment],
    ticks: Callable[[], float],
    grades: Sequence[GradeKey] = FOUR_GRADES,
) -> Summary:
    """Hold a session with a keyboard and a stage that the caller has set up."""
    room = Room(desk=desk, keyboard=keyboard, stage=stage, clock=clock, ticks=ticks, grades=grades)
    _play(room, room.ask(answered=0))
    return desk.summary(clock())


def _play(room: Room, scene: Scene | None) -> None:
    while scene is not None:
        room.stage.show(room.lay_out(scene))
        event = room.keyboard.read(SETTLE_SECONDS if scene.good_waits else None)
        scene = next_scene(room, scene, event)


def next_scene(room: Room, scene: Scene, event: Event | None) -> Scene | None:
    """What an event makes of a scene; None as an event is a pause after a Space."""
    match event:
        case None:
            return _settled(room, scene)
        case Key(name):
            return _pressed(room, scene, name)
        case Paste():
            return scene._replace(good_waits=False)
        case Resume():
            # The time in which the program was stopped is no time taken for an answer.
            scene = scene._replace(shown_at=room.ticks())
    room.stage.forget()
    return scene


def _pressed(room: Room, scene: Scene, key: str) -> Scene | None:
    """A key; one that is not Space confirms a Space that still waits."""
    if scene.good_waits and key != " ":
        settled = _settled(room, scene)
        if settled is None:
            return None
        scene = settled
    does = action(room, scene, key)
    calm = scene._replace(message="", good_waits=False)
    return does(room, calm) if does else calm


def _settled(room: Room, scene: Scene) -> Scene | None:
    """The scene after a Space has proved to be a key pressed once: the card was good."""
    if not scene.good_waits:
        return scene
    return give(room, scene._replace(good_waits=False), grade=GOOD, at=scene.spaced_at)
