"""`alliance-cards grade`: record an answer, for scripts and other front ends."""

from typing import Annotated

import typer

from alliance_cards.cli import environment
from alliance_cards.cli.opening import opened
from alliance_cards.cli.options import CardArgument, GivenText, JsonOption
from alliance_cards.cli.output import emit, emit_json
from alliance_cards.cli.shapes import due_text, uuid_bytes
from alliance_cards.collection.answering import Given, Manner, Seen, answer
from alliance_cards.core.calendar import spoken_date
from alliance_cards.core.scheduler import is_grade

EXAMPLES = (
    "alliance-cards grade bordin/bond-parts 4",
    "alliance-cards grade bordin/who-defined 5 --early --json",
)


def _grade(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) == 1 and is_grade(int(text))):
        raise typer.BadParameter(f'"{text}" is no grade. Grades are 0, 1, 2, 3, 4 and 5')
    return int(text)


def command(
    context: typer.Context,
    card: CardArgument,
    grade: Annotated[
        int,
        typer.Argument(
            click_type=GivenText(tuple("012345"), _grade),
            metavar="GRADE",
            show_default=False,
            help="0 to 5, as SM-2 has them.",
        ),
    ],
    early: Annotated[
        bool, typer.Option("--early", help="Answer a card that is not due yet.")
    ] = False,
    seen: Annotated[
        str | None,
        typer.Option(
            metavar="UUID",
            show_default=False,
            help='Refuse if the card has moved on: "seen" of "next --json", or "null".',
        ),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Record a grade from 0 (no idea) to 5 (perfect) for a card.

    A card takes one review a study day. One that scored below 4 is in today's final
    drill: further grades are drill answers, which change nothing, until one is 4 or more.
    """
    with opened(context) as collection:
        now = environment.now()
        given = answer(
            collection,
            card,
            grade,
            now=now,
            taken_ms=None,
            seen=_seen(seen),
            manner=Manner(early=early),
        )
        today = collection.day(now)
    if json:
        emit_json(_object(given))
    else:
        emit(_sentence(given, today))


def _seen(text: str | None) -> Seen:
    if text is None:
        return "any"
    if text == "null":
        return None
    uuid = uuid_bytes(text)
    if uuid is None:
        raise typer.BadParameter(f'"{text}" is not a UUID', param_hint="--seen")
    return uuid


def _object(given: Given) -> dict[str, object]:
    state = given.schedule.state
    return {
        "card_id": given.card.id,
        "grade": given.grade,
        "repetitions": state.repetitions,
        "ease": state.ease / 100,
        "interval_days": state.interval,
        "due": due_text(given.schedule),
        "drill": given.drill,
    }


def _sentence(given: Given, today: int) -> str:
    due = spoken_date(given.schedule.due or today, today)
    if given.drill:
        return f"{given.card.id}: drill, grade {given.grade}. Still due {due}."
    return f"{given.card.id}: grade {given.grade}. Due {due}."
