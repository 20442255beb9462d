"""Build the packages, check them, and try the wheel: `python tools/packages.py`.

On every Python from 3.11 that is found, in empty environments, with the lowest and with the
highest versions of the dependencies that pyproject.toml permits. It needs the `check` extra
and a package index.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
TOOLS = Path(sys.executable).parent
MINORS = range(11, 16)
CALLS = (  # a life in short; each must end with 0
    "--version",
    "next --json",
    "grade bordin/who-defined 5 --json",
    "undo",
    "cards deck:bordin",
    "export bordin --format apkg --output bordin.apkg",
    "import bordin.apkg --deck again --yes",
    "add mine --front Question --back Answer",
    "doctor",
)


def main() -> int:
    """0 if the packages are right and the wheel runs everywhere."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (wheel,) = build(work / "dist")
        failed = False
        for python in pythons():
            for name, constraints in (("lowest", lowest()), ("highest", [])):
                error = try_wheel(wheel, python, constraints, work)
                print(f"{python.name}, {name} versions: {error or 'fine'}", flush=True)
                failed |= bool(error)
    return int(failed)


def build(folder: Path) -> list[Path]:
    """The wheels in a folder, built from the source package and checked with it."""
    for target in ("sdist", "wheel"):
        run([sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)], TOP)
    packages = [str(path) for path in sorted(folder.iterdir())]
    print(run([str(TOOLS / "twine"), "check", "--strict", *packages], TOP))
    wheels = list(folder.glob("*.whl"))
    print(run([str(TOOLS / "check-wheel-contents"), *map(str, wheels)], TOP))
    return wheels


def pythons() -> Iterator[Path]:
    """The Pythons that can be found, one of each version."""
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    for minor in MINORS:
        name = f"python3.{minor}"
        known = sorted(root.glob(f"versions/3.{minor}.*/bin/{name}"))
        found = str(known[-1]) if known else shutil.which(name)
        if found:
            yield Path(found)


def lowest() -> list[str]:
    """Each dependency at its lowest version."""
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    bounds = (re.match(r"([\w-]+)>=([\w.]+)", line) for line in project["dependencies"])
    return [f"{bound[1]}=={bound[2]}" for bound in bounds if bound]


def try_wheel(wheel: Path, python: Path, constraints: list[str], work: Path) -> str:
    """What went wrong when the wheel was installed and used; "" for nothing."""
    place = Path(tempfile.mkdtemp(dir=work))
    listed = place / "constraints.txt"
    listed.write_text("\n".join(constraints), encoding="utf-8")
    try:
        run([str(python), "-m", "venv", str(place / "venv")], place)
        bin_folder = place / "venv" / "bin"
        run([str(bin_folder / "pip"), "install", "-q", "-c", str(listed), str(wheel)], place)
        run([str(bin_folder / "pip"), "check"], place)
        for call in CALLS:
            run([str(bin_folder / "alliance-cards"), "--home", "home", *call.split()], place)
        run([str(bin_folder / "pip"), "uninstall", "-q", "-y", "alliance-cards"], place)
    except subprocess.CalledProcessError as error:
        return f"{' '.join(error.cmd)}\n{error.stdout}{error.stderr}"
    return "" if (place / "home" / "progress.db").exists() else "uninstalling took the home along"


def run(command: list[str], folder: Path) -> str:
    """What a command printed; raises CalledProcessError if it fails."""
    environment = {**os.environ, "XDG_STATE_HOME": str(folder / "state")}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
