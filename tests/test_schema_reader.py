"""The reader knows a closed list of keywords and refuses everything else."""

from __future__ import annotations

import json

import pytest

from generator.errors import GeneratorError
from generator.model import ItemCount, Limits
from generator.schema_reader import parse_json, read_payload


def read(schema: dict):
    return read_payload(
        "case.json", json.dumps(schema), "PingRequest", "PingRequest", {("known",): "KnownType"}.__getitem__
    )


def payload(properties: dict, **more) -> dict:
    return {"$schema": "x", "type": "object", "properties": properties, "additionalProperties": False, **more}


def test_numbers_keep_their_text():
    field = read(payload({"limit": {"type": "number", "multipleOf": 0.1}})).fields[0]
    assert field.limits == Limits(multiple_of="0.1")


def test_item_limits_are_not_lost():
    schema = payload({"names": {"type": "array", "items": {"type": "string", "maxLength": 50}, "minItems": 1}})
    field = read(schema).fields[0]
    assert (field.items, field.limits.max_length) == (ItemCount(1, None), 50)


def test_types_come_in_the_order_in_which_a_reader_meets_them():
    schema = payload(
        {"b": {"$ref": "#/definitions/B"}, "a": {"$ref": "#/definitions/A"}},
        definitions={
            "A": {"type": "object", "properties": {}},
            "B": {"type": "object", "properties": {"c": {"$ref": "#/definitions/C"}}},
            "C": {"type": "string", "enum": ["x"]},
        },
    )
    assert list(read(schema).types) == ["B", "C", "A"]


def test_payload_without_additional_properties_is_open():
    assert read({"$schema": "x", "type": "object"}).open


ENUM = {"type": "string", "enum": ["x"]}
TO_A = {"$ref": "#/definitions/A"}
CIRCLE = {"A": {"type": "object", "properties": {"a": TO_A}}}
TWO_OF_ONE_NAME = payload(
    {"known": {"type": "string", "enum": ["a"]}, "b": {"$ref": "#/definitions/KnownType"}},
    definitions={"KnownType": ENUM},
)
BAD = {
    "unknown keyword": (payload({"a": {"type": "string", "pattern": "x"}}), "/properties/a/pattern", "pattern"),
    "unknown keyword at the top": (payload({}, anyOf=[]), "/anyOf", "anyOf"),
    "unknown type": (payload({"a": {"type": "date"}}), "/properties/a/type", "date"),
    "keyword of another type": (payload({"a": {"type": "integer", "format": "x"}}), "/properties/a/format", "format"),
    "keyword on an enum": (payload({"known": {**ENUM, "maxLength": 3}}), "/properties/known/maxLength", "maxLength"),
    "dangling reference": (payload({"a": {"$ref": "#/definitions/No"}}), "/properties/a/$ref", "leads nowhere"),
    "remote reference": (payload({"a": {"$ref": "http://x/y"}}), "/properties/a/$ref", "leads nowhere"),
    "reference with a neighbour": (
        payload({"a": {**TO_A, "type": "string"}}, definitions={"A": ENUM}),
        "/properties/a/type",
        "unknown keyword",
    ),
    "unused definition": (payload({}, definitions={"A": ENUM}), "/definitions/A", "remove it"),
    "type that contains itself": (payload({"a": TO_A}, definitions=CIRCLE), "/definitions/A", "contains itself"),
    "required field that does not exist": (payload({}, required=["a"]), "/required", "not a property"),
    "type without a name": (payload({"other": ENUM}), "/properties/other", "has no name"),
    "array without items": (payload({"a": {"type": "array"}}), "/properties/a", "what its items are"),
    "field that is no schema": (payload({"a": True}), "/properties/a", "must be a JSON object"),
    "top level that is no object": ({"$schema": "x", "type": "array"}, "/type", "object"),
    "one name for two structures": (TWO_OF_ONE_NAME, "/definitions/KnownType", "differs"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_schema_is_refused_at_its_place(name):
    schema, place, words = BAD[name]
    with pytest.raises(GeneratorError) as caught:
        read(schema)
    assert caught.value.file == "case.json"
    assert caught.value.place == place
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [('{"a": 1, "a": 2}', "'a' stands twice"), ('{"a": ', "not JSON"), ("[" * 100_000, "nested too deeply")],
)
def test_bad_json_is_refused(text, words):
    with pytest.raises(GeneratorError, match=words):
        parse_json("case.json", text)
