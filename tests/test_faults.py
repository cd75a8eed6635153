"""The known faults of the official schemas are there, and those said to be mended are not."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

SCHEMAS = Path(__file__).parents[1] / "schemas"
NOWHERE = object()


def faults() -> list[tuple[str, dict]]:
    return [
        (path.parent.name, fault)
        for path in sorted(SCHEMAS.glob("*/faults.yaml"))
        for fault in yaml.safe_load(path.read_text("utf-8"))["faults"]
    ]


def schema_of(version: str, payload: str) -> dict:
    return json.loads((SCHEMAS / version / "structure" / f"{payload}.json").read_text("utf-8"))


def at(schema: object, pointer: str) -> object:
    """Return what stands at a pointer; `NOWHERE` when only its last step is missing."""
    *parents, last = pointer.split("/")[1:]
    for name in parents:
        schema = schema[int(name)] if isinstance(schema, list) else schema[name]
    if isinstance(schema, list):
        return schema[int(last)]
    return schema.get(last, NOWHERE)


FAULTS = faults()
IN_SCHEMAS = [(version, fault) for version, fault in FAULTS if "payload" in fault]


@pytest.mark.parametrize(
    ("version", "fault"), IN_SCHEMAS, ids=[f"{fault['payload']}{fault['pointer']}" for _, fault in IN_SCHEMAS]
)
def test_each_fault_stands_where_it_is_said_to_stand(version, fault):
    found = at(schema_of(version, fault["payload"]), fault["pointer"])

    if isinstance(found, str | int):
        assert str(found) == fault["value"]
    else:
        assert fault["pointer"].endswith(f"/{fault['value']}")


def test_each_fault_is_listed_once_and_cites_its_source():
    places = [(version, fault.get("payload"), fault.get("pointer"), fault["value"]) for version, fault in FAULTS]

    assert len(set(places)) == len(places)
    assert all("[" in fault["note"] and fault["note"].rstrip().endswith(".") for _, fault in FAULTS)


def test_a_missing_limit_is_told_only_where_it_is_missing():
    missing = {
        (fault["payload"], fault["pointer"])
        for version, fault in IN_SCHEMAS
        if at(schema_of(version, fault["payload"]), fault["pointer"]) is NOWHERE
    }

    assert len(missing) == 7
    assert ("MeterValues", "/properties/meterValue/minItems") in missing
    assert ("NotifyEVChargingScheduleRequest", "/properties/selectedScheduleTupleId") in missing


def test_no_schema_of_2_0_1_has_the_field_that_only_the_errata_name():
    for path in (SCHEMAS / "ocpp-2.0.1" / "structure").glob("*.json"):
        assert "selectedScheduleTupleId" not in path.read_text("utf-8")


def test_both_spellings_of_the_unit_are_only_in_meter_values():
    spellings = {
        path.stem: [word for word in ("Celcius", "Celsius") if f'"{word}"' in path.read_text("utf-8")]
        for path in (SCHEMAS / "ocpp-1.6j" / "structure").glob("*.json")
    }

    assert {name: words for name, words in spellings.items() if words} == {
        "MeterValues": ["Celcius", "Celsius"],
        "StopTransaction": ["Celcius"],
    }


def test_required_arrays_of_1_6_without_a_least_number_of_items_are_all_listed():
    listed = {(fault["payload"], fault["pointer"]) for _, fault in IN_SCHEMAS if fault["value"] == "minItems"}
    folder = SCHEMAS / "ocpp-1.6j" / "structure"
    found = {
        (path.stem, f"{pointer}/properties/{name}/minItems")
        for path in folder.glob("*.json")
        for pointer, schema in objects(json.loads(path.read_text("utf-8")))
        for name in schema.get("required", [])
        if schema["properties"][name].get("type") == "array" and "minItems" not in schema["properties"][name]
    }

    assert found == listed


def objects(schema: dict, pointer: str = "") -> Iterator[tuple[str, dict]]:
    """Yield every object schema with its pointer."""
    if schema.get("type") == "object":
        yield pointer, schema
    for group in ("properties", "definitions"):
        for name, inner in schema.get(group, {}).items():
            yield from objects(inner, f"{pointer}/{group}/{name}")
    if "items" in schema:
        yield from objects(schema["items"], f"{pointer}/items")


# Faults of older files that the erratum sheet tells: section, payload, pointer, what it should say.
MENDED = [
    ("2.3", "SendLocalList", "/properties/localAuthorizationList/items/properties/idTagInfo/expiryDate", NOWHERE),
    ("2.3", "SendLocalList", "/properties/localAuthorizationList/items/properties/idTagInfo/parentIdTag", NOWHERE),
    ("2.4", "BootNotificationResponse", "/properties/interval/type", "integer"),
    ("2.5", "UpdateFirmware", "/properties/retries/type", "integer"),
    ("2.5", "UpdateFirmware", "/properties/retryInterval/type", "integer"),
    ("2.6", "StopTransaction", "/required", ["transactionId", "timestamp", "meterStop"]),
]


@pytest.mark.parametrize(("section", "payload", "pointer", "expected"), MENDED)
def test_faults_of_older_files_are_mended(section, payload, pointer, expected):
    assert at(schema_of("ocpp-1.6j", payload), pointer) == expected, f"1.6-J errata §{section}"


def test_send_local_list_has_the_fields_that_older_files_misplaced():
    info = at(schema_of("ocpp-1.6j", "SendLocalList"), "/properties/localAuthorizationList/items/properties/idTagInfo")

    assert {"expiryDate", "parentIdTag", "status"} == info["properties"].keys()


def test_no_object_of_1_6_allows_unknown_fields():
    """Section 3.2 of the erratum sheet: older files allowed them in inner objects."""
    for path in (SCHEMAS / "ocpp-1.6j" / "structure").glob("*.json"):
        for pointer, schema in objects(json.loads(path.read_text("utf-8"))):
            assert schema["additionalProperties"] is False, (path.name, pointer)
