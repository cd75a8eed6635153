"""What a lint rule reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from generator.project import Project


@dataclass(frozen=True, order=True)
class Finding:
    """One fault that a rule found.

    Attributes:
        file: Path as the user knows it.
        line: Line, counted from 1, or 0 for the file as a whole.
        rule: Name of the rule.
        message: What is wrong and what to do.
    """

    file: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        """Return the line a user sees."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.message} [{self.rule}]"


Rule = Callable[[Project], Iterable[Finding]]
