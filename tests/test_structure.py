"""The committed structure against the official files, by an oracle that shares no code with the generator."""

import hashlib
import json
import random
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

PROJECT = Path(__file__).parents[1]
SCHEMAS = PROJECT / "schemas"
OFFICIAL = Path(__file__).parents[2] / "shared" / "official"
# Name of each set, the folder of its official files and their number.
SETS = {
    "1.6j": ("ocpp-1.6j/schemas", 56),
    "1.6j-security": ("ocpp-1.6j/security-schemas", 22),
    "2.0.1": ("ocpp-2.0.1/schemas", 128),
}
PROSE = ("description", "comment", "javaType")
INSTANCES = 40
FORMATTED = {"date-time": "2030-01-31T00:00:00Z", "uri": "ftp://example.org/x"}
WRONG = [None, True, -1, 0, 101, 0.5, 0.05, 1e300, "", "Accepted", "x" * 11000, [], [{}] * 2000, {}, {"vendorId": 5}]

needs_official = pytest.mark.skipif(
    not OFFICIAL.is_dir(),
    reason="the official files are no part of the project; the comparison needs them in ../shared/official",
)


def provenance() -> dict[str, tuple[Path, dict[str, str]]]:
    """Return the folder and the hashes of each set."""
    found = {}
    for path in sorted(SCHEMAS.glob("*/provenance.json")):
        for entry in json.loads(path.read_text("utf-8"))["sets"]:
            found[entry["name"]] = (path.parent, entry["files"])
    return found


def pairs() -> list[tuple[str, Path, Path]]:
    """Return name, structure and official file of all schemas."""
    return [
        (f"{name}/{file}", folder / "structure" / file, OFFICIAL / SETS[name][0] / file)
        for name, (folder, files) in provenance().items()
        for file in files
    ]


PAIRS = pairs()
NAMES = [pair[0] for pair in PAIRS]
each_pair = pytest.mark.parametrize(("structure", "official"), [pair[1:] for pair in PAIRS], ids=NAMES)


def ordered(text: str) -> object:
    """Parse JSON into values that keep key order and number texts: objects as tuples of pairs."""
    return json.loads(
        text,
        object_pairs_hook=lambda members: ("object", tuple(members)),
        parse_int=lambda digits: ("number", digits),
        parse_float=lambda digits: ("number", digits),
    )


def without_prose(schema: object, names: bool = False) -> object:
    """Remove the prose keywords; `names` tells that the keys are names of properties or definitions."""
    if isinstance(schema, list):
        return [without_prose(item) for item in schema]
    if not (isinstance(schema, tuple) and schema[0] == "object"):
        return schema
    return (
        "object",
        tuple(
            (key, without_prose(value, not names and key in ("properties", "definitions")))
            for key, value in schema[1]
            if names or key not in PROSE
        ),
    )


def test_every_set_has_all_its_files_and_no_other_file_lies_beside_them():
    listed = provenance()

    assert {name: len(files) for name, (_, files) in listed.items()} == {name: SETS[name][1] for name in SETS}
    for folder in {folder for folder, _ in listed.values()}:
        names = sorted(file for other, files in listed.values() if other == folder for file in files)
        assert sorted(path.name for path in (folder / "structure").iterdir()) == names


@pytest.mark.parametrize("structure", [pair[1] for pair in PAIRS], ids=NAMES)
def test_structure_is_canonical_json_and_a_schema_without_prose(structure):
    data = structure.read_bytes()
    text = data.decode("utf-8")
    schema = json.loads(text)

    assert text == json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    assert without_prose(ordered(text)) == ordered(text)
    jsonschema.validators.validator_for(schema, default=None).check_schema(schema)


@needs_official
@pytest.mark.parametrize("name", SETS)
def test_provenance_has_the_hash_of_every_official_file(name):
    _, hashes = provenance()[name]
    official = OFFICIAL / SETS[name][0]

    assert list(hashes) == sorted(hashes)
    assert hashes == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in official.glob("*.json")}


@needs_official
@each_pair
def test_structure_is_the_official_schema_without_its_prose(structure, official):
    assert ordered(structure.read_text("utf-8")) == without_prose(ordered(official.read_text("utf-8")))


class Instances:
    """Makes random instances of one schema, most of them broken in one place."""

    def __init__(self, schema: dict, seed: str) -> None:
        self.schema = schema
        self.random = random.Random(seed)

    def __iter__(self) -> Iterator[object]:
        for _ in range(INSTANCES):
            instance = self.valid(self.schema)
            yield instance
            yield self.mutated(instance)

    def valid(self, schema: dict) -> object:
        if "$ref" in schema:
            schema = self.schema["definitions"][schema["$ref"].rsplit("/", 1)[1]]
        if "enum" in schema:
            return self.random.choice(schema["enum"])
        match schema.get("type"):
            case "object":
                required = schema.get("required", [])
                return {
                    name: self.valid(inner)
                    for name, inner in schema.get("properties", {}).items()
                    if name in required or self.random.random() < 0.6
                }
            case "array":
                most = min(schema.get("maxItems", 3), 3)
                return [
                    self.valid(schema["items"]) for _ in range(self.random.randint(schema.get("minItems", 0), most))
                ]
            case "string":
                longest = min(schema.get("maxLength", 30), 30)
                return FORMATTED.get(schema.get("format"), "x" * self.random.randint(0, longest))
            case "integer" | "number":
                return self.random.randint(0, 99)
            case "boolean":
                return self.random.random() < 0.5
            case _:
                return self.wrong()

    def wrong(self) -> object:
        return self.random.choice(WRONG)

    def mutated(self, instance: object) -> object:
        """Return the instance with one change at a random depth."""
        choice = self.random.random()
        if isinstance(instance, dict) and instance and choice < 0.8:
            name = self.random.choice(list(instance))
            if choice < 0.1:
                return {key: value for key, value in instance.items() if key != name}
            return {**instance, name: self.mutated(instance[name])}
        if isinstance(instance, dict) and choice < 0.9:
            return {**instance, "unknownName": self.wrong()}
        if isinstance(instance, list) and instance and choice < 0.7:
            return [*instance[:-1], self.mutated(instance[-1])]
        if isinstance(instance, list) and choice < 0.9:
            return instance * self.random.choice([0, 2, 2000])
        if isinstance(instance, str) and choice < 0.5:
            return self.random.choice([instance.lower(), f"{instance} ", "Celsius", "2030-13-01T00:00:00Z", "x" * 600])
        return self.wrong()


def findings(schema: dict, instance: object) -> list[tuple[str, ...]]:
    """Return what a validator says of an instance: where, by which keyword, with which limit."""
    checker = jsonschema.FormatChecker()
    validator = jsonschema.validators.validator_for(schema, default=None)(schema, format_checker=checker)
    return sorted(
        (error.json_path, "/".join(map(str, error.absolute_schema_path)), repr(error.validator_value))
        for error in validator.iter_errors(instance)
    )


@needs_official
@each_pair
def test_structure_and_official_schema_accept_and_reject_the_same(structure, official):
    ours, theirs = (json.loads(path.read_text("utf-8")) for path in (structure, official))
    verdicts = set()
    for instance in Instances(theirs, structure.name):
        found = findings(theirs, instance)
        assert findings(ours, instance) == found, instance
        verdicts.add(not found)

    assert verdicts == {True, False}  # the instances are worth their time


@needs_official
def test_the_comparison_of_verdicts_notices_a_changed_limit():
    schema = json.loads((OFFICIAL / SETS["1.6j"][0] / "Authorize.json").read_text("utf-8"))
    changed = json.loads(json.dumps(schema).replace('"maxLength": 20', '"maxLength": 21'))

    assert any(findings(schema, instance) != findings(changed, instance) for instance in Instances(schema, "x"))
