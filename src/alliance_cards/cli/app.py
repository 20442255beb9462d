"""The program's commands. Each lies in a file of its own, imported when it is asked for."""

import os
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from shutil import get_terminal_size
from types import ModuleType
from typing import Annotated, Any

import typer
from typer._click.shell_completion import CompletionItem
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command_from_info
from typer.models import CommandInfo

from alliance_cards import __version__
from alliance_cards.cli.boundary import guarded
from alliance_cards.cli.options import HomePath
from alliance_cards.cli.output import NARROWEST, emit

# In the order of --help.
COMMANDS = {
    "study": "Study the cards of today in the terminal.",
    "decks": "List the decks with their counts.",
    "cards": "List cards, all or those that a query finds.",
    "show": "Show one card with its answer and schedule.",
    "why": "Explain when a card comes next.",
    "history": "List everything that happened to a card.",
    "stats": "Show progress, and what to do next.",
    "due": "Print in one line what is left today.",
    "next": "Print the card to ask now.",
    "grade": "Record an answer to a card.",
    "undo": "Take the last action back.",
    "redo": "Bring back what undo took.",
    "add": "Add a card to a deck.",
    "edit": "Open a card in your editor.",
    "import": "Bring in decks of many formats.",
    "export": "Write decks or the review log in many formats.",
    "suspend": "Hold cards back until they are resumed.",
    "resume": "Let suspended or buried cards come again.",
    "bury": "Hold cards back until tomorrow.",
    "flag": "Mark cards for later.",
    "reset": "Begin anew with cards.",
    "rename": "Say which card is which.",
    "check": "Report every problem of deck files.",
    "backup": "Back up the progress file now.",
    "restore": "Bring back what a backup holds.",
    "doctor": "Check the progress file against its log.",
    "paths": "Print where everything lies.",
    "config": "Show or change the settings.",
    "completion": "Print the completion script of a shell.",
}
LINE = "_ALLIANCE_CARDS_LINE"
"""The variable with the line that a shell wants completed (`completing`)."""
FILES = {"import": "import_decks"}  # `import` is no name for a module
WIDEST_HELP = 80
EXAMPLES = ("alliance-cards", "alliance-cards study", "alliance-cards grade --help")


def _examples(commands: Sequence[str]) -> str:
    """The end of a help text: a marker keeps its lines as they are."""
    return "\n".join(("\b", "Examples:", *(f"  {command}" for command in commands)))


def _context(module: ModuleType | None = None) -> dict[str, Any]:
    """A word of a query may begin with a dash (-is:new, -history) and is then no option."""
    takes_query = hasattr(module, "TAKES_QUERY")
    return {
        "help_option_names": ["--help"] if takes_query else ["-h", "--help"],
        "ignore_unknown_options": takes_query,
        "terminal_width": min(WIDEST_HELP, max(NARROWEST, get_terminal_size().columns)),
    }


class LazyGroup(TyperGroup):
    """Imports only the command that is asked for, and runs it inside the error boundary."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """All names, without importing anything."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """The command of a name, built from its file's function `command`."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"alliance_cards.cli.commands.{FILES.get(cmd_name, cmd_name)}")
        info = CommandInfo(
            name=cmd_name,
            callback=module.command,
            cls=TyperCommand,
            context_settings=_context(module),
            epilog=_examples(module.EXAMPLES),
        )
        command = get_command_from_info(info, pretty_exceptions_short=False, rich_markup_mode=None)
        command.params += [option for option in self.params if option.name == "home"]
        command.short_help = COMMANDS[cmd_name]
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """All names with what they do, without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the arguments name; a usage error with the nearest names."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            nearest = get_close_matches(args[0], COMMANDS)
            hint = f" Did you mean {' or '.join(nearest)}?" if nearest else ""
            ctx.fail(f'There is no command "{args[0]}".{hint}')
        return super().resolve_command(ctx, args)

    def main(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        *,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> int:
        """Run with the given arguments; exits with the code in standalone mode."""
        import sys

        given = sys.argv[1:] if args is None else list(args)
        extra["prog_name"] = "alliance-cards"
        run = partial(super().main, given, standalone_mode=False, **extra)
        if LINE in os.environ:
            from alliance_cards.cli.completing import print_words

            run = partial(print_words, self, LINE)
        code = guarded(run, as_json="--json" in given)
        if standalone_mode:
            sys.exit(code)
        return code

    def shell_complete(self, ctx: Any, incomplete: str) -> list[CompletionItem]:
        """The commands or options that begin so, without importing anything."""
        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        found = (name for name in COMMANDS if name.startswith(incomplete))
        return [CompletionItem(name, help=COMMANDS[name]) for name in found]


app = typer.Typer(
    cls=LazyGroup,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings=_context(),
)


@app.callback(invoke_without_command=True, epilog=_examples(EXAMPLES))
def root(
    context: typer.Context,
    home: Annotated[  # noqa: ARG001 - remembered by its type, for every command
        Path | None,
        typer.Option(
            "--home",
            click_type=HomePath(),
            metavar="FOLDER",
            expose_value=False,
            show_default=False,
            help="Keep decks and progress in this folder.",
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print today's counts as JSON.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Flashcards for the terminal, scheduled by SM-2.

    Without a command it says what is due today and what to type next.
    """
    if version:
        emit(f"alliance-cards {__version__}")
        raise typer.Exit
    if context.invoked_subcommand and json:
        raise typer.BadParameter("--json goes behind the command", param_hint="--json")
    if context.invoked_subcommand is None:
        from alliance_cards.cli.commands.today import command

        command(context, json=json)
