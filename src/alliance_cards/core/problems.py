"""Mistakes in a person's file, as values that are collected and all shown."""

from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]


class Problem(NamedTuple):
    """One problem of a deck file.

    `line` and `column` count from 1; 0 stands for the file as a whole. `message` is a
    sentence that says what is wrong and what to do.
    """

    file: str
    line: int
    column: int
    severity: Severity
    message: str
