"""What the views say, at several sizes."""

import io
import re
from collections.abc import Sequence
from typing import Any

import pytest

from alliance_cards.core.cards import Card, option_order, whole_list
from alliance_cards.core.history import Kind
from alliance_cards.core.queue import Counts
from alliance_cards.core.session import Asked, Item
from alliance_cards.core.summary import More, Summary, Undone
from alliance_cards.core.typed import compare
from alliance_cards.terminal.bindings import keymap
from alliance_cards.terminal.console import SafeConsole, make_console
from alliance_cards.terminal.gradekeys import FOUR_GRADES, SIX_GRADES, GradeKey
from alliance_cards.terminal.scene import Scene
from alliance_cards.terminal.views.card import card_page
from alliance_cards.terminal.views.help import help_page
from alliance_cards.terminal.views.listing import listing
from alliance_cards.terminal.views.page import Layout, lay_out
from alliance_cards.terminal.views.spoken import news
from alliance_cards.terminal.views.summary import summary_view
from alliance_cards.terminal.views.words import duration, what_was_turned
from terminal.decks import BOND, CHOICE, CHOICE_OF_TWO, CLOZE, LIST, LONG, TWO_LINES, TYPED
from terminal.memory_desk import NOW, TODAY, MemoryDesk, seen_twice

STYLING = re.compile(r"\x1b\[[0-9;]*m")


def summary(
    *,
    reviews: int = 0,
    new: int = 0,
    drills: int = 0,
    failed: tuple[Card, ...] = (),
    taken_ms: int = 0,
    left: tuple[int, int, int] = (0, 0, 0),
    upcoming: tuple[tuple[int, int], ...] = (),
    waiting: int = 0,
) -> Summary:
    return Summary(
        day=TODAY,
        reviews=reviews,
        new=new,
        drills=drills,
        failed=failed,
        taken_ms=taken_ms,
        left=Counts(*left),
        waiting=waiting,
        upcoming=upcoming,
    )


def console(width: int = 80, height: int = 24) -> SafeConsole:
    return make_console(io.StringIO(), width=width, height=height, color=True, terminal=True)


def asked(card: Card, *, interval: int = 0, drill: bool = False) -> Asked:
    desk = MemoryDesk([card], due={card.id: seen_twice(interval)} if interval else {})
    given = desk.ask(NOW)
    assert given is not None
    if drill:
        desk.answer(given, 1, now=NOW, taken_ms=1000)
        given = desk.ask(NOW)
        assert given is not None
    return given


def laid_out(
    on_table: Asked,
    *,
    revealed: bool = True,
    width: int = 80,
    height: int = 24,
    scroll: int = 0,
    message: str = "",
    grades: Sequence[GradeKey] = FOUR_GRADES,
    **state: Any,
) -> Layout:
    scene = scene_of(on_table, revealed=revealed, answered=1, message=message, **state)
    return lay_out(card_page(scene, keymap({}, grades)), console(width, height), scroll=scroll)


def scene_of(on_table: Asked, **state: Any) -> Scene:
    return Scene(on_table, shown_at=0.0, active_at=0.0, **{"answered": 0, **state})


def plain(layout: Layout) -> list[str]:
    return [STYLING.sub("", line.text).rstrip() for line in layout.lines]


def printed(renderable: object, width: int = 80) -> str:
    file = io.StringIO()
    make_console(file, width=width, height=24, color=False, terminal=False).print(renderable)
    return "".join(f"{line.rstrip()}\n" for line in file.getvalue().splitlines())


def test_the_question_stays_where_it_is_when_the_answer_appears() -> None:
    for card in (BOND, CLOZE, CHOICE):
        before = plain(laid_out(asked(card), revealed=False))
        after = plain(laid_out(asked(card)))
        kept = [line.replace("✓", " ") for line in after]
        assert all(old in ("", new) for old, new in zip(before[:-2], kept[:-2], strict=True))


def test_before_the_reveal_nothing_of_the_answer_is_on_the_screen() -> None:
    shown = "\n".join(plain(laid_out(asked(BOND), revealed=False)))
    assert "caring" not in shown
    assert "1 again" not in shown


@pytest.mark.parametrize("width", [40, 80])
def test_each_grade_says_what_it_would_do(width: int) -> None:
    shown = " ".join(" ".join(plain(laid_out(asked(BOND, interval=15), width=width))).split())
    for words in ("1 d, and today", "38 d, and today", "38 d, longer later"):
        assert words in shown


def test_in_the_drill_grades_say_whether_the_card_comes_again() -> None:
    names, effects = plain(laid_out(asked(BOND, drill=True)))[-2:]
    assert names.split()[:8] == ["1", "again", "2", "hard", "3", "good", "4", "easy"]
    assert effects.split("   ")[:1] == ["  once more today"]
    assert effects.count("once more today") == effects.count("done") == 2


def test_the_turn_is_said_in_words() -> None:
    assert plain(laid_out(asked(BOND)))[0].endswith("2 of 2 · new · 1 min")
    assert plain(laid_out(asked(BOND, interval=6)))[0].endswith("2 of 2 · due · 1 min")
    assert plain(laid_out(asked(BOND, drill=True)))[0].endswith("· again today · 1 min")


def test_a_choice_shows_its_options_in_the_order_of_the_day() -> None:
    shown = plain(laid_out(asked(CHOICE), revealed=False))
    order = [CHOICE.options[index][:20] for index in option_order(CHOICE, TODAY)]
    rows = [line.strip()[:23] for line in shown if re.match(r" +[a-c]\) ", line)]
    assert rows == [f"{letter}) {text}" for letter, text in zip("abc", order, strict=True)]


def test_the_right_option_has_a_sign_and_a_word() -> None:
    shown = plain(laid_out(asked(CHOICE)))
    letter = "abc"[option_order(CHOICE, TODAY).index(0)]
    assert [line for line in shown if "✓" in line] == [f"    ✓ {letter}) {CHOICE.options[0]}"]
    assert f"    Right: {letter}" in shown


def test_several_right_options_are_all_marked() -> None:
    shown = plain(laid_out(asked(CHOICE_OF_TWO)))
    assert sum("✓" in line for line in shown) == 2
    assert any(re.fullmatch(r"    Right: [a-c] and [a-c]", line) for line in shown)


def test_the_blank_of_a_cloze_is_accented() -> None:
    text = "\n".join(line.text for line in laid_out(asked(CLOZE), revealed=False).lines)
    assert "\x1b[35m[…]\x1b[0m" in text


def test_a_long_card_says_that_there_is_more() -> None:
    question = laid_out(asked(LONG), revealed=False)
    assert "    ↓ more below" in plain(question)
    end = laid_out(asked(LONG), revealed=False, scroll=10_000)
    assert end.scroll == end.furthest == question.furthest
    assert "    ↑ more above" in plain(end)


def test_the_answer_of_a_long_card_comes_into_sight() -> None:
    layout = laid_out(asked(LONG))
    seen = plain(laid_out(asked(LONG), scroll=layout.showing_answer()))
    assert "    Line 1 of a long answer" in seen


def test_a_message_is_shown_above_the_keys() -> None:
    shown = plain(laid_out(asked(BOND), message="The disk\x1b[2J is full."))
    assert shown[-4] == " The disk␛[2J is full."


def test_on_a_low_screen_the_card_keeps_its_room() -> None:
    shown = plain(laid_out(asked(BOND), width=40, height=10))
    assert shown[-1] == "  1 again  2 hard  3 good  4 easy"


def test_the_six_keys_of_sm2_fit_as_well() -> None:
    shown = plain(laid_out(asked(BOND), grades=SIX_GRADES))
    assert [line.split()[0] for line in shown[-7:-1]] == list("012345")


@pytest.mark.parametrize(("width", "height"), [(1, 1), (3, 2), (10, 4), (20, 8), (300, 100)])
def test_every_size_is_filled_and_never_exceeded(width: int, height: int) -> None:
    for card in (BOND, CLOZE, CHOICE, LONG):
        for revealed in (False, True):
            layout = laid_out(asked(card), revealed=revealed, width=width, height=height)
            assert len(layout.lines) == height
            assert max(line.cells for line in layout.lines) <= width


def test_the_help_fits_on_one_screen() -> None:
    layout = lay_out(help_page(keymap({})), console(), scroll=0)
    assert layout.furthest == 0
    assert "    1 2 3 4       again, hard, good, easy: how well you knew it" in plain(layout)


def test_the_end_of_a_session() -> None:
    end = summary(
        reviews=12, new=3, drills=2, failed=(BOND, TWO_LINES),
        taken_ms=252_000, left=(3, 0, 1), upcoming=((TODAY + 1, 5), (TODAY + 6, 1)),
    )  # fmt: skip
    assert printed(summary_view(end)) == (
        "12 cards answered, 3 of them new; 2 repeated; 4 minutes.\n"
        "\n"
        "Today       3 due and 1 to repeat left\n"
        "Coming back 5 cards tomorrow, 1 in 6 days\n"
        "\n"
        "Not known   2 cards\n"
        "            · Bordin's emotional bond is made of which three things?\n"
        "            · two lines\n"
    )


def test_an_item_of_a_list_is_named_at_the_end() -> None:
    end = summary(reviews=1, failed=(LIST[1],))
    assert f"· Bordin's three qualities · {LIST[1].back}\n" in printed(summary_view(end))


@pytest.mark.parametrize(
    ("width", "interval", "first", "second"),
    [
        (200, 15, "u undo  ? keys  q quit", "e edit  i why"),
        (80, 15, "u undo  ? keys  q quit", "e edit  i why"),
        (80, 1_000, "u undo  ? keys  q quit", "e edit"),
        (40, 15, "4 easy", "u undo  e edit  i why  ? keys  q quit"),
        (34, 15, "4 easy", "u undo  e edit  ? keys  q quit"),
        (26, 15, "later", "u undo  ? keys  q quit"),
    ],
)
def test_what_else_can_be_done_once_the_answer_is_shown(
    width: int, interval: int, first: str, second: str
) -> None:
    """As much as there is room for; first `why` is left out, then `edit`."""
    lines = plain(laid_out(asked(BOND, interval=interval), width=width))[-2:]
    assert first in lines[0]
    assert lines[1].rstrip().endswith(f" {second}")


@pytest.mark.parametrize(
    ("width", "first", "second"),
    [
        (80, "u undo  ? keys  q quit", "e edit"),
        (40, "Space keep", "u undo  e edit  ? keys  q quit"),
        (28, "known …", "u undo  ? keys  q quit"),
    ],
)
def test_what_else_can_be_done_with_a_whole_list(width: int, first: str, second: str) -> None:
    whole = asked(whole_list(LIST))._replace(items=(Item("One", counts=True),) * 3)
    lines = plain(laid_out(whole, width=width))[-2:]
    assert first in lines[0]
    assert lines[1].strip() == second


def test_no_next_session_is_named_while_something_is_left_of_today() -> None:
    end = summary(reviews=1, upcoming=((TODAY + 1, 9),), left=(0, 2, 0))
    end = end._replace(worth=(TODAY + 1, Counts(9, 0, 0)))
    assert "Next time" not in printed(summary_view(end))
    assert "Next time" in printed(summary_view(end._replace(left=Counts(0, 0, 0))))


@pytest.mark.parametrize(
    ("left", "about", "row", "sentence"),
    [
        (
            (0, 0, 0), ("My deck",), "nothing is left of My deck; elsewhere 16 new",
            "Nothing is left today of My deck; elsewhere: 16 new.",
        ),
        (
            (0, 2, 1), ("A", "B\x1b"), "2 new and 1 to repeat left of A and B␛; elsewhere 16 new",
            "Left today of A and B␛: 2 new and 1 to repeat; elsewhere: 16 new.",
        ),
        (
            (0, 0, 0), (), "nothing is left of what you chose; elsewhere 16 new",
            "Nothing is left today of what you chose; elsewhere: 16 new.",
        ),
    ],
)  # fmt: skip
def test_a_session_over_some_cards_says_what_is_left_of_them_and_of_others(
    left: tuple[int, int, int], about: tuple[str, ...], row: str, sentence: str
) -> None:
    """And names no day for the next session while today holds something."""
    end = summary(left=left)._replace(
        elsewhere=Counts(0, 16, 0), about=about, worth=(TODAY + 1, Counts(9, 0, 0))
    )
    assert printed(summary_view(end), width=100) == f"{sentence}\n"
    assert f"Today       {row}\n" in printed(summary_view(end._replace(reviews=1)), width=100)
    assert "Next time" not in printed(summary_view(end._replace(reviews=1)))


def test_new_cards_that_wait_are_offered_with_the_command() -> None:
    """On a line of its own, to be copied; in a session that had answers, too."""
    end = summary(waiting=30)._replace(more=More(20, "alliance-cards study d --new 40"))
    assert printed(summary_view(end)) == (
        "Nothing is due today. 30 cards wait for another day: today's limit of new cards\n"
        "is reached.\n"
        "To study 20 of them today: alliance-cards study d --new 40\n"
    )
    assert printed(summary_view(end._replace(reviews=1))).endswith(
        "Waiting     30 cards wait for another day; to study 20 of them today:\n"
        "            alliance-cards study d --new 40\n"
    )


@pytest.mark.parametrize("width", [40, 80])
def test_a_very_long_word_stands_on_the_line_of_its_bullet(width: int) -> None:
    end = summary(reviews=1, failed=(BOND._replace(front="x" * 150),))
    lines = printed(summary_view(end), width=width).splitlines()
    assert f"            · {'x' * (width - 14)}" in lines


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (
            summary(upcoming=((TODAY + 1, 3),)),
            "Nothing is due today. Coming back: 3 cards tomorrow.\n",
        ),
        (
            summary(upcoming=((TODAY + 40, 1),)),
            "Nothing is due today. Coming back: 1 card on 2026-04-14.\n",
        ),
        (summary(), "Nothing is due today.\n"),
        (
            summary(waiting=2),
            (
                "Nothing is due today. 2 cards wait for another day: a day brings a limited\n"
                "number of new cards (new_per_day in the settings) and of reviews, and cards of\n"
                "one entry come on different days.\n"
            ),
        ),
        (summary(left=(1, 20, 0)), "Left for today: 1 due and 20 new.\n"),
        (
            summary(reviews=1, new=1, taken_ms=900),
            "1 new card answered; 1 second.\n\nToday       nothing is left\n",
        ),
        (
            summary(drills=2, taken_ms=5000),
            "2 repeated; 5 seconds.\n\nToday       nothing is left\n",
        ),
    ],
)
def test_an_empty_or_short_day(end: Summary, words: str) -> None:
    assert printed(summary_view(end)) == words


@pytest.mark.parametrize(
    ("milliseconds", "words"),
    [
        (1000, "1 second"),
        (59_000, "59 seconds"),
        (60_000, "1 minute"),
        (3_599_000, "1 hour"),
        (3_900_000, "1 hour 5 minutes"),
    ],
)
def test_durations(milliseconds: int, words: str) -> None:
    assert duration(milliseconds) == words


ROWS = (
    ("bordin", "Bordin's three qualities", 12, 3),
    ("faq", "Why is the relationship so important?", 9, 140),
)


def test_a_listing_is_aligned_by_white_space_alone() -> None:
    assert printed(listing(ROWS, ("deck", "name", "new", "due"))) == (
        "deck    name                                   new  due\n"
        "bordin  Bordin's three qualities                12    3\n"
        "faq     Why is the relationship so important?    9  140\n"
    )


def test_a_listing_folds_what_is_long() -> None:
    shown = printed(listing(ROWS, ("deck", "name", "new", "due")), width=48)
    assert [line.split() for line in shown.splitlines()[-2:]] == [
        ["faq", "Why", "is", "the", "relationship", "so", "9", "140"],
        ["important?"],
    ]


def test_a_listing_is_paragraphs_on_a_narrow_terminal() -> None:
    shown = printed(listing(ROWS, ("deck", "name", "new", "due")), width=30)
    assert shown == (
        "bordin\n"
        "  Bordin's three qualities\n"
        "  new 12  due 3\n"
        "faq\n"
        "  Why is the relationship so\n"
        "  important?\n"
        "  new 9  due 140\n"
    )


@pytest.mark.parametrize("width", [20, 40, 60, 80])
def test_what_is_copied_from_a_listing_is_in_one_piece(width: int) -> None:
    name = "needs/a-card-with-quite-a-long-name#and-an-item"
    file = io.StringIO()
    made = make_console(file, width=width, height=24, color=False, terminal=False)
    made.print(listing([(name, "What is asked here, at some length?", "new")], HEADS), crop=False)
    lines = file.getvalue().splitlines()
    assert sum(name in line for line in lines) == 1
    assert all(len(line) <= width for line in lines if name not in line)


HEADS = ("card", "asks", "due")


def test_a_question_has_as_much_room_as_a_long_name_beside_it() -> None:
    """Up to 40 cells; where there is less, each card is a paragraph."""
    row = ("needs/" + "a" * 44, "What is asked here, at some greater length? " * 2, "new")
    table, paragraphs = (printed(listing([row], HEADS), width=width) for width in (97, 96))
    assert table.split()[:3] == list(HEADS)
    assert paragraphs.startswith(f"{row[0]}\n  What is asked here")


def test_a_listing_without_rows_is_its_headings() -> None:
    assert printed(listing((), ("deck", "new"))).split() == ["deck", "new"]


def test_how_far_one_is_and_how_long_it_will_take() -> None:
    on_table = asked(BOND)._replace(left=Counts(3, 2, 1), left_ms=250_000)
    assert plain(laid_out(on_table))[0].endswith("2 of 7 · new · 4 min")
    assert plain(laid_out(on_table, width=60))[0].endswith("2 of 7 · new · 4 min")
    assert plain(laid_out(on_table, width=40))[0] == " Bordin's three qualities  2 of 7 · new"


def test_a_pause_and_a_flag_are_said_in_a_word() -> None:
    assert plain(laid_out(asked(BOND), paused=True))[0].endswith("2 of 2 · paused")
    flagged = asked(BOND)._replace(is_flagged=True)
    assert plain(laid_out(flagged))[0].endswith("· flagged")


def test_a_leech_is_offered_for_rewording_after_the_answer() -> None:
    leech = asked(BOND)._replace(is_leech=True, lapses=8)
    note = "Failed 8 times: e rewords it."
    assert note in "\n".join(plain(laid_out(leech)))
    assert note not in "\n".join(plain(laid_out(leech, revealed=False)))


def test_a_new_card_to_read_says_that_it_is_asked_later() -> None:
    shown = plain(laid_out(asked(BOND)._replace(is_reading=True)))
    assert shown[-2].startswith(" Space read; it is asked later")
    assert "    Trust, caring and respect" in shown
    assert not any("again" in line for line in shown)


@pytest.mark.parametrize("typed", ["authenticty", "GENUINENESS", "no idea"])
@pytest.mark.parametrize("width", [40, 80, 250])
def test_a_typed_answer_stays_where_it_was_typed(typed: str, width: int) -> None:
    before = laid_out(asked(TYPED), revealed=False, typing=True, width=width)
    comparison = compare(typed, (TYPED.back, *TYPED.accept))
    after = plain(laid_out(asked(TYPED), comparison=comparison, width=width))
    assert before.cursor is not None
    assert after[before.cursor[0] - 1].strip().startswith("› ")


def test_the_wording_of_the_deck_is_said_beside_another_one() -> None:
    comparison = compare("genuinenes", (TYPED.back, *TYPED.accept))
    shown = plain(laid_out(asked(TYPED), comparison=comparison))
    assert "    genuinenes‹s› · Authenticity" in shown


def test_two_slips_are_said_to_be_two() -> None:
    for typed, said in (("authentikity", "a slip"), ("autentikity", "two slips")):
        comparison = compare(typed, (TYPED.back,))
        scene = scene_of(asked(TYPED), revealed=True, comparison=comparison)
        shown = plain(laid_out(scene.asked, comparison=comparison))
        assert any(line.endswith(f"✓ right but for {said}") for line in shown)
        before = scene._replace(revealed=False, comparison=None)
        assert f"That is right but for {said}." in news(before, scene, keymap({}))


def test_a_suggested_grade_has_a_sign() -> None:
    for typed, mark in (("authenticity", "›4 good"), ("no", "›1 wrong")):
        comparison = compare(typed, (TYPED.back,))
        shown = plain(laid_out(asked(TYPED), comparison=comparison, grades=SIX_GRADES))
        assert any(mark in line for line in shown)


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("grades", [FOUR_GRADES, SIX_GRADES])
def test_the_sign_of_a_suggested_grade_shifts_nothing(
    grades: Sequence[GradeKey], width: int
) -> None:
    feet = []
    for typed in ("authenticity", "no"):
        comparison = compare(typed, (TYPED.back,))
        shown = laid_out(asked(TYPED), comparison=comparison, grades=grades, width=width)
        feet.append([line.replace("›", " ") for line in plain(shown)[-8:] if "authent" not in line])
    assert (
        feet[0][-5:]
        == feet[1][-5:]
        == plain(laid_out(asked(TYPED), grades=grades, width=width))[-5:]
    )


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("grades", [FOUR_GRADES, SIX_GRADES])
def test_beside_the_grades_stands_how_to_leave(grades: Sequence[GradeKey], width: int) -> None:
    assert any(
        line.endswith("q quit") for line in plain(laid_out(asked(BOND), grades=grades, width=width))
    )


def test_the_bar_gives_way_before_the_name_of_the_deck_is_cut() -> None:
    named = [asked(BOND)._replace(deck_name="x" * width) for width in (38, 46, 54, 60, 70)]
    heads = [plain(laid_out(one))[0].strip() for one in named]
    assert all("x" * width in head for width, head in zip((38, 46, 54, 60), heads, strict=False))
    assert [head.count("━") + head.count("─") for head in heads] == [16, 8, 0, 0, 0]
    assert ["1 min" in head for head in heads] == [True, True, True, False, False]
    assert heads[-1].endswith("x…  2 of 2 · new")


def test_a_source_of_more_than_a_line_begins_at_the_left() -> None:
    for words, begins in ((5, 72 - 25 + 1), (20, 0)):
        card = BOND._replace(source=("word " * words).strip())
        found = [line for line in plain(laid_out(asked(card))) if "word word" in line]
        assert found[0].index("word") == 4 + begins


def test_without_colours_keys_are_bold() -> None:
    bare = make_console(io.StringIO(), width=80, height=24, color=False, terminal=True)
    page = card_page(scene_of(asked(BOND), revealed=True), keymap({}))
    foot = lay_out(page, bare, scroll=0).lines[-2].text
    for key in "1234uq":
        assert f"\x1b[1m{key}\x1b[0m" in foot.replace("\x1b[1m ", " \x1b[1m")
    assert "\x1b[35" not in foot


def test_items_that_are_not_due_say_that_they_keep_their_date() -> None:
    items = (Item("One", counts=True), Item("Two", counts=False))
    shown = plain(laid_out(asked(BOND)._replace(items=items), forgotten=frozenset({1})))
    assert "    1 ✓ One" in shown
    assert "    2 ✗ Two · forgotten, keeps its date" in shown


@pytest.mark.parametrize(
    ("turned", "words"),
    [
        (Undone("review", "d/a"), "the answer to d/a"),
        (Undone("review", "d/a", cards=3), "the answer to 3 cards (d/a and 2 more)"),
        (Undone("bury", "d/a"), "putting d/a off until tomorrow"),
        (Undone("unflag", "d/a"), "taking the flag off d/a"),
        (Undone("deck", "", cards=0, decks=("d",)), "what was written to the deck d"),
        (
            Undone("deck", "", cards=2, decks=tuple("abcdefg")),
            "what was written to the decks a, b, c, d, e and 2 more, and the progress of 2 cards",
        ),
        (Undone("deck", "", cards=0), "a change of the links"),
    ],
)
def test_what_was_undone_is_said_in_words(turned: Undone, words: str) -> None:
    assert what_was_turned(turned) == words


def test_every_action_that_can_be_undone_has_words() -> None:
    """All but the turning itself, and decks, which are named."""
    for kind in set(Kind) - {Kind.UNDO, Kind.REDO, Kind.DECK}:
        assert "d/a" in what_was_turned(Undone(kind.name.lower(), "d/a"))


def test_the_end_names_the_cards_and_when_it_is_worth_it_again() -> None:
    end = summary(reviews=14, new=14, upcoming=((TODAY + 1, 3),))._replace(
        learnt=(BOND,) * 14, leeches=(CLOZE,), worth=(TODAY + 2, Counts(4, 8, 0))
    )
    for width in (40, 80):
        shown = " ".join(printed(summary_view(end), width=width).split())
        for words in (
            "14 new cards answered", "Learnt 14 cards", "· and 2 more",
            "Leeches 1 card failed often: better reworded", "Coming back 3 cards tomorrow",
            "Next time in 2 days, with 4 due and 8 new",
        ):  # fmt: skip
            assert words in shown
