"""Official JSON schema → its structure: the same schema without its prose.

Owns which keywords an official file may use and how they must be used. The list
is closed: what it does not know is an error, so that no limit is dropped
silently. Knows nothing of where files lie.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from graphlib import CycleError, TopologicalSorter

from generator.errors import GeneratorError
from generator.exact_json import Number, Value, format_exact, parse_exact, pointer_to

# The schema dialects of the official files, each with the keyword of its identifier.
DIALECTS = {
    "http://json-schema.org/draft-04/schema#": "id",
    "http://json-schema.org/draft-06/schema#": "$id",
}
TYPES = ("object", "array", "string", "integer", "number", "boolean")
# Keywords that tell a person something and constrain no message.
PROSE = frozenset({"description", "comment", "javaType"})
TOP_ONLY = frozenset({"$schema", "id", "$id", "definitions"})
MAPPINGS = ("definitions", "properties")
REFERENCE = "#/definitions/"


def _is_count(value: Value) -> bool:
    return isinstance(value, Number) and value.text.isdigit()


def _is_positive(value: Value) -> bool:
    return isinstance(value, Number) and float(value.text) > 0


def _is_schemas(value: Value) -> bool:
    return isinstance(value, dict)


def _is_texts(value: Value) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, str) for item in value)


def _is_text(value: Value) -> bool:
    return isinstance(value, str)


def _is_boolean(value: Value) -> bool:
    return isinstance(value, bool)


def _is_number(value: Value) -> bool:
    return isinstance(value, Number)


def _is_scalar(value: Value) -> bool:
    return isinstance(value, str | bool | Number)


_TEXT = (_is_text, "must be a text")
_COUNT = (_is_count, "must be a whole number, 0 or more")
_TEXTS = (_is_texts, "must be a list of at least one text")
_BOOLEAN = (_is_boolean, "must be true or false")
_NUMBER = (_is_number, "must be a number")
_SCHEMAS = (_is_schemas, "must be an object")

KEYWORDS: Mapping[str, tuple[Callable[[Value], bool], str]] = {
    "$schema": (lambda value: value in tuple(DIALECTS), f"must be one of {', '.join(DIALECTS)}"),
    "id": _TEXT,
    "$id": _TEXT,
    "title": _TEXT,
    "type": (lambda value: value in TYPES, f"must be one of {', '.join(TYPES)}"),
    "properties": _SCHEMAS,
    "definitions": _SCHEMAS,
    "required": _TEXTS,
    "additionalProperties": _BOOLEAN,
    "additionalItems": _BOOLEAN,
    "items": (_is_schemas, "must be one schema, an object"),
    "enum": _TEXTS,
    "maxLength": _COUNT,
    "minItems": _COUNT,
    "maxItems": _COUNT,
    "minimum": _NUMBER,
    "maximum": _NUMBER,
    "multipleOf": (_is_positive, "must be a number above 0"),
    "format": _TEXT,
    "default": (_is_scalar, "must be a text, a number, true or false"),
    "$ref": _TEXT,
    "description": _TEXT,
    "comment": _TEXT,
    "javaType": _TEXT,
}


def restate(name: str, data: bytes) -> str:
    """Return the structure of an official schema as canonical JSON text.

    Everything that accepts or rejects a message stays, in the order and with
    the number texts of the original; `description`, `comment` and `javaType`
    are left out where they are keywords, never where a property has that name.

    Args:
        name: File name for error messages.
        data: The bytes of the official file.

    Raises:
        GeneratorError: The file is not JSON, or uses a keyword, a value or a
            reference that the official files do not use.
    """
    schema = parse_exact(name, data)
    _Checker(name).check_file(schema)
    return format_exact(_without_prose(schema))


def _without_prose(schema: dict[str, Value]) -> dict[str, Value]:
    result = {}
    for keyword, value in schema.items():
        if keyword in MAPPINGS:
            result[keyword] = {name: _without_prose(member) for name, member in value.items()}
        elif keyword == "items":
            result[keyword] = _without_prose(value)
        elif keyword not in PROSE:
            result[keyword] = value
    return result


class _Checker:
    """Checks one file; collects which definition refers to which."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.definitions: Mapping[str, Value] = {}
        self.references: dict[str, list[tuple[str, str]]] = {}

    def fail(self, pointer: str, message: str) -> GeneratorError:
        return GeneratorError(self.file, pointer, message)

    def check_file(self, schema: Value) -> None:
        if not isinstance(schema, dict):
            raise self.fail("", "the top level must be a schema, an object")
        if "$schema" not in schema:
            raise self.fail("", "has no $schema; it must name its dialect, so this is no official message schema")
        if isinstance(schema.get("definitions"), dict):
            self.definitions = schema["definitions"]
        self.check_schema(schema, "", owner="")
        if schema.get("type") != "object":
            raise self.fail("/type" if "type" in schema else "", "a message must have type object at the top")
        other = next(keyword for dialect, keyword in DIALECTS.items() if dialect != schema["$schema"])
        if other in schema:
            raise self.fail(f"/{other}", f"not a keyword of this dialect; use {DIALECTS[schema['$schema']]}")
        self.check_cycles()

    def check_schema(self, schema: Value, pointer: str, owner: str) -> None:
        """Check one schema and those inside it.

        Args:
            schema: The schema.
            pointer: Where it stands.
            owner: Name of the definition it belongs to; empty for none.
        """
        if not isinstance(schema, dict):
            raise self.fail(pointer, "must be a schema, an object")
        for keyword, value in schema.items():
            place = pointer_to(pointer, keyword)
            if keyword not in KEYWORDS:
                raise self.fail(place, "unknown keyword; no official schema uses it. Teach it to generator first")
            accepts, wanted = KEYWORDS[keyword]
            if not accepts(value):
                raise self.fail(place, f"{wanted}; take the file from the official download again")
            if keyword in TOP_ONLY and pointer:
                raise self.fail(place, "stands only at the top of a schema; remove it here")
            if keyword in MAPPINGS:
                for name, member in value.items():
                    inner = name if keyword == "definitions" else owner
                    self.check_schema(member, pointer_to(place, name), inner)
        if "items" in schema:
            self.check_schema(schema["items"], f"{pointer}/items", owner)
        self.check_names(schema, pointer)
        if "$ref" in schema:
            self.check_reference(schema["$ref"], f"{pointer}/$ref", owner)

    def check_names(self, schema: Mapping[str, Value], pointer: str) -> None:
        for keyword in ("enum", "required"):
            seen: set[str] = set()
            for index, value in enumerate(schema.get(keyword, [])):
                if value in seen:
                    raise self.fail(f"{pointer}/{keyword}/{index}", f"{value!r} stands twice; keep one")
                seen.add(value)
        for index, name in enumerate(schema.get("required", [])):
            if name not in schema.get("properties", {}):
                raise self.fail(f"{pointer}/required/{index}", f"{name!r} is not a property here; add or remove it")

    def check_reference(self, reference: str, place: str, owner: str) -> None:
        if not reference.startswith("#"):
            raise self.fail(place, f"{reference!r} leads out of the file; a reference must start with {REFERENCE}")
        target = reference.removeprefix(REFERENCE)
        if target == reference or target not in self.definitions:
            raise self.fail(place, f"{reference!r} leads nowhere in this file; name one of its definitions")
        self.references.setdefault(owner, []).append((target, place))

    def check_cycles(self) -> None:
        graph = {owner: [target for target, _ in found] for owner, found in self.references.items()}
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            # Each name of the cycle is what the next one refers to.
            target, owner = error.args[1][:2]
            place = next(place for found, place in self.references[owner] if found == target)
            message = f"{target!r} contains itself (circular); no message can be built from it"
            raise self.fail(place, message) from error
