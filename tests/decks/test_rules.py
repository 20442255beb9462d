"""Whether many cards are good is told from a few of them."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from alliance_cards.decks.limits import LONGEST_ID, LONGEST_TEXT, MOST_ITEMS
from alliance_cards.decks.rules import faults, telling
from alliance_cards.decks.schema import BasicEntry, ClozeEntry, Entry
from drawn import examples

TITLES = {"faq": "The FAQ"}
TEXTS = st.sampled_from(
    ["a", "two\nlines", "", " \n", "b\u00a0c", "tab\t", "\x1b[2J", "\u202e", "\r", "😀",
     "x" * LONGEST_TEXT, "x" * (LONGEST_TEXT + 1)]
)  # fmt: skip
IDS = st.sampled_from(["", " ", "a", " a ", "a b", "a\nb", "é", "x" * LONGEST_ID, "x" * 101])
TAGS = st.sampled_from([(), ("a",), ("",), ("a", "\x1b"), ("a",) * (MOST_ITEMS + 1), ("a" * 101,)])
SOURCES = st.sampled_from(["", "faq", "faq, there", "nowhere", "faq \u202e"])


@dataclass(frozen=True)
class Field:
    """A field, and what people write into it."""

    name: str
    values: st.SearchStrategy[object]


FIELDS = st.sampled_from(
    [
        Field("front", TEXTS),
        Field("back", TEXTS),
        Field("explanation", TEXTS),
        Field("id", IDS),
        Field("tags", TAGS),
        Field("accept", TAGS),
        Field("source", SOURCES),
        Field("reverse", st.sampled_from([True, "no", "perhaps"])),
    ]
)


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    """Good cards, and perhaps one with one field that may be bad."""
    good: list[Entry] = [BasicEntry(front=f"q{n}", back="a", source="faq") for n in range(3)]
    good.append(ClozeEntry(cloze=draw(st.sampled_from(["a {{b}}", "no blank"])), source="faq"))
    field = draw(FIELDS)
    values: dict[str, object] = {"front": "q", "back": "a", "source": "faq"}
    values[field.name] = draw(field.values)
    good.insert(draw(st.integers(0, 4)), BasicEntry(**values))  # type: ignore[arg-type]
    return good


def is_faulty(looked_at: list[Entry]) -> bool:
    return any(True for entry in looked_at for _ in faults(entry, TITLES))


@examples(400)
@given(entries())
def test_a_few_tell(drawn: list[Entry]) -> None:
    """Those that are looked at by themselves have a fault just when any has."""
    assert is_faulty(telling(drawn)) == is_faulty(drawn)


def test_one_of_all_that_are_alike_tells() -> None:
    """A thousand cards with two different tags take two looks."""
    alike: list[Entry] = [
        BasicEntry(front=f"Question {n}", back=f"Answer {n}", id=f"n{n}", tags=(f"t{n % 2}",))
        for n in range(1_000)
    ]
    assert len(telling(alike)) == 2
