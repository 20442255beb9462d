"""Clocks that are wrong, journeys, the nights of daylight saving, and the rollover."""

from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_cards.collection.answering import Manner, answer
from alliance_cards.collection.asking import queue_of_today
from alliance_cards.core import sm2
from alliance_cards.core.calendar import Moment, moment
from alliance_cards.core.errors import AnswerRefused
from alliance_cards.store import log, recent
from alliance_cards.store.audit import audit
from cli.program import put_deck, run
from drawn import examples
from people import DAY_MS, NOON, Person, at
from stores import new_store, review

YEARS = 365 * 8


def test_a_clock_that_jumps_ahead_by_years_and_back(home: Path) -> None:
    """A sentence each time; every answer is kept, in the order in which it was given."""
    put_deck(home)
    assert run("grade", "three/one", "4", at="2026-03-01T12:00:00+01:00").stderr == ""
    ahead = run("grade", "three/two", "4", at="2034-03-01T12:00:00+01:00")
    assert "The clock says 2034-03-01, and the last entry was made on 2026-03-01." in ahead.stderr
    back = run("next", at="2026-03-02T12:00:00+01:00")
    assert "The clock says 2026-03-02, and the last entry was made on 2034-03-01." in back.stderr
    given = run("grade", "three/one", "4", at="2026-03-02T12:00:00+01:00")
    assert (given.code, given.stdout) == (0, "three/one: grade 4. Due in 6 days.\n")
    assert run("next", at="2026-03-02T13:00:00+01:00").stderr == ""
    assert run("doctor", "--json").json["rows"] == 3
    assert run("undo", "--json").json["card_id"] == "three/one"


def test_a_clock_once_far_ahead_makes_no_later_day_wrong_or_slow(tmp_path: Path) -> None:
    """Today's answers are found by looking at today's rows only, however many follow."""
    store = new_store(tmp_path, [f"d/{number}" for number in range(300)])
    review(store, "d/0", 4, day=1)
    review(store, "d/1", 4, day=YEARS)
    for number in range(2, 300):
        review(store, f"d/{number}", 4, day=2 + number // 100)
    found = recent.answers_of_day(store, 4)
    assert [row.entry.card for row in found] == [f"d/{number}" for number in range(200, 300)]
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    def steps_of(day: int) -> int:
        nonlocal steps
        steps = 0
        store.connection.set_progress_handler(count, 1)
        recent.answers_of_day(store, day)
        store.connection.set_progress_handler(None, 0)
        return steps

    review(store, "d/0", 4, day=5)
    assert steps_of(5) * 20 < steps_of(4)
    assert steps_of(6) * 20 < steps_of(4)
    assert [row.entry.card for row in recent.answers_of_day(store, 1)] == ["d/0"]
    assert audit(store, sm2).findings == ()


@pytest.mark.parametrize("begins", ["1969-12-31T19:00:05-05:00", "1970-01-01T00:00:05+00:00"])
def test_a_clock_that_begins_anew(home: Path, begins: str) -> None:
    """As where there is no battery: what is answered by it comes again, once time is known."""
    put_deck(home)
    assert run("grade", "three/one", "4", at=begins).code == 0
    assert run("stats", "--json", at=begins).json["calendar"][0]["answers"] == 1
    shown = run("next", "three", "--json", at="2026-03-01T12:00:00+01:00").json
    assert (shown["card"]["id"], shown["counts"]["due"]) == ("three/one", 1)
    assert run("doctor", "--json").json["ok"]


moments = st.builds(
    Moment,
    st.integers(0, 20_000 * 3_600_000).map(lambda ms: NOON.milliseconds + ms),
    st.sampled_from([-720, -300, 0, 60, 120, 345, 720, 840]),
)


@given(st.lists(st.tuples(moments, st.integers(0, 5), st.sampled_from("abc")), max_size=25))
@examples(40)
def test_whatever_the_clock_and_the_zone_do(
    tmp_path_factory: pytest.TempPathFactory, given: list[tuple[Moment, int, str]]
) -> None:
    """Each answer is kept or refused; the order and the schedule are what the log says."""
    person = Person(tmp_path_factory.mktemp("h"))
    person.write(*((card, f"Front {card}", f"Back {card}") for card in "abc"))
    kept, refusals = 0, set()
    for now, grade, card in given:
        try:
            person.answer(f"d/{card}", grade, now=now)
        except AnswerRefused as refused:
            refusals.add(refused.code)
        else:
            kept += 1
    assert refusals <= {"not_due", "already_answered"}
    store = person.collection.store
    rows = list(log.live_rows(store))
    assert len(rows) == kept
    assert all(one.stamp < other.stamp for one, other in pairwise(rows))
    assert audit(store, sm2).findings == ()
    person.collection.close()


def test_a_journey_over_twelve_time_zones_and_back(tmp_path: Path) -> None:
    """A day that comes twice asks nothing twice; a day that is skipped leaves things due."""
    person = Person(tmp_path)
    person.write(("a", "Front", "Back"), ("b", "Other front", "Other back"))
    auckland, samoa = 13 * 60, -11 * 60
    noon = at(5, 12).milliseconds - 13 * 3_600_000
    person.answer("d/a", 4, now=Moment(noon, auckland))
    with pytest.raises(AnswerRefused) as refused:
        person.answer("d/a", 4, now=Moment(noon + 3_600_000, samoa))  # the day before, there
    assert refused.value.code == "not_due"
    person.answer("d/b", 4, now=Moment(noon + 3_600_000, samoa))
    person.answer("d/a", 4, now=Moment(noon + DAY_MS, auckland))
    assert person.reviews("d/a") == 2
    assert audit(person.collection.store, sm2).findings == ()
    person.collection.close()


def test_a_card_answered_ahead_on_the_day_that_comes_twice_is_in_nobodys_way(
    tmp_path: Path,
) -> None:
    """The drill asks nothing that takes no answer; the card comes on its next day."""
    person = Person(tmp_path)
    person.write(("a", "Front", "Back"))
    person.answer("d/a", 1, now=at(5, 9))
    answer(person.collection, "d/a", 1, now=at(4), taken_ms=None, manner=Manner(early=True))
    assert person.desk().ask(at(5, 20)) is None
    assert queue_of_today(person.collection, at(6), ()).due == ("d/a",)
    person.collection.close()


@pytest.mark.parametrize("night", ["2026-03-29", "2026-10-25"])
def test_the_nights_of_daylight_saving(tmp_path: Path, night: str) -> None:
    """Every quarter of an hour of both nights is of one study day, which ends at four."""
    person = Person(tmp_path)
    zone = ZoneInfo("Europe/Berlin")
    start = datetime.fromisoformat(f"{night}T00:00:00").replace(tzinfo=zone)
    before = start.toordinal() - 1 - datetime(1970, 1, 1).toordinal()
    instant = start.astimezone(ZoneInfo("UTC"))
    days = []
    while (local := instant.astimezone(zone)).hour < 6:
        days.append((person.collection.day(moment(local)), local.hour))
        instant += timedelta(minutes=15)
    assert days == [(before + (hour >= 4), hour) for _, hour in days]
    assert len(days) == (20 if night == "2026-03-29" else 28)
    person.collection.close()


def test_the_rollover_during_a_session(tmp_path: Path) -> None:
    """A card shown before four and answered after it: kept, for the day of the answer."""
    person = Person(tmp_path)
    person.write(("a", "Front", "Back"), ("b", "Other front", "Other back"))
    desk = person.desk()
    asked = desk.ask(at(1, 3, 59))
    assert asked
    desk.answer(asked, 4, now=at(1, 4, 1), taken_ms=1)
    following = desk.ask(at(1, 4, 1))
    assert following
    assert following.card.id == "d/b"
    (row,) = log.live_rows(person.collection.store)
    assert row.day == person.collection.day(at(1, 12))
    assert audit(person.collection.store, sm2).findings == ()
    person.collection.close()
