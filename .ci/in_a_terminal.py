"""Run a shell command in a pseudo-terminal, answer one card, quit, and see that it was kept."""

import os
import pty
import subprocess
import sys
import time

ANSWER_SHOWN, KEYS_SHOWN = b"good", b"show"
PATIENCE_SECONDS = 300


def main() -> int:
    """0 if a card was asked, shown, graded and counted."""
    leader, follower = pty.openpty()
    program = subprocess.Popen(
        sys.argv[1],
        shell=True,
        stdin=follower,
        stdout=follower,
        stderr=follower,
        start_new_session=True,
    )
    os.close(follower)
    seen = wait_for(leader, KEYS_SHOWN)
    os.write(leader, b" ")
    seen += wait_for(leader, ANSWER_SHOWN)
    os.write(leader, b"3")
    time.sleep(1)
    os.write(leader, b"q")
    seen += drain(leader)
    code = program.wait()
    sys.stdout.write(seen[-1500:].decode(errors="replace") + "\n")
    doctor = subprocess.run(
        ["alliance-cards", "doctor"], capture_output=True, text=True, check=False
    )
    print(doctor.stdout, doctor.stderr)
    return 0 if code == 0 and "1 row replayed" in doctor.stdout else 1


def wait_for(leader: int, text: bytes) -> bytes:
    """What was printed until the text came."""
    seen, deadline = b"", time.monotonic() + PATIENCE_SECONDS
    while text not in seen and time.monotonic() < deadline:
        seen += os.read(leader, 65_536)
    return seen


def drain(leader: int) -> bytes:
    """What was printed until the end."""
    seen = b""
    try:
        while data := os.read(leader, 65_536):
            seen += data
    except OSError:
        pass
    return seen


if __name__ == "__main__":
    sys.exit(main())
