"""From a place in a text to the line and column that a person sees in an editor."""

import re
from bisect import bisect_right

LINE_BREAK = re.compile(r"\r\n|\n|\r")
LONGEST_QUOTE = 60


class Places:
    """The lines of one text; an index counts its characters from 0."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(match.end() for match in LINE_BREAK.finditer(text))]

    def line(self, index: int) -> int:
        """The line, counted from 1."""
        return bisect_right(self._starts, index)

    def column(self, index: int) -> int:
        """The column, counted from 1."""
        return index - self._starts[self.line(index) - 1] + 1

    def before(self, index: int) -> str:
        """What stands on the same line before the index."""
        return self.text[self._starts[self.line(index) - 1] : index]

    def after(self, index: int) -> str:
        """What stands on the same line from the index on."""
        end = LINE_BREAK.search(self.text, index)
        return self.text[index : end.start() if end else len(self.text)]

    def quote(self, index: int) -> str:
        """The line itself, for a message: without its margins, cut to about 60 characters."""
        line = (self.before(index) + self.after(index)).strip()
        return line if len(line) <= LONGEST_QUOTE else line[:LONGEST_QUOTE].rstrip() + "…"

    def last_filled(self, index: int) -> int:
        """The index itself, or where the text ends if only blanks and line ends follow."""
        return index if self.text[index:].strip() else max(len(self.text.rstrip()) - 1, 0)

    def quote_above(self, index: int) -> str:
        """The line above, without its margins; empty above the first."""
        line = self.line(index)
        if line < 2:
            return ""
        start = self._starts[line - 2]
        return (self.before(start) + self.after(start)).strip()
