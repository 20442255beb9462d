"""Bytes become keys and pastes, however they are cut into pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance_cards.terminal.events import LONGEST_PASTE, Decoder, Event, Key, Paste


def decoded(*pieces: bytes) -> list[Event]:
    decoder = Decoder()
    return [event for piece in pieces for event in decoder.feed(piece)]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        (b"q", ["q"]),
        (b" ", [" "]),
        (b"\r", ["enter"]),
        (b"\n", ["enter"]),
        (b"\x7f", ["backspace"]),
        (b"\x03", ["ctrl-c"]),
        (b"\x1b[A\x1b[B", ["up", "down"]),
        (b"\x1bOA", ["up"]),
        (b"\x1b[5~\x1b[6~", ["page-up", "page-down"]),
        (b"\x1b[H\x1b[F\x1b[1~\x1b[4~\x1bOH", ["home", "end", "home", "end", "home"]),
        (b"\x1b[1;5A", ["up"]),
        (b"\x1b[3;2~", ["delete"]),
        (b"\x1b[[A1", ["unknown", "1"]),
        (b"\x1b[?1;2c", ["unknown"]),
        (b"\x1bx", ["unknown"]),
        (b"\x1b\x1b[A", ["esc", "up"]),
        ("é治👍".encode(), ["é", "治", "👍"]),
        (b"\xff1", ["unknown", "1"]),
    ],
)
def test_keys(typed: bytes, names: list[str]) -> None:
    assert decoded(typed) == [Key(name) for name in names]
    assert decoded(*(bytes([byte]) for byte in typed)) == [Key(name) for name in names]


def test_a_lone_escape_waits_for_a_decision() -> None:
    decoder = Decoder()
    assert decoder.feed(b"\x1b") == []
    assert decoder.lone_escape
    assert decoder.end_escape() == Key("esc")
    assert decoder.feed(b"1") == [Key("1")]


def test_the_rest_of_a_sequence_is_never_a_grade() -> None:
    """However long it is."""
    assert decoded(b"\x1b[", b"1", b"~") == [Key("home")]
    assert decoded(b"\x1b[", *([b"1;"] * 100), b"4", b"m", b"q") == [Key("unknown"), Key("q")]


def test_a_paste_is_one_event_however_it_arrives() -> None:
    pasted = b"\x1b[200~1 2 3\r\n\x1b[A q\x1b[201~"
    expected: list[Event] = [Paste("1 2 3\r\n\x1b[A q"), Key("u")]
    assert decoded(pasted + b"u") == expected
    assert decoded(*(bytes([byte]) for byte in pasted + b"u")) == expected


def test_a_long_paste_is_cut_off() -> None:
    (event,) = decoded(b"\x1b[200~", b"x" * 200_000, b"x" * 200_000, b"\x1b[201~")
    assert event == Paste("x" * LONGEST_PASTE)


def test_many_characters_at_once_are_no_typing() -> None:
    assert decoded(b"3 3\r") == [Paste("3 3\n")]
    assert decoded(b"    ") == [Paste("    ")]
    assert decoded(b" 3 ") == [Key(" "), Key("3"), Key(" ")]
    assert decoded(b"\x1b[B\x1b[B\x1b[B\x1b[B") == [Key("down")] * 4


@given(st.lists(st.binary(max_size=12), max_size=6))
def test_no_bytes_get_the_decoder_into_trouble(pieces: list[bytes]) -> None:
    decoder = Decoder()
    for piece in pieces:
        decoder.feed(piece)
    decoder.feed(PASTE_ENDED)
    assert decoder.feed(b"\x1b[A")[-1:] == [Key("up")]


# Whatever was begun, a paste or a sequence, is over after this.
PASTE_ENDED = b"\x1b[201~~" + b"\x80" * 4
