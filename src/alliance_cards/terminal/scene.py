"""The state of a session as a person sees it, and the room in which it changes.

The full screen (`study`) and the linear mode (`linear`) share both, and the `actions`.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from alliance_cards.core.calendar import Moment
from alliance_cards.core.session import Asked, Desk
from alliance_cards.terminal.bindings import KeyMap
from alliance_cards.terminal.gradekeys import GOOD, WRONG

if TYPE_CHECKING:
    from alliance_cards.core.summary import Summary
    from alliance_cards.core.typed import Comparison
    from alliance_cards.core.why import Story

LONG_AGO = float("-inf")
NOTHING: frozenset[int] = frozenset()
Panel = Literal["", "help", "why"]


class Scene(NamedTuple):
    """A card on the table, and all that is remembered while it lies there.

    `shown_at`, `active_at` (the last event) and `spaced_at` (the last Space) are ticks in
    seconds. `answered` counts the answers of this session. `chosen` are options of a choice
    by their index in the card, `forgotten` items of a whole list by theirs. While `typing`
    an answer is being written; `draft` is what a resize took out of the terminal's own
    line; `comparison` is what came of it. `panel` lies over the card, with its `story` if it
    is "why". `scroll` and `panel_scroll` are lines. `good_waits`: a Space may yet turn out
    to be a held key. `store_failed`: the last answer could not be stored.
    """

    asked: Asked
    shown_at: float
    active_at: float
    answered: int
    revealed: bool = False
    chosen: frozenset[int] = NOTHING
    forgotten: frozenset[int] = NOTHING
    typing: bool = False
    draft: str = ""
    comparison: "Comparison | None" = None
    panel: Panel = ""
    story: "Story | None" = None
    scroll: int = 0
    panel_scroll: int = 0
    message: str = ""
    spaced_at: float = LONG_AGO
    good_waits: bool = False
    store_failed: bool = False
    paused: bool = False

    @property
    def is_choosing(self) -> bool:
        """Whether options can be chosen."""
        return bool(self.asked.card.options) and not (self.revealed or self.asked.is_reading)

    @property
    def is_sorting(self) -> bool:
        """Whether the items of a whole list can be told known or forgotten."""
        return bool(self.asked.items) and self.revealed and not self.asked.is_reading

    @property
    def takes_grades(self) -> bool:
        """Whether a grade can be given now."""
        return self.revealed and not self.asked.items and not self.asked.is_reading

    @property
    def suggested(self) -> int | None:
        """The grade that what was chosen or written suggests."""
        if self.comparison:
            return WRONG if self.comparison.closeness == "wrong" else GOOD
        if self.chosen and self.revealed:
            from alliance_cards.core.choices import is_right

            return GOOD if is_right(self.asked.card, self.chosen) else WRONG
        return None


class End(NamedTuple):
    """Nothing is left to ask: the summary, from which `undo` leads back."""

    summary: "Summary"
    answered: int
    active_at: float
    panel: Panel = ""
    scroll: int = 0
    panel_scroll: int = 0
    message: str = ""


Shown = Scene | End
Next = Scene | End | None


class Hands(Protocol):
    """What actions need of the side from which a person types."""

    def pending_discard(self) -> None:
        """Forget all that was typed so far."""
        ...

    def given_back(self) -> AbstractContextManager[None]:
        """The terminal as other programs expect it, from `with` to its end."""
        ...


class Room:
    """What actions work with. `clock` gives moments, `ticks` seconds that only rise.

    After `pause_after` seconds without a key the time of an answer stands still.
    """

    def __init__(
        self,
        desk: Desk,
        hands: Hands,
        clock: Callable[[], Moment],
        ticks: Callable[[], float],
        keys: KeyMap,
        pause_after: float,
    ) -> None:
        self.desk = desk
        self.hands = hands
        self.clock = clock
        self.ticks = ticks
        self.keys = keys
        self.pause_after = pause_after

    def ask(self, *, answered: int, message: str = "") -> Shown:
        """The scene of the card to ask now; the end when nothing is left."""
        now = self.ticks()
        asked = self.desk.ask(self.clock())
        if asked is None:
            summary = self.desk.summary(self.clock())
            return End(summary=summary, answered=answered, active_at=now, message=message)
        return self.scene(asked, answered=answered, message=message)

    def scene(self, asked: Asked, *, answered: int, message: str = "") -> Scene:
        """A card as it is put on the table."""
        now = self.ticks()
        return Scene(
            asked=asked,
            shown_at=now,
            active_at=now,
            answered=answered,
            revealed=asked.is_reading,
            typing=bool(asked.card.accept) and not (asked.is_reading or asked.items),
            message=message,
            spaced_at=now if asked.is_reading else LONG_AGO,
        )

    def noticed(self, shown: Shown) -> Shown:
        """The scene at an event: the time of an absence before it does not count."""
        now = self.ticks()
        if isinstance(shown, End):
            return shown._replace(active_at=now)
        absence = max(0.0, now - shown.active_at - self.pause_after)
        return shown._replace(shown_at=shown.shown_at + absence, active_at=now, paused=False)
