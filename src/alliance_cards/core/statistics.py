"""The figures of the statistics page, as values.

Each figure has one definition, which stands here and, with its edge cases, in
`docs/statistics.md`. Study days are whole numbers (`core.calendar`), times milliseconds,
eases hundredths. "Answers" are all that were given, in reviews, in the drill and while
cramming, here and in imported history. A "recall" is what tells how well something is
known: the first answer of a card on a study day, unless the card was new, for there was
nothing to recall then; drill and cramming are left out. It is passed with a grade of 3 or
more.
"""

from math import sqrt
from typing import TYPE_CHECKING, Literal, NamedTuple

from alliance_cards.core.scheduler import State

if TYPE_CHECKING:
    from alliance_cards.core.simulation import Simulation

MATURE_DAYS = 21
FORECAST_DAYS = 365
Z_95 = 1.959964
"""The quantile of the normal distribution that leaves 2.5 % on either side."""

Aspect = Literal["deck", "document", "tag", "kind"]
ASPECTS: tuple[Aspect, ...] = ("deck", "document", "tag", "kind")
Advice = Literal["rewrite", "split", "learn", "shorten", "tell-apart", "wait"]
Reason = Literal["overdue", "weak", "untouched", "unfinished"]


def wilson(passed: int, reviews: int) -> tuple[float, float]:
    """The 95 % score interval of a proportion, after E. B. Wilson (1927): low and high.

    Between 0 and 1; the whole of it without a review.
    """
    if not reviews:
        return 0.0, 1.0
    share = passed / reviews
    spread = Z_95 * Z_95 / reviews
    middle = share + spread / 2
    reach = Z_95 * sqrt(share * (1 - share) / reviews + spread / (4 * reviews))
    low = 0.0 if not passed else (middle - reach) / (1 + spread)
    high = 1.0 if passed == reviews else (middle + reach) / (1 + spread)
    return low, high


class Recall(NamedTuple):
    """How many recalls there were, and how many of them were passed."""

    reviews: int = 0
    passed: int = 0

    @property
    def share(self) -> float | None:
        """The part that was passed, 0 to 1; None without a recall."""
        return self.passed / self.reviews if self.reviews else None

    @property
    def interval(self) -> tuple[float, float]:
        """Where the share lies with 95 % confidence (see `wilson`)."""
        return wilson(self.passed, self.reviews)


class Period(NamedTuple):
    """The study days that the page looks back on, both included.

    `first` is None for all of the history. Cards by state, forecast and distributions are
    those of today, whatever the period.
    """

    first: int | None
    last: int

    @property
    def days(self) -> int | None:
        """How many study days it has; None for all of the history."""
        return None if self.first is None else self.last - self.first + 1


class StudyDay(NamedTuple):
    """What was done on one study day.

    `answers` are all of them; of these `new` introduced a card, `drills` repeated one on the
    same day, and `crams` were cramming. `taken_ms` is their time, as far as they are `timed`;
    an answer that took longer than two minutes counts as two, the rest is a pause.
    """

    day: int
    answers: int = 0
    new: int = 0
    drills: int = 0
    crams: int = 0
    taken_ms: int = 0
    recall: Recall = Recall()
    timed: int = 0


class Streak(NamedTuple):
    """Study days in a row with at least one answer, in all of the history.

    `current` ends today, or yesterday if today has no answer yet; 0 if neither has one.
    `studied` counts all study days with an answer.
    """

    current: int
    longest: int
    studied: int


class States(NamedTuple):
    """The cards that stand in a deck, by state. The first four add up to `cards`.

    `new` was never reviewed (or begins anew), `young` has an interval below 21 days,
    `mature` one of 21 or more; what is suspended is neither. `leeches` have lapsed
    as often as the settings say, and are also counted in their state.
    """

    new: int
    young: int
    mature: int
    suspended: int
    leeches: int

    @property
    def cards(self) -> int:
        """All cards."""
        return self.new + self.young + self.mature + self.suspended


class Group(NamedTuple):
    """The cards that have something in common, and how well they are recalled.

    `key` is the deck's id, the document's title, the tag or the kind; `name` what people
    read. A card with two tags is in both groups; one without a source is in no document.
    Of its `cards` some are `suspended`, others `studied` (no longer new), the rest is new;
    of those studied some are `due`, today or overdue. Recalls of suspended cards count.
    """

    aspect: Aspect
    key: str
    name: str
    cards: int
    suspended: int
    studied: int
    due: int
    recall: Recall

    @property
    def new(self) -> int:
        """The cards that were not met yet."""
        return self.cards - self.suspended - self.studied


class Forecast(NamedTuple):
    """How many cards come due, if each were answered on its day and none came back.

    `backlog` was due before today. `days` has 365 numbers: the cards due today, tomorrow,
    and so on. New and suspended cards are not in it, buried ones on the day they return.
    `new_waiting` counts the new cards, of which a day brings up to `new_per_day`.
    """

    today: int
    backlog: int
    days: tuple[int, ...]
    new_waiting: int
    new_per_day: int

    def within(self, days: int) -> int:
        """The cards due in so many days, today the first of them; without the backlog."""
        return sum(self.days[:days])

    @property
    def days_of_new_cards(self) -> int | None:
        """The study days until every new card has been met; None if none ever is."""
        if not self.new_waiting:
            return 0
        return -(-self.new_waiting // self.new_per_day) if self.new_per_day else None


class HardCard(NamedTuple):
    """A card that is hard, and what to do about it.

    `taken_ms` is all the time that was spent on it, two minutes an answer at most. `recall`
    is that of the period.
    """

    card: str
    front: str
    state: State
    lapses: int
    taken_ms: int
    recall: Recall
    advice: Advice


class Bin(NamedTuple):
    """How many cards have a value from `low` to `high`, both included (None: without end)."""

    low: int
    high: int | None
    cards: int


class Hour(NamedTuple):
    """The answers and recalls of one hour of the day (0-23), local time where they were given.

    Imported history is left out: it does not say in which zone its hours were.
    """

    hour: int
    answers: int
    recall: Recall


class Pace(NamedTuple):
    """The time that answers take, in the period.

    `answers` are those with a time, all but what scripts gave without one; `cards` were
    answered at least once.
    """

    answers: int
    taken_ms: int
    cards: int

    @property
    def ms_per_answer(self) -> int | None:
        """The mean time of an answer; None without one."""
        return round(self.taken_ms / self.answers) if self.answers else None

    @property
    def ms_per_card(self) -> int | None:
        """The mean time that a card took altogether; None without one."""
        return round(self.taken_ms / self.cards) if self.cards and self.answers else None


class Suggestion(NamedTuple):
    """What to study next, and why: the cards that wait, or how weakly a group is recalled.

    "overdue": cards wait since an earlier day; "weak": even the upper end of the interval is
    below what would be good; "untouched": no card was studied yet; "unfinished": some are new.
    For "overdue" `group` is None, and `cards` counts the backlog; for "weak" it counts the
    group's studied cards, else its new ones.
    """

    reason: Reason
    group: Group | None
    cards: int


class Statistics(NamedTuple):
    """Everything that the page shows.

    `scope` are the words that chose the cards, none for all. `calendar` has the study days
    of the period with an answer, in order, `recall` its sum; `groups` those of every aspect
    (`of`) in the order of decks, else the largest first; `hours` all 24; `suggestions` the
    most pressing first. `elsewhere` counts cards with a history that stand in no deck: their
    answers are in the calendar, but they are in no state and no group.
    """

    scope: tuple[str, ...]
    period: Period
    today: StudyDay
    streak: Streak
    calendar: tuple[StudyDay, ...]
    states: States
    elsewhere: int
    recall: Recall
    groups: tuple[Group, ...]
    forecast: Forecast
    hardest: tuple[HardCard, ...]
    eases: tuple[Bin, ...]
    intervals: tuple[Bin, ...]
    pace: Pace
    hours: tuple[Hour, ...]
    suggestions: tuple[Suggestion, ...]
    simulation: "Simulation | None" = None

    def of(self, aspect: Aspect) -> tuple[Group, ...]:
        """The groups of one aspect."""
        return tuple(group for group in self.groups if group.aspect == aspect)
