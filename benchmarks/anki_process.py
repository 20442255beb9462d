"""The part that runs in Anki's environment: it does what it is told, line by line, as JSON."""

import importlib
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

GOOD = 3


class Anki:
    """One collection at a time."""

    collection: Any = None

    def open(self, path: str) -> int:
        """Open a collection; Anki's number of today."""
        self.collection = importlib.import_module("anki.collection").Collection(path)
        return int(self.collection.sched.today)

    def load(self, notes: str) -> float:
        """Import a text file; seconds."""
        anki = importlib.import_module("anki.collection")
        begun = time.perf_counter()
        metadata = self.collection.get_csv_metadata(notes, None)
        self.collection.import_csv(anki.ImportCsvRequest(path=notes, metadata=metadata))
        return time.perf_counter() - begun

    def answer(self, number: int) -> float:
        """Ask and answer so many cards; seconds."""
        begun = time.perf_counter()
        for _ in range(number):
            self.collection.sched.answerCard(self.collection.sched.getCard(), GOOD)
        return time.perf_counter() - begun

    def graphs(self, days: int = 0) -> tuple[float, float]:
        """All statistics of so many days (0: of all); seconds, and the processor's seconds."""
        begun, worked = time.perf_counter(), time.process_time()
        self.collection._backend.graphs(search="", days=days)
        return time.perf_counter() - begun, time.process_time() - worked

    def peak(self) -> float:
        """The most memory held so far, in megabytes."""
        status = Path("/proc/self/status")  # Linux, where other figures count the starter in
        if not status.exists():
            return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024)
        (line,) = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
        return int(line.split()[1]) / 1024

    def close(self) -> None:
        """Close the collection."""
        self.collection.close()


def main() -> None:
    """Do what each line says, and print what comes of it."""
    anki = Anki()
    answers, sys.stdout = sys.stdout, sys.stderr  # Anki complains there of long calls
    for line in sys.stdin:
        action, *values = json.loads(line)
        print(json.dumps(getattr(anki, action)(*values)), file=answers, flush=True)


if __name__ == "__main__":
    main()
