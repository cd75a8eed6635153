"""What becomes of the names of one version in another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.model.words import NO_TEXT, Text


@dataclass(frozen=True)
class Move:
    """Where one name of the older version goes.

    Attributes:
        targets: Addresses in the newer version; none when it has no counterpart.
        note: What changes.
    """

    targets: tuple[Text, ...]
    note: Text = NO_TEXT


@dataclass(frozen=True)
class MessageMove:
    """What becomes of a message.

    Attributes:
        to: Messages of the newer version that take its place.
        request: Move of each field of the request.
        response: Move of each field of the response.
        file: Path of the data file, relative to the project.
    """

    name: str
    to: tuple[Text, ...]
    summary: Text
    text: Text
    request: Mapping[str, Move]
    response: Mapping[str, Move]
    file: str


@dataclass(frozen=True)
class TypeMove:
    """What becomes of a type and its fields or values."""

    name: str
    to: tuple[Text, ...]
    note: Text
    members: Mapping[str, Move]
    line: int


@dataclass(frozen=True)
class Migration:
    """The way from an older version to the one that holds this.

    Attributes:
        source: Folder of the older version; empty when there is no such data.
        new: Messages without a predecessor, with a note.
        folder: Folder of the data, relative to the project.
    """

    source: str = ""
    messages: Mapping[str, MessageMove] = field(default_factory=dict)
    types: Mapping[str, TypeMove] = field(default_factory=dict)
    keys: Mapping[str, Move] = field(default_factory=dict)
    new: Mapping[str, Text] = field(default_factory=dict)
    folder: str = ""
