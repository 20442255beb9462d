"""SM-2, after P. A. Wozniak, "Optimization of learning", 1990, section 3.2.

The published text decides; where it is silent the author's own plug-in does; where both
are silent nothing changes. `docs/scheduler.md` has the table of these decisions, whose
letters stand in the comments here. The arithmetic is in whole numbers only: the E-Factor
is kept in hundredths, because its six increments are exact hundredths.
"""

from alliance_cards.core.scheduler import PASSING_GRADE, State, is_grade

STARTING_EASE = 250
LOWEST_EASE = 130
LONGEST_INTERVAL = 36_500
DRILL_UNTIL = 4
EASE_CHANGES = {5: +10, 4: 0, 3: -14}


def start() -> State:
    """The state of a card that was never reviewed."""
    return State(repetitions=0, ease=STARTING_EASE, interval=0)


def review(state: State, grade: int, *, elapsed_days: int | None = None) -> State:
    """The state after a review with a grade of 0 to 5; a ValueError for any other (K).

    SM-2 has no use for `elapsed_days`: early or late, the scheduled interval counts (H).
    """
    del elapsed_days
    if not is_grade(grade):
        raise ValueError(f"a grade is 0 to 5, not {grade}")
    if grade < PASSING_GRADE:
        return State(repetitions=0, ease=state.ease, interval=1)  # A, E
    return State(
        repetitions=state.repetitions + 1,
        ease=max(LOWEST_EASE, state.ease + EASE_CHANGES[grade]),  # I
        interval=_next_interval(state),
    )


def needs_drill(grade: int) -> bool:
    """Whether the final drill repeats a card that scored this: below 4 (F)."""
    return grade < DRILL_UNTIL


def explain(state: State, grade: int) -> tuple[str, ...]:
    """What a grade (0 to 5) does to a state, a sentence for each step."""
    from alliance_cards.core.sm2_words import sentences  # not on the way to a card

    return sentences(state, grade)


def _next_interval(state: State) -> int:
    if state.repetitions == 0:
        return 1
    if state.repetitions == 1:
        return 6
    rounded_up = -(-state.interval * state.ease // 100)  # B: the old ease; C: rounded up
    return min(LONGEST_INTERVAL, rounded_up)  # J
