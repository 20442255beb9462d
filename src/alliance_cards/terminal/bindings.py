"""What can be done on the study screen: the one table of actions, keys and meanings.

The keys in force, the help, the linear mode and the check of the settings follow from it.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from alliance_cards.core.settings import Settings
from alliance_cards.terminal.gradekeys import FOUR_GRADES, SIX_GRADES, GradeKey


class Binding(NamedTuple):
    """An action, the keys that it has without a setting, and what it does.

    Actions of one meaning share a line of the help.
    """

    action: str
    keys: tuple[str, ...]
    meaning: str


SCROLLING = "scroll a long card, also with Home and End"
BINDINGS = (
    Binding("show", ("space", "enter"), "show the answer, then take the grade marked › or good"),
    Binding("undo", ("u",), "take the last answer back; again, the one before"),
    Binding("redo", ("U", "ctrl-r"), "bring back what undo took"),
    Binding("edit", ("e",), "change the card in your editor, and go on with it"),
    Binding("whole", ("w",), "ask the whole list instead of one item"),
    Binding("why", ("i",), "why the card comes today, and its history"),
    Binding("bury", ("-",), "put the card off until tomorrow"),
    Binding("suspend", ("@",), "ask the card no more, until it is resumed"),
    Binding("flag", ("!",), "flag the card, or take the flag away"),
    Binding("up", ("up",), SCROLLING),
    Binding("down", ("down",), SCROLLING),
    Binding("page-up", ("page-up",), SCROLLING),
    Binding("page-down", ("page-down",), SCROLLING),
    Binding("top", ("home",), SCROLLING),
    Binding("bottom", ("end",), SCROLLING),
    Binding("help", ("?",), "these keys"),
    Binding("leave", ("q", "esc"), "leave; every answer is already kept; Ctrl-C too"),
)
ALWAYS_LEAVES = "ctrl-c"
COMMAND = ":"  # where lines are typed, one that begins so does what a key does
NAMED = frozenset({
    "space", "enter", "esc", "tab", "backspace", "delete", "up", "down", "left", "right",
    "home", "end", "page-up", "page-down", *(f"ctrl-{letter}" for letter in "abdefgklnopqrstuvwxy"),
})  # fmt: skip
SPOKEN = {
    "up": "↑", "down": "↓", "left": "←", "right": "→", "page-up": "PgUp", "page-down": "PgDn",
}  # fmt: skip


class KeyMap:
    """The keys in force: what each does, which keys an action has, and the grades."""

    def __init__(
        self,
        actions: Mapping[str, str],
        keys: Mapping[str, Sequence[str]],
        grades: Sequence[GradeKey],
    ) -> None:
        self.actions = actions
        self.keys = keys
        self.grades = grades

    @property
    def labels(self) -> str:
        """The keys that tell the items of a whole list, in order: digits, then free letters."""
        free = [letter for letter in "abcdefghijklmnopqrstuvwxyz" if letter not in self.actions]
        return "1234567890" + "".join(free)

    def first(self, action: str) -> str:
        """The key of an action as a person reads it."""
        return spoken(self.keys[action][0])

    def grade(self, key: str) -> int | None:
        """The grade that a key gives, if any."""
        name = self.actions.get(key)
        return next((grade.grade for grade in self.grades if grade.name == name), None)

    def grade_named(self, grade: int) -> GradeKey:
        """The key of a grade of SM-2; of the next higher one if it has none."""
        return next(key for key in self.grades if key.grade >= grade)


def keymap(
    rebound: Mapping[str, Sequence[str]], grades: Sequence[GradeKey] = FOUR_GRADES
) -> KeyMap:
    """The keys with those that a person has set; a ValueError names what cannot be."""
    keys: dict[str, Sequence[str]] = {binding.action: binding.keys for binding in BINDINGS}
    keys |= {grade.name: (grade.key,) for grade in grades}
    _check_names(rebound, (*keys, *(grade.name for grade in (*FOUR_GRADES, *SIX_GRADES))))
    keys |= {action: given for action, given in rebound.items() if action in keys}
    actions: dict[str, str] = {}
    for action, given in keys.items():
        for key in given:
            other = actions.setdefault(" " if key == "space" else key, action)
            if other != action:
                raise ValueError(f'[keys] gives "{key}" to both "{other}" and "{action}"')
    return KeyMap(
        actions={**actions, ALWAYS_LEAVES: "leave"},
        keys=keys,
        grades=[grade._replace(key=spoken(keys[grade.name][0])) for grade in grades],
    )


def keys_in_force(settings: Settings) -> KeyMap:
    """The keys that the settings ask for; a ValueError names what cannot be."""
    return keymap(settings.keys, SIX_GRADES if settings.grades == "six" else FOUR_GRADES)


def spoken(key: str) -> str:
    """A key as a person reads it: Space, Ctrl-R, PgUp, u."""
    if len(key) == 1:
        return key
    return SPOKEN.get(key) or "-".join(part.capitalize() for part in key.split("-"))


def _check_names(rebound: Mapping[str, Sequence[str]], known: Sequence[str]) -> None:
    for action, keys in rebound.items():
        if action not in known:
            there = ", ".join(dict.fromkeys(known))
            raise ValueError(f'[keys] knows no action "{action}"; there are {there}')
        if not keys:
            raise ValueError(f'[keys] takes at least one key for "{action}"')
        for key in keys:
            if key not in NAMED and not (len(key) == 1 and key.isprintable() and key != " "):
                raise ValueError(
                    f'[keys] "{action}" cannot have the key "{key}"; there are single'
                    f" characters, {', '.join(_kinds())}"
                )


def _kinds() -> list[str]:
    return [*sorted(name for name in NAMED if not name.startswith("ctrl-")), "ctrl-r and the like"]
