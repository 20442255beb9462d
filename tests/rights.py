"""Rights that a test gives up, so that permissions stop root as they stop anybody."""

import ctypes
import os
import struct

CAPABILITY_VERSION = 0x2008_0522
NO_CAPABILITIES = bytes(24)


def give_up_rights() -> None:
    """Root keeps its files, but can no longer pass over permissions. Linux only.

    To become another user instead would also lose the way to Python's own files, which may
    lie in a folder that only root can read.
    """
    if os.geteuid() == 0:
        this_process = struct.pack("=Ii", CAPABILITY_VERSION, 0)
        if ctypes.CDLL(None).capset(this_process, NO_CAPABILITIES):
            raise OSError("the capabilities cannot be given up")
