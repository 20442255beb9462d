"""The scenes of kills: what is done, how a home begins, and what must hold afterwards."""

import os
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from alliance_cards.store.backups import backups_in, contents_of
from breaking.child import (
    Say,
    Torn,
    answers,
    deck_text,
    noon,
    put_deck,
    rows,
    run,
    run_quietly,
    uuids,
)

CARDS = 12
SCHEMAS = Path(__file__).parents[1] / "store"
Check = Callable[[Path, list[str]], None]


class Scene(NamedTuple):
    """What is done in the child, how a home begins, and what must hold after a kill.

    `anew` makes a new home for every kill; otherwise one home goes through all of them.
    """

    work: Callable[[Path, int, Say], None]
    prepare: Callable[[Path], None]
    check: Check
    anew: bool = False


def _deck(home: Path) -> None:
    put_deck(home, "t", CARDS)


def grade(home: Path, round_: int, say: Say) -> None:
    """Answer all cards, one command each."""
    for number in range(CARDS):
        if run("grade", f"t/c{number}", str(number % 6), "--early", "--json"):
            raise SystemExit(1)
        say(f"t/c{number}")


class Ledger:
    """All that was ever acknowledged in a home, compared with what is there."""

    def __init__(self) -> None:
        self.given: Counter[str] = Counter()

    def check(self, home: Path, said: list[str]) -> None:
        """Every acknowledged answer is there, and at most one more, that was under way."""
        self.given += Counter(said)
        there = Counter(answers(home))
        if self.given - there:
            raise Torn(f"lost: {self.given - there}")
        if (there - self.given).total() > 1:
            raise Torn(f"invented: {there - self.given}")
        self.given = there


class RowLedger:
    """The same for actions of any kind: each is a row of the log."""

    def __init__(self) -> None:
        self.rows = 0

    def check(self, home: Path, said: list[str]) -> None:
        """As many rows as were acknowledged, or one more."""
        there = rows(home)
        if not 0 <= there - self.rows - len(said) <= 1:
            raise Torn(f"{len(said)} rows acknowledged, {there - self.rows} there")
        self.rows = there


def undo(home: Path, round_: int, say: Say) -> None:
    """Answer, take back, bring back, take back."""
    for number in range(4):
        for words in (("grade", f"t/c{number}", "4", "--early"), ("undo",), ("redo",), ("undo",)):
            if run(*words, "--json"):
                raise SystemExit(1)
            say(words[0])


def import_(home: Path, round_: int, say: Say) -> None:
    """Import two versions of a deck by turns, each of which replaces the other."""
    for turn in range(4):
        path = home / f"{'ab'[turn % 2]}.json"
        if run("import", str(path), "--deck", "t", "--yes"):
            raise SystemExit(1)
        say(path.stem)


def _prepare_import(home: Path) -> None:
    home.mkdir(parents=True)
    for word in "ab":
        (home / f"{word}.json").write_text(deck_text("t", 300, word), encoding="utf-8")


def _check_import(home: Path, said: list[str]) -> None:
    path = home / "decks" / "t.yaml"
    if not path.exists():
        if said:
            raise Torn("the deck file is gone")
        return
    text = path.read_text(encoding="utf-8")
    found = {word for word in "ab" if text.count(f"back: {word} ") == 300}
    if len(found) != 1:
        raise Torn("the deck file is neither the old nor the new one")


def add(home: Path, round_: int, say: Say) -> None:
    """Add cards to a deck file, one by one."""
    for number in range(6):
        name = f"{round_}-{number}"
        if run("add", "t", "--front", f"What is {name}?", "--back", name):
            raise SystemExit(1)
        say(name)


def _check_add(home: Path, said: list[str]) -> None:
    text = (home / "decks" / "t.yaml").read_text(encoding="utf-8")
    lost = [name for name in said if f"What is {name}?" not in text]
    if lost:
        raise Torn(f"added and not there: {lost}")


def migrate(home: Path, round_: int, say: Say) -> None:
    """Open a file of the oldest schema."""
    if run("next"):
        raise SystemExit(1)
    say("opened")


def _prepare_migrate(home: Path) -> None:
    home.mkdir(parents=True)
    shutil.copy(SCHEMAS / "schema-1.db", home / "progress.db")


def _check_migrate(home: Path, said: list[str]) -> None:
    if rows(home) != 9:
        raise Torn("rows of the old file are lost")


def create(home: Path, round_: int, say: Say) -> None:
    """Make a new home and answer a card in it."""
    if run("grade", "t/c0", "4"):
        raise SystemExit(1)
    say("t/c0")


def _check_create(home: Path, said: list[str]) -> None:
    if said and answers(home) != {"t/c0": 1}:
        raise Torn("the first answer is lost")


def backup(home: Path, round_: int, say: Say) -> None:
    """Answer and back up."""
    for number in range(3):
        if run("grade", f"t/c{number}", "4", "--early"):
            raise SystemExit(1)
        say(f"t/c{number}")
        if run("backup"):
            raise SystemExit(1)


def _check_backups(home: Path, said: list[str]) -> None:
    for made in backups_in(home / "backups"):
        contents_of(made.path)
        require_whole_backup(made.path)
    for made in backups_in(home / "backups")[6:]:
        made.path.unlink()


def require_whole_backup(path: Path) -> None:
    """Raise Torn unless a backup is a whole database."""
    import sqlite3

    connection = sqlite3.connect(path)
    (verdict,) = connection.execute("pragma integrity_check").fetchone()
    connection.close()
    if verdict != "ok":
        raise Torn(f"{path}: {verdict}")


def restore(home: Path, round_: int, say: Say) -> None:
    """Restore two backups by turns."""
    for turn in range(4):
        name = ("few.db", "many.db")[turn % 2]
        if run("restore", str(home / name), "--yes", "--json"):
            raise SystemExit(1)
        say(name)


def _prepare_restore(home: Path) -> None:
    _deck(home)
    os.environ.update({"ALLIANCE_CARDS_HOME": str(home), "ALLIANCE_CARDS_NOW": noon(0)})
    for number, name in ((4, "few.db"), (CARDS, "many.db")):
        for card in range(number):
            run_quietly("grade", f"t/c{card}", "4", "--early", "--json")
        run_quietly("backup", "--json")
        made = backups_in(home / "backups")[0].path
        made.replace(home / name)


def _check_restore(home: Path, said: list[str]) -> None:
    there = uuids(home)
    for name in ("few.db", "many.db"):
        copy = home / "copy" / "progress.db"
        copy.parent.mkdir(exist_ok=True)
        shutil.copy(home / name, copy)
        if uuids(copy.parent) == there:
            break
    else:
        raise Torn("the file holds neither the one state nor the other")
    shutil.rmtree(home / "backups", ignore_errors=True)


def repair(home: Path, round_: int, say: Say) -> None:
    """Mend a file with damaged pages."""
    if run("doctor", "--repair", "--json"):
        raise SystemExit(1)
    say("mended")


def _prepare_repair(home: Path) -> None:
    _deck(home)
    os.environ.update({"ALLIANCE_CARDS_HOME": str(home), "ALLIANCE_CARDS_NOW": noon(0)})
    for card in range(CARDS):
        run_quietly("grade", f"t/c{card}", "4", "--json")
    with (home / "progress.db").open("r+b") as file:
        file.write(bytes(100))


def _check_repair(home: Path, said: list[str]) -> None:
    os.environ.update({"ALLIANCE_CARDS_HOME": str(home), "ALLIANCE_CARDS_NOW": noon(0)})
    run_quietly("doctor", "--repair", "--json")
    if Counter(answers(home)).total() != CARDS:
        raise Torn("answers that could be read are lost")


def scenes() -> dict[str, Scene]:
    """The scenes, each with a ledger of its own."""
    return {
        "grading": Scene(grade, _deck, Ledger().check),
        "undoing": Scene(undo, _deck, RowLedger().check),
        "importing": Scene(import_, _prepare_import, _check_import),
        "adding cards": Scene(add, _deck, _check_add),
        "migrating": Scene(migrate, _prepare_migrate, _check_migrate, anew=True),
        "starting anew": Scene(create, _deck, _check_create, anew=True),
        "backing up": Scene(backup, _deck, _both(Ledger().check, _check_backups)),
        "restoring": Scene(restore, _prepare_restore, _check_restore),
        "repairing": Scene(repair, _prepare_repair, _check_repair, anew=True),
    }


def _both(one: Check, two: Check) -> Check:
    def check(home: Path, said: list[str]) -> None:
        one(home, said)
        two(home, said)

    return check
