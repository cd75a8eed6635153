"""JSON schema → payload.

The only module that knows JSON Schema keywords. The list is closed: a keyword
it does not know is an error, so that nothing is dropped silently. It knows
nothing of annotations or pages.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal

from generator.errors import GeneratorError
from generator.model import EnumType, Field, ItemCount, Limits, NamedType, ObjectType, Payload

HEADER = frozenset({"$schema", "$id", "id", "title", "definitions"})
OBJECT = frozenset({"type", "properties", "required", "additionalProperties"})
# The official enums carry additionalProperties: false, which says nothing about a string.
ENUM = frozenset({"type", "enum", "additionalProperties", "default"})
ARRAY = frozenset({"type", "items", "additionalItems", "minItems", "maxItems"})
REFERENCE = frozenset({"$ref"})
SCALAR = {
    "string": frozenset({"type", "maxLength", "format", "default"}),
    "integer": frozenset({"type", "minimum", "maximum", "default"}),
    "number": frozenset({"type", "minimum", "maximum", "multipleOf", "default"}),
    "boolean": frozenset({"type", "default"}),
}

NameOf = Callable[[tuple[str, ...]], str]


def parse_json(file: object, text: str) -> object:
    """Parse JSON, keeping numbers as written and refusing a repeated key.

    Raises:
        GeneratorError: The text is not JSON, or an object repeats a key.
    """

    def pairs(items: list[tuple[str, object]]) -> dict[str, object]:
        result = dict(items)
        if len(result) != len(items):
            repeated = next(key for index, (key, _) in enumerate(items) if key in dict(items[:index]))
            raise GeneratorError(file, "", f"the key {repeated!r} stands twice in one object; keep one")
        return result

    try:
        return json.loads(text, object_pairs_hook=pairs, parse_float=Decimal)
    except json.JSONDecodeError as error:
        raise GeneratorError(file, error.lineno, f"not JSON ({error.msg}); mend the file") from error
    except RecursionError as error:
        raise GeneratorError(file, "", "nested too deeply to be a message schema") from error


def read_payload(file: str, text: str, name: str, title: str, name_of: NameOf) -> Payload:
    """Read one payload schema.

    Args:
        file: Path for error messages.
        text: The schema as JSON text.
        name: Payload name.
        title: Payload name in the specification's notation.
        name_of: Gives the name of an anonymous type at a field path; raises
            KeyError for a path that has no name.

    Raises:
        GeneratorError: A keyword, value or reference is not understood.
    """
    return _Reader(file, name_of).payload(parse_json(file, text), name, title)


class _Reader:
    """Reads one file; collects the named types in order of first use."""

    def __init__(self, file: str, name_of: NameOf) -> None:
        self.file = file
        self.name_of = name_of
        self.definitions: Mapping[str, object] = {}
        self.types: dict[str, NamedType] = {}
        self.reading: list[str] = []

    def fail(self, pointer: str, message: str) -> GeneratorError:
        return GeneratorError(self.file, pointer, message)

    def payload(self, schema: object, name: str, title: str) -> Payload:
        self.check(schema, "", HEADER | OBJECT)
        self.definitions = schema.get("definitions", {})
        fields = self.fields(schema, "", ())
        for unused in sorted(set(self.definitions) - set(self.types)):
            raise self.fail(f"/definitions/{unused}", "no field refers to this definition; remove it")
        return Payload(name, title, fields, dict(self.types), schema.get("additionalProperties", True))

    def check(self, schema: object, pointer: str, known: frozenset[str]) -> None:
        if not isinstance(schema, dict):
            raise self.fail(pointer, "a schema must be a JSON object")
        for keyword in schema:
            if keyword not in known:
                raise self.fail(
                    f"{pointer}/{keyword}", f"unknown keyword {keyword!r} here; teach it to generator.schema_reader"
                )

    def fields(self, schema: Mapping, pointer: str, path: tuple[str, ...]) -> tuple[Field, ...]:
        if schema.get("type") != "object":
            raise self.fail(f"{pointer}/type", "must be 'object'")
        properties = schema.get("properties", {})
        required = schema.get("required", [])
        for name in required:
            if name not in properties:
                raise self.fail(f"{pointer}/required", f"requires {name!r}, which is not a property")
        # Types are entered in the order in which a reader of the tables meets
        # them: all fields of one table first, then the tables they lead to.
        waiting: list[tuple[str, object, str, tuple[str, ...]]] = []
        fields = tuple(
            self.field(name, value, name in required, f"{pointer}/properties/{name}", (*path, name), waiting)
            for name, value in properties.items()
        )
        for type_name, definition, where, inner in waiting:
            self.named(type_name, definition, where, inner)
        return fields

    def field(
        self, name: str, schema: object, required: bool, pointer: str, path: tuple[str, ...], waiting: list
    ) -> Field:
        items = None
        if isinstance(schema, dict) and schema.get("type") == "array":
            self.check(schema, pointer, ARRAY)
            items = ItemCount(schema.get("minItems"), schema.get("maxItems"))
            if "items" not in schema:
                raise self.fail(pointer, "an array must say what its items are")
            schema, pointer = schema["items"], f"{pointer}/items"
        if not isinstance(schema, dict):
            raise self.fail(pointer, "a schema must be a JSON object")
        kind, type_name, limits = self.value(schema, pointer, path, waiting)
        return Field(name, kind, required, type_name, items, limits)

    def value(self, schema: dict, pointer: str, path: tuple[str, ...], waiting: list) -> tuple[str, str | None, Limits]:
        if "$ref" in schema:
            self.check(schema, pointer, REFERENCE)
            reference = schema["$ref"]
            target = str(reference).removeprefix("#/definitions/")
            if target == reference or target not in self.definitions:
                raise self.fail(f"{pointer}/$ref", f"{reference!r} leads nowhere in this file")
            definition = self.definitions[target]
            waiting.append((target, definition, f"/definitions/{target}", path))
            default = definition.get("default") if isinstance(definition, dict) else None
            kind = "enum" if isinstance(definition, dict) and "enum" in definition else "object"
            return kind, target, Limits(default=_json(default))
        if "enum" in schema or schema.get("type") == "object":
            try:
                type_name = self.name_of(path)
            except KeyError:
                raise self.fail(pointer, "this type has no name; name it under types in catalog.yaml") from None
            waiting.append((type_name, schema, pointer, path))
            return ("enum" if "enum" in schema else "object"), type_name, Limits(default=_json(schema.get("default")))
        return self.scalar(schema, pointer)

    def scalar(self, schema: dict, pointer: str) -> tuple[str, str | None, Limits]:
        kind = schema.get("type", "any")
        if kind not in SCALAR and kind != "any":
            raise self.fail(f"{pointer}/type", f"unknown type {kind!r}")
        self.check(schema, pointer, SCALAR.get(kind, frozenset()))
        limits = Limits(
            max_length=schema.get("maxLength"),
            minimum=_json(schema.get("minimum")),
            maximum=_json(schema.get("maximum")),
            multiple_of=_json(schema.get("multipleOf")),
            format=schema.get("format"),
            default=_json(schema.get("default")),
        )
        return kind, None, limits

    def named(self, name: str, schema: object, pointer: str, path: tuple[str, ...]) -> None:
        if name in self.reading:
            raise self.fail(pointer, f"the type {name} contains itself")
        known = name in self.types
        if isinstance(schema, dict) and "enum" in schema:
            self.check(schema, pointer, ENUM)
            result: NamedType = EnumType(name, tuple(schema["enum"]))
            self.types.setdefault(name, result)
        else:
            self.check(schema, pointer, OBJECT)
            self.reading.append(name)
            if not known:
                self.types[name] = ObjectType(name, (), False)  # holds the place in the order
            result = ObjectType(name, self.fields(schema, pointer, path), schema.get("additionalProperties", True))
            self.reading.pop()
            if not known:
                self.types[name] = result
        if self.types[name] != result:
            raise self.fail(pointer, f"the type {name} differs from the one of the same name earlier in this file")


def _json(value: object) -> str | None:
    if value is None:
        return None
    return str(value) if isinstance(value, Decimal) else json.dumps(value)
