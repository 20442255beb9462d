"""Kills at each step: before every call by which a command puts something on the disk."""

import os
import shutil
import signal
import time
from collections.abc import Callable
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from alliance_cards.core.history import Kind
from alliance_cards.store.database import Store
from alliance_cards.store.index import card_names
from breaking.child import (
    Say,
    Torn,
    deck_text,
    noon,
    opened_home,
    put_deck,
    require_no_traceback,
    require_whole,
    run,
    run_quietly,
    tortured,
)
from breaking.kills import Told

IMPORT = ("import", "{home}/new", "--yes", "--json")
COMMANDS = {
    IMPORT: (),
    ("add", "t", "--front", "What is new?", "--back", "This"): (),
    ("import", "--link", "{home}/new/w.yaml", "--yes", "--json"): (),
    ("undo", "--json"): (IMPORT,),
    ("redo", "--json"): (IMPORT, ("undo", "--json")),
}
"""What is killed, and what is done before."""


class State(NamedTuple):
    """What must be as before or as afterwards: files, actions that stand, reviews of cards."""

    files: dict[str, str]
    actions: int
    reviews: dict[str, int]


def at_each_step(folder: Path, every: int = 1) -> Told:
    """Kill commands that write deck files at `every` so many steps; Torn if one is half done."""
    began = time.monotonic()
    template = folder / "template"
    put_deck(template, "t", 2)
    (template / "new").mkdir()
    reworded = deck_text("t", 2, "Answer").replace('"id": "c0"', '"id": "moved"')
    (template / "new" / "t.yaml").write_text(reworded, encoding="utf-8")
    (template / "new" / "w.yaml").write_text(deck_text("w", 2, "Word"), encoding="utf-8")
    _run(template, ("grade", "t/c0", "4"))
    kills = sum(_kill(folder, template, words, every) for words in COMMANDS)
    return Told(kills, 0, time.monotonic() - began)


def _kill(folder: Path, template: Path, words: tuple[str, ...], every: int) -> int:
    """Kill one command before its first step, then a later one, until it is through."""
    ready, home, errors = folder / "ready", folder / "home", folder / "errors"
    _copy(template, home)
    for before in (*COMMANDS[words], ("decks", "--json")):
        _run(home, before)
    states = [_state(home)]
    _copy(home, ready)  # what the log says of files is said of those in `home`
    for kills in count():
        step = kills * every + 1
        _copy(ready, home)
        killed = tortured(_until(step, words), home, 1, after=None, errors=errors).killed
        require_no_traceback(errors)
        _run(home, ("decks", "--json"))  # the next start
        require_whole(home)
        states.append(_state(home))
        if (home / "unfinished.json").exists():
            raise Torn(f"{words}, step {step}: the note is still there")
        if not killed:
            break
    whole = [state in (states[0], states[-1]) for state in states]
    if not all(whole) or states[0] == states[-1]:
        raise Torn(f"{words} is half done when killed at step {whole.index(False)}, in {folder}")
    return kills


def _copy(old: Path, new: Path) -> None:
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(old, new)


def _run(home: Path, words: tuple[str, ...]) -> None:
    os.environ.update({"ALLIANCE_CARDS_HOME": str(home), "ALLIANCE_CARDS_NOW": noon(1)})
    if run_quietly(*(word.format(home=home) for word in words)):
        raise Torn(f"{words} failed")


def _until(step: int, words: tuple[str, ...]) -> Callable[[Path, int, Say], None]:
    """A command that is killed before one of the calls that put something on the disk."""

    def work(home: Path, round_: int, say: Say) -> None:
        steps = count(1)

        def guard(call: Callable[..., Any], counts: Callable[..., bool]) -> Callable[..., Any]:
            def guarded(*values: Any, **named: Any) -> Any:
                if counts(*values) and next(steps) == step:
                    os.kill(os.getpid(), signal.SIGKILL)
                return call(*values, **named)

            return guarded

        for name in ("fsync", "replace", "unlink"):
            setattr(os, name, guard(getattr(os, name), lambda *_: True))
        Store.write = guard(Store.write, lambda _, sql, *__: sql == "commit")  # type: ignore[method-assign]
        if run(*(word.format(home=home) for word in words)):
            raise SystemExit(1)

    return work


def _state(home: Path) -> State:
    files = [home / "links", *(home / "decks").glob("*.yaml")]
    texts = {path.name: path.read_text(encoding="utf-8") for path in files if path.exists()}
    with closing(opened_home(home)) as collection:
        sql = "select count(*) from live where kind = ?"
        (actions,) = collection.store.one(sql, (int(Kind.DECK),)) or (0,)
        names = [name for name in card_names(collection.store) if name[:2] in {"t/", "w/"}]
        reviews = {name: collection.schedule_of(name).reviews for name in names}
    return State(texts, int(actions), reviews)
