"""Write the pages that are made from the program: `python tools/docs.py`.

These are docs/commands.md (from `--help`), docs/schema.md (from a new progress file) and the
manual page. With `--check` nothing is written, and pages that are not current are named.
"""

import os
import re
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from typer.testing import CliRunner

from alliance_cards.core.history import Kind

TOP = Path(__file__).resolve().parents[1]
DOCS = TOP / "docs"
os.environ["COLUMNS"] = "80"  # help is as wide as the terminal in which it is imported

COMMANDS_HEAD = """\
# Commands

What `alliance-cards COMMAND --help` says of every command. This page is made by \
`python tools/docs.py`; [for scripts](json.md) has the keys of `--json`, the exit codes and the \
environment.
"""
SCHEMA_HEAD = """\
# The schema

What a new progress file holds, made by `python tools/docs.py` from one. `known`, `log`, \
`device`, `name` and `file_change` are truth; the rest follows from them or from the deck files \
([the design](design.md)). Days are counted from 1970-01-01, times are milliseconds or (with \
`_ns`) nanoseconds since then, an ease is a number of hundredths. Sizes and names may change \
from version to version: programs that read progress should use [`--json`](json.md).
"""
TABLES = {
    "log": "Everything that ever happened, a row each; it only grows. `kind`: "
    f"{', '.join(f'{kind.value} {kind.name.lower()}' for kind in Kind)}.",
    "device": "The machines on which rows were written.",
    "name": "The names of cards, each kept once; other tables mean them by number.",
    "known": "The last text seen of every card that has a row.",
    "file_change": "What an action wrote to deck files, compressed, so that it can be undone."
    " Paths of files in the home begin there.",
    "live": "A view: the rows of the log that no undo has taken back.",
    "schedule": "The state of every card with a history: the fold of its live rows.",
    "total": "Answers and their time by day and hour; -1 is an hour that is not known.",
    "deck": "The decks of the index.",
    "file": "The deck files of the index, with what tells a changed file from an unchanged one.",
    "shelf": "What cards of the index have in common; those that are alike in it share a row.",
    "card": "The cards of the index. `lane`: 0 new, 1 review, 2 suspended; `ready`: the day from"
    " which it may be asked, -20000 if nothing holds it back.",
    "_sqlite_migrations": "The steps that the schema has taken, kept by sqlite-utils.",
}


def pages() -> dict[Path, str]:
    """Every page that is made, by its file."""
    from manual import manual_page

    return {
        DOCS / "commands.md": commands_page(),
        DOCS / "schema.md": schema_page(),
        DOCS / "man" / "alliance-cards.1": manual_page(DOCS / "json.md"),
    }


def commands_page() -> str:
    """The help of every command."""
    from alliance_cards.cli.app import COMMANDS

    parts = [COMMANDS_HEAD, _help_block("alliance-cards")]
    for name in COMMANDS:
        parts += [f"## {name}\n", _help_block(f"alliance-cards {name}")]
    return "\n".join(parts)


def schema_page() -> str:
    """Each table and view with its sentence, its columns and its indexes."""
    from alliance_cards.store.opening import open_store

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "progress.db"
        open_store(path).close()
        connection = sqlite3.connect(path)
        found = connection.execute(
            "select type, name, tbl_name, sql from sqlite_master where sql is not null"
        ).fetchall()
        connection.close()
    tables = {name: sql for kind, name, _, sql in found if kind in {"table", "view"}}
    named = sorted(tables, key=[*TABLES].index)
    return "\n".join((SCHEMA_HEAD, *(_table(name, tables[name], found) for name in named)))


def _help_block(command: str) -> str:
    from alliance_cards.cli.app import app

    done = CliRunner().invoke(app, [*command.split()[1:], "--help"])
    return f"```text\n$ {command} --help\n{done.stdout.rstrip()}\n```\n"


def _table(name: str, sql: str, found: list[tuple[str, str, str, str]]) -> str:
    others = [_even(text) for kind, _, of, text in found if of == name and kind == "index"]
    block = "\n".join(f"{text};" for text in (_even(sql), *others))
    return f"## {name}\n\n{TABLES[name]}\n\n```sql\n{block}\n```\n"


def _even(sql: str) -> str:
    """A statement with the indentation of its own last line taken off."""
    last = re.search(r"\n( *)\S[^\n]*$", sql)
    return sql.replace(f"\n{last[1]}", "\n") if last else sql


def stale() -> Iterator[Path]:
    """The files that are not what the program says today."""
    for path, text in pages().items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            yield path


def main() -> int:
    """Write what is not current, or with --check name it; 1 if there was any to name."""
    found = list(stale())
    if "--check" in sys.argv[1:]:
        for path in found:
            print(f"{path.relative_to(TOP)} is not current. Run: python tools/docs.py")
        return 1 if found else 0
    made = pages()
    for path in found:
        path.parent.mkdir(exist_ok=True)
        path.write_text(made[path], encoding="utf-8")
        print(f"{path.relative_to(TOP)} written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
