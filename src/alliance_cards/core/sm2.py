"""SM-2, after P. A. Wozniak, "Optimization of learning", 1990, section 3.2.

The published text decides; where it is silent the author's own plug-in does; where both
are silent nothing changes. `docs/scheduler.md` has the table of these decisions, whose
letters stand in the comments here. The arithmetic is in whole numbers only: the E-Factor
is kept in hundredths, because its six increments are exact hundredths.
"""

from functools import lru_cache

from alliance_cards.core.scheduler import HIGHEST_GRADE, LOWEST_GRADE, PASSING_GRADE, State

STARTING_EASE = 250
LOWEST_EASE = 130
SECOND_INTERVAL = 6
LONGEST_INTERVAL = 36_500
DRILL_UNTIL = 4
EASE_CHANGES = {3: -14, 4: 0, 5: +10}
MEANINGS = {
    0: "complete blackout",
    1: "again: it was wrong",
    2: "wrong, the right one seemed easy to recall",
    3: "correct with serious difficulty",
    4: "correct after a hesitation",
    5: "perfect response",
}
"""What SM-2 calls its grades of the quality of an answer; but 1 is given for all that failed."""

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def start() -> State:
    """The state of a card that was never reviewed."""
    return State(repetitions=0, ease=STARTING_EASE, interval=0)


def review(state: State, grade: int, *, elapsed_days: int | None = None) -> State:
    """The state after a review with a grade of 0 to 5; a ValueError for any other (K).

    SM-2 has no use for `elapsed_days`: early or late, the scheduled interval counts (H).
    """
    del elapsed_days
    if not LOWEST_GRADE <= grade <= HIGHEST_GRADE:
        raise ValueError(f"a grade is 0 to 5, not {grade}")
    return _after(state)[grade]


def needs_drill(grade: int) -> bool:
    """Whether the final drill repeats a card that scored this: below 4 (F)."""
    return grade < DRILL_UNTIL


def explain(state: State, grade: int) -> tuple[str, ...]:
    """What a grade (0 to 5) does to a state: what it means, the interval, the ease."""
    after = review(state, grade)
    if grade < PASSING_GRADE:
        return (
            f"Grade {grade} ({MEANINGS[grade]}) is below {PASSING_GRADE}: not known.",
            "Counting begins again, with an interval of 1 day.",
            f"A failure does not change the ease: it stays {_decimals(after.ease)}.",
        )
    return (
        f"Grade {grade} ({MEANINGS[grade]}) passes, {_in_a_row(after.repetitions)}.",
        _interval_in_words(state, after),
        _ease_in_words(state, grade, after),
    )


@lru_cache(maxsize=1_000)  # the screen asks for all grades of a state, then the answer for one
def _after(state: State) -> tuple[State, ...]:
    """The states after each grade, at its index."""
    failed = State(0, state.ease, 1)  # A, E
    repetitions, interval = state.repetitions + 1, _next_interval(state)
    passed = [
        State(repetitions, max(LOWEST_EASE, state.ease + change), interval)  # I
        for change in EASE_CHANGES.values()
    ]
    return (*[failed] * PASSING_GRADE, *passed)


def _next_interval(state: State) -> int:
    if state.repetitions == 0:
        return 1
    if state.repetitions == 1:
        return SECOND_INTERVAL
    rounded_up = -(-state.interval * state.ease // 100)  # B: the old ease; C: rounded up
    return min(LONGEST_INTERVAL, rounded_up)  # J


def _decimals(hundredths: int) -> str:
    """A number of hundredths as people write it: 250 is "2.50"."""
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _in_a_row(repetitions: int) -> str:
    if repetitions <= len(ORDINALS):
        return f"for the {ORDINALS[repetitions - 1]} time in a row"
    return f"{repetitions} times in a row by now"


def _interval_in_words(before: State, after: State) -> str:
    if after.repetitions == 1:
        return "The first interval is always 1 day."
    if after.repetitions == 2:
        return "The second interval is always 6 days."
    product = before.interval * before.ease
    days = f"{before.interval} {'day' if before.interval == 1 else 'days'}"
    text = f"The interval is the last one times the ease: {days} × {_decimals(before.ease)}"
    if -(-product // 100) > LONGEST_INTERVAL:
        return f"{text} is more than {LONGEST_INTERVAL:,} days, and that is the longest there is."
    if product % 100:
        return f"{text} = {_decimals(product)}, rounded up to {after.interval} days."
    return f"{text} = {after.interval} days."


def _ease_in_words(before: State, grade: int, after: State) -> str:
    change = EASE_CHANGES[grade]
    if not change:
        return f"Grade {grade} leaves the ease at {_decimals(after.ease)}."
    sign = "+" if change > 0 else "−"
    text = f"{_decimals(before.ease)} {sign} {_decimals(abs(change))} = "
    text = f"The ease becomes {text}{_decimals(before.ease + change)}"
    if before.ease + change < LOWEST_EASE:
        text += f", but never less than {_decimals(LOWEST_EASE)}"
    return f"{text}; it counts from the next interval on."
