"""The notes that are taken while one file is read."""

from collections import Counter

from alliance_cards.formats.gathered import Gathered, NewDeck, Skipped
from alliance_cards.formats.limits import MOST_REMARKS, MOST_SKIPPED

REFERENCES = {
    "picture": "picture is kept as a reference; a terminal does not show it.",
    "sound": "sound is kept as a reference; a terminal does not play it.",
}


class Report:
    """What was left out of a file and what was changed, in the order of reading."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._skipped: list[Skipped] = []
        self._remarks: dict[str, None] = {}
        self._unlisted: Counter[str] = Counter()
        self._references: Counter[str] = Counter()

    def skip(self, line: int, reason: str) -> None:
        """Note that something was left out; line 0 stands for the file as a whole."""
        if len(self._skipped) < MOST_SKIPPED:
            self._skipped.append(Skipped(self.file, line, reason))
        else:
            self._unlisted["skipped"] += 1

    def remark(self, sentence: str) -> None:
        """Note what could not be carried over; the same sentence counts once."""
        if len(self._remarks) < MOST_REMARKS:
            self._remarks[sentence] = None
        elif sentence not in self._remarks:
            self._unlisted["remarks"] += 1

    def refer(self, kind: str, times: int) -> None:
        """Count each `picture` or `sound` of which only a reference is kept."""
        self._references[kind] += times

    def gathered(self, decks: tuple[NewDeck, ...] = ()) -> Gathered:
        """The decks together with everything that was noted."""
        skipped = list(self._skipped)
        if more := self._unlisted["skipped"]:
            skipped.append(Skipped(self.file, 0, f"{more:,} more rows were left out."))
        remarks = [*self._remarks, *self._referred()]
        if more := self._unlisted["remarks"]:
            remarks.append(f"{self.file}: there are {more:,} more remarks of this kind.")
        return Gathered(decks, tuple(skipped), tuple(remarks))

    def _referred(self) -> list[str]:
        return [
            f"{self.file}: {count:,} {_plural(REFERENCES[kind], count)}"
            for kind, count in sorted(self._references.items())
            if count
        ]


def refused(file: str, reason: str, line: int = 0) -> Gathered:
    """What there is to say of a file that cannot be read at all."""
    return Gathered(skipped=(Skipped(file, line, reason),))


def _plural(sentence: str, count: int) -> str:
    if count == 1:
        return sentence
    noun, _, rest = sentence.partition(" is kept as a reference; ")
    return f"{noun}s are kept as references; {rest.replace(' it.', ' them.')}"
