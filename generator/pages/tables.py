"""Fields and enum values → rows of the tables on message and type pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator.model import EnumType, Field, NamedType, ObjectType, Text, Version

Prose = Callable[[Text], str]


@dataclass(frozen=True)
class Row:
    """One field as a table shows it; every attribute is Markdown."""

    name: str
    anchor: str
    type: str
    cardinality: str
    constraints: str
    meaning: str


@dataclass(frozen=True)
class Value:
    """One enum value as a table shows it; `anchor` is empty where it has none."""

    name: str
    anchor: str
    meaning: str


@dataclass(frozen=True)
class Types:
    """How a page shows named types.

    Attributes:
        link: Gives the Markdown link of a type.
        common: Meaning of a field by its common type; common types are those
            that every payload carries, such as `CustomDataType`.
    """

    link: Callable[[str], str]
    common: Mapping[str, Text]


@dataclass(frozen=True)
class TypeTable:
    """A nested type as a section with a table.

    Attributes:
        name: Type name; also the anchor of the section.
        link: Link to the page of the type.
        summary: One sentence, or empty.
        rows: Fields of an object type.
        values: Values of an enum type.
        open: Whether further properties are allowed.
    """

    name: str
    link: str
    summary: str
    rows: tuple[Row, ...]
    values: tuple[Value, ...]
    open: bool


def common_meanings(version: Version) -> dict[str, Text]:
    """Return the meaning of fields of a common type: the summary of that type."""
    return {name: version.types[name].words.summary for name in version.common_types}


def cardinality(field: Field) -> str:
    """Return the cardinality in the specification's notation, such as `0..1` or `1..*`."""
    if field.items is None:
        return "1..1" if field.required else "0..1"
    lower = max(1, field.items.minimum or 0) if field.required else 0
    upper = "*" if field.items.maximum is None else str(field.items.maximum)
    return f"{lower}..{upper}"


def constraints(field: Field) -> str:
    """Return what the schema limits, in the schema's own terms."""
    found = []
    if field.items and not field.required and field.items.minimum is not None:
        found.append(f"minItems {field.items.minimum}")
    limits = field.limits
    scalar = []
    if limits.format:
        scalar.append(limits.format)
    for name, value in (
        ("maxLength", limits.max_length),
        ("minimum", limits.minimum),
        ("maximum", limits.maximum),
        ("multipleOf", limits.multiple_of),
    ):
        if value is not None:
            scalar.append(f"{name} {value}")
    if field.items and scalar:
        scalar[0] = f"items: {scalar[0]}"
    if limits.default is not None:
        scalar.append(f"default `{limits.default.strip(chr(34))}`")
    return ", ".join(found + scalar)


def field_rows(
    fields: tuple[Field, ...],
    meanings: Mapping[str, Text],
    anchor: Callable[[Field], str],
    types: Types,
    prose: Prose,
) -> tuple[Row, ...]:
    """Return the rows of a table of fields.

    The 2.0.1 schemas open every payload with `customData`. What a reader looks
    for comes first, so fields of a common type stand at the end.

    Args:
        fields: Fields in order.
        meanings: Meaning by field name.
        anchor: Gives the anchor of a field, empty for none.
        types: How the page shows types.
        prose: Turns annotation text into Markdown.
    """

    def row(field: Field) -> Row:
        meaning = meanings.get(field.name) or types.common.get(field.type_name or "", "")
        return Row(
            field.name,
            anchor(field),
            types.link(field.type_name) if field.type_name else field.kind,
            cardinality(field),
            constraints(field),
            prose(meaning) if meaning else "",
        )

    return tuple(row(field) for field in sorted(fields, key=lambda field: field.type_name in types.common))


def type_table(
    structure: NamedType,
    meanings: Mapping[str, Text],
    summary: str,
    link: str,
    anchor: Callable[[str], str],
    types: Types,
    prose: Prose,
) -> TypeTable:
    """Return the table of a named type.

    Args:
        structure: The type.
        meanings: Meaning by field name or value.
        summary: One sentence about the type, or empty.
        link: Link to the page of the type, or empty on that page.
        anchor: Gives the anchor of a field or value, empty for none.
        types: How the page shows types.
        prose: Turns annotation text into Markdown.
    """
    rows: tuple[Row, ...] = ()
    values: tuple[Value, ...] = ()
    if isinstance(structure, ObjectType):
        rows = field_rows(structure.fields, meanings, lambda field: anchor(field.name), types, prose)
    elif isinstance(structure, EnumType):
        values = tuple(
            Value(value, anchor(value), prose(meanings[value]) if value in meanings else "")
            for value in structure.values
        )
    return TypeTable(structure.name, link, summary, rows, values, isinstance(structure, ObjectType) and structure.open)
