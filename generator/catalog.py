"""Joins payloads, names and words into the catalog.

Resolves which message a payload belongs to, checks that a type is the same
wherever it occurs, and works out where each type is used. Reads no file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.catalog_reader import CatalogFile
from generator.errors import GeneratorError
from generator.model import (
    EnumType,
    Field,
    Message,
    MessageWords,
    NamedType,
    ObjectType,
    Payload,
    TypeEntry,
    Variant,
    Words,
)


def payload_plan(catalog: CatalogFile) -> dict[str, str]:
    """Return the title of every payload that the catalog expects, by payload name."""
    return {
        catalog.payload_files[side].format(message=entry.name): catalog.payload_titles[side].format(message=entry.name)
        for entry in catalog.messages
        for side in ("request", "response")
    }


def build_messages(
    catalog: CatalogFile,
    payloads: Mapping[str, Payload],
    words: Mapping[str, MessageWords],
    annotations: Mapping[str, str],
) -> dict[str, Message]:
    """Join payloads and words into messages, in the catalog's order.

    Args:
        catalog: The version's catalog file.
        payloads: Every payload by name.
        words: Annotations by message name; a message may have none yet.
        annotations: Path of the annotation file by message name.

    Raises:
        GeneratorError: A payload or message has no counterpart.
    """
    expected = payload_plan(catalog)
    for name in sorted(set(payloads) ^ set(expected)):
        kind = "has no schema in structure/" if name in expected else "has a schema but is not listed under messages"
        raise GeneratorError(catalog.file, "", f"the payload {name} {kind}")
    known = {entry.name for entry in catalog.messages}
    for name in sorted(set(words) - known):
        raise GeneratorError(annotations[name], "", f"there is no message {name}; name the file after a message")
    groups = {group.slug for group in catalog.groups}
    messages = {}
    for entry in catalog.messages:
        if entry.group not in groups:
            raise GeneratorError(catalog.file, "", f"the message {entry.name} is in an unknown group {entry.group!r}")
        request, response = (
            payloads[catalog.payload_files[side].format(message=entry.name)] for side in ("request", "response")
        )
        messages[entry.name] = Message(
            entry.name,
            entry.group,
            entry.block,
            entry.direction,
            entry.clauses,
            request,
            response,
            words.get(entry.name, MessageWords()),
            annotations.get(entry.name, ""),
        )
    return messages


def build_types(
    catalog: CatalogFile, payloads: Mapping[str, Payload], words: Mapping[str, Words], annotations: Mapping[str, str]
) -> dict[str, TypeEntry]:
    """Collect every named type, sorted by name.

    Raises:
        GeneratorError: A type differs between files and the catalog does not
            say so, or says so and it does not; a name is unused or unknown.
    """
    structures: dict[str, dict[NamedType, list[str]]] = {}
    for payload in sorted(payloads.values(), key=lambda payload: payload.name):
        for name, structure in payload.types.items():
            structures.setdefault(name, {}).setdefault(structure, []).append(payload.name)
    for name in sorted(set(structures) ^ set(catalog.types)):
        problem = "is not listed under types" if name in structures else "is listed under types but no schema has it"
        raise GeneratorError(catalog.file, "", f"the type {name} {problem}")
    for name in sorted(set(words) - set(structures)):
        raise GeneratorError(annotations[name], "", f"there is no type {name}; name the file after a type")
    used_by = _used_by(payloads)
    entries = {}
    for name in sorted(structures):
        # A type whose nested type differs is itself different for a reader of the wire.
        found = _split_by_nested(name, structures[name], payloads)
        if (len(found) > 1) != catalog.types[name].variants:
            places = "; ".join(", ".join(names) for _, names in found)
            said = "differs between payloads" if len(found) > 1 else "is the same everywhere"
            raise GeneratorError(catalog.file, "", f"the type {name} {said} ({places}); set its 'variants' accordingly")
        entries[name] = TypeEntry(
            name,
            tuple(Variant(structure, tuple(names)) for structure, names in found),
            catalog.types[name].clauses,
            words.get(name, Words()),
            annotations.get(name, ""),
            tuple(sorted(used_by[name])),
        )
    return entries


def walk_fields(payload: Payload, skip: frozenset[str] = frozenset()) -> Iterator[tuple[str, Field, str]]:
    """Yield every field of a payload once: path, field and the type that has it.

    Each named type is entered at its first use, depth first in table order; its
    fields carry the path of that use. The owner is empty for the payload itself.

    Args:
        payload: The payload.
        skip: Types that are not entered.
    """
    entered: set[str] = set(skip)

    def walk(fields: tuple[Field, ...], prefix: str, owner: str) -> Iterator[tuple[str, Field, str]]:
        for field in fields:
            yield f"{prefix}{field.name}", field, owner
        for field in fields:
            structure = payload.types.get(field.type_name or "")
            if isinstance(structure, ObjectType) and structure.name not in entered:
                entered.add(structure.name)
                yield from walk(structure.fields, f"{prefix}{field.name}.", structure.name)

    yield from walk(payload.fields, "", "")


def nested_types(payload: Payload, skip: frozenset[str] = frozenset()) -> Iterator[tuple[NamedType, str]]:
    """Yield each nested type with the field path of its first use, in that order."""
    entered: set[str] = set(skip)

    def walk(fields: tuple[Field, ...], prefix: str) -> Iterator[tuple[NamedType, str]]:
        for field in fields:
            name = field.type_name
            if name is None or name in entered:
                continue
            entered.add(name)
            structure = payload.types[name]
            yield structure, f"{prefix}{field.name}"
            if isinstance(structure, ObjectType):
                yield from walk(structure.fields, f"{prefix}{field.name}.")

    yield from walk(payload.fields, "")


def _used_by(payloads: Mapping[str, Payload]) -> dict[str, set[tuple[str, str]]]:
    used: dict[str, set[tuple[str, str]]] = {}
    for payload in payloads.values():
        for field in payload.fields:
            if field.type_name:
                used.setdefault(field.type_name, set()).add((payload.name, field.name))
        for structure in payload.types.values():
            for field in structure.fields if isinstance(structure, ObjectType) else ():
                if field.type_name:
                    used.setdefault(field.type_name, set()).add((structure.name, field.name))
    return used


def _split_by_nested(
    name: str, structures: Mapping[NamedType, list[str]], payloads: Mapping[str, Payload]
) -> list[tuple[NamedType, list[str]]]:
    grouped: dict[tuple, tuple[NamedType, list[str]]] = {}
    for structure, names in structures.items():
        for payload in names:
            key = tuple(_closure(structure, payloads[payload].types))
            grouped.setdefault(key, (structure, []))[1].append(payload)
    return list(grouped.values())


def _closure(structure: NamedType, types: Mapping[str, NamedType]) -> Iterator[NamedType]:
    yield structure
    if isinstance(structure, EnumType):
        return
    for field in structure.fields:
        if field.type_name:
            yield from _closure(types[field.type_name], types)
