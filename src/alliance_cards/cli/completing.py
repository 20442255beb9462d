"""Shell completion: the words that may stand where the cursor is.

The scripts in `shells/` call the program with the command line, up to the cursor, in the
variable that `app.LINE` names. What it prints is "files" (the shell completes their names), or
"words" and a line for each word: the word as it is meant, a tab, what it says. Quoting is the
shell's part. Names that a terminal could not show as they are do not appear. Nothing is read
but the index.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from typer._click.shell_completion import (
    CompletionItem,
    ShellComplete,
    _resolve_context,
    _resolve_incomplete,
    split_arg_string,
)
from typer.core import TyperGroup
from typer.models import TyperPath

from alliance_cards.cli.output import write_gated
from alliance_cards.core.gate import safe_line

if TYPE_CHECKING:
    from alliance_cards.collection.collection import Collection

SHELLS = {
    "bash": "alliance-cards.bash",
    "zsh": "_alliance-cards",
    "fish": "alliance-cards.fish",
}
MOST_CARDS = 1000
LONGEST_MEANING = 60
FILES = [CompletionItem("", type="file")]

Found = list[tuple[str, str]]


def script_of(shell: str) -> str:
    """The script that a shell reads once."""
    return (Path(__file__).parent / "shells" / SHELLS[shell]).read_text(encoding="utf-8")


class LineCompletion(ShellComplete):
    """What fits the line that a shell sends, in the same form for every shell."""

    name = "line"
    source_template = ""

    def source_vars(self) -> dict[str, Any]:
        """The scripts are files, and have no holes."""
        return {}

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one at the cursor, and that one as far as it is written."""
        line = os.environ[self.complete_var]
        words = split_arg_string(line)[1:]
        return (words, "") if line[-1:].isspace() or not words else (words[:-1], words[-1])

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        """What fits behind the words `args`; FILES where it is the name of a file."""
        context = _resolve_context(self.cli, self.ctx_args, self.prog_name, args)
        place, incomplete = _resolve_incomplete(context, args, incomplete)
        if isinstance(getattr(place, "type", None), TyperPath):
            return FILES
        return place.shell_complete(context, incomplete)

    def format_completion(self, item: CompletionItem) -> str:
        """A word and what it means."""
        meaning = safe_line(item.help or "")
        if len(meaning) > LONGEST_MEANING:
            meaning = f"{meaning[: LONGEST_MEANING - 1].rstrip()}…"
        return f"{item.value}\t{meaning}"

    def complete(self) -> str:
        """All lines of the answer."""
        before, word = self.get_completion_args()
        items = self.get_completions(before, word)
        if items == FILES:
            return "files"
        option = word[: word.index("=") + 1] if word.startswith("--") and "=" in word else ""
        shown = [item for item in items if item.value == safe_line(item.value)]
        return "\n".join(("words", *(option + self.format_completion(item) for item in shown)))


def print_words(group: TyperGroup, variable: str) -> None:
    """Answer a shell, which has put the line into an environment variable."""
    write_gated(LineCompletion(group, {}, "alliance-cards", variable).complete() + "\n")


def deck_names(context: typer.Context, incomplete: str) -> Found:
    """The decks."""
    return [(deck, title) for deck, title in _decks(context) if deck.startswith(incomplete)]


def card_names(context: typer.Context, incomplete: str) -> Found:
    """The decks, and behind one's slash its cards."""
    if "/" not in incomplete:
        return [(f"{deck}/", title) for deck, title in deck_names(context, incomplete)]
    from alliance_cards.collection.looking import cards_beginning

    return _looked_up(context, lambda seen: cards_beginning(seen, incomplete, MOST_CARDS))


def tag_names(context: typer.Context, incomplete: str) -> Found:
    """The tags."""
    from alliance_cards.collection.looking import tags

    found = _looked_up(context, tags)
    return [(tag, "") for tag in found if tag.startswith(incomplete)]


def query_words(context: typer.Context, incomplete: str) -> Found:
    """The conditions of a query, and what they may name; cards."""
    field, colon, value = incomplete.partition(":")
    if not colon:
        return [*_starts(incomplete), *card_names(context, incomplete)]
    match field:
        case "is":
            from alliance_cards.core.query import STATES

            found = [(state, "") for state in STATES]
        case "deck":
            found = deck_names(context, value)
        case "tag":
            found = [(_in_quotes(tag), "") for tag, _ in tag_names(context, value)]
        case _:
            found = []
    return [(f"{field}:{word}", meaning) for word, meaning in found]


def deck_or_query_words(context: typer.Context, incomplete: str) -> Found:
    """What `stats` takes: a deck, or the conditions of a query."""
    if ":" in incomplete:
        return query_words(context, incomplete)
    return [*_starts(incomplete), *deck_names(context, incomplete)]


def backup_names(context: typer.Context, incomplete: str) -> Found:
    """The backups, the newest first, each with what it was made for."""
    from alliance_cards.cli import environment
    from alliance_cards.collection.caring import MADE_FOR, backups_of

    found = backups_of(environment.home_of(context))
    names = ((each.path.stem, MADE_FOR.get(each.reason, "")) for each in found)
    return [(name, meaning) for name, meaning in names if name.startswith(incomplete)]


FINDERS: dict[str, Callable[[typer.Context, str], Found]] = {
    "decks": deck_names,
    "cards": card_names,
    "tags": tag_names,
    "query": query_words,
    "decks or query": deck_or_query_words,
    "backups": backup_names,
}


def items_beginning(
    context: typer.Context, words: str | Sequence[str], incomplete: str
) -> list[CompletionItem]:
    """The words of a parameter (`options.GivenText`) that begin so, with what they mean."""
    if isinstance(words, str):
        found = FINDERS[words](context, incomplete)
    else:
        found = [(word, "") for word in words]
    return [CompletionItem(w, help=meaning) for w, meaning in found if w.startswith(incomplete)]


def _starts(incomplete: str) -> Iterator[tuple[str, str]]:
    meanings = {"deck:": "cards of a deck", "tag:": "cards with a tag", "is:": "cards in a state"}
    return ((word, text) for word, text in meanings.items() if word.startswith(incomplete))


def _in_quotes(tag: str) -> str:
    return f'"{tag}"' if " " in tag else tag


def _decks(context: typer.Context) -> Iterable[tuple[str, str]]:
    from alliance_cards.collection.looking import deck_names as names

    return _looked_up(context, names)


def _looked_up(context: typer.Context, question: "Callable[[Collection], list[Any]]") -> list[Any]:
    """What a collection says that is opened for looking; nothing without one."""
    from alliance_cards.cli.opening import looked_at

    with looked_at(context) as collection:
        return [] if collection is None else question(collection)
