"""Hand-made figures of a statistics page: of nobody, of a beginner, and of many years."""

from random import Random

from alliance_cards.core.scheduler import State
from alliance_cards.core.simulation import Draws, SimulatedDay, Simulation
from alliance_cards.core.statistics import (
    Advice,
    Aspect,
    Bin,
    Forecast,
    Group,
    HardCard,
    Hour,
    Pace,
    Period,
    Recall,
    States,
    Statistics,
    Streak,
    StudyDay,
    Suggestion,
)

TODAY = 20_513  # 2026-03-01, a Sunday
HOURS = (
    3, 0, 0, 0, 0, 12, 300, 1400, 2210, 700, 210, 220,
    1500, 1210, 300, 210, 330, 400, 900, 1700, 2100, 2600, 1200, 220,
)  # fmt: skip
NEVER = tuple(Hour(hour, 0, Recall()) for hour in range(24))


def group(
    name: str, reviews: int, passed: int, *, aspect: Aspect = "deck", cards: int = 12
) -> Group:
    return Group(
        aspect=aspect,
        key=name.lower(),
        name=name,
        cards=cards,
        suspended=0,
        studied=min(cards, reviews),
        due=min(3, reviews),
        recall=Recall(reviews, passed),
    )


def nobody() -> Statistics:
    """A home in which nothing was answered yet: nine cards wait."""
    untouched = group("Bordin's three qualities", 0, 0, cards=9)
    return Statistics(
        scope=(),
        period=Period(None, TODAY),
        today=StudyDay(TODAY),
        streak=Streak(0, 0, 0),
        calendar=(),
        states=States(new=9, young=0, mature=0, suspended=0, leeches=0),
        elsewhere=0,
        recall=Recall(),
        groups=(untouched,),
        forecast=Forecast(TODAY, backlog=0, days=(0,) * 365, new_waiting=9, new_per_day=20),
        hardest=(),
        eases=(),
        intervals=(),
        pace=Pace(0, 0, 0),
        hours=NEVER,
        suggestions=(Suggestion("untouched", untouched, 9),),
    )


def without_cards() -> Statistics:
    """A month of a deck without a card."""
    return nobody()._replace(
        scope=("deck:none",),
        period=Period(TODAY - 29, TODAY),
        states=States(new=0, young=0, mature=0, suspended=0, leeches=0),
        groups=(),
        forecast=nobody().forecast._replace(new_waiting=0),
        suggestions=(),
    )


def beginner() -> Statistics:
    """A person on their second day, with one card that was not recalled."""
    days = (
        StudyDay(TODAY - 1, answers=6, new=5, drills=1, taken_ms=54_000),
        StudyDay(TODAY, answers=5, new=2, taken_ms=40_000, recall=Recall(3, 2)),
    )
    bordin, trust = group("Bordin's three qualities", 3, 2, cards=9), group("Trust", 0, 0)
    return Statistics(
        scope=(),
        period=Period(None, TODAY),
        today=days[-1],
        streak=Streak(2, 2, 2),
        calendar=days,
        states=States(new=14, young=7, mature=0, suspended=0, leeches=0),
        elsewhere=0,
        recall=Recall(3, 2),
        groups=(bordin, trust),
        forecast=Forecast(
            TODAY,
            backlog=2,
            days=(1, 2, 0, 0, 0, 0, 2) + (0,) * 358,
            new_waiting=14,
            new_per_day=20,
        ),
        hardest=(
            HardCard(
                card="bordin/who",
                front="Who defined a good therapeutic relationship?",
                state=State(0, 236, 1),
                lapses=1,
                taken_ms=31_000,
                recall=Recall(1, 0),
                advice="wait",
            ),
        ),
        eases=(Bin(230, 249, 2), Bin(250, 269, 5)),
        intervals=(Bin(1, 1, 4), Bin(2, 6, 3)),
        pace=Pace(11, 94_000, 7),
        hours=tuple(
            Hour(
                hour,
                6 if hour == 8 else 5 if hour == 21 else 0,
                Recall(3, 2) if hour == 21 else Recall(),
            )
            for hour in range(24)
        ),
        suggestions=(Suggestion("overdue", None, 2), Suggestion("untouched", trust, 12)),
    )


TOPICS = (
    ("Bordin's three qualities", 412, 371),
    ("Why is the therapist client relationship so important to therapeutic work?", 260, 214),
    ("Building rapport", 377, 329),
    ("Trust", 34, 24),
    ("Boundaries", 188, 117),
    ("Ruptures and repair", 61, 50),
    ("Ethics of confidentiality", 9, 5),
    ("治療同盟の基礎", 120, 112),
    ("ברית טיפולית", 77, 70),
    ("First meetings", 1, 0),
    ("Ending well", 0, 0),
    ("Working with silence", 0, 0),
)
HARD: tuple[tuple[str, str, int, int, Recall, Advice], ...] = (
    (
        "boundaries/dual",
        "When may a dual relationship be acceptable, and which four questions come first?",
        11,
        640_000,
        Recall(24, 9),
        "rewrite",
    ),
    (
        "trust/signs",
        "Name the seven signs that a client begins to trust the counsellor.",
        7,
        910_000,
        Recall(18, 9),
        "split",
    ),
    (
        "boundaries/gifts",
        "What is said about gifts of small value?",
        5,
        120_000,
        Recall(12, 6),
        "learn",
    ),
    ("rapport/mirroring", "Mirroring works by what?", 1, 420_000, Recall(14, 13), "shorten"),
)


def many_years(days: int = 3_652, *, seed: int = 1) -> Statistics:
    """A person who has studied for so many days, most of them."""
    chance = Random(seed)  # noqa: S311 - no secret
    calendar = []
    for day in range(TODAY - days + 1, TODAY + 1):
        if chance.random() < 0.82 or day > TODAY - 12:
            reviews = max(3, round(chance.gauss(42, 16)))
            new, drills = chance.choice((0, 0, 5, 10, 20)), reviews // 7
            calendar.append(
                StudyDay(
                    day,
                    answers=reviews + new + drills,
                    new=new,
                    drills=drills,
                    taken_ms=(reviews + new + drills) * chance.randint(6_000, 11_000),
                    recall=Recall(reviews, round(reviews * chance.uniform(0.75, 1))),
                )
            )
    decks = tuple(group(name, reviews, passed, cards=40) for name, reviews, passed in TOPICS)
    tags = tuple(
        group(name, reviews, passed, aspect="tag")
        for name, reviews, passed in (("scenario", 410, 300), ("exam", 900, 801))
    )
    documents = (
        group("What makes a good therapist client relationship?", 800, 700, aspect="document"),
    )
    kinds = tuple(
        group(name, reviews, passed, aspect="kind")
        for name, reviews, passed in (
            ("basic", 801, 700),
            ("cloze", 500, 421),
            ("choice", 238, 171),
        )
    )
    coming = tuple(max(0, round(40 - day / 2 + chance.gauss(0, 8))) for day in range(365))
    recall = Recall(
        sum(day.recall.reviews for day in calendar), sum(day.recall.passed for day in calendar)
    )
    answers = sum(day.answers for day in calendar)
    return Statistics(
        scope=(),
        period=Period(None, TODAY),
        today=calendar[-1],
        streak=Streak(12, 97, len(calendar)),
        calendar=tuple(calendar),
        states=States(new=480, young=301, mature=1_410, suspended=14, leeches=12),
        elsewhere=3,
        recall=recall,
        groups=(*decks, *documents, *tags, *kinds),
        forecast=Forecast(TODAY, backlog=43, days=coming, new_waiting=480, new_per_day=20),
        hardest=tuple(
            HardCard(
                card=card,
                front=front,
                state=State(2, 150, 6),
                lapses=lapses,
                taken_ms=taken,
                recall=recall,
                advice=advice,
            )
            for card, front, lapses, taken, recall, advice in HARD
        ),
        eases=tuple(
            Bin(low, low + 19 if low < 290 else None, cards)
            for low, cards in zip(
                range(130, 310, 20), (88, 20, 31, 60, 122, 260, 700, 330, 100), strict=True
            )
        ),
        intervals=(
            Bin(1, 1, 90),
            Bin(2, 6, 101),
            Bin(7, 20, 110),
            Bin(21, 60, 330),
            Bin(61, 180, 520),
            Bin(181, 365, 340),
            Bin(366, None, 220),
        ),
        pace=Pace(answers, answers * 8_400, 1_725),
        hours=tuple(
            Hour(hour, count, Recall(count * 2 // 3, count * 5 // 9))
            for hour, count in enumerate(HOURS)
        ),
        suggestions=(
            Suggestion("overdue", None, 43),
            Suggestion("weak", decks[4], 40),
            Suggestion("untouched", decks[10], 40),
        ),
    )


def simulated() -> Simulation:
    """What the load would be for 60 days: few grades of new cards, many of reviews."""
    chance = Random(2)  # noqa: S311 - no secret
    days = []
    for day in range(1, 61):
        reviews = 30 + day // 2 + chance.randint(-6, 6)
        days.append(
            SimulatedDay(
                TODAY + day,
                reviews=reviews,
                new=15 if day < 32 else 0,
                drills=reviews // 8,
                taken_ms=reviews * 10_000,
            )
        )
    return Simulation(
        seed=1,
        new_per_day=15,
        reviews_per_day=200,
        first=Draws({1: 0.35, 3: 0.15, 4: 0.35, 5: 0.15}, answers=11, needed=100),
        later=Draws({1: 0.1, 3: 0.2, 4: 0.5, 5: 0.2}, answers=12_044, needed=100),
        ms_per_answer=8_400,
        is_own_pace=True,
        backlog=43,
        new_left=0,
        overdue_left=0,
        days=tuple(days),
    )
