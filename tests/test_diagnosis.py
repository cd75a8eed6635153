"""`validate` tells what a frame or payload is and what is wrong with it, whatever the bytes."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cli import main
from generator.diagnosis import Request, as_text, diagnose
from generator.errors import GeneratorError

ROOT = Path(__file__).resolve().parents[1]
VALID = {
    "1.6J": '[2, "a", "Authorize", {"idTag": "04A2"}]',
    "2.0.1": '[2, "a", "Authorize", {"idToken": {"idToken": "04A2", "type": "ISO14443"}}]',
}


@pytest.fixture(scope="module")
def run(project):
    def run(text, **known):
        data = text if isinstance(text, bytes) else text.encode("utf-8")
        return diagnose(ROOT, project.catalog, "input", data, Request(**known))

    return run


@pytest.mark.parametrize("version", VALID)
def test_version_is_found_out(run, version):
    found = run(VALID[version])
    assert (found.version, found.action, found.faults) == (version, "Authorize", ())
    assert found.detected == ("version",)


@pytest.mark.parametrize(
    ("text", "path", "words", "rule", "page"),
    [
        ('{"idTag": 7}', "$.idTag", "7 is a number; it must be a string", "schema: type string", "Authorize.md#idTag"),
        ('{"idTags": "7"}', "$.idTag", "is missing; it is required", "schema: required", "Authorize.md#idTag"),
        ('{"idTag": "7", "x": 1}', "$.x", "is no field here", "schema: additionalProperties", "#authorizereq"),
        (f'{{"idTag": "{"7" * 21}"}}', "$.idTag", "has 21 characters; at most 20", "schema: maxLength 20", "#idTag"),
    ],
)
def test_schema_fault_in_plain_words(run, text, path, words, rule, page):
    faults = run(text, version="1.6J", action="Authorize", side="request").faults
    fault = next(fault for fault in faults if fault.path == path)
    assert words in fault.message
    assert fault.rule == rule
    assert fault.page.endswith(page)


PERIOD = {"startPeriod": 0, "limit": 16.05}
SCHEDULE = {"chargingRateUnit": "A", "chargingSchedulePeriod": [PERIOD]}
PROFILE = {
    "chargingProfileId": 1,
    "stackLevel": 0,
    "chargingProfilePurpose": "TxProfile",
    "chargingProfileKind": "Relative",
    "chargingSchedule": SCHEDULE,
}
NEEDS = {"requestedEnergyTransfer": "DCC", "dcChargingParameters": {"evMaxCurrent": 1, "evMaxVoltage": 1}}
NEEDS["dcChargingParameters"] |= {"stateOfCharge": -1, "fullSoC": 101}
FRAMES = {
    "did you mean FullInventory?": [2, "a", "GetBaseReport", {"requestId": 1, "reportBase": "FullInventry"}],
    "-1 is below the least allowed value 0": [2, "a", "NotifyEVChargingNeeds", {"evseId": 1, "chargingNeeds": NEEDS}],
    "101 is above the greatest allowed value 100": [
        2,
        "a",
        "NotifyEVChargingNeeds",
        {"evseId": 1, "chargingNeeds": NEEDS},
    ],
    "has 0 items; at least 1": [2, "a", "GetVariables", {"getVariableData": []}],
    "16.05 is no multiple of 0.1": [2, "a", "SetChargingProfile", {"connectorId": 1, "csChargingProfiles": PROFILE}],
}


def test_every_keyword_of_the_structures_has_plain_words(run):
    """No fault is told in the validator's own words: they name Python values."""
    for words, frame in FRAMES.items():
        assert words in " ".join(fault.message for fault in run(json.dumps(frame)).faults), frame
    moment = run('{"currentTime": "yesterday"}', version="2.0.1", action="Heartbeat", side="response").faults[0]
    assert moment.message == "'yesterday' is no date-time"
    keywords = set()
    for path in ROOT.glob("schemas/*/structure/*.json"):
        keywords |= set(find_keys(json.loads(path.read_text(encoding="utf-8"))))
    told = {"enum", "type", "required", "additionalProperties", "maxLength", "minItems", "maxItems", "minimum",
            "maximum", "multipleOf", "format"}  # fmt: skip
    no_assertions = {
        "$schema",
        "$id",
        "id",
        "title",
        "definitions",
        "properties",
        "items",
        "$ref",
        "default",
        "additionalItems",
    }
    assert keywords <= told | no_assertions


def find_keys(schema):
    for key, value in schema.items():
        yield key
        if key in ("properties", "definitions"):
            for inner in value.values():
                yield from find_keys(inner)
        elif key == "items":
            yield from find_keys(value)


def test_each_missing_field_is_told_once(run):
    faults = run('{"requestId": 1}', version="2.0.1", action="GetLog", side="request").faults
    assert [fault.path for fault in faults] == ["$.logType", "$.log"]


@pytest.mark.parametrize(
    ("text", "path", "words"),
    [
        ('[2, "a", "Heartbeat", {}, 1]', "$", "a CALL has 4 elements, not 5"),
        ('[2, 7, "Heartbeat", {}]', "$[1]", "the message id must be a string"),
        (f'[2, "{"x" * 37}", "Heartbeat", {{}}]', "$[1]", "has 37 characters"),
        ('[4, "a", "Oops", "", {}]', "$[2]", "'Oops' is no error code"),
        ('[4, "a", "GenericError", 1, {}]', "$[3]", "must be a string"),
        ('[4, "a", "GenericError", "", []]', "$[4]", "must be an object"),
    ],
)
def test_fault_of_the_frame(run, text, path, words):
    fault = run(text, version="1.6J").faults[0]
    assert fault.path == path
    assert words in fault.message
    assert (ROOT / "docs" / fault.page.partition("#")[0]).exists()


@pytest.mark.parametrize(
    ("text", "known", "words"),
    [
        (b"\xff\xfe", {}, "not UTF-8"),
        ("", {}, "not JSON"),
        ("7", {}, "neither a frame"),
        ("[]", {}, "a frame begins with"),
        ("[true, 1]", {}, "a frame begins with"),
        ('[2, "a", "Authorise", {}]', {}, "nearest is Authorize"),
        ('[2, "a", "Authorize", []]', {}, "the payload must be an object"),
        ('[2, "a"]', {}, "the third element of a CALL is the action"),
        ('{"status": "Accepted"}', {}, "could be"),
        ('{"a": 1, "a": 2}', {}, "the key 'a' stands twice"),
        ('{"a": NaN}', {}, "NaN is not a JSON number"),
        ('{"a": 1e400}', {}, "beyond any limit"),
        ('{"a": "\\ud800"}', {}, "half a surrogate pair"),
        ("[" * 5000, {}, "nested deeper"),
        ("{}", {"version": "3.0"}, "'3.0' is unknown"),
        ("{}", {"action": "Nothing"}, "'Nothing' is no message"),
    ],
)
def test_unusable_input_is_told_in_one_line(run, text, known, words):
    with pytest.raises(GeneratorError) as caught:
        run(text, **known)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["1.6J", "2.0.1"])
def test_every_example_is_judged_as_it_claims(project, run, name):
    version = next(version for version in project.catalog.versions.values() if version.label == name)
    for message in version.messages.values():
        for example in message.words.examples:
            side = "request" if example.payload == message.request.name else "response"
            found = run(example.json, version=name, action=message.name, side=side)
            schema = [fault for fault in found.faults if fault.rule.startswith("schema")]
            assert bool(schema) == (example.violates == "schema"), example.file
            if not example.violates:
                assert found.faults == (), example.file
            for fault in found.faults:
                page, _, anchor = fault.page.partition("#")
                text = (ROOT / "docs" / page).read_text(encoding="utf-8")
                assert (
                    f"{{ #{anchor} }}" in text
                    or anchor == message.request.title.replace(".", "").lower()
                    or (anchor == message.response.title.replace(".", "").lower())
                ), fault.page


@settings(max_examples=300, deadline=None)
@given(data=st.binary(max_size=60) | st.text(max_size=60).map(str.encode) | st.builds(
    lambda value: json.dumps(value).encode(),
    st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
                 lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=8), inner, max_size=4)),
))  # fmt: skip
def test_no_input_ends_in_a_traceback(project, data):
    try:
        as_text(diagnose(ROOT, project.catalog, "input", data, Request()))
    except GeneratorError as error:
        assert "\n" not in str(error)


def test_damaged_examples_never_end_in_a_traceback(project):
    random.seed(7)
    files = sorted(ROOT.glob("schemas/*/examples/*/*.json"))
    for path in random.sample(files, 60):
        data = bytearray(path.read_bytes())
        for _ in range(3):
            data[random.randrange(len(data))] = random.randrange(256)
        try:
            diagnose(ROOT, project.catalog, "input", bytes(data), Request())
        except GeneratorError as error:
            assert "\n" not in str(error)


def test_command_prints_and_ends_with_its_status(tmp_path, capsys):
    file = tmp_path / "frame.json"
    file.write_text(VALID["2.0.1"], encoding="utf-8")
    assert main(["--root", str(ROOT), "validate", str(file)]) == 0
    assert "AuthorizeRequest (2.0.1): valid" in capsys.readouterr().out
    file.write_text('[2, "a", "Reset", {}]', encoding="utf-8")
    assert main(["--root", str(ROOT), "validate", str(file), "--version", "2.0.1", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["valid"] is False
    assert told["faults"][0] == {
        "path": "$.type",
        "message": "is missing; it is required",
        "rule": "schema: required",
        "page": "ocpp-2.0.1/schemas/provisioning/Reset.md#type",
    }
    assert main(["--root", str(ROOT), "validate", str(tmp_path / "none.json")]) == 2
    assert "cannot be read" in capsys.readouterr().err
