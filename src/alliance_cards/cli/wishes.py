"""The options of `study` that say what to study, and what may go with what."""

from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from alliance_cards.cli.options import GivenText
from alliance_cards.collection.collection import Collection, decks_called
from alliance_cards.core.errors import AllianceCardsError
from alliance_cards.core.wishes import Wish
from alliance_cards.store.index import decks_with_cards, path_of

LONGEST_NUMBER = 9
MOST_CARDS, MOST_MINUTES, MOST_DAYS = 9_999, 1_440, 365


def number(lowest: int, highest: int) -> Callable[[str], int]:
    """What reads a whole number between two bounds, or else a usage error."""

    def read(text: str) -> int:
        plain = text.isascii() and text.isdecimal() and len(text) < LONGEST_NUMBER
        if not plain or not lowest <= int(text) <= highest:
            raise typer.BadParameter(f'"{text}" is no whole number from {lowest} to {highest}')
        return int(text)

    return read


TagsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--tag",
        click_type=GivenText("tags"),
        metavar="TAG",
        show_default=False,
        help="Only cards with this tag; given several times, with any of them.",
    ),
]
QueryOption = Annotated[
    str | None,
    typer.Option(
        click_type=GivenText("query"),
        metavar="QUERY",
        show_default=False,
        help='Only what "cards QUERY" lists when you begin.',
    ),
]
LimitOption = Annotated[
    int | None,
    typer.Option(
        metavar="CARDS",
        parser=number(1, MOST_CARDS),
        show_default=False,
        help="At most so many cards; their repetitions do not count.",
    ),
]
NewOption = Annotated[
    int | None,
    typer.Option(
        metavar="CARDS",
        parser=number(0, MOST_CARDS),
        show_default=False,
        help="At most so many new cards in all today, with those answered before.",
    ),
]
MinutesOption = Annotated[
    int | None,
    typer.Option(
        metavar="MINUTES",
        parser=number(1, MOST_MINUTES),
        show_default=False,
        help="What fits into this time, the most overdue for its interval first.",
    ),
]
AheadOption = Annotated[
    int | None,
    typer.Option(
        metavar="DAYS",
        parser=number(1, MOST_DAYS),
        show_default=False,
        help="Also the cards that are due in the next days.",
    ),
]
CramOption = Annotated[
    bool,
    typer.Option("--cram", help="Repeat cards whatever their day; no date changes."),
]


def wish_of(
    collection: Collection,
    decks: list[str] | None,
    *,
    tags: list[str] | None,
    query: str | None,
    limit: int | None,
    new: int | None,
    minutes: int | None,
    ahead: int | None,
    cram: bool,
) -> Wish:
    """What the options ask for; UnknownName for a deck that does not exist."""
    named = decks_called(collection, decks or [])
    _require_cards(collection, named)
    return Wish(
        decks=named,
        tags=tuple(tags or ()),
        query=(query,) if query else (),
        limit=limit,
        new=new,
        minutes=minutes,
        ahead=ahead or 0,
        cram=cram,
    )


def _require_cards(collection: Collection, decks: Sequence[str]) -> None:
    """Raise AllianceCardsError where none of the named decks has cards: no file is a good one."""
    if not decks or decks_with_cards(collection.store).intersection(decks):
        return
    from shlex import quote

    path = path_of(collection.store, decks[0])
    raise AllianceCardsError(
        f'The deck "{decks[0]}" has no cards to study, as there are errors in its file. To see'
        f" them: alliance-cards check {quote(path)}",
        code="bad_deck",
    )


def refuse_contradictions(*, cram: bool, ahead: int | None, new: int | None) -> None:
    """A usage error for options that cannot go together."""
    if cram and ahead:
        raise typer.BadParameter(
            "--cram takes cards whatever their day, so there is none to be ahead of."
            " Use one of them",
            param_hint="--ahead",
        )
    if cram and new is not None:
        raise typer.BadParameter(
            "--cram has no limit of new cards. --limit sets how many cards there are",
            param_hint="--new",
        )
