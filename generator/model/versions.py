"""Structures and words joined: messages, types and versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.model.checks import Check
from generator.model.device_model import DeviceModel
from generator.model.migration import Migration
from generator.model.structure import EnumType, Payload, Variant
from generator.model.words import (
    ConfigurationKey,
    ErrorCode,
    Fault,
    MessageWords,
    SecurityEvent,
    Text,
    Words,
)


@dataclass(frozen=True)
class Message:
    """One OCPP message with its two payloads.

    Attributes:
        name: Message name.
        group: Slug of the group (profile or block folder) whose page lists it.
        block: Official functional block or feature profile.
        direction: `from-station`, `from-back-end` or `both`.
        clauses: Use cases and sections that define it, as citation texts.
    """

    name: str
    group: str
    block: str
    direction: str
    clauses: tuple[str, ...]
    request: Payload
    response: Payload
    words: MessageWords = field(default_factory=MessageWords)
    annotation: str = ""

    @property
    def payloads(self) -> tuple[Payload, Payload]:
        """Return request and response."""
        return self.request, self.response


@dataclass(frozen=True)
class TypeEntry:
    """A named type across all payloads.

    Attributes:
        name: Type name.
        variants: One entry where the type is the same everywhere; more where
            the catalog admits that the official files differ.
        clauses: Sections that define it, as citation texts.
        words: What is said about it.
        used_by: Places that use it: (payload or type name, field path), sorted.
    """

    name: str
    variants: tuple[Variant, ...]
    clauses: tuple[str, ...] = ()
    words: Words = field(default_factory=Words)
    annotation: str = ""
    used_by: tuple[tuple[str, str], ...] = ()

    @property
    def kind(self) -> str:
        """Return `enum` or `object`."""
        return "enum" if isinstance(self.variants[0].type, EnumType) else "object"


@dataclass(frozen=True)
class Group:
    """A feature profile or functional block as the site lists it."""

    slug: str
    name: str
    summary: Text
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """An official document that citations name.

    Attributes:
        prefix: What a citation writes before the section sign, `1.6 errata`.
        slug: Name of its page under `requirements/`.
        title: Name and edition of the document.
        sections: Section title by section number; a title may be empty.
    """

    prefix: str
    slug: str
    title: str
    sections: Mapping[str, str]


@dataclass(frozen=True)
class UseCase:
    """A use case and its requirement IDs, in order."""

    id: str
    name: str
    requirements: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """A lettered block of use cases."""

    letter: str
    name: str
    slug: str
    use_cases: tuple[UseCase, ...]


@dataclass(frozen=True)
class Version:
    """Everything known of one OCPP version.

    Attributes:
        folder: Name of its folder under `schemas/` and `docs/`.
        label: Short name in titles, such as `1.6J`.
        name: Full name, such as `OCPP 1.6J`.
        station: The specification's term for the station.
        back_end: The specification's term for the back end.
        group_kind: `profile` or `block`.
        topics: Meaning of the topic letters of decision IDs.
        common_types: Types that pages link to instead of repeating.
        decision_prefix: First part of the IDs of open decisions.
        complete: Whether lint holds the version to a meaning for every name.
    """

    folder: str
    label: str
    name: str
    station: str
    back_end: str
    group_kind: str
    groups: tuple[Group, ...]
    messages: Mapping[str, Message]
    types: Mapping[str, TypeEntry]
    sources: tuple[Source, ...] = ()
    blocks: tuple[Block, ...] = ()
    faults: tuple[Fault, ...] = ()
    keys: Mapping[str, ConfigurationKey] = field(default_factory=dict)
    error_codes: tuple[ErrorCode, ...] = ()
    security_events: tuple[SecurityEvent, ...] = ()
    checks: tuple[Check, ...] = ()
    migration: Migration = field(default_factory=Migration)
    device_model: DeviceModel = field(default_factory=lambda: DeviceModel({}))
    topics: Mapping[str, str] = field(default_factory=dict)
    common_types: frozenset[str] = frozenset()
    decision_prefix: str = ""
    complete: bool = False

    def direction(self, direction: str) -> str:
        """Return a direction in this version's terms."""
        arrows = {
            "from-station": f"{self.station} → {self.back_end}",
            "from-back-end": f"{self.back_end} → {self.station}",
            "both": f"{self.station} ↔ {self.back_end}",
        }
        return arrows[direction]

    @property
    def payloads(self) -> Mapping[str, tuple[Message, Payload]]:
        """Return every payload by name with the message it belongs to."""
        return {payload.name: (message, payload) for message in self.messages.values() for payload in message.payloads}


@dataclass(frozen=True)
class Catalog:
    """All versions, sorted by folder name."""

    versions: Mapping[str, Version] = field(default_factory=dict)
