"""The seam between the program and a scheduler."""

from typing import NamedTuple, Protocol

LOWEST_GRADE, HIGHEST_GRADE = 0, 5
PASSING_GRADE = 3


class State(NamedTuple):
    """What a scheduler knows of a card, in three whole numbers.

    `repetitions` in a row that passed; `ease`, under SM-2 the E-Factor in hundredths;
    `interval` in days, 0 before the first review.
    """

    repetitions: int
    ease: int
    interval: int


class Scheduler(Protocol):
    """A rule that turns a state and a grade into the next state. Pure.

    A module with these four functions is one (`core.sm2`). The store, the queue and
    the screen see only this, so that another rule can take its place.
    """

    def start(self) -> State:
        """The state of a card that was never reviewed."""
        ...

    def review(self, state: State, grade: int, *, elapsed_days: int | None) -> State:
        """The state after a review with a grade of 0 to 5.

        `elapsed_days` counts from the last review, None at the first one. The next
        review is due `interval` days after the day of the answer.
        """
        ...

    def needs_drill(self, grade: int) -> bool:
        """Whether a card that got this grade is asked again on the same day."""
        ...

    def explain(self, state: State, grade: int) -> tuple[str, ...]:
        """The arithmetic of a review in plain words, a sentence for each step."""
        ...


def is_grade(grade: int) -> bool:
    """Whether a number is one of SM-2's grades of the quality of an answer, 0 to 5."""
    return LOWEST_GRADE <= grade <= HIGHEST_GRADE
