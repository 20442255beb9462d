"""Type into the real shells that are installed, and look at what they complete.

    python tests/cli/in_shells.py

Not a part of the suite, which must run where there are no such shells.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from terminal.pseudo import Terminal

SHELLS = {
    "bash": (["bash", "--norc", "--noprofile"], "source <(alliance-cards completion bash)"),
    "zsh": (
        ["zsh", "-f"],
        "autoload -Uz compinit; compinit -u; source <(alliance-cards completion zsh)",
    ),
    "fish": (["fish", "--no-config"], "alliance-cards completion fish | source"),
}
EVIL = 'name: Evil\ncards:\n  - {id: a, front: Asked, back: Said, tags: ["$(touch pwned)"]}\n'
TYPED = (  # what is typed, and what is on the screen then
    ("alliance-cards sh\t", "cards show"),
    ("bor\t", "show bordin/"),
    ("bon\t", "show bordin/bond-parts"),
    ("\n", "Trust, caring and respect"),
    ("\x0calliance-cards cards ta\t", "cards tag:"),
    ("bor\t", "cards tag:bordin"),
    ("\n", "Who defined a good"),
    ("\x0calliance-cards show ev\t", r"show ev\$\(touch\$\{IFS\}pwned\)/"),
    ("\t\n", "Answer: Said"),
    ("\x0calliance-cards export --format js\t", "--format json"),
    ("--tag bor\t", "--tag bordin"),
)


def main() -> int:
    """0 if every shell that is there completed everything, and ran nothing."""
    failed = False
    for shell, (command, setup) in SHELLS.items():
        if shutil.which(shell):
            with tempfile.TemporaryDirectory() as folder:
                failed |= not typed_into(command, setup, Path(folder))
        else:
            sys.stdout.write(f"{shell}: not installed\n")
    return int(failed)


def typed_into(command: list[str], setup: str, folder: Path) -> bool:
    """Whether all that is typed into a shell comes out as it should."""
    environment = surroundings(folder)
    os.chdir(folder)
    job_control = '"$@"'
    with Terminal(command, environment, columns=100, lines=50, shell=job_control) as terminal:
        terminal.press(f"{setup}; echo rea''dy\n")
        terminal.until("ready")
        for keys, shown in TYPED:
            terminal.press(keys)
            terminal.until(shown)
            sys.stdout.write(f"{command[0]}: {shown}\n")
    return not (folder / "pwned").exists()


def surroundings(folder: Path) -> dict[str, str]:
    """A home with a deck whose name and tag are commands."""
    home = folder / "home"
    (home / "decks").mkdir(parents=True)
    (home / "decks" / "ev$(touch${IFS}pwned).yaml").write_text(EVIL, encoding="utf-8")
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "ALLIANCE_CARDS_HOME": str(home),
        "HOME": str(folder),
        "TERM": "xterm",
        "LC_ALL": "C.UTF-8",
    }
    program = Path(sys.executable).parent / "alliance-cards"
    subprocess.run([program, "next"], env=environment, stdout=subprocess.DEVNULL, check=True)
    return environment


if __name__ == "__main__":
    sys.exit(main())
