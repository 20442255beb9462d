"""No control or bidirectional formatting character of any input ever comes out.

Every command of the program is called with hostile text in all that it reads: cards, names
of decks and files, tags, arguments, settings, environment. A new command fails here until it
has a call in `CALLS`. (`export` into a pipe or file writes data, as `cp` does, and is left
out where its format cannot escape; on a terminal it passes the gate.)
"""

import json
import os
import re
import shlex
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from alliance_cards.cli.app import COMMANDS, app
from alliance_cards.cli.boundary import guarded
from cli.program import NOON, in_use
from drawn import examples, strung
from stores import begin
from terminal.pseudo import Terminal

STEERING = set("\u061c\u200e\u200f\u2028\u2029") | {
    chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x2070))
}
# What the program itself may send to a terminal: colours, the cursor, the screen, paste mode.
OURS = re.compile(r"\x1b\[[0-9;]*m|\x1b\[\??[0-9;]*[hlHJK]|\r\n|\r")
EVIL = "\x1b[2J\x9b31m\x07\x7f\u202e\u2066\u200f\u061c\u2028\x85\r\x00\ud800\x1b]0;owned\x07"
# An argument has no NUL, and stray bytes are what it may have of what is no character.
ARGUMENT = EVIL.replace("\x00", "").replace("\ud800", "\udc9b")

# {0} stands for the hostile text, {file} for a hostile file.
CALLS: dict[str, list[str]] = {
    "study": ["study", "study {0}"],
    "decks": ["decks"],
    "cards": ["cards", "cards {0}", "cards tag:{0}", "cards is:{0}", "cards deck:evil"],
    "show": ["show evil/one", "show {0}", "show evil/{0}", "show evil/three"],
    "why": ["why evil/one", "why {0}"],
    "history": ["history evil/one", "history {0}"],
    "due": ["due", "due {0}"],
    "next": ["next", "next evil", "next {0}"],
    "grade": [
        "grade evil/one 3", "grade {0} 3", "grade evil/one {0}", "grade evil/one 3 --seen {0}",
        "grade evil/one",
    ],
    "undo": ["undo", "undo {0}"],
    "redo": ["redo", "redo {0}"],
    "add": ["add evil --front {0} --back {0} --tag {0}", "add {0} --front a --back b", "add x"],
    "edit": ["edit evil/one", "edit {0}"],
    "import": [
        "import {file} --dry-run", "import {0}", "import {file} --deck {0}",
        "import {file} --format {0}", "import {file} --format csv --yes --deck other",
        "import evil.json --yes",
    ],
    "export": [
        "export evil", "export evil --format json", "export {0}", "export evil --format {0}",
        "export evil --tag {0}", "export evil --output {0}/{0}", "export --format log-csv",
    ],
    "suspend": ["suspend evil/one", "suspend {0}"],
    "resume": ["resume evil/one", "resume {0}"],
    "bury": ["bury evil/one", "bury {0}"],
    "flag": ["flag evil/one", "flag {0}"],
    "reset": ["reset evil/one", "reset {0}"],
    "rename": ["rename evil/{0} evil/one", "rename {0} {0}"],
    "check": ["check {file}", "check {0}", "check evil.json", "check ."],
    "backup": ["backup", "backup {0}"],
    "restore": ["restore", "restore {0}", "restore {file} --yes"],
    "doctor": ["doctor", "doctor --repair", "doctor {0}"],
    "completion": ["completion bash", "completion {0}"],
    "config": ["config", "config {0}"],
    "stats": ["stats", "stats {0}", "stats --csv"],
    "paths": ["paths", "paths {0}"],
}  # fmt: skip
USAGE = ["", "{0}", "--{0}", "-{0}", "--help", "--home {0} paths", "--version"]


def hostile_home(folder: Path, evil: str = EVIL) -> Path:
    """A home full of hostile text, and files beside it."""
    home = folder / "home"
    decks = home / "decks"
    begin(home, in_use())
    decks.mkdir()
    cards = [
        {"id": "one", "front": f"{evil}?", "back": evil, "explanation": evil, "tags": [evil]},
        {"id": "two", "cloze": f"{evil} {{{{b{evil}::{evil}}}}}", "source": f"s, {evil}"},
        {"id": "three", "choice": evil, "options": [f"a{evil}", f"b{evil}"], "answer": 1},
        {"front": f"named {evil}", "back": evil, "reverse": True},
    ]
    deck = {"name": evil, "description": evil, "sources": {"s": {"title": evil}}, "cards": cards}
    text = json.dumps(deck)
    (decks / "broken.yaml").write_text(text, encoding="utf-8")
    # Half a character is refused, so a deck that is in use has none.
    usable = re.sub(r"\\ud[89a-f][0-9a-f]{2}", "", text)
    (decks / "evil.yaml").write_text(usable, encoding="utf-8")
    (folder / "evil.json").write_text(text, encoding="utf-8")
    raw = evil.encode("utf-8", "replace").decode()
    (decks / "raw.yaml").write_text(f"name: {raw}\ncards: {raw}\n- {raw}: [", encoding="utf-8")
    for place in (decks, folder):
        name = f"f{evil.replace('/', '').replace(chr(0), '')}"[:60]
        bad = place / f"{name.encode('utf-8', 'replace').decode()}.yaml"
        bad.write_text(f"{raw}: {raw}\ncards: 7", encoding="utf-8")
    (folder / "settings.toml").write_text(f'"{json.dumps(evil)[1:-1]}" = 1', encoding="utf-8")
    return home


def leaks(text: str) -> set[str]:
    """The characters of an output that should not be in it."""
    return {
        character
        for character in set(text.replace("\r\n", "\n"))
        if character in STEERING or (unicodedata.category(character) in {"Cc", "Cs"})
    } - {"\n"}


def words_of(call: str, evil: str, file: Path) -> list[str]:
    return [word.replace("{0}", evil).replace("{file}", str(file)) for word in shlex.split(call)]


def run(words: list[str], **environment: str) -> str:
    """Everything that a call prints; a bug is none of the things that it may print."""
    result = CliRunner().invoke(app, words, env={"ALLIANCE_CARDS_NOW": NOON, **environment})
    assert result.exception is None or isinstance(result.exception, SystemExit), words
    assert "Please report it" not in result.output, result.output
    return result.stdout + result.stderr


def file_in(folder: Path) -> Path:
    return next(path for path in folder.iterdir() if path.suffix == ".yaml")


def test_every_command_is_called_here() -> None:
    assert set(COMMANDS) <= set(CALLS), "give the new command a call with hostile text"


def test_the_hostile_deck_is_in_use(tmp_path: Path) -> None:
    """Else the commands would have nothing hostile to show."""
    hostile_home(tmp_path)
    assert run(["cards", "deck:evil"]).count("evil/") == 5
    assert "31m" in run(["show", "evil/one"])


@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_hostile_comes_out_of_a_command(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In what it prints, in its errors, in its help; as text and as JSON."""
    hostile_home(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EDITOR", "true")
    file = file_in(tmp_path)
    for call in [*CALLS[name], f"{name} --help", f"{name} --{{0}}"]:
        words = words_of(call, ARGUMENT, file)
        for more in ([], ["--json"]):
            out = run([*words, *more])
            assert leaks(out) == set(), (call, out)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_newline_in_a_name_begins_no_line(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file's name and no argument can look like something that the program says."""
    home = hostile_home(tmp_path, "plain")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EDITOR", "true")
    for folder in (tmp_path, home / "decks"):
        (folder / "a\nforged: .yaml").write_text("name: [", encoding="utf-8")
    for call in CALLS[name]:
        out = run(words_of(call, "a\nforged: ", tmp_path / "a\nforged: .yaml"))
        assert not [line for line in out.splitlines() if line.startswith("forged")], (call, out)


def test_what_the_program_says_in_lines_comes_out_in_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing that it reads has a newline, nothing shows one."""
    hostile_home(tmp_path, "plain")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EDITOR", "true")
    calls = [call for name in COMMANDS for call in (*CALLS[name], f"{name} --help")]
    for call in (*calls, *USAGE, "grade"):
        assert "⏎" not in run(words_of(call, "plain", tmp_path / "evil.json")), call


def test_nor_out_of_what_is_no_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile_home(tmp_path)
    monkeypatch.chdir(tmp_path)
    for call in USAGE:
        words = words_of(call, ARGUMENT, file_in(tmp_path))
        for more in ([], ["--json"]):
            assert leaks(run([*words, *more])) == set(), call


@pytest.mark.parametrize(
    "variable",
    ["ALLIANCE_CARDS_HOME", "ALLIANCE_CARDS_CONFIG", "ALLIANCE_CARDS_NOW", "EDITOR", "VISUAL",
     "COLUMNS", "NO_COLOR", "TERM", "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"],
)  # fmt: skip
def test_nor_out_of_the_environment(
    variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile_home(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EDITOR", "true")  # and not the machine's own vi
    for value in (ARGUMENT, f"{tmp_path}/{ARGUMENT}", f"/dev/null/{ARGUMENT}", f"'{ARGUMENT}"):
        for words in (["paths"], ["next"], ["edit", "evil/one"], ["grade", "evil/one", "3"]):
            assert leaks(run(words, **{variable: value})) == set(), (variable, words)


def test_nor_out_of_the_settings(tmp_path: Path) -> None:
    hostile_home(tmp_path)
    out = run(["next"], ALLIANCE_CARDS_CONFIG=str(tmp_path / "settings.toml"))
    assert "settings" in out
    assert leaks(out) == set()


PIECES = strung([*EVIL, "\x1b[", "[/b]", "{{", "}}", "::", "'", '"', "#", ": ", "- ", "a"])
TEXTS = st.lists(
    PIECES | st.text(st.characters(codec=None), max_size=3), min_size=1, max_size=4
).map("".join)
MANY = [
    "cards", "show evil/one", "show {0}", "next", "decks", "check .", "grade evil/one 3",
    "import evil.json --yes --deck more", "add evil --front {0} --back {0}", "doctor",
]  # fmt: skip


@examples(5)
@given(TEXTS)
def test_whatever_the_text_is(tmp_path_factory: pytest.TempPathFactory, evil: str) -> None:
    folder = tmp_path_factory.mktemp("evil")
    home = hostile_home(folder, evil)
    before = Path.cwd()
    os.chdir(folder)
    try:
        for call in MANY:
            argument = evil.replace("\0", "").encode("utf-8", "replace").decode()
            out = run(words_of(call, argument, folder), ALLIANCE_CARDS_HOME=str(home))
            assert leaks(out) == set(), (call, evil, out)
    finally:
        os.chdir(before)


def test_a_bug_shows_its_traceback_through_the_gate(capsys: pytest.CaptureFixture[str]) -> None:
    """The error's text, and the line of code that it came from."""

    def bug() -> Any:
        raise RuntimeError(EVIL)

    assert guarded(bug, as_json=False) == 1
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert "Please report it" in said
    assert leaks(said) == set()


IN_ANOTHER_NAME = """
import os, sys
os.execv(sys.executable, [sys.argv[1], *sys.argv[2:]])
"""


@pytest.mark.parametrize("words", [["nosuch"], ["grade"], ["--help"], ["show", ARGUMENT]])
def test_nor_out_of_the_name_of_the_program(words: list[str], home: Path) -> None:
    """argv[0] is what whoever starts the program says."""
    command = [sys.executable, "-c", IN_ANOTHER_NAME, ARGUMENT, "-m", "alliance_cards", *words]
    done = subprocess.run(command, capture_output=True, check=False)
    assert leaks((done.stdout + done.stderr).decode()) == set()


BROKEN_START = """
import sys
from alliance_cards import cli
sys.modules["alliance_cards.cli.app"] = None
sys.argv = ["alliance-cards"]
try:
    raise ValueError({evil!r})
except ValueError:
    cli.main()
"""


def test_a_bug_before_the_first_line_shows_its_traceback_through_the_gate() -> None:
    """Where no error boundary stands yet, and what it is chained to."""
    code = BROKEN_START.format(evil=ARGUMENT)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    said = done.stderr.decode()
    assert done.returncode == 1
    assert "Traceback" in said
    assert leaks(said) == set()


ON_ONE_TERMINAL = """
import json, sys
from alliance_cards.cli.app import app
from alliance_cards.cli.boundary import prepare_streams
prepare_streams()
for words in json.loads(sys.argv[1]):
    sys.stdin = open("/dev/null")
    app(words, standalone_mode=False)
print("all done", flush=True)
"""


def test_nor_on_a_terminal(tmp_path: Path) -> None:
    """Tables, wrapped lines, exports and errors, as a terminal receives them."""
    home = hostile_home(tmp_path)
    file = file_in(tmp_path)
    calls = [call for name in COMMANDS if name not in {"study", "edit"} for call in CALLS[name]]
    calls += [f"export evil --format {name}" for name in ("csv", "tsv", "anki", "hashcards")]
    words = [words_of(call, ARGUMENT, file) for call in calls]
    environment = {
        **os.environ, "ALLIANCE_CARDS_HOME": str(home), "ALLIANCE_CARDS_NOW": NOON,
        "PYTHONUTF8": "1", "PWD": str(tmp_path),
    }  # fmt: skip
    code = f"import os; os.chdir({str(tmp_path)!r})\n{ON_ONE_TERMINAL}"
    with Terminal([sys.executable, "-c", code, json.dumps(words)], environment) as terminal:
        while b"all done" not in terminal.raw and terminal.process.poll() is None:
            terminal.received(0.2)
        assert terminal.ended() == 0
        shown = OURS.sub("\n", terminal.raw.decode())
    assert leaks(shown) == set()
