"""The typed model of an OCPP version.

Owns the vocabulary of the generator: messages, payloads, fields, types, words
about them and open decisions. It knows nothing of files, Markdown or JSON
Schema. Everything is immutable.
"""

from generator.model.structure import EnumType, Field, ItemCount, Limits, NamedType, ObjectType, Payload, Variant
from generator.model.versions import Block, Catalog, Group, Message, Source, TypeEntry, UseCase, Version
from generator.model.words import (
    NO_TEXT,
    ConfigurationKey,
    Decision,
    ErrorCode,
    Example,
    Fault,
    MessageWords,
    SecurityEvent,
    Settled,
    Text,
    Words,
)

__all__ = [
    "NO_TEXT",
    "Block",
    "Catalog",
    "ConfigurationKey",
    "Decision",
    "EnumType",
    "ErrorCode",
    "Example",
    "Fault",
    "Field",
    "Group",
    "ItemCount",
    "Limits",
    "Message",
    "MessageWords",
    "NamedType",
    "ObjectType",
    "Payload",
    "SecurityEvent",
    "Settled",
    "Source",
    "Text",
    "TypeEntry",
    "UseCase",
    "Variant",
    "Version",
    "Words",
]
