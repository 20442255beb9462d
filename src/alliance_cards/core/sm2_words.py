"""SM-2's arithmetic in plain words, one sentence a step."""

from alliance_cards.core.scheduler import PASSING_GRADE, State
from alliance_cards.core.sm2 import EASE_CHANGES, LONGEST_INTERVAL, LOWEST_EASE, review

MEANINGS = {
    0: "complete blackout",
    1: "wrong, the right one was remembered",
    2: "wrong, the right one seemed easy to recall",
    3: "correct with serious difficulty",
    4: "correct after a hesitation",
    5: "perfect response",
}
"""What SM-2 calls its grades of the quality of an answer."""

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def sentences(before: State, grade: int) -> tuple[str, ...]:
    """What a grade does to a state: what it means, the interval, the ease."""
    after = review(before, grade)
    if grade < PASSING_GRADE:
        return (
            f"Grade {grade} ({MEANINGS[grade]}) is below {PASSING_GRADE}: not known.",
            "Counting begins again, with an interval of 1 day.",
            f"A failure does not change the ease: it stays {decimals(after.ease)}.",
        )
    return (
        f"Grade {grade} ({MEANINGS[grade]}) passes, {_in_a_row(after.repetitions)}.",
        _interval(before, after),
        _ease(before, grade, after),
    )


def decimals(hundredths: int) -> str:
    """A number of hundredths as people write it: 250 is "2.50"."""
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _in_a_row(repetitions: int) -> str:
    if repetitions <= len(ORDINALS):
        return f"for the {ORDINALS[repetitions - 1]} time in a row"
    return f"{repetitions} times in a row by now"


def _interval(before: State, after: State) -> str:
    if after.repetitions == 1:
        return "The first interval is always 1 day."
    if after.repetitions == 2:
        return "The second interval is always 6 days."
    product = before.interval * before.ease
    days = f"{before.interval} {'day' if before.interval == 1 else 'days'}"
    text = f"The interval is the last one times the ease: {days} × {decimals(before.ease)}"
    if -(-product // 100) > LONGEST_INTERVAL:
        return f"{text} is more than {LONGEST_INTERVAL:,} days, and that is the longest there is."
    if product % 100:
        return f"{text} = {decimals(product)}, rounded up to {after.interval} days."
    return f"{text} = {after.interval} days."


def _ease(before: State, grade: int, after: State) -> str:
    change = EASE_CHANGES[grade]
    if not change:
        return f"Grade {grade} leaves the ease at {decimals(after.ease)}."
    sign = "+" if change > 0 else "−"
    text = f"{decimals(before.ease)} {sign} {decimals(abs(change))} = "
    text = f"The ease becomes {text}{decimals(before.ease + change)}"
    if before.ease + change < LOWEST_EASE:
        text += f", but never less than {decimals(LOWEST_EASE)}"
    return f"{text}; it counts from the next interval on."
