"""The homes that measurements are made with are what the program itself would have made."""

from contextlib import closing
from pathlib import Path

import pytest

from alliance_cards.collection import looking
from benchmarks.__main__ import main
from benchmarks.homes import make_home, opened
from benchmarks.lives import NOW


def test_a_made_home_is_in_order(tmp_path: Path) -> None:
    """The log replays to what is stored, and some cards are known, due and new."""
    home = make_home(tmp_path, cards=40, reviews=300)
    with closing(opened(home)) as collection:
        audit = looking.examine(collection)
        decks = [deck for deck in looking.decks(collection, NOW) if deck.id.startswith("made-")]
        assert looking.cards_in_no_deck(collection) == []
    assert audit.findings == ()
    assert (audit.rows, sum(deck.cards for deck in decks)) == (300, 40)
    assert 0 < sum(deck.new for deck in decks) < 40


def test_a_home_is_made_of_its_seed_alone(tmp_path: Path) -> None:
    """The same seed gives the same decks and schedules, another one gives others."""

    def made(name: str, seed: int) -> tuple[str, list[object]]:
        home = make_home(tmp_path / name, cards=20, reviews=100, seed=seed)
        with closing(opened(home)) as collection:
            cards = looking.cards_matching(collection, ["deck:made-0"], NOW)
            schedules: list[object] = [schedule._replace(seen=None) for _, schedule in cards]
        return (home.decks / "made-0.yaml").read_text(encoding="utf-8"), schedules

    assert made("one", 1) == made("same", 1)
    assert made("one more", 1) != made("other", 2)


def test_more_answers_than_ten_years_hold_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="in ten years"):
        make_home(tmp_path, cards=3, reviews=100_000)


def test_a_part_that_is_not_there_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong use of the command, with the names that there are."""
    monkeypatch.setattr("sys.argv", ["benchmarks", "--only", "disk,starts"])
    with pytest.raises(SystemExit, match="2"):
        main()
    assert "no part 'starts'; there are commands, first-card" in capsys.readouterr().err
