"""What a reader gives back and what a writer is given: values only."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from alliance_cards.core.scheduler import State
from alliance_cards.decks.schema import Entry, Source
from alliance_cards.formats.limits import USUAL, Limits

NOTHING: Mapping[str, Any] = MappingProxyType({})


class Skipped(NamedTuple):
    """Something that was left out: where (line 0: nowhere in particular) and why."""

    file: str
    line: int
    reason: str


class PastReview(NamedTuple):
    """One review that another program recorded.

    `source_id` is its number there, the same in every export; `milliseconds` since 1970
    UTC; `grade` 0 to 5; `taken_ms` milliseconds.
    """

    source_id: int
    milliseconds: int
    grade: int
    taken_ms: int


class Progress(NamedTuple):
    """How far a card has got; `due_in_days_from_epoch` is a study day, None of a new card."""

    state: State
    due_in_days_from_epoch: int | None
    lapses: int = 0
    suspended: bool = False
    history: tuple[PastReview, ...] = ()


class NewDeck(NamedTuple):
    """A deck on its way in or out.

    `progress` goes by the card's name within the deck: `entry-id` or `entry-id#variant`.
    `text` is the deck file that it came from, if all of that is here ("": there is none).
    """

    id: str
    name: str
    description: str = ""
    sources: Mapping[str, Source] = NOTHING
    entries: tuple[Entry, ...] = ()
    progress: Mapping[str, Progress] = NOTHING
    order: int | None = None
    text: str = ""


class Gathered(NamedTuple):
    """All that a file holds, what was left out, and what could not be carried over."""

    decks: tuple[NewDeck, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    remarks: tuple[str, ...] = ()


class Written(NamedTuple):
    """The content of a file to be written, and in sentences what it cannot hold."""

    data: str | bytes
    remarks: tuple[str, ...] = ()


class Options(NamedTuple):
    """What a person said about a file; None: it is found from the name and the content.

    `delimiter` parts the fields of CSV and Anki text; `header` says whether a CSV file has
    a row of names. The separators are those chosen when copying from Quizlet. `step` is told
    how far the reading is: the file, what is done, and of how much (0: that is not known).
    `deck` is the id of the one deck, whatever the file is called.
    """

    format: str | None = None
    delimiter: str | None = None
    header: bool | None = None
    field_separator: str | None = None
    row_separator: str | None = None
    with_scheduling: bool = False
    limits: Limits = USUAL
    step: Callable[[str, int, int], object] = lambda *_: None
    deck: str | None = None
