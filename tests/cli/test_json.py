"""What `--json` promises: one object, pure ASCII, version 1, these keys."""

import json
import re
from pathlib import Path

import pytest

from cli.program import put_deck, run

DOCS = Path(__file__).parents[2] / "docs" / "json.md"
CARD = {
    "id", "deck", "kind", "front", "back", "accept", "options", "explanation", "source", "tags",
    "state", "flagged", "leech", "seen",
}  # fmt: skip
STATE = {"repetitions", "ease", "interval_days", "due", "lapses", "suspended"}
CALLS = {
    "--json": {"counts", "next_due"},
    "decks --json": {"decks"},
    "cards --json": {"cards"},
    "show three/one --json": {"card"},
    "next --json": {"card", "counts"},
    "due --json": {"counts"},
    "grade three/one 4 --json": {
        "card_id", "grade", "repetitions", "ease", "interval_days", "due", "drill",
    },
    "why three/one --json": {"card_id", "state", "reasons", "rows"},
    "history three/one --json": {"card_id", "rows"},
    "stats --json": {
        "scope", "period", "today", "streak", "cards", "recall", "pace", "forecast", "calendar",
        "decks", "documents", "tags", "kinds", "hardest", "eases", "intervals", "hours",
        "suggestions", "next", "simulation",
    },
    "undo --json": {"kind", "card_id", "grade", "state", "files"},
    "redo --json": {"kind", "card_id", "grade", "state", "files"},
    "suspend three/one --json": {"changed"},
    "resume three/one --json": {"changed"},
    "bury three/one --json": {"changed"},
    "flag three/one --json": {"changed"},
    "reset three/one --json": {"changed"},
    "backup --json": {"backup", "answers", "cards"},
    "restore --json": {"backups"},
    "restore 2026-03-01-120000-asked --yes --json": {
        "restored", "kept", "answers", "cards", "lost",
    },
    "doctor --json": {"ok", "rows", "cards", "findings", "remarks", "repaired"},
    "add four --front F --back B --json": {"added"},
    "import deck.json --dry-run --json": {
        "added", "changed", "moved", "removed", "unchanged", "problems",
    },
    "check decks.md --json": {"problems"},
    "config --json": {"settings"},
    "paths --json": {
        "home", "progress", "decks", "links", "backups", "shipped_decks", "schema", "settings",
        "device",
    },
}  # fmt: skip


@pytest.fixture(autouse=True)
def deck(home: Path) -> None:
    """A deck of three cards in the home."""
    put_deck(home)


def test_every_call_has_its_keys() -> None:
    """In this order, as undo and redo need something to turn."""
    for call, keys in CALLS.items():
        result = run(*call.split())
        assert result.code == (1 if call.startswith(("check", "import")) else 0), call
        assert set(result.json) == {"version", *keys}, call
        assert result.json["version"] == 1
        assert result.stdout.isascii()
        assert result.stdout.count("\n") == 1


def test_what_lies_inside() -> None:
    """Decks, cards, counts and states have the promised keys too."""
    deck = next(d for d in run("decks", "--json").json["decks"] if d["id"] == "three")
    assert deck == {
        "id": "three", "name": "Three cards", "cards": 3, "new": 3, "due": 0, "suspended": 0,
        "problems": 0,
    }  # fmt: skip
    result = run("next", "three", "--json").json
    assert set(result["card"]) == CARD
    assert set(result["card"]["state"]) == STATE
    assert result["counts"] == {"due": 0, "new": 3, "drill": 0}
    assert result["card"]["id"] == "three/one"
    assert result["card"]["seen"] is None


def test_the_rows_of_a_history() -> None:
    """Each with its time, what it was, and the state after it."""
    run("grade", "three/one", "5")
    (row,) = run("history", "three/one", "--json").json["rows"]
    assert row.pop("id") == run("show", "three/one", "--json").json["card"]["seen"]
    assert row == {
        "at": "2026-03-01T12:00:00.000+01:00", "day": "2026-03-01", "card_id": "three/one",
        "kind": "review", "grade": 5, "taken_ms": None,
        "state": {
            "repetitions": 1, "ease": 2.6, "interval_days": 1, "due": "2026-03-02", "lapses": 0,
            "suspended": False,
        },
    }  # fmt: skip
    told = run("why", "three/one", "--json").json
    assert [r["kind"] for r in told["rows"]] == ["review"]
    assert "2026-03-01 + 1 day = 2026-03-02" in " ".join(told["reasons"])


def test_a_review_and_its_drill() -> None:
    """The numbers of a weak answer: reviewed once, then drilled, due tomorrow."""
    weak = run("grade", "three/one", "3", "--json").json
    assert weak == {
        "version": 1, "card_id": "three/one", "grade": 3, "repetitions": 1, "ease": 2.36,
        "interval_days": 1, "due": "2026-03-02", "drill": False,
    }  # fmt: skip
    drill = run("grade", "three/one", "5", "--json").json
    assert drill == {**weak, "grade": 5, "drill": True}
    assert run("grade", "three/one", "5", "--json").json["error"]["code"] == "already_answered"


def test_seen_refuses_a_stale_answer() -> None:
    """An answer for what was shown earlier is not recorded."""
    run("grade", "three/one", "1")
    seen = run("show", "three/one", "--json").json["card"]["seen"]
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", seen)
    run("grade", "three/one", "2")
    stale = run("grade", "three/one", "4", "--seen", seen, "--json")
    assert (stale.code, stale.json["error"]["code"]) == (1, "card_moved_on")
    assert run("doctor", "--json").json["rows"] == 2


@pytest.mark.parametrize(
    ("words", "code", "exit_code"),
    [
        ("grade three/one 9", "usage", 2),
        ("grade three/one", "usage", 2),
        ("grade three/one 4 --seen x", "usage", 2),
        ("nxt", "usage", 2),
        ("show three/four", "unknown_card", 1),
        ("next four", "unknown_deck", 1),
        ("undo", "nothing_to_undo", 1),
        ("redo", "nothing_to_redo", 1),
        ("cards is:old", "bad_query", 1),
        ("suspend is:old", "bad_query", 1),
        ("suspend tag:nothing", "no_match", 1),
        ("rename three/nine three/one", "no_history", 1),
        ("rename three/nine three/eight", "no_history", 1),
    ],
)
def test_any_failure_is_the_error_object(words: str, code: str, exit_code: int) -> None:
    """Also a mistake in the arguments."""
    result = run(*words.split(), "--json")
    assert result.code == exit_code
    assert set(result.json) == {"version", "error"}
    assert set(result.json["error"]) == {"code", "message"}
    assert result.json["error"]["code"] == code
    assert result.stderr == ""


def test_what_is_wrong_outside_is_the_error_object_too(home: Path, tmp_path: Path) -> None:
    """The clock, the settings, the home folder, the progress file."""
    settings = tmp_path / "settings.toml"
    settings.write_text("new_per_dya = 3")
    codes = {
        "bad_clock": {"at": "noon"},
        "bad_settings": {"ALLIANCE_CARDS_CONFIG": str(settings)},
        "home_not_writable": {"ALLIANCE_CARDS_HOME": str(settings / "home")},
    }
    for code, environment in codes.items():
        result = run("next", "--json", **environment)
        assert result.json["error"]["code"] == code
    (home / "progress.db").write_text("Dear diary, " * 100)
    for suffix in ("-wal", "-shm"):
        (home / f"progress.db{suffix}").unlink(missing_ok=True)
    assert run("next", "--json").json["error"]["code"] == "damaged_database"


def test_hostile_text_is_ascii(home: Path) -> None:
    """Escapes, bidirectional marks and DEL come out as escapes of JSON."""
    evil = "\x1b[2J\u202e\x7f\x9b é 😀"
    put_deck(home, "evil", json.dumps({"name": evil, "cards": [{"front": evil, "back": evil}]}))
    text = run("cards", "--json").stdout + run("decks", "--json").stdout
    assert all(" " <= character <= "~" or character == "\n" for character in text)
    assert evil in {card["front"] for card in json.loads(text.splitlines()[0])["cards"]}


def test_every_code_and_variable_is_documented() -> None:
    """What the source names, the page explains; and the page names nothing else."""
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in (Path(__file__).parents[2] / "src").rglob("*.py")
    )
    codes = set(re.findall(r'code="([a-z_]+)"', source)) - {"usage"}
    codes |= set(re.findall(r'return "([a-z]+_[a-z_]+|busy)", ', source))
    page = DOCS.read_text(encoding="utf-8")
    table = page[page.index("## Error codes") : page.index("## Exit codes")]
    documented = set(re.findall(r"`([a-z_]+)`", table)) - {"study", "resume", "undo"}
    made = {"usage", "unknown_card", "unknown_deck", "system_error", "bug"}
    assert documented == codes | made
    variables = set(re.findall(r"ALLIANCE_CARDS_[A-Z]+", source))
    assert variables == set(re.findall(r"ALLIANCE_CARDS_[A-Z]+", page))
