"""The named members of a zip file, with limits on what is read and not on what is said."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO, Protocol

from alliance_cards.formats.limits import RAISE, Limits

END = b"PK\x05\x06"
END_64 = b"PK\x06\x06"
PLACE_OF_END_64 = b"PK\x06\x07"
LONGEST_TAIL = 22 + 20 + 56 + 65_535
PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
CHUNK = 1 << 20
SMALL = 8 << 20
"""Bytes below which any ratio is harmless."""

BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError,
    OSError, ValueError, KeyError, IndexError, OverflowError,
)  # fmt: skip
DAMAGED = "The package is damaged, or it is no package at all."


class Refused(Exception):
    """A file of which nothing more is read; the message is a sentence for a person."""


class Readable(Protocol):
    """What bytes can be read from."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes, none at the end."""
        ...


def open_package(path: Path, limits: Limits) -> zipfile.ZipFile:
    """A package whose table of contents is of a bearable size; Refused where it is not."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Refused("This is no file.")
        size = path.stat().st_size
        if size > limits.package:
            raise Refused(f"The package is larger than {limits.package:,} bytes. {RAISE}")
        with path.open("rb") as file:
            members, directory = _promised(file, size)
        if members > limits.members or directory > limits.directory:
            raise Refused(f"The package has more than {limits.members:,} members. {RAISE}")
        return zipfile.ZipFile(path)
    except BROKEN as error:
        raise Refused(_reason(error)) from error


def _reason(error: Exception) -> str:
    """The system's own words where the file could not be opened."""
    if isinstance(error, OSError) and error.strerror and error.filename:
        return f"The file cannot be read: {error.strerror}."
    return DAMAGED


def _promised(file: BinaryIO, size: int) -> tuple[int, int]:
    """How many members there are, and the bytes of their directory, before it is read."""
    file.seek(max(0, size - LONGEST_TAIL))
    tail = file.read(LONGEST_TAIL)
    end = tail.rfind(END)
    if end < 0:
        raise Refused(DAMAGED)
    members, directory = struct.unpack_from("<HI", tail, end + 10)
    if tail[end - 20 : end - 16] == PLACE_OF_END_64 and end >= 76:
        wide = end - 76
        if tail[wide : wide + 4] != END_64:
            raise Refused(DAMAGED)
        members, directory = struct.unpack_from("<QQ", tail, wide + 32)
    return members, directory


def members(package: zipfile.ZipFile) -> Mapping[str, zipfile.ZipInfo]:
    """The members by name; of a name that stands twice there is no telling, so Refused."""
    found: dict[str, zipfile.ZipInfo] = {}
    for member in package.infolist():
        if member.filename in found:
            raise Refused("A name stands twice in the package, so it cannot be trusted.")
        found[member.filename] = member
    return found


def copy_member(
    package: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    target: BinaryIO,
    *,
    limits: Limits,
    unpacked: Callable[[BinaryIO], Readable] = lambda stream: stream,
) -> None:
    """Write what a member holds, as far as the limits allow; Refused beyond them.

    `unpacked` is a further packing inside the member, of which the limits count the inside.
    """
    _check(member)
    allowed = min(limits.collection, max(SMALL, member.compress_size * limits.ratio))
    try:
        with package.open(member) as stream:
            _pour(unpacked(_binary(stream)), target, allowed)
    except BROKEN as error:
        raise Refused(DAMAGED) from error


def _binary(stream: object) -> BinaryIO:
    assert isinstance(stream, io.BufferedIOBase)  # noqa: S101 - what zipfile gives
    return stream  # type: ignore[return-value]


def _pour(source: Readable, target: BinaryIO, allowed: int) -> None:
    total = 0
    while chunk := source.read(CHUNK):
        total += len(chunk)
        if total > allowed:
            raise Refused(
                f"A part of the package is larger than {allowed:,} bytes unpacked. {RAISE}"
            )
        target.write(chunk)


def _check(member: zipfile.ZipInfo) -> None:
    mode = member.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG) or member.is_dir():
        raise Refused(f'"{member.filename[:60]}" in the package is no plain file.')
    if member.flag_bits & 1:
        raise Refused("The package is locked with a password.")
    if member.compress_type not in PACKINGS:
        raise Refused("The package is packed in a way that Anki does not use.")


def read_member(
    package: zipfile.ZipFile, member: zipfile.ZipInfo, *, limits: Limits, largest: int
) -> bytes:
    """The content of a small member; Refused if it is larger than that."""
    content = io.BytesIO()
    copy_member(package, member, content, limits=limits._replace(collection=largest))
    return content.getvalue()
