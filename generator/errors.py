"""The one error that bad input raises.

Owns how a fault of an input file is named to the user. Knows nothing of the
files' formats.
"""

from __future__ import annotations


class GeneratorError(Exception):
    """A fault in an input file, told in one line.

    Args:
        file: Path of the file as the user knows it.
        place: JSON pointer (`/properties/id`), line number (`12`) or empty for
            the file as a whole.
        message: What is wrong and what to do about it.
    """

    def __init__(self, file: object, place: str | int, message: str) -> None:
        """Remember the parts of the line."""
        self.file = str(file)
        self.place = str(place)
        self.message = message
        super().__init__(str(self))

    def __str__(self) -> str:
        """Return the line a user sees: `file:place: message`, newlines folded."""
        where = f"{self.file}:{self.place}" if self.place else self.file
        return " ".join(f"{where}: {self.message}".split())
