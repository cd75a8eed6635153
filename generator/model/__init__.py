"""The typed model of an OCPP version.

Owns the vocabulary of the generator: messages, payloads, fields, types, words
about them and open decisions. It knows nothing of files, Markdown or JSON
Schema. Everything is immutable.
"""

from generator.model.checks import Check, Constraint
from generator.model.device_model import Component, DeviceModel, DeviceVariable, ReasonCode, StandardVariable, Unit
from generator.model.migration import MessageMove, Migration, Move, TypeMove
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
    "Check",
    "Component",
    "ConfigurationKey",
    "Constraint",
    "Decision",
    "DeviceModel",
    "DeviceVariable",
    "EnumType",
    "ErrorCode",
    "Example",
    "Fault",
    "Field",
    "Group",
    "ItemCount",
    "Limits",
    "Message",
    "MessageMove",
    "MessageWords",
    "Migration",
    "Move",
    "NamedType",
    "ObjectType",
    "Payload",
    "ReasonCode",
    "SecurityEvent",
    "Settled",
    "Source",
    "StandardVariable",
    "Text",
    "TypeEntry",
    "TypeMove",
    "Unit",
    "UseCase",
    "Variant",
    "Version",
    "Words",
]
