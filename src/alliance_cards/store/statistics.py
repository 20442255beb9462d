"""The sums behind the statistics, from where `store.periods` says."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from alliance_cards.core.figures import LONG, GroupRow, HardRow, HourRow, Spread
from alliance_cards.core.history import Role
from alliance_cards.core.renames import Rename, stretches
from alliance_cards.core.schedule import LONGEST_ANSWER_MS
from alliance_cards.core.scheduler import State
from alliance_cards.core.statistics import Recall, StudyDay
from alliance_cards.store import log
from alliance_cards.store.database import Store
from alliance_cards.store.periods import ANSWERS, FOREVER, ROLE, Source
from alliance_cards.store.schedules import REVIEW, SUSPENDED
from alliance_cards.store.totals import SUMS

SHELVES = """select shelf.id, deck.name, title, document, kind, tags
    from shelf join deck on deck.id = shelf.deck order by deck.rank, shelf.id"""
NONE = (0, 0, 0)
TENTHS = 10_000  # more than any ease


def days_studied(source: Source) -> list[int]:
    """The study days with an answer, of all the history, in order."""
    sql = f"select distinct day from {source.totals} where answers > 0 order by day"  # noqa: S608
    return [int(day) for (day,) in source.store.rows(sql)]


def calendar(source: Source) -> Iterator[StudyDay]:
    """The study days of the period with an answer, in order."""
    sql = f"""select day, {", ".join(f"sum({name})" for name in SUMS)} from {source.totals}
        where day >= ? group by day having sum(answers) > 0 order by day"""  # noqa: S608
    for day, answers, new, drills, crams, timed, taken, recalls, recalled in source.store.rows(
        sql, (source.first,)
    ):
        recall = Recall(recalls, recalled)
        yield StudyDay(day, answers, new, drills, crams, taken, recall, timed)


def hour_rows(source: Source) -> Iterator[HourRow]:
    """What was answered in the period by the hour of the day; imported history at `NO_HOUR`."""
    sql = f"""select hour, sum(answers), sum(recalls), sum(recalled)
        from {source.totals} where day >= ? group by hour"""  # noqa: S608
    return (HourRow(*record) for record in source.store.rows(sql, (source.first,)))


def grades_given(source: Source) -> Iterator[tuple[Role, int, int]]:
    """How often each grade was given in each role, in all of the history: read from the log."""
    sql = f"""select {ROLE}, l.grade, count(*) from {source.rows} group by 1, 2"""  # noqa: S608
    return ((Role(role), int(grade), int(n)) for role, grade, n in source.store.rows(sql))


def answered_cards(source: Source) -> int:
    """How many cards were answered in a period."""
    sql = f"select count(*) from {source.answered} where answers > 0"  # noqa: S608
    (cards,) = source.store.one(sql) or (0,)
    return int(cards)


def group_rows(source: Source, today: int) -> tuple[list[GroupRow], int]:
    """The cards in decks, those that are alike together, in the order of decks.

    And how many of them have sums of answers. Both looks at the cards run along an index
    that has them by shelf, so that nothing is sorted.
    """
    lanes = f"""select c.shelf, c.lane, count(*), count(*) filter (where c.ready <= ?)
        from card as c where {source.counts("c.id")} group by c.shelf, c.lane"""  # noqa: S608
    found: dict[int, list[int]] = {}
    for shelf, lane, cards, ready in source.store.rows(lanes, (today,)):
        row = found.setdefault(shelf, [0, 0, 0, 0])
        row[0] += cards
        if lane == SUSPENDED:
            row[1] = cards
        elif lane == REVIEW:
            row[2:] = cards, ready
    recalls = f"""select c.shelf, count(*), sum(a.recalls), sum(a.recalled)
        from card as c cross join {source.answered} as a on a.card = c.id
        where {source.counts("c.id")} group by c.shelf"""  # noqa: S608
    answered = {shelf: row for shelf, *row in source.store.rows(recalls)}
    groups = [
        GroupRow(deck, title, document, kind, _tags(tags), *found[shelf], *counts)
        for shelf, deck, title, document, kind, tags in source.store.rows(SHELVES)
        if shelf in found and (counts := answered.get(shelf, NONE)[1:])
    ]
    return groups, sum(row[0] for row in answered.values())


@lru_cache(maxsize=1_000)  # many shelves have the same few tags
def _tags(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def strays(source: Source, with_sums: int) -> int:
    """How many schedules belong to no card in a deck, of which so many have sums of answers."""
    if source.chosen is not None:
        return 0
    if source.answered == "schedule":
        (schedules,) = source.store.one("select count(*) from schedule") or (0,)
        return int(schedules) - with_sums
    sql = "select count(*) from schedule where card not in (select id from card)"
    (found,) = source.store.one(sql) or (0,)
    return int(found)


def spread_of(source: Source, leech_lapses: int, strays: int) -> Spread:
    """What the cards in decks amount to by what is scheduled; see `strays`.

    The eases and intervals come as one text, and are counted here: as rows they would cost
    twice as much, and grouped by SQLite, which sorts them, more than that.
    """
    in_decks = "s.card in (select id from card)" if strays else source.counts("s.card")
    interval = f"case when s.interval < {LONG} then s.interval else {LONG} end"
    sql = f"""select count(*) filter (where s.answers > 0),
            count(*) filter (where s.lapses >= ?), group_concat(
            case when s.due is not null and s.suspended = 0
            then {interval} * {TENTHS} + s.ease / 10 end
        ) from schedule as s where {in_decks}"""  # noqa: S608
    answered, leeches, text = source.store.one(sql, (leech_lapses,)) or (0, 0, None)
    tenths, intervals = Counter[int](), Counter[int]()
    for value, cards in Counter[int](json.loads(f"[{text or ''}]")).items():
        days, tenth = divmod(value, TENTHS)
        tenths[tenth] += cards
        intervals[days] += cards
    return Spread(answered, leeches, tenths, intervals)


def due_rows(source: Source, before: int) -> Iterator[tuple[int, int]]:
    """How many cards are ready for their review on each study day before one."""
    sql = f"""select c.ready, count(*) from card as c
        where c.lane = 1 and c.ready < ? and {source.counts("c.id")} group by c.ready"""  # noqa: S608
    return ((int(day), int(cards)) for day, cards in source.store.rows(sql, (before,)))


def waiting_states(source: Source) -> Iterator[tuple[int, State]]:
    """Each card that waits for a review: the study day from which it can come, and its state."""
    sql = f"""select c.ready, s.repetitions, s.ease, s.interval
        from card as c join schedule as s on s.card = c.id
        where c.lane = 1 and {source.counts("c.id")} order by c.ready, c.place"""  # noqa: S608
    return ((record[0], State(*record[1:])) for record in source.store.rows(sql))


def hard_rows(source: Source, most: int, strays: int) -> Iterator[HardRow]:
    """The cards in decks that were failed most: first by lapses, then by failed recalls.

    No card is looked at but the worst, and as many more as there are `strays`.
    """
    sql = f"""select n.text, c.front, s.repetitions, s.ease, s.interval, s.lapses, s.answers,
            a.recalls, a.recalled
        from json_each(?) as hard cross join schedule as s on s.card = hard.value
        join {source.answered} as a on a.card = s.card
        join card as c on c.id = s.card join name as n on n.id = c.id
        order by s.lapses desc, a.recalls - a.recalled desc, s.ease, c.place limit ?"""  # noqa: S608
    names = log.renames(source.store)
    found = json.dumps(_hardest(source, most + strays))
    for record in source.store.rows(sql, (found, most)):
        card, front, repetitions, ease, interval, lapses, *counts = record
        state = State(repetitions, ease, interval)
        yield HardRow(card, front, state, lapses, _time_of(source.store, card, names), *counts)


def _hardest(source: Source, most: int) -> list[int]:
    """The cards that were failed most, in decks or not; and all that are equal to the last."""
    of, answered = "s", "schedule as s"
    if source.answered != "schedule":
        of, answered = "a", f"{source.answered} as a cross join schedule as s on s.card = a.card"
    failed = f"{of}.recalls - {of}.recalled"
    cards = f"""from {answered} where {of}.recalls > {of}.recalled and s.suspended = 0
        and {source.counts("s.card")}"""
    sql = f"""select s.card, s.lapses, {failed}, s.ease {cards}
        order by 2 desc, 3 desc, 4 limit ?"""
    found = list(source.store.rows(sql, (most + 1,)))
    if len(found) <= most or found[most][1:] != found[most - 1][1:]:
        return [card for card, *_ in found[:most]]
    lapses, failures, ease = found[most][1:]
    sql = f"select s.card {cards} and (s.lapses, {failed}, -s.ease) >= (?, ?, ?)"
    return [card for (card,) in source.store.rows(sql, (lapses, failures, -ease))]


def _time_of(store: Store, card: str, names: Sequence[Rename]) -> int:
    """The milliseconds of all answers to a card."""
    sql = f"""select coalesce(sum(min(coalesce(l.taken_ms, 0), {LONGEST_ANSWER_MS})), 0)
        from live as l where l.card = (select id from name where text = ?)
        and l.stamp > ? and l.stamp < ? and {ANSWERS}"""  # noqa: S608
    parts = (
        (part.name, part.after, FOREVER if part.before is None else part.before)
        for part in stretches(card, names)
    )
    return sum((store.one(sql, part) or (0,))[0] for part in parts)


def cards_elsewhere(source: Source, strays: int) -> int:
    """How many cards with a history stand in no deck; 0 if some cards are chosen."""
    if not strays:
        return 0
    sql = "select count(*) from schedule where answers > 0 and card not in (select id from card)"
    (cards,) = source.store.one(sql) or (0,)
    return int(cards)
