"""What a schema fixes: payloads, fields and types. Knows nothing of JSON Schema itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What a schema says of one scalar value, in the schema's own terms.

    Attributes:
        max_length: Longest string, in characters.
        minimum: Smallest number, as the schema writes it.
        maximum: Largest number, as the schema writes it.
        multiple_of: Step of a number, as the schema writes it.
        format: JSON Schema format, for instance `date-time`.
        default: Default as JSON text.
    """

    max_length: int | None = None
    minimum: str | None = None
    maximum: str | None = None
    multiple_of: str | None = None
    format: str | None = None
    default: str | None = None


@dataclass(frozen=True)
class ItemCount:
    """How many items an array may hold.

    Attributes:
        minimum: `minItems`, or None where the schema does not say.
        maximum: `maxItems`, or None where the schema does not say.
    """

    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True)
class Field:
    """One property of a payload or object type.

    Attributes:
        name: Name on the wire.
        kind: `string`, `integer`, `number`, `boolean`, `any`, `object` or `enum`.
        type_name: Name of the object or enum type, else None.
        required: Whether the schema requires the property.
        items: Item count when the property is an array, else None. Kind, type
            name and limits are then those of the items.
        limits: Limits of the value or of each item.
    """

    name: str
    kind: str
    required: bool
    type_name: str | None = None
    items: ItemCount | None = None
    limits: Limits = Limits()


@dataclass(frozen=True)
class ObjectType:
    """An object type with its fields in the schema's order.

    Attributes:
        name: Type name.
        fields: Fields in order.
        open: Whether properties beyond the fields are allowed.
    """

    name: str
    fields: tuple[Field, ...]
    open: bool = False


@dataclass(frozen=True)
class EnumType:
    """An enumeration with its values in the schema's order."""

    name: str
    values: tuple[str, ...]


NamedType = ObjectType | EnumType


@dataclass(frozen=True)
class Payload:
    """One JSON payload: the request or the response of a message.

    Attributes:
        name: Name of the schema file without `.json`; examples stand in a
            folder of this name.
        title: Name in the specification's notation, such as `Reset.req`.
        fields: Top-level fields in order.
        types: Every nested type by name, in order of first use.
        open: Whether properties beyond the fields are allowed.
    """

    name: str
    title: str
    fields: tuple[Field, ...]
    types: Mapping[str, NamedType]
    open: bool = False


@dataclass(frozen=True)
class Variant:
    """One structure of a type name and the payloads it occurs in."""

    type: NamedType
    payloads: tuple[str, ...]
