"""Mistakes in a person's file, as values that are collected and all shown."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One problem of a deck file.

    `line` and `column` count from 1; 0 stands for the file as a whole. `message` is a
    sentence that says what is wrong and what to do.
    """

    file: str
    line: int
    column: int
    severity: Severity
    message: str
