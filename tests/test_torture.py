"""The torture harness in a short version: a kill in every scene, and a crowd for a moment."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HARNESS = Path(__file__).parents[1] / "tools" / "torture.py"


@pytest.mark.skipif(os.name != "posix", reason="kills as POSIX does")
def test_nothing_is_lost(tmp_path: Path) -> None:
    """`python tools/torture.py` without arguments is the long one."""
    command = [sys.executable, str(HARNESS), "--kills", "12", "--seconds", "0.2", "--folder"]
    done = subprocess.run([*command, str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    kills = [line.split() for line in done.stdout.splitlines() if line.startswith("all ")]
    assert int(kills[0][1]) > 12
    assert "lost 0, leaked 0, tracebacks 0" in done.stdout
