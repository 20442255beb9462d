"""What hypothesis draws: how much of it, and texts at little cost."""

from collections.abc import Sequence

from hypothesis import settings
from hypothesis import strategies as st

THOROUGH, TIMES = "thorough", 10
FIRST_STAND_IN = 0xE000


def examples(count: int) -> settings:
    """So many examples; ten times as many with `--hypothesis-profile=thorough`."""
    is_thorough = settings.get_current_profile_name() == THOROUGH
    return settings(max_examples=count * TIMES if is_thorough else count)


def strung(
    pieces: Sequence[str], *, min_size: int = 0, max_size: int | None = None
) -> st.SearchStrategy[str]:
    """Texts of so many of the pieces.

    Drawn as one text of stand-ins: a list would cost several draws for each piece.
    """
    stand_ins = [chr(FIRST_STAND_IN + number) for number in range(len(pieces))]
    table = str.maketrans(dict(zip(stand_ins, pieces, strict=True)))
    drawn = st.text("".join(stand_ins), min_size=min_size, max_size=max_size)
    return drawn.map(lambda text: text.translate(table))
