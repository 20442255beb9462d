"""Check everything: `python tools/check.py`. CI runs the same with `--ci`.

Formats the code (with `--ci` it only looks whether it is formatted), lints, checks types,
layers and the pages that are made from the program, builds the site and runs the tests.
`--coverage` does nothing of this but runs the tests, several times as slow, and tells which
branches of the source they did not take. Needs `pip install -e ".[check]"`.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
TOOLS = Path(sys.executable).parent  # of the same environment, activated or not


def steps(*, ci: bool, site: str) -> dict[str, list[str]]:
    """The commands, by what they check; the site is built into a folder."""
    return {
        "format": [str(TOOLS / "ruff"), "format", *(["--check"] if ci else [])],
        "lint": [str(TOOLS / "ruff"), "check"],
        "types": [str(TOOLS / "mypy")],
        "layers": [str(TOOLS / "lint-imports")],
        "pages": [sys.executable, "tools/docs.py", "--check"],
        "site": [sys.executable, "tools/site.py", site],
        "tests": [sys.executable, "-m", "pytest", "-q"],
    }


def coverage() -> dict[str, list[str]]:
    """The commands that count what the tests reach, in child processes too."""
    tool = [sys.executable, "-m", "coverage"]
    return {
        "tests": [*tool, "run", "-m", "pytest", "-q"],
        "combine": [*tool, "combine", "-q"],
        "coverage": [*tool, "report"],
    }


def main() -> int:
    """Run every step, also after one has failed; 0 if all passed."""
    given, failed = sys.argv[1:], []
    with tempfile.TemporaryDirectory() as site:
        wanted = coverage() if "--coverage" in given else steps(ci="--ci" in given, site=site)
        for name, command in wanted.items():
            print(f"== {name}: {' '.join(command)}", flush=True)
            if subprocess.run(command, cwd=TOP, check=False).returncode:
                failed.append(name)
    print(f"failed: {', '.join(failed)}" if failed else "all passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
