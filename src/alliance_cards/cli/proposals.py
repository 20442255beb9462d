"""Cards that may be others that have left: a person is asked, or told how to say it."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from shlex import quote

from alliance_cards.cli.output import say
from alliance_cards.cli.questions import agrees
from alliance_cards.collection.collection import Collection, card_called
from alliance_cards.collection.joining import old_text, rename_all
from alliance_cards.core.calendar import Moment
from alliance_cards.core.gate import safe_line
from alliance_cards.core.identity import Join
from alliance_cards.terminal.views.words import counted

MOST_ASKED, MOST_TOLD = 10, 3
LONGEST_SHOWN = 160


def settle(collection: Collection, proposed: Sequence[Join], now: Moment, *, ask: bool) -> None:
    """Ask on a terminal which histories move, and move them; elsewhere only tell."""
    questions = list(_questions(proposed))
    if not (ask and sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        _tell(questions)
        return
    settled: set[str] = set()
    refused = False
    for group in questions[:MOST_ASKED]:
        names = {name for join in group for name in join}
        if not names & settled and _is_one(collection, group):
            rename_all(collection, group, now=now)
            settled |= names
        elif not names & settled:
            refused = True
    if settled:
        say('The history moved along. "alliance-cards undo" takes that back.')
    if refused:
        say('Kept apart. Should it be the same after all: "alliance-cards rename OLD NEW".')
    _tell(questions[MOST_ASKED:])


def _questions(proposed: Sequence[Join]) -> Iterator[list[Join]]:
    """The pairs that one question is about: those of two decks, or one."""
    olds, news = Counter(join.old for join in proposed), Counter(join.new for join in proposed)
    moves: dict[tuple[str, str], list[Join]] = {}
    for join in proposed:
        decks = join.old.partition("/")[0], join.new.partition("/")[0]
        if olds[join.old] == news[join.new] == 1 and decks[0] != decks[1]:
            moves.setdefault(decks, []).append(join)
        else:
            moves[join] = [join]
    yield from moves.values()


def _is_one(collection: Collection, group: Sequence[Join]) -> bool:
    """Whether the person says that the new cards are the old ones."""
    (old, new), *others = group
    if others:
        before, after = old.partition("/")[0], new.partition("/")[0]
        cards = counted(len(group), "card")
        say(f'{cards} that left the deck "{before}" with their progress stand in "{after}" now.')
        return agrees("Are they the same cards?")
    gone, arrived = old_text(collection, old), card_called(collection, new)
    say("A card has left with its progress, and a new one may be the same:")
    for word, name, front, back in (
        ("old", old, gone.front, gone.back),
        ("new", new, arrived.front, arrived.back),
    ):
        say(f"  {word}  {name}", f"       {_shown(front)}", f"       {_shown(back)}")
    return agrees("Is it the same card?")


def _shown(text: str) -> str:
    line = safe_line(text)
    return f"{line[:LONGEST_SHOWN]}…" if len(line) > LONGEST_SHOWN else line


def _tell(questions: Sequence[Sequence[Join]]) -> None:
    told = [part for group in questions for part in _of_one_command(group)]
    for part in told[:MOST_TOLD]:
        old, new = part[0]
        if len(part) == 1:
            say(
                f'"{old}" has left its deck; "{new}" is new and may be the same card.'
                f" If it is: alliance-cards rename {quote(old)} {quote(new)}"
            )
            continue
        (old, _), (new, _) = _parted(old), _parted(new)
        say(
            f'{counted(len(part), "card")} that left the deck "{old}" with their progress may be'
            f' those in "{new}". If they are: alliance-cards rename {quote(old)} {quote(new)}'
        )
    more = sum(map(len, told[MOST_TOLD:]))
    if more > 0:
        say(f"{counted(more, 'more new card')} may be one that left.")


def _of_one_command(group: Sequence[Join]) -> list[Sequence[Join]]:
    """The pairs of a question by the commands that settle them: one for two decks, if it can."""
    is_one = all(_parted(join.old)[1] == _parted(join.new)[1] for join in group)
    return [group] if is_one else [[join] for join in group]


def _parted(name: str) -> tuple[str, str]:
    deck, _, card = name.partition("/")
    return deck, card
