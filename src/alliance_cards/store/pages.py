"""The records in the pages of a database file, whatever has become of the trees above them.

After "Database File Format" of SQLite's documentation. A record is given only if it is whole;
what makes no sense is passed over, so that any bytes at all may be read.
"""

import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

TABLE_LEAF, INDEX_LEAF, INDEX_INTERIOR = 0x0D, 0x0A, 0x02
DEFAULT_PAGE = 4096
PAGES = frozenset({512, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536})
WAL_MAGIC, WAL_HEADER, FRAME_HEADER = 0x377F0682, 32, 24
INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
SENSELESS = (IndexError, KeyError, ValueError, struct.error)

Cell = int | float | str | bytes | None


class Found(NamedTuple):
    """A record: of a table, with its row id, or (None) of a table or index without one."""

    row: int | None
    values: tuple[Cell, ...]


class Book(NamedTuple):
    """A database file as pages of one size; `latest` is what a page number stands for now."""

    size: int
    versions: list[tuple[int, bytes]]
    latest: Mapping[int, bytes]


def records(path: Path) -> Iterator[Found]:
    """Every whole record of a file and of its write-ahead log, the same one perhaps twice."""
    book = _book(path)
    for number, page in book.versions:
        start = 100 if number == 1 else 0
        if len(page) == book.size and page[start] in {TABLE_LEAF, INDEX_LEAF, INDEX_INTERIOR}:
            yield from _cells(book, page, start)


def _book(path: Path) -> Book:
    data = path.read_bytes()
    size = _page_size(data)
    versions = [
        (number, data[at : at + size]) for number, at in enumerate(range(0, len(data), size), 1)
    ]
    log = path.with_name(f"{path.name}-wal")
    versions += _committed(log.read_bytes(), size) if log.exists() else []
    return Book(size, versions, dict(versions))


def _page_size(data: bytes) -> int:
    size = int.from_bytes(data[16:18], "big")
    size = 65_536 if size == 1 else size
    return size if size in PAGES and data.startswith(b"SQLite format 3\0") else DEFAULT_PAGE


def _committed(log: bytes, size: int) -> list[tuple[int, bytes]]:
    """The pages of a write-ahead log up to its last commit, as far as its sums are right."""
    if len(log) < WAL_HEADER or int.from_bytes(log[:4], "big") & ~1 != WAL_MAGIC:
        return []
    order = ">" if log[3] & 1 else "<"
    sums = _sums(log[:24], (0, 0), order)
    found: list[tuple[int, bytes]] = []
    whole = 0
    for at in range(WAL_HEADER, len(log) - size - FRAME_HEADER + 1, size + FRAME_HEADER):
        head, page = log[at : at + FRAME_HEADER], log[at + FRAME_HEADER : at + FRAME_HEADER + size]
        sums = _sums(page, _sums(head[:8], sums, order), order)
        if head[8:16] != log[16:24] or struct.unpack(">II", head[16:24]) != sums:
            break
        found.append((int.from_bytes(head[:4], "big"), page))
        whole = len(found) if head[4:8] != bytes(4) else whole
    return found[:whole]


def _sums(data: bytes, before: tuple[int, int], order: str) -> tuple[int, int]:
    first, second = before
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for one, two in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + two + first) & 0xFFFFFFFF
    return first, second


def _cells(book: Book, page: bytes, start: int) -> Iterator[Found]:
    kind = page[start]
    pointers = start + (12 if kind == INDEX_INTERIOR else 8)
    (number,) = struct.unpack_from(">H", page, start + 3)
    for place in range(min(number, (len(page) - pointers) // 2)):
        try:
            (at,) = struct.unpack_from(">H", page, pointers + 2 * place)
            yield _cell(book, page, kind, at)
        except SENSELESS:
            continue


def _cell(book: Book, page: bytes, kind: int, at: int) -> Found:
    at += 4 if kind == INDEX_INTERIOR else 0
    length, at = _varint(page, at)
    row = None
    if kind == TABLE_LEAF:
        row, at = _varint(page, at)
    local = _local(length, book.size, is_table=kind == TABLE_LEAF)
    payload = page[at : at + local]
    if local < length:
        payload += _overflow(book, page[at + local : at + local + 4], length - local)
    if len(payload) != length:
        raise ValueError("a record is cut off")
    return Found(row, _values(payload))


def _local(length: int, size: int, *, is_table: bool) -> int:
    """How many bytes of a record stand in its page; the rest overflows to other pages."""
    most = size - 35 if is_table else (size - 12) * 64 // 255 - 23
    if length <= most:
        return length
    least = (size - 12) * 32 // 255 - 23
    fits = least + (length - least) % (size - 4)
    return fits if fits <= most else least


def _overflow(book: Book, pointer: bytes, missing: int) -> bytes:
    if missing > book.size * len(book.latest):
        raise ValueError("a record longer than the file")
    parts = []
    while missing > 0:
        page = book.latest[int.from_bytes(pointer, "big")]
        parts.append(page[4 : 4 + missing])
        missing -= len(page) - 4
        pointer = page[:4]
    return b"".join(parts)


def _values(payload: bytes) -> tuple[Cell, ...]:
    end, at = _varint(payload, 0)
    if end > len(payload):
        raise ValueError("a header longer than its record")
    types = []
    while at < end:
        kind, at = _varint(payload, at)
        types.append(kind)
    values = []
    for kind in types:
        value, at = _value(payload, at, kind)
        values.append(value)
    if at != len(payload):
        raise ValueError("a record of another length than its header says")
    return tuple(values)


def _value(payload: bytes, at: int, kind: int) -> tuple[Cell, int]:
    if kind in INTEGERS:
        end = at + INTEGERS[kind]
        return int.from_bytes(payload[at:end], "big", signed=True), end
    if kind in {8, 9}:
        return kind - 8, at
    if kind == 0:
        return None, at
    if kind == 7:
        return struct.unpack_from(">d", payload, at)[0], at + 8
    if kind < 12:
        raise ValueError("a type that SQLite does not use")
    end = at + (kind - 12) // 2
    part = payload[at:end]
    return (part.decode() if kind % 2 else part), end


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(8):
        byte = data[at + place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + place + 1
    return value << 8 | data[at + 8], at + 9
