"""What we say about the structures, in our own words, and where it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


class Text(str):
    """Prose together with the place it was read from.

    Attributes:
        file: Path of the source file, relative to the project.
        line: Line where the text starts, counted from 1.
    """

    file: str
    line: int

    __slots__ = ("file", "line")

    def __new__(cls, value: str, file: str = "", line: int = 0) -> Text:
        """Make a text that remembers its place."""
        text = super().__new__(cls, value)
        text.file = file
        text.line = line
        return text


NO_TEXT = Text("")


@dataclass(frozen=True)
class Decision:
    """An open decision: a place where the official text does not decide.

    Attributes:
        id: Permanent ID such as `201-SC-04`.
        kind: `spec-silent`, `vendor-dependent` or `policy-dependent`.
        title: What it is about.
        open: What is undefined.
        why: The nearest clauses and what they do say, with citations.
        options: Two or more options, each with what it leads to.
        default: The pragmatic default, `option N, because …`.
    """

    id: Text
    kind: str
    title: Text
    open: Text
    why: Text
    options: tuple[Text, ...]
    default: Text

    @property
    def topic(self) -> str:
        """Return the topic letters of the ID."""
        return self.id.split("-")[1] if self.id.count("-") == 2 else ""


@dataclass(frozen=True)
class Settled:
    """A question often believed open that the official text decides."""

    question: Text
    answer: Text


@dataclass(frozen=True)
class Example:
    """One example payload.

    Attributes:
        payload: Name of the payload it is an instance of.
        slug: File name without `.json`.
        caption: One sentence; empty for a generated example.
        json: The payload as JSON text.
        violates: Empty for a valid example, `schema` or `rule` for a wrong one.
        earns: What a wrong payload is answered with; empty for a valid one.
        file: Path of the example file, relative to the project; empty when generated.
    """

    payload: str
    slug: str
    caption: Text
    json: str
    violates: str = ""
    earns: Text = NO_TEXT
    file: str = ""


@dataclass(frozen=True)
class Words:
    """What an annotation file says about one type, in our own words."""

    summary: Text = NO_TEXT
    description: Text = NO_TEXT
    members: Mapping[str, Text] = field(default_factory=dict)
    rules: tuple[Text, ...] = ()
    settled: tuple[Settled, ...] = ()
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True)
class MessageWords:
    """What an annotation file says about one message, in our own words.

    Attributes:
        request: Meaning of each field of the request.
        response: Meaning of each field of the response.
        types: Meanings of members of nested types that hold in this message
            only, by type name.
        examples: Curated examples, in order.
    """

    summary: Text = NO_TEXT
    description: Text = NO_TEXT
    request: Mapping[str, Text] = field(default_factory=dict)
    response: Mapping[str, Text] = field(default_factory=dict)
    types: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
    rules: tuple[Text, ...] = ()
    settled: tuple[Settled, ...] = ()
    decisions: tuple[Decision, ...] = ()
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True)
class Fault:
    """A known fault of an official schema, kept and explained.

    Attributes:
        payload: Payload name, or empty when no payload schema holds it.
        pointer: JSON pointer of the fault in that schema.
        value: The faulty text.
        note: What is wrong and what to do, with citations.
    """

    payload: str
    pointer: str
    value: str
    note: Text


@dataclass(frozen=True)
class ConfigurationKey:
    """A standard configuration key.

    Attributes:
        name: Name on the wire.
        profile: Slug of the profile whose page lists it.
        section: Where it is defined, as citation texts joined by commas.
        type: Type as the specification gives it.
        unit: Unit, or empty.
        access: `R`, `RW`, `W` or the specification's own words.
        required: `required`, `optional` or `conditional`.
        condition: When a conditional key is required.
        example: A plausible value as it travels.
        values: Meaning of each standard value.
    """

    name: str
    profile: str
    section: Text
    type: str
    unit: str
    access: str
    required: str
    condition: Text
    example: str
    summary: Text
    meaning: Text
    values: Mapping[str, Text]
    rules: tuple[Text, ...]
    settled: tuple[Settled, ...]
    decisions: tuple[Decision, ...]
    file: str


@dataclass(frozen=True)
class ErrorCode:
    """A CALLERROR code."""

    code: str
    summary: Text
    meaning: Text
    when: Text
    note: Text


@dataclass(frozen=True)
class SecurityEvent:
    """A standard security event and whether it is critical."""

    event: str
    critical: bool
    meaning: Text
    tech_info: Text
