"""The painter writes what has changed, once, and nothing else."""

import os
from collections.abc import Iterator

import pyte
import pytest

from alliance_cards.terminal.screen import Line, Screen


class Paper:
    """Both ends of a pipe: a screen that writes, and what it has written."""

    def __init__(self) -> None:
        self._read, self._write = os.pipe()
        self.screen = Screen(self._write, "utf-8")

    def painted(self, *texts: str, width: int = 20) -> bytes:
        """What the screen writes to show these lines."""
        os.write(self._write, b"\0")
        self.screen.paint([Line(text, len(text)) for text in texts], width)
        return os.read(self._read, 65_536)[1:]

    def close(self) -> None:
        os.close(self._read)
        os.close(self._write)


@pytest.fixture
def paper() -> Iterator[Paper]:
    made = Paper()
    yield made
    made.close()


def test_the_first_time_everything_is_drawn(paper: Paper) -> None:
    assert paper.painted("one", "", "three") == b"\x1b[2J\x1b[1;1Hone\x1b[3;1Hthree"


def test_then_only_what_has_changed(paper: Paper) -> None:
    paper.painted("one", "two", "three")
    assert paper.painted("one", "2", "three") == b"\x1b[2;1H2\x1b[K"
    assert paper.painted("one", "2", "three") == b""


def test_a_full_line_is_not_erased_at_its_end(paper: Paper) -> None:
    paper.painted("one", width=3)
    assert paper.painted("two", width=3) == b"\x1b[1;1Htwo"


@pytest.mark.parametrize("width", [20, 30])
def test_another_size_or_an_unknown_screen_is_drawn_anew(paper: Paper, width: int) -> None:
    paper.painted("one", "two")
    paper.screen.forget()
    assert paper.painted("one", "two", width=width).startswith(b"\x1b[2J")
    assert paper.painted("one", "two", width=25).startswith(b"\x1b[2J")
    assert paper.painted("one", width=25).startswith(b"\x1b[2J")


def test_what_is_shown_is_what_was_painted(paper: Paper) -> None:
    emulator = pyte.Screen(6, 3)
    stream = pyte.ByteStream(emulator)
    for lines in (("abcdef", "gh", ""), ("ab", "ghijkl", "m"), ("", "", "mnopqr")):
        stream.feed(paper.painted(*lines, width=6))
        assert [line.rstrip() for line in emulator.display] == list(lines)


def test_a_screen_of_unknown_size_is_the_usual_one(paper: Paper) -> None:
    assert tuple(paper.screen.size()) == (80, 24)
