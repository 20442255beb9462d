"""What a stranger may have put into a package. Every file gives a sentence, none an error."""

import io
import os
import random
import stat
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest
import zstandard

from alliance_cards.formats import archive
from alliance_cards.formats.gathered import Gathered, Options
from alliance_cards.formats.limits import USUAL, Limits
from alliance_cards.formats.reading import gather
from formats import fuzz
from formats.making import CARD, NOTE, collection, streamed, zipped


def read(tmp_path: Path, content: bytes, limits: Limits = USUAL) -> Gathered:
    file = tmp_path / "stranger.apkg"
    file.write_bytes(content)
    return gather(file, options=Options(with_scheduling=True, limits=limits))


def refused(tmp_path: Path, content: bytes, limits: Limits = USUAL) -> str:
    gathered = read(tmp_path, content, limits)
    assert gathered.decks == ()
    (skipped,) = gathered.skipped
    assert skipped.reason.endswith((".", "?"))
    return skipped.reason


def legacy(tmp_path: Path, **parts: Any) -> bytes:
    return zipped({"collection.anki2": collection(tmp_path / "c", **parts)})


def member(name: str, content: bytes, **changes: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", changes.get("packing", zipfile.ZIP_DEFLATED)) as package:
        info = zipfile.ZipInfo(name)
        info.compress_type = changes.get("packing", zipfile.ZIP_DEFLATED)
        info.external_attr = changes.get("mode", 0) << 16
        package.writestr(info, content)
    return packed.getvalue()


def test_a_bomb_of_zeros(tmp_path: Path) -> None:
    bomb = zipped({"collection.anki2": b"\0" * (80 << 20)})
    assert len(bomb) < 100_000
    assert "unpacked" in refused(tmp_path, bomb)


def test_a_bomb_in_the_inner_packing(tmp_path: Path) -> None:
    bomb = zstandard.ZstdCompressor().compress(b"\0" * (80 << 20))
    packed = member("collection.anki21b", bomb, packing=zipfile.ZIP_STORED)
    file = tmp_path / "bomb.zip"
    file.write_bytes(packed)
    with zipfile.ZipFile(file, "a") as package:
        package.writestr("meta", b"\x08\x03")
    assert "unpacked" in refused(tmp_path, file.read_bytes())


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    bomb = bytearray(zipped({"collection.anki2": b"\0" * (80 << 20)}))
    for sign, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        struct.pack_into("<I", bomb, bomb.index(sign) + place, 1_000)
    assert refused(tmp_path, bytes(bomb))


def test_a_frame_that_wants_a_huge_window(tmp_path: Path) -> None:
    window = zstandard.ZstdCompressionParameters(window_log=30, enable_ldm=True)
    packer = zstandard.ZstdCompressor(compression_params=window).compressobj()
    frame = packer.compress(b"x" * 1000) + packer.flush()
    assert "damaged" in refused(
        tmp_path, zipped({"meta": b"\x08\x03", "collection.anki21b": frame})
    )


def test_size_and_sum_have_limits(tmp_path: Path) -> None:
    package = legacy(tmp_path)
    assert "unpacked" in refused(tmp_path, package, USUAL._replace(collection=1_000))
    assert "larger than 10 bytes" in refused(tmp_path, package, USUAL._replace(package=10))
    assert "more than 0 rows" in refused(tmp_path, package, USUAL._replace(notes=0))
    assert "more than 3 characters" in refused(tmp_path, package, USUAL._replace(text=3))
    many = [(number, "g", 1, "", "q\x1fa") for number in range(4_000)]
    assert "too long" in refused(tmp_path, legacy(tmp_path, notes=many), USUAL._replace(steps=0))
    assert read(tmp_path, package, USUAL.raised(2)).decks


def test_too_many_members(tmp_path: Path) -> None:
    package = zipped({str(number): b"" for number in range(50)})
    assert "more than 20 members" in refused(tmp_path, package, USUAL._replace(members=20))
    wide = USUAL._replace(directory=1_000)
    assert "members" in refused(tmp_path, package, wide)


def test_a_wide_directory_is_measured_before_it_is_read(tmp_path: Path) -> None:
    """What zip64 promises counts, not the short numbers beside it."""
    package = bytearray(zipped({"x": b""}))
    end = package.index(b"PK\x05\x06")
    record = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 10**9, 10**9, 10**12, 0)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, end, 1)
    package[end:end] = record + locator
    assert "members" in refused(tmp_path, bytes(package))


@pytest.mark.parametrize("mode", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFDIR, stat.S_IFCHR])
def test_a_member_that_is_no_plain_file(tmp_path: Path, mode: int) -> None:
    content = member("collection.anki2", b"/etc/passwd", mode=mode | 0o777)
    assert "no plain file" in refused(tmp_path, content)


def test_a_name_that_stands_twice(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("collection.anki2", b"one")
        with pytest.warns(UserWarning, match="Duplicate"):
            package.writestr("collection.anki2", b"two")
    assert "stands twice" in refused(tmp_path, packed.getvalue())


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_anki_does_not_use(tmp_path: Path, packing: int) -> None:
    assert "Anki does not use" in refused(
        tmp_path, member("collection.anki2", b"x", packing=packing)
    )


def test_a_locked_member(tmp_path: Path) -> None:
    package = bytearray(legacy(tmp_path))
    for sign, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        struct.pack_into("<H", package, package.index(sign) + place, 1)
    assert "password" in refused(tmp_path, bytes(package))


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x05\x06", b"PK\x03\x04" * 20, b"x" * 1000])
def test_no_package(tmp_path: Path, content: bytes) -> None:
    assert "damaged" in refused(tmp_path, content)


def test_a_pipe_and_a_folder_and_nothing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.apkg")
    assert "no file" in gather(tmp_path / "pipe.apkg").skipped[0].reason
    assert "cannot be read" in gather(tmp_path / "none.apkg").skipped[0].reason


ENDLESS = "with recursive r(x) as (select 1 union all select x + 1 from r)"
VIEW = f"create view notes as {ENDLESS} select x id, x guid, 1 mid, '' tags, x flds from r;"


@pytest.mark.parametrize(
    "extra",
    [
        f"drop table notes; {VIEW}",
        "drop table cards; create view cards as select * from notes;",
        "drop table notes; create virtual table notes using fts5(id, guid, mid, tags, flds);",
        "drop table notes;",
        "drop table col;",
        "drop table revlog; create view revlog as select 1;",
    ],
)
def test_views_and_missing_tables(tmp_path: Path, extra: str) -> None:
    gathered = read(tmp_path, legacy(tmp_path, extra=extra))
    if "revlog" in extra:
        assert len(gathered.decks) == 1
    else:
        assert "no table" in gathered.skipped[0].reason


def test_a_column_that_computes_is_not_trusted(tmp_path: Path) -> None:
    extra = (
        "alter table notes rename to old; create table notes (id, guid, mid, tags, "
        "flds text as (hex(randomblob(100000000))) virtual); "
        "insert into notes (id, guid, mid, tags) select id, guid, mid, tags from old;"
    )
    gathered = read(tmp_path, legacy(tmp_path, extra=extra.replace("randomblob", "zeroblob")))
    assert gathered.decks == ()
    assert gathered.skipped


def test_values_of_any_type(tmp_path: Path) -> None:
    notes = [(10, b"\xff\xfe", 1, 2.5, b"front\x1fback\xff"), (11, 5.5, "x", 3, 7)]
    made = [
        {**CARD, "due": 2**62, "ivl": -(2**62), "factor": 2**40, "type": 2, "lapses": -5},
        {**CARD, "id": 101, "did": 99, "ord": 2**40, "nid": 10},
    ]
    reviews = [(2**62, 100, 3, 2500, 2**62, 1), (-5, 100, 3, 2500, 1, 1)]
    gathered = read(tmp_path, legacy(tmp_path, notes=notes, made=made, reviews=reviews))
    (deck,) = gathered.decks
    assert len(deck.entries) == 1
    (progress,) = deck.progress.values()
    assert progress.state.ease == 6_553
    assert progress.state.interval == 1
    assert progress.lapses == 0
    assert progress.due_in_days_from_epoch == 2_800_000
    assert progress.history == ()


@pytest.mark.parametrize(
    "column",
    [
        "models = '" + "[" * 100_000 + "'",
        'models = \'{"1": ' + "9" * 5_000 + "}'",
        "models = 'no json'",
        "models = '[]'",
        'models = \'{"1": {"flds": {"a": 1}, "tmpls": [1, null]}}\'',
        'decks = \'{"1": 5, "x": {"name": []}}\'',
        'conf = \'{"creationOffset": "x"}\'',
        "models = x'ff00'",
        "crt = 9e999",
        "ver = 'x'",
    ],
)
def test_what_a_collection_says_of_itself(tmp_path: Path, column: str) -> None:
    gathered = read(tmp_path, legacy(tmp_path, extra=f"update col set {column};"))
    assert gathered.decks or gathered.skipped


def test_damaged_databases(tmp_path: Path) -> None:
    """Bytes changed at chance, in the database and behind the packing."""
    chance = random.Random(7)  # noqa: S311
    for modern in (False, True):
        whole = collection(tmp_path / "c", notes=[NOTE] + [
            (number, f"g{number}", 1, "", "q" * number + "\x1fa") for number in range(20, 60)
        ], modern=modern)  # fmt: skip
        for _ in range(60):
            damaged = bytearray(whole)
            for _ in range(chance.randrange(1, 40)):
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
            if chance.random() < 0.3:
                del damaged[chance.randrange(len(damaged)) :]
            if modern:
                members = {"meta": b"\x08\x03", "collection.anki21b": streamed(bytes(damaged))}
            else:
                members = {"collection.anki2": bytes(damaged)}
            gathered = read(tmp_path, zipped(members))
            assert gathered.decks or gathered.skipped


def test_damaged_packages(tmp_path: Path) -> None:
    chance = random.Random(8)  # noqa: S311
    whole = zipped({"meta": b"\x08\x03", "media": b"{}", "collection.anki21b": streamed(
        collection(tmp_path / "c", modern=True))})  # fmt: skip
    for _ in range(150):
        damaged = bytearray(whole)
        for _ in range(chance.randrange(1, 10)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        gathered = read(tmp_path, bytes(damaged))
        assert gathered.decks or gathered.skipped


def test_a_template_that_repeats_itself_is_cut(tmp_path: Path) -> None:
    question = "{{Front}}" * 20_000
    model = {
        "1": {
            "name": "x",
            "type": 0,
            "flds": [{"name": "Front"}, {"name": "Back"}],
            "tmpls": [{"qfmt": question, "afmt": question}],
        }
    }
    gathered = read(
        tmp_path, legacy(tmp_path, models=model, notes=[(10, "g", 1, "", "x" * 10_000 + "\x1fb")])
    )
    assert gathered.skipped


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    monkeypatch.setattr("tempfile.tempdir", None)
    read(tmp_path, legacy(tmp_path))
    read(tmp_path, b"broken")
    read(tmp_path, zipped({"collection.anki2": b"broken"}))
    assert list(place.iterdir()) == []


def test_without_zstandard_a_sentence_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "zstandard", None)
    content = zipped({"meta": b"\x08\x03", "collection.anki21b": b"x"})
    assert "zstandard" in refused(tmp_path, content)


def test_the_limits_on_the_tail_cover_all_that_may_stand_there() -> None:
    assert archive.LONGEST_TAIL == 22 + 20 + 56 + 65_535


def test_damaged_files_of_every_reader(tmp_path: Path) -> None:
    """The short form of `python tests/formats/fuzz.py`, which prints figures."""
    good = fuzz.good_files(tmp_path)
    outcomes = [fuzz.run(reader, files, 25, 1) for reader, files in good.items()]
    assert [outcome.first for outcome in outcomes if outcome.crashes] == []
