"""`stats` as scripts read it, and the page that promises its keys."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cli.program import put_deck, run

DOCS = Path(__file__).parents[2] / "docs" / "json.md"
NOW = "2026-03-02T10:00:00+01:00"
DECK = """\
name: Two cards
sources: {one: {title: "=A document"}}
cards:
  - {id: a, front: The first?, back: One, source: one, tags: [t]}
  - {id: b, front: The second?, back: Two}
"""


@pytest.fixture(autouse=True)
def studied(home: Path) -> None:
    """Two cards, one of which was met and then failed."""
    put_deck(home, "two", DECK)
    run("grade", "two/a", "4", at="2026-03-01T09:00:00+01:00")
    run("grade", "two/a", "1", at="2026-03-02T09:00:00+01:00")


def stats(*words: str) -> dict[str, Any]:
    """What `stats two` says on the second day."""
    found = run("stats", "two", *words, "--json", at="2026-03-02T10:00:00+01:00").json
    return {key: value for key, value in found.items() if key != "version"}


def keys_in(value: Any) -> Iterator[str]:
    """All keys of nested objects."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield key
            yield from keys_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from keys_in(part)


def test_the_page_promises_exactly_these_keys() -> None:
    """Every key at every depth is documented, and no other."""
    page = DOCS.read_text(encoding="utf-8")
    page = page[page.index("## The keys of `stats`") : page.index("A front end that shows")]
    documented = {
        word
        for quoted in re.findall(r"`([^`]+)`", page)
        for word in re.findall(r"[a-z_0-9]+", quoted)
    }
    given = set(keys_in(stats("--simulate", "2"))) - {"1", "3", "4", "5"}
    prose = {"weak", "untouched", "overdue", "unfinished", "stats", "csv", "table", "row", "figure"}
    assert documented - prose - {"value", "2026", "03", "01", "12"} == given


def test_figures_of_two_days() -> None:
    """One card was met, and failed on the next day."""
    found = stats()
    assert found["today"]["recalls"] == found["today"]["answers"] == 1
    assert found["recall"] == {
        "recalls": 1, "recalled": 0, "recall_percent": 0.0, "low_percent": 0.0,
        "high_percent": 79.3,
    }  # fmt: skip
    assert found["streak"] == {"current_days": 2, "longest_days": 2, "studied_days": 2}
    assert [(d["key"], d["name"], d["new"]) for d in found["decks"]] == [("two", "Two cards", 1)]
    assert [d["key"] for d in found["documents"]] == ["=A document"]
    assert [h["card_id"] for h in found["hardest"]] == ["two/a"]
    assert stats("--days", "1")["period"] == {
        "first_day": "2026-03-02", "last_day": "2026-03-02", "days": 1,
    }  # fmt: skip


def test_csv_has_the_same_figures() -> None:
    """Every plain value of the JSON is a row; what a spreadsheet would compute is defused."""
    text = run("stats", "two", "--csv", at="2026-03-02T10:00:00+01:00").stdout
    heads, *rows = csv.reader(io.StringIO(text))
    assert heads == ["table", "row", "figure", "value"]
    assert ["calendar", "2026-03-01", "new", "1"] in rows
    assert ["decks", "two", "name", "Two cards"] in rows
    assert ["cards", "", "new", "1"] in rows
    assert ["forecast_days", "2026-03-03", "due", "1"] in rows
    assert ["suggestions", "1", "reason", "unfinished"] in rows
    assert not any(cell.startswith("=") for row in rows for cell in row)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("--days 0", "usage"),
        ("--days 3 --since 2026-01-01", "usage"),
        ("--since yesterday", "usage"),
        ("--since 2999-01-01", "usage"),
        ("--csv", "usage"),
        ("--simulate 0", "usage"),
        ("--new 5", "usage"),
        ("nothing-is-called-so", "no_match"),
        ("is:old", "bad_query"),
    ],
)
def test_what_cannot_be_asked(words: str, code: str) -> None:
    """Is the error object."""
    assert run("stats", *words.split(), "--json").json["error"]["code"] == code


def test_a_misspelt_deck_is_answered_with_the_nearest() -> None:
    assert '"twoo" is no deck' in run("stats", "twoo").stderr
    assert "Did you mean two?" in run("stats", "twoo").stderr


def test_a_simulation_is_repeatable() -> None:
    """And says that the grades are not the person's own."""
    one = stats("--simulate", "9", "--new", "1")["simulation"]
    assert one == stats("--simulate", "9", "--new", "1")["simulation"]
    assert (one["later_grades"]["own"], one["later_grades"]["answers"]) == (False, 1)
    assert (len(one["days"]), one["new_left"], one["new_per_day"]) == (9, 0, 1)


def test_the_page_is_printed() -> None:
    """The last line says what to study next."""
    done = run("stats", "two", at="2026-03-02T10:00:00+01:00")
    assert done.code == 0
    assert "1 new card left" in done.stdout


def test_a_page_and_a_picture_are_written_in_one_call(tmp_path: Path) -> None:
    page, picture = tmp_path / "page.html", tmp_path / "picture.svg"
    done = run("stats", "--html", str(page), "--svg", str(picture), at=NOW)
    assert (done.stdout, done.code) == ("", 0)
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>\n<html lang")
    assert picture.read_text(encoding="utf-8").startswith("<svg ")
    for file in (page, picture):
        assert "0 of 1 recalled" in file.read_text(encoding="utf-8")
        assert f"{file} written." in done.stderr


def test_a_page_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    done = run("stats", "--html", str(tmp_path / "none" / "page.html"), "--json", at=NOW)
    assert done.code == 1
    assert "Make it first" in done.stdout
    assert "output_failed" in done.stdout


@pytest.mark.parametrize("arguments", [("--plain",), ()])
def test_sentences_for_a_plain_terminal(
    monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("TERM", "xterm" if arguments else "dumb")
    done = run("stats", *arguments, at=NOW)
    assert "Progress, all of the history." in done.stdout
    assert "━" not in done.stdout
