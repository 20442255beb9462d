"""A terminal as a file that is written to."""

import errno
import os

PASTE_ON, PASTE_OFF = b"\x1b[?2004h", b"\x1b[?2004l"
HUNG_UP = 129


def write(fd: int, data: bytes) -> None:
    """Write all of the data to a terminal; SystemExit 129 if the terminal is gone."""
    try:
        while data:
            data = data[os.write(fd, data) :]
    except OSError as error:
        if error.errno not in (errno.EIO, errno.EPIPE, errno.ENXIO):
            raise
        raise SystemExit(HUNG_UP) from error
