"""The page on the deck format shows decks that work and explains every message."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from alliance_cards import decks
from alliance_cards.decks.reading import Reading, check_text
from alliance_cards.decks.schema import CARD_KEYS, DECK_KEYS, SOURCE_KEYS

PAGE = (Path(__file__).parents[2] / "docs" / "deck-format.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
TWISTED = re.findall(r"^\| `(\w+: .+?)` \| [^|`]*(?:`#`)? \| `(\w+: .+)` \|$", PAGE, re.MULTILINE)
ROWS = [
    row.replace(r"\|", "|")
    for row in re.findall(
        r"^\| `(.+?)` \| (?!.* \| )", PAGE.partition("## Every message")[2], re.MULTILINE
    )
]

SAY_NOTHING_OF_A_FILE = {"emitting", "json_schema", "quoting", "saving", "splicing", "writing"}
"""Modules whose sentences are no problems of a deck file. Any other is looked through."""

SENTENCE = re.compile(r'[A-Z"…].* .*[.?:]', re.DOTALL)


def check(text: str) -> Reading:
    if text.startswith("- "):
        text = f"name: N\ncards:\n{text}"
    return check_text(text, deck_id="deck", file="f")


def messages() -> Iterator[tuple[str, str]]:
    """Every sentence in the code, with "…" for what is filled in, and its module."""
    for path in sorted(Path(decks.__path__[0]).glob("*.py")):
        if path.stem not in SAY_NOTHING_OF_A_FILE:
            for template in _texts(ast.parse(path.read_text(encoding="utf-8"))):
                if SENTENCE.match(template.strip()):
                    yield path.stem, template.strip(" …")


def _texts(tree: ast.AST) -> Iterator[str]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.JoinedStr):
            pieces = (part.value if isinstance(part, ast.Constant) else "…" for part in node.values)
            yield "".join(map(str, pieces))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            yield from _texts(node)


def pattern(template: str) -> re.Pattern[str]:
    return re.compile(".*?".join(map(re.escape, template.split("…"))))


MESSAGES = sorted(set(messages()))


def test_the_messages_are_found() -> None:
    """Of every kind; a test that finds nothing would always pass."""
    found = [template for _, template in MESSAGES]
    assert len(found) > 100
    assert 'There is no key "…" here.' in found
    assert "There is a tab where blanks should stand. Use blanks instead." in found
    assert "Half of all guesses are right here. Ask what, why or which." in found
    assert 'Did you mean "…"?' in found
    assert "The line is:" in found


@pytest.mark.parametrize(("module", "template"), MESSAGES)
def test_every_message_is_explained(module: str, template: str) -> None:
    """Word for word, so that a person who looks for it finds it."""
    meant = pattern(template)
    assert any(meant.search(row) for row in ROWS) or f"`{template} …`" in PAGE


@pytest.mark.parametrize("row", ROWS)
def test_no_message_is_explained_that_does_not_exist(row: str) -> None:
    """The beginning of each row is one of the program's sentences."""
    assert any(pattern(template).match(row) for _, template in MESSAGES)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_a_good_deck(example: str) -> None:
    """Whole decks and single cards."""
    found = check(example)
    assert found.deck is not None
    assert list(found.problems) == []


def test_every_key_has_an_example() -> None:
    """And every kind of card."""
    for key in {*DECK_KEYS, *CARD_KEYS, *SOURCE_KEYS}:
        assert any(
            re.search(rf"(?:^|[ {{-]){key}:", example, re.MULTILINE) for example in EXAMPLES
        ), key


@pytest.mark.parametrize(("wrong", "right"), TWISTED)
def test_what_yaml_would_twist(wrong: str, right: str) -> None:
    """What stands on the left is an error; what stands on the right is read as it is meant."""
    other = "  back: b\n" if wrong.startswith("front") else ""
    if wrong.startswith("tags"):
        other = "  front: a\n  back: b\n"
    assert check(f"- {wrong}\n{other}").has_errors
    assert not check(f"- {right}\n{other}").has_errors


def test_the_twists_are_found() -> None:
    """All rows of the table."""
    assert len(TWISTED) == 14
