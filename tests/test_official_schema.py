import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from official_download import ANY_SPEED, DRAFT_04, DRAFT_06, encoded, ping, ping_files, pong, refusal, write_folder

from generator.errors import GeneratorError
from generator.official_schema import KEYWORDS, restate


def ping_with(pointer: str, value: object) -> bytes:
    """Return the sound schema with one value set, as bytes."""
    schema = ping()
    *parents, last = pointer.split("/")[1:]
    target = schema
    for name in parents:
        target = target[name]
    target[last] = value
    return encoded(schema)


def ping_without(name: str) -> bytes:
    return encoded({key: value for key, value in ping().items() if key != name})


SOUND = encoded(ping())
CUT = SOUND[: SOUND.index(b'"required"')]
ID = "/properties/id"
LENGTH = "/properties/description/maxLength"
ITEMS = "/properties/all/items"
KIND = "/definitions/KindEnumType"
INNER = "/definitions/InnerType/properties/kind"

# name of the case: bytes of the file, place, telling part of the message
BROKEN = {
    "empty file": (b"", 1, "not JSON"),
    "truncated": (
        SOUND[: SOUND.index(b'"required"')],
        SOUND.count(b"\n", 0, SOUND.index(b'"required"')) + 1,
        "not JSON",
    ),
    "comma too many": (b'{\n  "type": "object",\n}', 3, "not JSON"),
    "text after the end": (SOUND + b"\n}", SOUND.count(b"\n") + 2, "Extra data"),
    "control character in a text": (b'{\n"title": "a\x01"}', 2, "not JSON"),
    "Latin-1": (b'{\n"a": 1,\n"title": "\xe9"}', 3, "not UTF-8"),
    "UTF-16": (SOUND.decode().encode("utf-16"), 1, "not UTF-8"),
    "list at the top": (b"[]", "", "must be a schema, an object"),
    "number at the top": (b"5", "", "must be a schema, an object"),
    "no dialect": (ping_without("$schema"), "", "has no $schema"),
    "unknown dialect": (ping_with("/$schema", "http://json-schema.org/draft-07/schema#"), "/$schema", "draft-06"),
    "identifier of the other dialect": (ping_with("/id", "urn:x"), "/id", "use $id"),
    "no type at the top": (ping_without("type"), "", "must have type object"),
    "a text at the top": (ping_with("/type", "string"), "/type", "must have type object"),
    "unknown keyword at the top": (ping_with("/patternProperties", {}), "/patternProperties", "unknown keyword"),
    "unknown keyword in a property": (ping_with(f"{ID}/exclusiveMinimum", 0), f"{ID}/exclusiveMinimum", "unknown"),
    "unknown keyword in a definition": (ping_with(f"{KIND}/const", "A"), f"{KIND}/const", "unknown keyword"),
    "unknown keyword in items": (
        ping_with("/properties/all/items/oneOf", []),
        "/properties/all/items/oneOf",
        "unknown",
    ),
    "unknown keyword in a name with a slash": (
        ping_with("/properties", {"a/b~c": {"pattern": "x"}}),
        "/properties/a~1b~0c/pattern",
        "unknown keyword",
    ),
    "length as a text": (
        ping_with("/properties/description/maxLength", "20"),
        "/properties/description/maxLength",
        "whole",
    ),
    "negative length": (
        ping_with("/properties/description/maxLength", -1),
        "/properties/description/maxLength",
        "whole",
    ),
    "length with a fraction": (ping_with("/properties/all/minItems", 1.5), "/properties/all/minItems", "whole number"),
    "bound as a text": (ping_with(f"{ID}/minimum", "0"), f"{ID}/minimum", "must be a number"),
    "bound as a boolean": (ping_with(f"{ID}/maximum", True), f"{ID}/maximum", "must be a number"),
    "step of zero": (ping_with("/properties/limit/multipleOf", 0), "/properties/limit/multipleOf", "above 0"),
    "default as a list": (ping_with(f"{ID}/default", []), f"{ID}/default", "must be a text, a number"),
    "default null": (ping_with(f"{ID}/default", None), f"{ID}/default", "must be a text, a number"),
    "format as a number": (ping_with(f"{ID}/format", 1), f"{ID}/format", "must be a text"),
    "description as a list": (ping_with(f"{ID}/description", ["a"]), f"{ID}/description", "must be a text"),
    "open object by schema": (ping_with("/additionalProperties", {}), "/additionalProperties", "true or false"),
    "required as a text": (ping_with("/required", "id"), "/required", "list of at least one text"),
    "required is empty": (ping_with("/required", []), "/required", "list of at least one text"),
    "required name twice": (ping_with("/required", ["id", "id"]), "/required/1", "'id' stands twice"),
    "required name that is no property": (ping_with("/required", ["id", "nobody"]), "/required/1", "'nobody' is not a"),
    "required without properties": (
        ping_with("/definitions/InnerType", {"type": "object", "required": ["a"]}),
        "/definitions/InnerType/required/0",
        "'a' is not a property",
    ),
    "enum is empty": (ping_with(f"{KIND}/enum", []), f"{KIND}/enum", "list of at least one text"),
    "enum repeats": (ping_with(f"{KIND}/enum", ["A", "B", "A"]), f"{KIND}/enum/2", "'A' stands twice"),
    "enum of numbers": (ping_with(f"{KIND}/enum", [1, 2]), f"{KIND}/enum", "list of at least one text"),
    "unknown type": (ping_with(f"{ID}/type", "null"), f"{ID}/type", "must be one of object, array"),
    "two types": (ping_with(f"{ID}/type", ["integer", "string"]), f"{ID}/type", "must be one of"),
    "items as a list": (ping_with(ITEMS, [{}]), ITEMS, "must be one schema"),
    "items as a boolean": (ping_with(ITEMS, True), ITEMS, "must be one schema"),
    "properties as a list": (ping_with("/properties", []), "/properties", "must be an object"),
    "property as a boolean": (ping_with("/properties/limit", True), "/properties/limit", "must be a schema"),
    "definitions as a text": (ping_with("/definitions", "x"), "/definitions", "must be an object"),
    "identifier inside": (ping_with(f"{ID}/$id", "urn:x"), f"{ID}/$id", "only at the top"),
    "definitions inside": (ping_with(f"{ID}/definitions", {}), f"{ID}/definitions", "only at the top"),
    "reference to nothing": (ping_with(f"{INNER}/$ref", "#/definitions/Nobody"), f"{INNER}/$ref", "leads nowhere"),
    "reference to a property": (ping_with(f"{INNER}/$ref", "#/properties/id"), f"{INNER}/$ref", "leads nowhere"),
    "reference to the whole": (ping_with(f"{INNER}/$ref", "#"), f"{INNER}/$ref", "leads nowhere"),
    "reference over the network": (
        ping_with(f"{INNER}/$ref", "http://example.org/x.json#/definitions/KindEnumType"),
        f"{INNER}/$ref",
        "leads out of the file",
    ),
    "reference to another file": (ping_with(f"{INNER}/$ref", "Pong.json"), f"{INNER}/$ref", "leads out of the file"),
    "reference as a list": (ping_with(f"{INNER}/$ref", ["#"]), f"{INNER}/$ref", "must be a text"),
    "reference to itself": (ping_with(f"{INNER}/$ref", "#/definitions/InnerType"), f"{INNER}/$ref", "circular"),
    "references in a circle": (
        ping_with("/definitions/KindEnumType", {"type": "array", "items": {"$ref": "#/definitions/InnerType"}}),
        f"{INNER}/$ref",
        "circular",
    ),
    "key that stands twice": (SOUND.replace(b'"minimum"', b'"type"'), f"{ID}/type", "stands twice"),
    "property that stands twice": (SOUND.replace(b'"limit"', b'"id"'), ID, "stands twice"),
    "NaN": (SOUND.replace(b"0.0", b"NaN"), f"{ID}/minimum", "NaN is not a JSON number"),
    "infinity": (SOUND.replace(b"0.0", b"-Infinity"), f"{ID}/minimum", "-Infinity is not a JSON number"),
    "huge number": (SOUND.replace(b"0.0", b"9" * 5000), f"{ID}/minimum", "beyond 64 bits"),
    "number beyond any": (SOUND.replace(b"0.0", b"1e999"), f"{ID}/minimum", "beyond 64 bits"),
    "half a character": (SOUND.replace(b'"none"', b'"\\ud800"'), "/properties/description/default", "surrogate"),
    "half a character as a name": (SOUND.replace(b'"limit"', b'"\\udfff"'), "/properties", "surrogate"),
    "nested without end": (b"[" * 200_000, "", "levels deep"),
    "nested too deep": (
        b'{"title": ' + b"[" * 65 + b"]" * 65 + b"}",
        "/title" + "/0" * 64,
        "nested more than 64 levels",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_broken_schema_is_refused_with_its_place_and_nothing_is_written(case, tmp_path):
    data, place, words = BROKEN[case]
    download = write_folder(tmp_path / "download", ping_files(Ping=data))

    error = refusal(download, tmp_path / "project")

    assert (error.file, error.place) == ("Ping.json", str(place))
    assert words in error.message


def test_prose_is_left_out_but_a_property_named_description_stays():
    structure = json.loads(restate("Ping.json", SOUND))

    assert "comment" not in structure
    assert "javaType" not in structure["definitions"]["KindEnumType"]
    assert structure["properties"]["id"] == {"type": "integer", "minimum": 0.0}
    assert structure["properties"]["description"] == {"type": "string", "maxLength": 20, "default": "none"}


def test_structure_is_canonical_and_keeps_order_and_number_texts():
    data = (
        b'\xef\xbb\xbf{"$id": "u",\r\n "$schema": "' + DRAFT_06.encode() + b'", "type":"object",\r\n'
        b'"properties":{"b":{"type":"number","multipleOf":0.10,"maximum":1E2},"a":{"title":"\\u00e9"}}}'
    )

    assert restate("Ping.json", data) == (
        '{\n  "$id": "u",\n  "$schema": "http://json-schema.org/draft-06/schema#",\n  "type": "object",\n'
        '  "properties": {\n    "b": {\n      "type": "number",\n      "multipleOf": 0.10,\n      "maximum": 1E2\n'
        '    },\n    "a": {\n      "title": "é"\n    }\n  }\n}\n'
    )


def test_both_dialects_are_read_and_restating_a_structure_changes_nothing():
    for schema in (ping(), pong()):
        structure = restate("x.json", encoded(schema))
        assert restate("x.json", structure.encode()) == structure
    assert json.loads(restate("x.json", encoded(pong())))["$schema"] == DRAFT_04


def test_a_definition_used_twice_is_not_circular():
    schema = ping()
    schema["definitions"]["InnerType"]["properties"]["other"] = {"$ref": "#/definitions/KindEnumType"}

    assert json.loads(restate("x.json", encoded(schema)))["definitions"]["InnerType"]["properties"]["other"]


def test_a_long_chain_of_definitions_is_read():
    schema = pong()
    schema["definitions"] = {f"T{number}": {"$ref": f"#/definitions/T{number + 1}"} for number in range(5000)}
    schema["definitions"]["T5000"] = {"type": "string"}

    assert json.loads(restate("x.json", encoded(schema)))["definitions"]["T5000"] == {"type": "string"}


@ANY_SPEED
@given(st.binary())
def test_arbitrary_bytes_raise_nothing_but_a_generator_error(data):
    with pytest.raises(GeneratorError):
        restate("x.json", data)


WORDS = st.text() | st.sampled_from(["object", "#/definitions/a"])
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | WORDS
NAMES = st.sampled_from([*KEYWORDS, "a", "b"]) | st.text()
JSON = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=5))


@ANY_SPEED
@given(st.dictionaries(st.sampled_from(list(KEYWORDS)), JSON, max_size=6))
def test_arbitrary_values_for_keywords_are_restated_or_refused(keywords):
    data = json.dumps({"$schema": DRAFT_06, "type": "object", **keywords}).encode()
    try:
        structure = restate("x.json", data)
    except GeneratorError as error:
        assert error.file == "x.json"
    else:
        assert restate("x.json", structure.encode()) == structure


@ANY_SPEED
@given(st.data())
def test_a_schema_with_changed_bytes_is_restated_or_refused(data):
    changed = bytearray(SOUND)
    for _ in range(data.draw(st.integers(1, 4))):
        changed[data.draw(st.integers(0, len(SOUND) - 1))] = data.draw(st.integers(0, 255))
    try:
        restate("x.json", bytes(changed))
    except GeneratorError as error:
        assert error.place or "schema" in error.message
