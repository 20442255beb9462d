"""As much of protocol buffers as Anki's packages need: the numbers and bytes of one message."""

from typing import NamedTuple

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5
WIDTHS = {FIXED64: 8, FIXED32: 4}
MOST_FIELDS = 1_000


class Message(NamedTuple):
    """The last value of each field by its number."""

    numbers: dict[int, int]
    texts: dict[int, bytes]

    def text(self, field: int) -> str:
        """A field as text, "" if it is not there."""
        return self.texts.get(field, b"").decode("utf-8", "replace")


def parse(data: bytes) -> Message:
    """The fields of a message; what is damaged ends it, so that nothing is raised."""
    message = Message({}, {})
    place = 0
    for _ in range(MOST_FIELDS):
        tag, place = _varint(data, place)
        if place < 0 or place > len(data):
            break
        place = _take(message, data, tag, place)
        if place < 0:
            break
    return message


def _take(message: Message, data: bytes, tag: int, place: int) -> int:
    """Take in one field; where the next one begins, -1 if the message is damaged."""
    field, kind = tag >> 3, tag & 7
    if kind == VARINT:
        number, place = _varint(data, place)
        if place >= 0:
            message.numbers[field] = number
        return place
    if kind == BYTES:
        length, place = _varint(data, place)
        if place < 0 or place + length > len(data):
            return -1
        message.texts[field] = data[place : place + length]
        return place + length
    return place + WIDTHS[kind] if kind in WIDTHS else -1


def _varint(data: bytes, place: int) -> tuple[int, int]:
    """A number and where it ends, -1 if it does not."""
    number = 0
    for shift in range(0, 70, 7):
        if place >= len(data):
            return 0, -1
        number |= (data[place] & 0x7F) << shift
        place += 1
        if data[place - 1] < 0x80:
            return number, place
    return 0, -1
