"""Statistics: a history worked by hand, and brute force over generated ones."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_cards.collection.collection import record_action
from alliance_cards.collection.looking import cards_matching
from alliance_cards.collection.progress import chosen_cards, statistics_of, with_simulation
from alliance_cards.core.advice import next_step
from alliance_cards.core.calendar import Moment
from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.core.history import Entry, Kind, Role
from alliance_cards.core.schedule import Position
from alliance_cards.core.scheduler import State
from alliance_cards.core.statistics import Recall, Statistics
from alliance_cards.store import log
from alliance_cards.store.audit import audit
from alliance_cards.store.periods import prepare
from alliance_cards.store.recording import count_past
from benchmarks.homes import make_home
from benchmarks.lives import NOW
from brute import counted, flat
from drawn import examples
from people import FIRST_DAY, Person, at

DECK = """\
name: Deck {deck}
sources:
  one: {{title: Document one}}
  two: {{title: Document two}}
cards:
  - {{id: a, front: Question a{deck}, back: A, source: 'one, "Section"', tags: [x]}}
  - {{id: b, front: Question b{deck}, back: B, source: one, tags: [x, y]}}
  - {{id: c, cloze: "Word {{{{c{deck}}}}}.", source: two}}
  - {{id: d, front: Question d{deck}, back: D}}
"""
CARDS = [f"{deck}/{card}" for deck in "pq" for card in ("a", "b", "d")]
STRAY = "p/gone"  # a card in no deck


@pytest.fixture
def person(tmp_path: Path) -> Person:
    """Somebody with two decks."""
    return with_decks(tmp_path)


def with_decks(folder: Path) -> Person:
    """Somebody with two decks in a folder."""
    person = Person(folder)
    for deck in "pq":
        person.save(DECK.format(deck=deck), f"{deck}.yaml")
    return person


def do(person: Person, kind: Kind, now: Moment, **details: Any) -> None:
    """Record one row, a review with the state that was shown."""
    card = details.get("card")
    if kind is Kind.REVIEW:
        details["before"] = person.collection.schedule_of(str(card)).position
    with person.collection.store.transaction():
        record_action(person.collection, [Entry(kind=kind, **details)], now)


def bring_in(person: Person, now: Moment, past: Sequence[tuple[str, Moment, int]]) -> None:
    """Import a history of (card, moment, grade), each card's first answer a meeting."""
    collection = person.collection
    with collection.store.transaction():
        state = Position(State(3, 240, 30), collection.day(now) + 3)
        entry = Entry(kind=Kind.SET, card=past[0][0], after=state, value=1)
        (row,) = record_action(collection, [entry], now)
        met: set[str] = set()
        for card, when, grade in past:
            role = Role.RECALL if card in met else Role.MEETING
            met.add(card)
            kept = log.append_past(
                collection.store,
                Entry(kind=Kind.IMPORT, card=card, grade=grade, taken_ms=2_000, value=role),
                when=when,
                day=collection.day(when),
                action=row.action,
                device=bytes(16),
                source=f"{card} {when}",
                given_up=log.given_up(collection.store).get(card, -1),
            )
            count_past(collection.store, card, [kept] if kept else [], collection.scheduler)


def undo(person: Person, now: Moment) -> None:
    """Take the newest action back, if there is one."""
    action = log.action_to_undo(person.collection.store)
    if action is not None:
        do(person, Kind.UNDO, now, target=action)


def redo(person: Person, now: Moment) -> None:
    """Bring back what was undone, if there is something."""
    found = log.undo_to_redo(person.collection.store)
    if found is not None:
        do(person, Kind.REDO, now, target=found[0])


def check(person: Person, now: Moment, texts: Sequence[str], first: int | None) -> Statistics:
    """The statistics, after they were counted a second time by brute force."""
    collection = person.collection
    found = statistics_of(collection, texts, now, first=first)
    names = chosen_cards(collection, texts, now)
    cards = [
        pair for pair in cards_matching(collection, [], now) if names is None or pair[0].id in names
    ]
    expected = counted(
        log.live_rows(collection.store),
        cards,
        everything=names is None,
        first=first,
        today=collection.day(now),
    )
    spent = expected.pop("spent")
    assert [card.taken_ms for card in found.hardest] == [spent[c.card] for c in found.hardest]
    intervals = expected.pop("intervals")
    assert flat(found) == expected
    for part in found.intervals:
        high = part.high or 10**6
        assert part.cards == sum(part.low <= days <= high for days in intervals)
    return found


answered = st.fixed_dictionaries(
    {
        "card": st.sampled_from([*CARDS, STRAY]),
        "grade": st.integers(0, 5),
        "taken_ms": st.sampled_from([None, 0, 900, 5_000, 400_000]),
    }
)
moved = st.fixed_dictionaries(
    {"card": st.sampled_from([*CARDS, STRAY]), "new_name": st.sampled_from(CARDS)}
)
marked = st.fixed_dictionaries({"card": st.sampled_from(CARDS)})
acts = st.one_of(
    st.tuples(st.sampled_from([Kind.REVIEW, Kind.DRILL, Kind.CRAM]), answered),
    st.tuples(st.just(Kind.REVIEW), answered),
    st.tuples(st.sampled_from([Kind.SUSPEND, Kind.RESUME, Kind.RESET]), marked),
    st.tuples(st.just(Kind.RENAME), moved),
    st.sampled_from([Kind.UNDO, Kind.REDO, Kind.IMPORT]),
)
# Days between acts (a clock may also be put back, or be years ahead), the hour, and the zone's
# offset in minutes.
times = st.tuples(
    st.sampled_from([0, 0, 0, 1, 1, 1, 2, 7, -1, 900, -900]),
    st.integers(0, 23),
    st.sampled_from([0, 60, -600, 840]),
)


@examples(20)
@given(st.lists(st.tuples(acts, times), min_size=1, max_size=25))
def test_brute_force_agrees(tmp_path_factory: pytest.TempPathFactory, done: list[Any]) -> None:
    """Whatever is done, undone, renamed and imported, in all time zones: the same figures."""
    person = with_decks(tmp_path_factory.mktemp("h"))
    day, now = 0, at(0)
    for act, (days, hour, offset) in done:
        day += days
        now = Moment(at(day, hour).milliseconds, offset)
        if act is Kind.UNDO:
            undo(person, now)
        elif act is Kind.REDO:
            redo(person, now)
        elif act is Kind.IMPORT:
            bring_in(person, now, [("p/a", at(day - 4 + n, hour), 2 + n) for n in range(3)])
        else:
            kind, details = act
            do(person, kind, now, **details)
    today = person.collection.day(now)
    for texts in ([], ["p"], ["-is:new"], ["tag:x"]):
        for first in (None, today - 3):
            if texts != ["-is:new"] or any(cards_matching(person.collection, texts, now)):
                check(person, now, texts, first)
    assert audit(person.collection.store, person.collection.scheduler).findings == ()
    person.collection.close()


# day, hour, card, kind, grade, seconds: a week of somebody who begins with deck p.
WEEK = (
    (0, 12, "p/a", Kind.REVIEW, 4, 10),  # meets a: no recall
    (0, 12, "p/b", Kind.REVIEW, 1, 20),  # meets b and does not know it
    (0, 12, "p/b", Kind.DRILL, 4, 5),
    (1, 12, "p/a", Kind.REVIEW, 4, 6),  # recall, passed
    (1, 20, "p/b", Kind.REVIEW, 1, 8),  # recall, failed
    (3, 20, "p/b", Kind.REVIEW, 4, 130),  # recall, passed; ten of its seconds are a pause
)
MORNING = at(4, 9)


def live_the_week(person: Person) -> None:
    """All of it, and one card that is put aside."""
    for day, hour, card, kind, grade, seconds in WEEK:
        do(person, kind, at(day, hour), card=card, grade=grade, taken_ms=seconds * 1000)
    do(person, Kind.SUSPEND, at(3, 21), card="q/d")


def test_a_week_worked_by_hand(person: Person) -> None:
    """Every figure of the week above, as it comes out with pencil and paper."""
    live_the_week(person)
    found = check(person, MORNING, [], None)
    days = {day.day - FIRST_DAY: (day.answers, day.new, day.drills) for day in found.calendar}
    assert days == {0: (3, 2, 1), 1: (2, 0, 0), 3: (1, 0, 0)}
    assert (found.today.day - FIRST_DAY, found.today.answers) == (4, 0)
    assert (found.streak.current, found.streak.longest, found.streak.studied) == (1, 2, 3)
    states = found.states
    assert (states.cards, states.new, states.young, states.suspended) == (8, 5, 2, 1)
    assert found.recall == Recall(3, 2)
    assert found.recall.interval == pytest.approx((0.2077, 0.9385), abs=1e-4)
    assert found.pace.taken_ms == (10 + 20 + 5 + 6 + 8 + 120) * 1000
    assert (found.pace.answers, found.pace.cards) == (6, 2)
    assert (found.pace.ms_per_answer, found.pace.ms_per_card) == (28_167, 84_500)
    assert (found.forecast.backlog, found.forecast.days[:5]) == (0, (1, 0, 0, 1, 0))
    assert [(part.low, part.cards) for part in found.eases] == [(250, 2)]
    assert [(part.low, part.cards) for part in found.intervals[:3]] == [(1, 1), (2, 1), (7, 0)]
    assert [hour.recall for hour in found.hours if hour.answers] == [Recall(1, 1), Recall(2, 1)]
    tags = [(g.key, g.cards, g.suspended, g.studied, g.recall) for g in found.of("tag")]
    assert tags == [("x", 4, 0, 2, Recall(3, 2)), ("y", 2, 0, 1, Recall(2, 1))]
    assert [(card.card, card.advice) for card in found.hardest] == [("p/b", "wait")]
    assert next_step(found) == (
        "Next: Deck q, 3 cards not yet begun; then Deck p, 2 new cards left."
    )


def test_a_period_looks_back_on_its_days_alone(person: Person) -> None:
    """What was answered before it does not count; what is due does, whatever the period."""
    live_the_week(person)
    found = check(person, MORNING, [], FIRST_DAY + 2)
    assert (found.period.days, found.recall) == (3, Recall(1, 1))
    assert [day.day - FIRST_DAY for day in found.calendar] == [3]
    assert (found.streak.longest, found.states.young, found.hardest) == (2, 2, ())


def test_a_period_knows_what_was_undone_brought_in_and_renamed(person: Person) -> None:
    """Counted out, counted again, and counted for the card that it belongs to now."""
    live_the_week(person)
    bring_in(person, at(3, 22), [("q/a", at(1), 4), ("q/a", at(2), 2), ("q/a", at(3), 5)])

    def recalls() -> dict[str, Recall]:
        found = check(person, MORNING, [], FIRST_DAY + 2)
        return {group.key: group.recall for group in found.of("deck")}

    assert recalls() == {"p": Recall(1, 1), "q": Recall(2, 1)}
    undo(person, at(3, 23))
    assert recalls() == {"p": Recall(1, 1), "q": Recall(0, 0)}
    redo(person, at(3, 23))
    assert recalls() == {"p": Recall(1, 1), "q": Recall(2, 1)}
    do(person, Kind.RENAME, at(3, 23), card="p/b", new_name="q/b")
    assert recalls() == {"p": Recall(0, 0), "q": Recall(3, 2)}
    do(person, Kind.REVIEW, at(4, 8), card="p/b", grade=4)  # a new card of the old name
    do(person, Kind.REVIEW, at(4, 8), card="q/b", grade=1)
    assert recalls() == {"p": Recall(0, 0), "q": Recall(4, 2)}
    undo(person, at(4, 8))
    assert recalls() == {"p": Recall(0, 0), "q": Recall(3, 2)}


def test_a_period_begins_before_history_that_was_brought_in_later(person: Person) -> None:
    """Its rows have older stamps than those before them; none of these is overlooked."""
    do(person, Kind.REVIEW, at(0), card="p/a", grade=4)
    do(person, Kind.REVIEW, at(10), card="p/b", grade=4)
    bring_in(person, at(11), [("q/a", at(9), 4), ("q/a", at(10), 2)])
    found = check(person, at(12), [], FIRST_DAY + 10)
    assert (found.pace.cards, found.recall) == (2, Recall(1, 0))


def test_cards_in_no_deck_are_in_no_distribution(person: Person) -> None:
    """Nor among the hardest, of which as many are found as if they were not there."""
    live_the_week(person)
    for number in range(25):
        for day in range(3):
            do(person, Kind.REVIEW, at(day, 22), card=f"p/gone{number}", grade=5 - 2 * day)
    for first in (None, FIRST_DAY + 1):
        found = check(person, MORNING, [], first)
        assert (found.elsewhere, found.states.cards, found.pace.cards) == (25, 8, 27)
        assert sum(part.cards for part in found.eases) == found.states.young == 2
        assert [card.card for card in found.hardest] == ["p/b"]


def test_of_cards_that_are_equally_hard_the_first_in_their_decks_are_named(
    tmp_path: Path,
) -> None:
    """However many there are, and in whatever order they came."""
    person, names = Person(tmp_path), [f"many/c{number:02}" for number in range(30)]
    lines = [f"  - {{id: {name[5:]}, front: '{name}?', back: A}}\n" for name in names]
    for order in (reversed(lines), lines):
        person.save(f"name: Many\ncards:\n{''.join(order)}", "many.yaml")
    for day, grade in ((0, 4), (1, 1)):
        for name in names:
            do(person, Kind.REVIEW, at(day), card=name, grade=grade)
    for first in (None, FIRST_DAY + 1):
        found = check(person, MORNING, [], first)
        assert [card.card for card in found.hardest] == names[:20]


def test_sums_run_along_indexes(tmp_path: Path) -> None:
    """Cards are read by shelf and sorted nowhere; of the log a period reads its rows alone."""
    make_home(tmp_path, cards=40, reviews=300)
    collection = Person(tmp_path).collection
    store, plans = collection.store, dict[str, list[str]]()
    for days in (None, 365):
        first = None if days is None else collection.day(NOW) - days + 1
        statements: list[str] = []
        store.connection.set_trace_callback(statements.append)
        statistics_of(collection, [], NOW, first=first)
        store.connection.set_trace_callback(None)
        with store.snapshot():
            prepare(store, None, first)
            for sql in statements:
                if sql.startswith(("select", "insert into temp")):
                    plans[sql] = [step for *_, step in store.rows(f"explain query plan {sql}")]
    by_shelf = [plan for sql, plan in plans.items() if "group by c.shelf" in sql]
    assert len(by_shelf) == 3  # the lanes, and the recalls of all of the history and of a year
    assert all("SCAN c USING COVERING INDEX card_count" in plan for plan in by_shelf)
    assert not any("TEMP B-TREE" in step for plan in by_shelf for step in plan)
    steps = [step for plan in plans.values() for step in plan]
    of_log = [step for step in steps if {"l", "log"} & set(step.split())]
    assert "SEARCH l USING INTEGER PRIMARY KEY (rowid>?)" in of_log
    assert "SEARCH log USING COVERING INDEX sqlite_autoindex_log_1 (uuid>?)" in of_log
    scans = {step for step in of_log if not step.startswith("SEARCH")}
    assert scans == {"SCAN log USING INDEX log_rename"}  # of which there are few


def test_nothing_and_one_review(person: Person) -> None:
    """An empty collection, and one with a single answer, have a page too."""
    empty = check(person, MORNING, [], None)
    assert (empty.recall.share, empty.recall.interval) == (None, (0.0, 1.0))
    assert (empty.streak.longest, empty.calendar, empty.eases, empty.hardest) == (0, (), (), ())
    do(person, Kind.REVIEW, MORNING, card="p/a", grade=4)
    once = check(person, MORNING, [], None)
    assert (once.today.answers, once.today.new, once.recall) == (1, 1, Recall(0, 0))
    assert (once.streak.current, once.pace.ms_per_answer) == (1, None)


def test_without_a_single_card(tmp_path: Path) -> None:
    """A home without decks says so."""
    found = statistics_of(Person(tmp_path).collection, [], MORNING, first=None)
    assert next_step(found) == "There are no cards here yet."


def test_imported_history_counts_where_it_can(person: Person) -> None:
    """Its days, answers and recalls count; its hours are of an unknown zone and do not."""
    past = [("p/a", at(-9), 4), ("p/a", at(-8), 2), ("p/a", at(-3), 5)]
    bring_in(person, MORNING, past)
    found = check(person, MORNING, [], None)
    assert (found.recall, len(found.calendar), found.pace.cards) == (Recall(2, 1), 3, 1)
    assert not any(hour.answers for hour in found.hours)
    undo(person, MORNING)
    assert check(person, MORNING, [], None).calendar == ()


def test_a_reset_and_a_rename_keep_what_was_answered(person: Person) -> None:
    """A card that begins anew was answered all the same, under whatever name."""
    live_the_week(person)
    do(person, Kind.RESET, at(3, 22), card="p/b")
    do(person, Kind.RENAME, at(3, 22), card="p/b", new_name="q/b")
    found = check(person, MORNING, ["q"], None)
    assert (found.recall, found.states.new) == (Recall(2, 1), 3)
    assert check(person, MORNING, ["q"], FIRST_DAY + 2).recall == Recall(1, 1)


def test_a_journey_keeps_its_days(person: Person) -> None:
    """A day is the one that was lived where one was; flying east may skip an hour, not more."""
    for day, hour, offset in ((0, 20, 0), (1, 12, 600), (2, 2, -600)):
        now = Moment(at(day, hour).milliseconds, offset)
        do(person, Kind.REVIEW, now, card="p/a", grade=4)
    found = check(person, Moment(at(2, 3).milliseconds, -600), [], None)
    assert [day.day - FIRST_DAY for day in found.calendar] == [0, 1]
    assert [day.answers for day in found.calendar] == [1, 2]
    assert [hour.hour for hour in found.hours if hour.answers] == [16, 20, 22]


def test_one_year_and_ten_years(tmp_path: Path) -> None:
    """The sums of long histories are those of their answers, one by one."""
    make_home(tmp_path, cards=40, reviews=300)
    person = Person(tmp_path)
    today = person.collection.day(NOW)
    for texts in ([], ["made-3"]):
        for days in (None, 3650, 365):
            first = None if days is None else today - days + 1
            found = check(person, NOW, texts, first)
            assert found.calendar
    assert found.period.days == 365


def test_a_query_that_finds_nothing(person: Person) -> None:
    """Is told, not answered with an empty page."""
    with pytest.raises(AllianceCardsError, match="finds no card") as refused:
        statistics_of(person.collection, ["nothing"], MORNING, first=None)
    assert refused.value.code == "no_match"


def test_a_simulation_begins_with_the_cards_as_they_are(person: Person) -> None:
    """Same seed, same days; it draws from what was assumed while answers are few."""
    live_the_week(person)
    found = statistics_of(person.collection, [], MORNING, first=None)

    def played(seed: int) -> Any:
        return with_simulation(
            person.collection, found, MORNING, days=20, new_per_day=2, seed=seed
        ).simulation

    one = played(1)
    assert one == played(1) != played(2)
    assert (one.later.is_own, one.later.answers, one.first.answers) == (False, 3, 2)
    assert (one.backlog, one.days[0].day - FIRST_DAY) == (1, 5)
    assert [day.new for day in one.days[:4]] == [2, 2, 1, 0]
