"""Which key gives which grade."""

from typing import NamedTuple


class GradeKey(NamedTuple):
    """A key, its name on the screen and the grade of SM-2 (0 to 5) that it stores."""

    key: str
    name: str
    grade: int


WRONG, GOOD = 1, 4

# Under the published rules 0, 1 and 2 schedule alike: one key for them loses nothing.
FOUR_GRADES = (
    GradeKey("1", "again", 1),
    GradeKey("2", "hard", 3),
    GradeKey("3", "good", 4),
    GradeKey("4", "easy", 5),
)
SIX_GRADES = (
    GradeKey("0", "blackout", 0),
    GradeKey("1", "wrong", 1),
    GradeKey("2", "almost", 2),
    GradeKey("3", "hard", 3),
    GradeKey("4", "good", 4),
    GradeKey("5", "easy", 5),
)
