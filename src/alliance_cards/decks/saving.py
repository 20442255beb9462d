"""Replacing a file as a whole: at any moment there is the old one or the new one."""

import errno
import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def write_whole(path: Path, text: str) -> None:
    """Write a file as UTF-8, line ends as they are, and keep its permissions.

    Its content is replaced in one step, so that a crash leaves the old file or the new
    one. Raises OSError with a sentence, and changes nothing, if the file cannot or must
    not be written: it is write-protected, no plain file, or a link out of its folder.
    """
    replace_whole(_target(path), text.encode("utf-8"), mode=0o600)


def replace_whole(target: Path, data: bytes, *, mode: int) -> None:
    """Write a file that is no link, as `write_whole` does; a new one gets this mode at most."""
    draft = Draft(target, _drafted(target, data, mode))
    try:
        draft.take_place()
    finally:
        draft.drop()


class Draft(NamedTuple):
    """A file beside `target` that is to take its place; None: the target is to go."""

    target: Path
    fresh: Path | None

    @classmethod
    def of(cls, target: str, fresh: str | None) -> "Draft":
        """A draft by the target's path and the draft's name."""
        path = Path(target)
        return cls(path, None if fresh is None else path.with_name(fresh))

    @property
    def names(self) -> tuple[str, str | None]:
        """The target's path and the draft's name."""
        return str(self.target), None if self.fresh is None else self.fresh.name

    def take_place(self) -> None:
        """Replace the target in one step, unless that was done already."""
        if self.fresh is None:
            self.target.unlink(missing_ok=True)
        elif self.fresh.exists():
            self.fresh.replace(self.target)
        else:
            return
        _keep_entry(self.target.parent)

    def drop(self) -> None:
        """Remove the draft, where it is still there."""
        if self.fresh is not None:
            self.fresh.unlink(missing_ok=True)


def draft_whole(path: Path, content: bytes | None) -> Draft:
    """Write what a file is to hold (None: it is to go) beside it, safe on the disk.

    Raises as `write_whole` does; later, the draft takes its place without a need of space.
    """
    if content is not None:
        target = _target(path)
        return Draft(target, _drafted(target, content, mode=0o600))
    if not os.access(path.parent, os.W_OK):
        raise PermissionError(errno.EACCES, "The folder is write-protected", str(path.parent))
    return Draft(path, None)


def _target(path: Path) -> Path:
    """The file itself, where `path` is a link to a file of the same folder."""
    if not path.is_symlink():
        return path
    folder = path.parent.resolve()
    target = Path(os.path.realpath(path))
    if target.is_symlink() or not target.is_relative_to(folder):
        raise OSError(
            errno.EPERM,
            f"The file is a link that leads out of its folder, to {target}. "
            "Change that file itself, or replace the link by a copy",
            str(path),
        )
    return target


def _status(target: Path) -> os.stat_result | None:
    try:
        status = target.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "This is no plain file", str(target))
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "The file is write-protected", str(target))
    return status


def _drafted(target: Path, data: bytes, mode: int) -> Path:
    before = _status(target)
    fresh = target.with_name(f".alliance-cards-{secrets.token_hex(8)}.tmp")
    try:
        _write(fresh, data, before, mode)
        _keep_entry(target.parent)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    return fresh


def _write(fresh: Path, data: bytes, before: os.stat_result | None, mode: int) -> None:
    # What replaces a file is not open to more people than that one for a moment.
    with os.fdopen(os.open(fresh, NEW, mode if before is None else 0o600), "wb") as file:
        file.write(data)
        if before is not None:
            _keep_owner(fresh, before)
        file.flush()
        os.fsync(file.fileno())


def _keep_owner(fresh: Path, before: os.stat_result) -> None:
    if hasattr(os, "chown"):
        with suppress(PermissionError):  # only root may give a file away
            os.chown(fresh, before.st_uid, before.st_gid)
    fresh.chmod(stat.S_IMODE(before.st_mode))


def _keep_entry(folder: Path) -> None:
    """Make the folder remember the new file after a power cut, where a folder can be told."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network file systems refuse, and the file is in place
            os.fsync(handle)
    finally:
        os.close(handle)
