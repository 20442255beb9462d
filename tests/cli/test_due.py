"""`due`: one line, quickly and quietly."""

from pathlib import Path

from cli.program import put_deck, run


def test_what_today_still_holds(home: Path) -> None:
    """As the last command left it, of all decks or some."""
    put_deck(home)
    run("decks")
    assert run("due", "three").stdout == "3 new\n"
    run("grade", "three/one", "1")
    assert run("due", "three").stdout == "2 new and 1 to repeat\n"
    assert run("due", "thre").code == 1


def test_nothing_left_is_nothing_said(home: Path) -> None:
    put_deck(home)
    for card in ("one", "two", "three"):
        run("grade", f"three/{card}", "5")
    result = run("due", "three")
    assert (result.stdout, result.stderr, result.code) == ("", "", 0)


def test_without_a_home_none_is_made(home: Path) -> None:
    result = run("due")
    assert (result.stdout, result.stderr, result.code) == ("", "", 0)
    assert run("due", "--json").json["counts"] == {"due": 0, "new": 0, "drill": 0}
    assert not home.exists()


def test_a_damaged_file_is_told(home: Path) -> None:
    home.mkdir()
    (home / "progress.db").write_text("Dear diary, " * 100, encoding="utf-8")
    result = run("due")
    assert (result.stdout, result.code) == ("", 1)
    assert "not a whole database" in result.stderr
