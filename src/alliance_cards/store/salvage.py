"""What can be saved of a damaged progress file.

The log only grows: its rows never change and never go. So every whole copy of a row that is
found anywhere in the file is the row, and the pages can be read one by one, without the
trees that SQLite has planted over them. What is derived is built again.
"""

import os
import shutil
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import NamedTuple

from alliance_cards.core.errors import StoreError
from alliance_cards.core.history import ANSWERS, Kind
from alliance_cards.core.scheduler import Scheduler
from alliance_cards.store.database import Store
from alliance_cards.store.opening import open_store
from alliance_cards.store.pages import Cell, Found, records
from alliance_cards.store.periods import DAY_MS, SLACK_DAYS
from alliance_cards.store.rebuilding import rebuild

COMPANIONS = ("", "-wal", "-shm")
LOST = "lost"
LOG_WIDTH = 23
DEVICE, KIND, CARD, NEW_NAME = 3, 8, 9, 21  # columns of the log
KINDS = frozenset(int(kind) for kind in Kind)


class Salvaged(NamedTuple):
    """How many rows were saved, and answers that stand; `nameless` cards lost their names."""

    rows: int
    answers: int
    nameless: int


@dataclass(slots=True)
class Truth:
    """The rows that were found of the tables that hold the truth, by their ids."""

    devices: dict[int, bytes] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    known: dict[int, tuple[str, str]] = field(default_factory=dict)
    log: dict[bytes, tuple[Cell, ...]] = field(default_factory=dict)
    changes: set[tuple[Cell, ...]] = field(default_factory=set)


def salvage(damaged: Path, target: Path, scheduler: Scheduler) -> Salvaged:
    """Make a new progress file of all that can be read of a damaged one.

    A card whose name is lost is called `lost/NUMBER`; "rename" can give it its name back.
    """
    truth = _sorted_out(records(damaged))
    store = open_store(target)
    try:
        with store.transaction():
            nameless = _put(store, truth)
            rebuild(store, scheduler)
        (rows,) = store.one("select count(*) from log") or (0,)
        kinds = [kind for (kind,) in store.rows("select kind from live")]
    finally:
        store.close()
    return Salvaged(int(rows), sum(kind in ANSWERS for kind in kinds), nameless)


def set_aside(progress: Path, made: datetime) -> Path:
    """Copy a damaged progress file, with what belongs to it, into a folder of its own.

    Then only the file itself stays in its place, to be replaced.
    """
    folder = _new_folder(progress.parent, f"damaged-{made.strftime('%Y-%m-%d-%H%M%S')}")
    parts = [progress.with_name(progress.name + suffix) for suffix in COMPANIONS]
    try:
        for part in parts:
            if part.exists():
                _copy(part, folder / part.name)
    except OSError as error:
        raise _refused(folder, error) from error
    for part in parts[1:]:  # a log that is not its own would destroy the file to come
        part.unlink(missing_ok=True)
    return folder / progress.name


def _copy(part: Path, copy: Path) -> None:
    with part.open("rb") as old, open(copy, "xb", opener=_private) as new:
        shutil.copyfileobj(old, new)
        new.flush()
        os.fsync(new.fileno())


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _new_folder(home: Path, stem: str) -> Path:
    for number in count(1):
        folder = home / (stem if number == 1 else f"{stem}-{number}")
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            continue
        except OSError as error:
            raise _refused(folder, error) from error
        return folder
    raise AssertionError("numbers do not end")


def _refused(folder: Path, error: OSError) -> StoreError:
    return StoreError(
        f"The damaged file could not be kept aside in {folder} ({error.strerror or error}). It"
        " was left as it is. Free some space, or check the permissions.",
        code="home_not_writable",
    )


def _sorted_out(found: Iterable[Found]) -> Truth:
    truth = Truth()
    for row, values in found:
        match values:
            case (None, bytes(uuid)) if row and len(uuid) == 16:
                truth.devices[row] = uuid
            case (None, str(name)) if row and "/" in name:
                truth.names[row] = name
            case (None, str(front), str(back)) if row:
                truth.known[row] = (front, back)
            case (bytes(), str(), None | bytes(), bytes(), *_) if row is None and _whole(values):
                truth.changes.add(values)
            case (None, bytes(uuid), *_) if row and _is_log(values):
                truth.log[uuid] = (row, *values[1:])
    return truth


def _is_log(values: tuple[Cell, ...]) -> bool:
    """Whether a record is a row of the log, and not one of which a part was overwritten.

    Its UUID begins with its stamp, an action that is kept with it is another row's, and its
    day is near what the clock said; a review is due as many days after its own day as its
    interval says, which are the last columns that it fills.
    """
    if len(values) < LOG_WIDTH:
        return False
    _, uuid, action, device, stamp, clock, offset, day, kind, card, grade, taken = values[:12]
    interval, due = values[18:20]
    return (
        all(isinstance(value, int) for value in (device, stamp, offset, day))
        and all(value is None or isinstance(value, int) for value in (clock, card, taken))
        and (action is None or (isinstance(action, bytes) and action != uuid))
        and isinstance(uuid, bytes)
        and len(uuid) == 16
        and uuid.startswith(_number(stamp).to_bytes(8, "big", signed=True)[2:])
        and abs(_number(clock or stamp) // DAY_MS - _number(day)) <= SLACK_DAYS
        and kind in KINDS
        and (kind not in ANSWERS or grade in range(6))
        and (kind != Kind.REVIEW or interval is None or due == _number(day) + _number(interval))
    )


def _whole(change: tuple[Cell, ...]) -> bool:
    try:
        for text in change[2:]:
            if isinstance(text, bytes):
                zlib.decompress(text)
    except zlib.error:
        return False
    return True


def _put(store: Store, truth: Truth) -> int:
    """Write what was found into an empty file; the number of names that are made up."""
    rows = sorted(truth.log.values(), key=lambda row: bytes(row[1]))  # type: ignore[arg-type]
    learnt = {_number(row[at]) for row in rows for at in (CARD, NEW_NAME) if row[at] is not None}
    lost = learnt - truth.names.keys()
    names = truth.names | {number: f"{LOST}/{number}" for number in lost}
    unknown = {_number(row[DEVICE]) for row in rows} - truth.devices.keys()
    devices = truth.devices | {number: number.to_bytes(16, "big") for number in unknown}
    texts = dict.fromkeys(learnt, ("", "")) | truth.known  # "rename" needs one, be it empty
    known = ((card, *both) for card, both in texts.items() if card in names)
    for table, found in (
        ("device", devices.items()),
        ("name", names.items()),
        ("known", known),
        ("file_change", truth.changes),
        ("log", rows),
    ):
        _insert(store, table, found)
    return len(lost)


def _insert(store: Store, table: str, rows: Iterable[Sequence[Cell]]) -> None:
    """Insert rows that may be those of an older schema: a column added since is missing."""
    columns = [name for _, name, *_ in store.rows(f"pragma table_info({table})")]
    for row in rows:
        width = min(len(row), len(columns))
        store.write(
            f"insert or ignore into {table} ({', '.join(columns[:width])})"  # noqa: S608
            f" values ({', '.join('?' * width)})",
            row[:width],
        )


def _number(value: Cell) -> int:
    return value if isinstance(value, int) else 0
