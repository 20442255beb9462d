"""What a session is about: wishes, whole lists, readings, marks, edits, undo and redo."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_cards.collection.asking import queue_of_today
from alliance_cards.collection.desk import StudyDesk
from alliance_cards.collection.looking import examine
from alliance_cards.core.calendar import Moment
from alliance_cards.core.errors import AllianceCardsError, AnswerRefused
from alliance_cards.core.queue import Counts, DeckLimits
from alliance_cards.core.session import Asked, Mark
from alliance_cards.core.settings import Settings
from alliance_cards.core.summary import More, Undone
from drawn import examples
from people import DAY_MS, NOON, Person, at

LIST = """\
name: d
cards:
- {list: Three qualities, id: parts, items: [bond, goals, tasks], tags: [bordin]}
- {id: a, front: What is A?, back: It is A, tags: [letters]}
- {id: b, front: What is B?, back: It is B, tags: [letters, hard]}
"""
PARTS = ["d/parts#bond", "d/parts#goals", "d/parts#tasks"]


class People:
    """Whoever is needed; all are sent home at the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.there: list[Person] = []

    def __call__(self, text: str = LIST, **wishes: Any) -> Person:
        """Somebody with a deck and some settings."""
        somebody = Person(self.folder / str(len(self.there)), Settings(**wishes))
        self.there.append(somebody)
        somebody.save(text, "d.yaml")
        return somebody


@pytest.fixture
def people(tmp_path: Path) -> Iterator[People]:
    """A way to meet people."""
    met = People(tmp_path)
    yield met
    for somebody in met.there:
        somebody.collection.close()


def deck_of(count: int) -> str:
    """A deck of plain cards: d/c00, d/c01 and so on."""
    cards = [f"- {{id: c{n:02}, front: Question {n}, back: Answer {n}}}" for n in range(count)]
    return "\n".join(["name: d", "cards:", *cards, ""])


def asked(desk: StudyDesk, now: Moment = NOON) -> Asked:
    """The card on the table."""
    found = desk.ask(now)
    assert found is not None
    return found


def play(
    desk: StudyDesk, *grades: int, now: Moment = NOON, taken_ms: int = 1_000, most: int = 200
) -> list[str]:
    """Answer card after card, at the end with the last grade again and again; their names."""
    names: list[str] = []
    while (found := desk.ask(now)) and len(names) < most:
        grade = grades[min(len(names), len(grades) - 1)]
        desk.answer(found, grade, now=now, taken_ms=taken_ms)
        names.append(found.card.id)
    return names


def everything(somebody: Person) -> list[Any]:
    """All that is scheduled, of all cards, but when they were last seen."""
    columns = "card, repetitions, ease, interval, due, last_day, reviews, lapses"
    return list(somebody.collection.store.rows(f"select {columns} from schedule order by card"))


def test_a_number_of_cards(people: People) -> None:
    """Three cards, the drill besides; the next session brings the next three."""
    ann = people(deck_of(8))
    assert play(ann.desk(limit=3), 1, 5) == ["d/c00", "d/c01", "d/c02", "d/c00"]
    assert play(ann.desk(limit=3), 5) == ["d/c03", "d/c04", "d/c05"]


def test_new_cards_whatever_the_settings_say(people: People) -> None:
    """None, or more; what was new today before counts. A deck's own limit gives way too."""
    ann = people(deck_of(8), new_per_day=3, decks={"d": DeckLimits(new=1)})
    assert ann.desk(new=0).ask(NOON) is None
    assert len(play(ann.desk(), 5)) == 1
    assert len(play(ann.desk(new=5), 5)) == 4
    assert ann.desk().ask(NOON) is None


def test_what_the_limit_holds_back_is_named_with_a_command_that_works(people: People) -> None:
    """What was new before counts; twenty are offered at a time, and siblings wait."""
    ann = people(deck_of(30), new_per_day=3)
    ann.save(LIST.replace("name: d", "name: e"), "e.yaml")
    desk = ann.desk(decks=("e",), tags=("letters", "bordin"))
    assert desk.summary(NOON).more is None  # something is left of today
    play(ann.desk(decks=("d",)), 5)
    chosen = "e --tag=letters --tag=bordin"
    assert desk.summary(NOON).more == More(3, f"alliance-cards study {chosen} --new 6")
    assert ann.desk().summary(NOON).more == More(20, "alliance-cards study --new 23")
    found = ann.desk(query=("is:new -tag:bordin",), decks=("e",)).summary(NOON).more
    assert found == More(2, "alliance-cards study e '--query=is:new -tag:bordin' --new 5")
    assert len(play(ann.desk(decks=("e",), new=6), 5)) == 3
    assert desk.summary(NOON).more is None  # two items of the list wait as siblings


def test_a_cram_says_once_what_was_not_known(people: People) -> None:
    """A card that was known when it came again is known; the day's limit is told as ever."""
    ann = people(deck_of(3), new_per_day=0)
    desk = ann.desk(cram=True)
    assert play(desk, 1, 4, 1, 1, 4) == ["d/c00", "d/c01", "d/c02", "d/c00", "d/c02", "d/c00"]
    end = desk.summary(NOON)
    assert (end.crams, end.more) == (6, More(3, "alliance-cards study --new 3"))
    assert end.failed == ()
    play(again := ann.desk(cram=True), 1, 4, 4, 2, most=4)
    assert [card.id for card in again.summary(NOON).failed] == ["d/c01"]


def test_limits_of_a_deck(people: People) -> None:
    """Each its own, and those of the day for all together."""
    ann = people(deck_of(4), new_per_day=3, decks={"d": DeckLimits(new=1)})
    ann.write(*[(f"x{n}", f"Q{n}", f"A{n}") for n in range(4)], deck="e")
    assert play(ann.desk(), 5) == ["d/c00", "e/x0", "e/x1"]


def test_tags_and_queries(people: People) -> None:
    """Any of the tags; what the query found in the beginning, to the end."""
    ann = people()
    assert play(ann.desk(tags=("letters",)), 5) == ["d/a", "d/b"]
    bob = people()
    assert play(bob.desk(tags=("hard", "bordin")), 5) == [PARTS[0], "d/b"]
    eve = people()
    assert play(eve.desk(query=("is:new -tag:bordin -hard",)), 1, 4) == ["d/a", "d/a"]
    assert eve.desk(query=("is:due",), cram=True, decks=("d",))
    with pytest.raises(AllianceCardsError, match=r'is:due tag:"letters"') as caught:
        eve.desk(query=("is:due",), tags=("letters",)).ask(NOON)
    assert caught.value.code == "no_match"


def test_the_summary_of_a_query_is_about_its_cards(people: People) -> None:
    """What waits and what comes is counted among them."""
    ann = people(new_per_day=1)
    desk = ann.desk(tags=("letters",))
    play(desk, 4)
    ann.answer("d/parts#bond")
    summary = desk.summary(NOON)
    tomorrow = ann.collection.day(NOON) + 1
    assert (summary.reviews, summary.waiting, summary.left.total) == (1, 1, 0)
    assert summary.upcoming == ((tomorrow, 1),)
    assert summary.worth == (tomorrow, Counts(1, 1, 0))  # the one due, and the new one that waits


def test_what_today_holds_beyond_a_session(people: People) -> None:
    """Cards of other decks, or of the same deck but not chosen; of a session over all, none."""
    ann = people()
    ann.save(deck_of(4).replace("name: d", "name: Another"), "e.yaml")
    end = ann.desk(decks=("e",)).summary(NOON)
    assert (end.left, end.elsewhere) == (Counts(0, 4, 0), Counts(0, 3, 0))
    assert end.about == ("Another",)
    play(ann.desk(decks=("e",)), 1, most=1)
    end = ann.desk(tags=("letters",)).summary(NOON)
    assert (end.left, end.elsewhere, end.about) == (Counts(0, 2, 0), Counts(0, 4, 1), ())
    assert ann.desk().summary(NOON).elsewhere.total == 0


def test_learnt_is_what_is_not_to_be_repeated(people: People) -> None:
    """A hard answer passes and still brings the card back today; the drill's answer settles it."""
    ann = people(deck_of(2))
    desk = ann.desk()
    play(desk, 3, 4, most=2)
    assert [card.id for card in desk.summary(NOON).learnt] == ["d/c01"]
    play(desk, 3, most=1)
    assert [card.id for card in desk.summary(NOON).learnt] == ["d/c01"]
    play(desk, 4, most=1)
    assert [card.id for card in desk.summary(NOON).learnt] == ["d/c00", "d/c01"]


def due_cards(somebody: Person, *days: int) -> None:
    """Cards c00, c01, … answered twice well, so that each is due on a day of its own."""
    for number, day in enumerate(days):
        somebody.answer(f"d/c{number:02}", 4, now=at(day - 7))
        somebody.answer(f"d/c{number:02}", 4, now=at(day - 6))


def test_ahead_of_the_day(people: People) -> None:
    """Cards of the next days, soonest first, after today's; the rules of an early answer."""
    ann = people(deck_of(4), new_per_day=0)
    due_cards(ann, 3, 2, 9, 0)
    assert play(ann.desk(ahead=3), 4) == ["d/c03", "d/c01", "d/c00"]
    state = ann.collection.schedule_of("d/c01")
    day = ann.collection.day(NOON)
    assert (state.state.interval, state.due) == (15, day + 15)
    assert examine(ann.collection).findings == ()


def test_the_most_valuable_cards_first(people: People) -> None:
    """Days overdue divided by the interval; the young first where that is equal."""
    ann = people(deck_of(4), new_per_day=0)
    due_cards(ann, -3, -3, 0)  # intervals of 6
    ann.answer("d/c01", 4, now=at(-3))  # now 15, due on day 12
    ann.answer("d/c03", 4, now=at(-2))  # interval 1, due on day -1
    assert [asked(ann.desk(), at(14)).card.id] == ["d/c00"]
    assert play(ann.desk(minutes=60), 4, now=at(14)) == ["d/c03", "d/c00", "d/c02", "d/c01"]


@pytest.mark.parametrize("seconds", [4, 15, 50])
def test_minutes_are_kept(people: People, seconds: int) -> None:
    """Fast or slow, the session ends in time, and uses most of it."""
    ann = people(deck_of(60), new_per_day=99)
    desk = ann.desk(minutes=3)
    names = play(desk, 1, 4, taken_ms=seconds * 1000)
    used = desk.summary(NOON).taken_ms
    assert used == len(names) * seconds * 1000
    assert used <= 180_000 + seconds * 1000
    assert used >= 120_000 or len(names) >= 60


def test_a_cram_changes_no_date(people: People) -> None:
    """Any card, new or due or not; weak ones come again; no limit; the longest unseen first."""
    ann = people(deck_of(3), new_per_day=0, reviews_per_day=0)
    ann.answer("d/c00", 4, now=at(-5))
    ann.answer("d/c01", 1, now=NOON)
    before = everything(ann)
    desk = ann.desk(cram=True)
    assert asked(desk).turn == "cram"
    assert asked(desk).outcomes == ()
    assert asked(desk).left == Counts(0, 0, 0, 3)
    assert play(desk, 1, 5, 5, 3, 4) == ["d/c02", "d/c00", "d/c01", "d/c02", "d/c02"]
    columns = [record for record in everything(ann) if record[5] is not None]
    assert columns == before
    summary = desk.summary(NOON)
    assert (summary.crams, summary.reviews, summary.drills) == (5, 0, 0)
    assert queue_of_today(ann.collection, NOON, ()).drill == ("d/c01",)
    assert ann.collection.schedule_of("d/c02").is_new
    assert examine(ann.collection).findings == ()
    assert desk.undo(NOON) == Undone("cram", "d/c02")
    assert asked(desk).card.id == "d/c02"


@pytest.mark.parametrize("what", ["suspend", "bury"])
def test_what_is_held_back_comes_no_more_in_a_cram(people: People, what: Mark) -> None:
    """Though it was too weak."""
    desk = people(deck_of(2)).desk(cram=True)
    play(desk, 1, 1, most=2)
    desk.mark(asked(desk), what, now=NOON)
    assert play(desk, 4, most=5) == ["d/c01"]


def test_a_card_that_left_its_deck_is_in_no_crams_way(people: People) -> None:
    """It comes under its new name, and the others after it."""
    ann = people(deck_of(2))
    desk = ann.desk(cram=True)
    play(desk, 1, 1, most=2)
    ann.edits = lambda _: str(ann.save(deck_of(2).replace("id: c00", "id: other"), "d.yaml"))
    desk.edit(asked(desk), now=NOON)
    assert play(desk, 4, most=5) == ["d/other", "d/c01"]


def test_a_second_cram_goes_on_where_the_first_stopped(people: People) -> None:
    """With a number of cards."""
    ann = people(deck_of(5))
    assert play(ann.desk(cram=True, limit=2), 5) == ["d/c00", "d/c01"]
    assert play(ann.desk(cram=True, limit=2), 1, 5) == ["d/c02", "d/c03", "d/c02"]


def test_a_list_asked_as_a_whole(people: People) -> None:
    """Credit for each item as one action; the forgotten ones are drilled, one by one."""
    ann = people(lists="whole")
    desk = ann.desk()
    whole = asked(desk)
    assert (whole.card.id, whole.card.front) == ("d/parts", "Three qualities")
    assert whole.card.back == "1. bond\n2. goals\n3. tasks"
    assert [(item.text, item.counts) for item in whole.items] == [
        ("bond", True), ("goals", True), ("tasks", True),
    ]  # fmt: skip
    desk.answer_items(whole, [True, False, True], now=NOON, taken_ms=1_001)
    assert [ann.reviews(part) for part in PARTS] == [1, 1, 1]
    assert queue_of_today(ann.collection, NOON, ()).drill == ("d/parts#goals",)
    assert play(desk, 5) == ["d/a", "d/b", "d/parts#goals"]
    summary = desk.summary(NOON)
    assert (summary.reviews, summary.entries, summary.drills) == (5, 3, 1)
    assert summary.taken_ms == 4_001
    assert [card.id for card in summary.failed] == ["d/parts#goals"]
    later = asked(desk, at(1))
    desk.answer_items(later, [True] * 3, now=at(1), taken_ms=1)
    assert {ann.collection.schedule_of(part).state.repetitions for part in PARTS} == {1, 2}
    assert desk.undo(at(1)) == Undone("review", PARTS[0], cards=3)
    assert [ann.reviews(part) for part in PARTS] == [1, 1, 1]
    assert desk.redo(at(1)) == Undone("review", PARTS[0], cards=3)
    assert [ann.reviews(part) for part in PARTS] == [2, 2, 2]
    assert examine(ann.collection).findings == ()


def test_items_that_are_not_due_are_asked_along(people: People) -> None:
    """They keep their dates, and what is held back is left alone."""
    ann = people()
    ann.answer(PARTS[1], 4, now=at(-1))
    ann.answer(PARTS[1], 4, now=NOON)
    desk = ann.desk(decks=("d",))
    single = asked(desk, at(1))
    assert single.card.id == PARTS[0]
    whole = desk.whole(single, at(1))
    assert whole is not None
    assert [item.counts for item in whole.items] == [True, False, True]
    desk.answer_items(whole, [True, False, False], now=at(1), taken_ms=10)
    assert [ann.reviews(part) for part in PARTS] == [1, 2, 1]
    assert desk.whole(asked(desk, at(1)), at(1)) is None


def test_a_whole_list_that_moved_on_takes_no_answer(people: People) -> None:
    """One item answered elsewhere, or a new day: nothing at all is recorded."""
    ann = people(lists="whole")
    desk = ann.desk()
    whole = asked(desk)
    with pytest.raises(AnswerRefused, match="new day"):
        desk.answer_items(whole, [True] * 3, now=at(1), taken_ms=0)
    ann.answer(PARTS[2], 5)
    with pytest.raises(AnswerRefused, match="moved on"):
        desk.answer_items(whole, [True] * 3, now=NOON, taken_ms=0)
    assert [ann.reviews(part) for part in PARTS] == [0, 0, 1]


def test_a_first_meeting_as_a_reading(people: People) -> None:
    """Read five, then answer them; nothing is recorded by reading."""
    ann = people(deck_of(7), first_meeting="reading")
    desk = ann.desk()
    seen = []
    while (found := desk.ask(NOON)) is not None:
        seen.append(("reads" if found.is_reading else "answers", found.card.id[-1]))
        if found.is_reading:
            desk.read(found, now=NOON)
        else:
            desk.answer(found, 5, now=NOON, taken_ms=1)
    assert "".join(f"{what[0]}{card} " for what, card in seen) == (
        "r0 r1 r2 r3 r4 a0 a1 a2 a3 a4 r5 r6 a5 a6 "
    )
    assert [ann.reviews(f"d/c0{number}") for number in range(7)] == [1] * 7


def test_a_reading_left_unfinished_is_read_again(people: People) -> None:
    """Whole lists too; and with a number of cards what was read is what is asked."""
    ann = people(first_meeting="reading", lists="whole")
    desk = ann.desk(limit=1)
    whole = asked(desk)
    assert (whole.is_reading, len(whole.items)) == (True, 3)
    desk.read(whole, now=NOON)
    assert (asked(desk).is_reading, asked(desk).card.id) == (False, "d/parts")
    assert asked(ann.desk()).is_reading
    assert asked(ann.desk(cram=True)).is_reading is False


def test_marks_at_the_desk(people: People) -> None:
    """Buried, suspended, flagged and not; of a whole list all items; undone like answers."""
    ann = people(lists="whole")
    desk = ann.desk()
    desk.mark(asked(desk), "bury", now=NOON)
    assert all(ann.collection.schedule_of(part).buried_until for part in PARTS)
    desk.mark(asked(desk), "flag", now=NOON)
    assert asked(desk).is_flagged
    desk.mark(asked(desk), "unflag", now=NOON)
    assert not asked(desk).is_flagged
    desk.mark(asked(desk), "suspend", now=NOON)
    assert asked(desk).card.id == "d/b"
    assert desk.undo(NOON) == Undone("suspend", "d/a")
    assert asked(desk).card.id == "d/a"
    assert desk.redo(NOON) == Undone("suspend", "d/a")
    assert asked(desk).card.id == "d/b"
    assert desk.redo(NOON) is None


def test_an_edited_card_is_asked_as_it_is_now(people: People) -> None:
    """Also under another name, with its history."""
    ann = people(deck_of(3))
    due_cards(ann, 0)
    desk = ann.desk(query=("Question",))
    shown = asked(desk)

    def reword(card: str) -> str:
        ann.save(deck_of(3).replace("id: c00", "id: new-name"), "d.yaml")
        return f"{card} is kept."

    ann.edits = reword
    assert desk.edit(shown, now=NOON) == "d/c00 is kept."
    again = asked(desk)
    assert (again.card.id, again.turn, again.card.back) == ("d/new-name", "due", "Answer 0")
    ann.edits = lambda _: str(ann.save(deck_of(3).replace("Question 0", "Quite 0?"), "d.yaml"))
    desk.edit(again, now=NOON)
    assert asked(desk).card.front == "Quite 0?"


def test_redo_counts_again_in_the_session(people: People) -> None:
    """The summary says what stands."""
    ann = people(deck_of(2))
    desk = ann.desk()
    play(desk, 1, 4, most=2)
    assert desk.undo(NOON) == Undone("review", "d/c01")
    assert desk.summary(NOON).reviews == 1
    assert desk.redo(NOON) == Undone("review", "d/c01")
    summary = desk.summary(NOON)
    assert [card.id for card in summary.learnt] == ["d/c01"]
    assert [card.id for card in summary.failed] == ["d/c00"]


def test_leeches(people: People) -> None:
    """As many lapses as the setting says, told on the card and in the summary."""
    ann = people(deck_of(2), leech_lapses=2, new_per_day=0)
    for day in (-4, -2):
        ann.answer("d/c00", 4, now=at(day - 1))
        ann.answer("d/c00", 1, now=at(day))
    desk = ann.desk()
    assert asked(desk).is_leech
    assert play(desk, 1, 4) == ["d/c00", "d/c00"]
    assert [card.id for card in desk.summary(NOON).leeches] == ["d/c00"]
    assert play(ann.desk(query=("is:leech",), cram=True), 5) == ["d/c00"]


def test_an_absurd_time_is_cut(people: People) -> None:
    """A clock that ran backwards or all night: nought, or ten minutes."""
    ann = people(deck_of(2))
    desk = ann.desk()
    for taken_ms in (-5_000, DAY_MS):
        desk.answer(asked(desk), 5, now=NOON, taken_ms=taken_ms)
    (times,) = zip(*ann.collection.store.rows("select taken_ms from log"), strict=True)
    assert times == (0, 600_000)
    assert desk.summary(NOON).taken_ms == 600_000


def test_the_guess_of_the_time_learns(people: People) -> None:
    """From this session's answers, and from those before it."""
    ann = people(deck_of(12))
    first = asked(ann.desk()).left_ms
    assert first == 12 * 23_000
    desk = ann.desk()
    play(desk, 5, taken_ms=2_000, most=10)
    assert asked(desk).left_ms < 2 * 12_000
    assert asked(ann.desk()).left_ms == asked(desk).left_ms
    assert asked(ann.desk(minutes=1)).left_ms <= 60_000


def test_the_statements_of_an_answer_do_not_grow(people: People) -> None:
    """As many with four cards as with four hundred, for the answer and the next card."""
    counts = []
    for size in (4, 400):
        ann = people(deck_of(size), new_per_day=size)
        desk = ann.desk()
        play(desk, 1, 4, most=2)
        statements: list[str] = []
        ann.collection.store.connection.set_trace_callback(statements.append)
        desk.answer(asked(desk), 4, now=NOON, taken_ms=1)
        asked(desk)
        ann.collection.store.connection.set_trace_callback(None)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 24


MARKS: dict[str, Mark] = {"bury": "bury", "suspend": "suspend"}
STEPS = st.lists(
    st.tuples(st.sampled_from(["answer", "whole", "undo", "redo", *MARKS]), st.integers(0, 5)),
    max_size=14,
)
WISHES = st.fixed_dictionaries(
    {},
    optional={
        "limit": st.integers(1, 6),
        "new": st.integers(0, 6),
        "minutes": st.integers(1, 3),
        "ahead": st.integers(1, 9),
        "cram": st.just(True),
    },
)


@examples(15)
@given(WISHES, STEPS)
def test_whatever_is_done_the_file_is_in_order(
    people: People, wish: dict[str, Any], steps: list[tuple[str, int]]
) -> None:
    """The log says what is stored; a cram moves no date; a limit holds; every session ends."""
    ann = people(LIST + deck_of(3).partition("cards:\n")[2], new_per_day=5)
    due_cards(ann, 0, 3)
    dates = "select card, due, interval from schedule where due is not null order by card"
    before = list(ann.collection.store.rows(dates))
    desk = ann.desk(**wish)
    for step, grade in steps:
        found = desk.ask(NOON)
        if step == "undo" and desk.summary(NOON).taken_ms:
            desk.undo(NOON)
        elif step == "redo":
            desk.redo(NOON)
        elif found and step in MARKS:
            desk.mark(found, MARKS[step], now=NOON)
        elif found and (whole := step == "whole" and desk.whole(found, NOON)):
            known = [(grade + place) % 2 > 0 for place in range(3)]
            desk.answer_items(whole, known, now=NOON, taken_ms=3_000)
        elif found:
            desk.answer(found, grade, now=NOON, taken_ms=3_000)
    assert len(play(desk, 4, most=50)) < 50
    summary = desk.summary(NOON)
    assert examine(ann.collection).findings == ()
    assert len({card.entry for card in (*summary.learnt, *summary.failed)}) <= wish.get("limit", 99)
    if wish.get("cram"):
        assert list(ann.collection.store.rows(dates)) == before
        assert summary.reviews == 0
