"""Smallest valid payloads, made from a payload's structure.

They stand on a page until a curated example exists.
"""

from __future__ import annotations

import json
from decimal import Decimal

from generator.model import EnumType, Field, ObjectType, Payload

_SCALARS = {"integer": 1, "number": 1.0, "boolean": True, "any": "example"}
_STRINGS = {"date-time": "2026-03-14T08:15:00Z", "uri": "https://example.com/"}


def smallest(payload: Payload) -> str:
    """Return the smallest valid instance of a payload as JSON text."""
    return json.dumps(_object(payload.fields, payload), indent=2)


def _object(fields: tuple[Field, ...], payload: Payload) -> dict[str, object]:
    return {field.name: _field(field, payload) for field in fields if field.required}


def _field(field: Field, payload: Payload) -> object:
    if field.items:
        return [_value(field, payload)] * max(1, field.items.minimum or 0)
    return _value(field, payload)


def _value(field: Field, payload: Payload) -> object:
    structure = payload.types.get(field.type_name or "")
    if isinstance(structure, EnumType):
        return structure.values[0]
    if isinstance(structure, ObjectType):
        return _object(structure.fields, payload)
    limits = field.limits
    if field.kind == "string":
        text = _STRINGS.get(limits.format or "", "example")
        return text[: limits.max_length] if limits.max_length is not None else text
    value = _SCALARS[field.kind]
    if limits.minimum is not None and value < Decimal(limits.minimum):
        value = type(value)(Decimal(limits.minimum))
    if limits.maximum is not None and value > Decimal(limits.maximum):
        value = type(value)(Decimal(limits.maximum))
    return value
