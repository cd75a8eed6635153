"""Every schedule on a hand-written page follows from the profiles on the same page."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from test_schedules import BODY

from generator.document_reader import read_document
from generator.lint import schedules
from generator.lint.schedules import check, schedule_fences

CEILING = {
    "connectorId": 0,
    "csChargingProfiles": {
        "chargingProfileId": 5,
        "stackLevel": 0,
        "chargingProfilePurpose": "ChargePointMaxProfile",
        "chargingProfileKind": "Absolute",
        "chargingSchedule": {
            "startSchedule": "2026-03-14T00:00:00Z",
            "chargingRateUnit": "A",
            "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 40}],
        },
    },
}
OWN = {
    "connectorId": 1,
    "csChargingProfiles": {
        "chargingProfileId": 21,
        "transactionId": 1042,
        "stackLevel": 0,
        "chargingProfilePurpose": "TxProfile",
        "chargingProfileKind": "Absolute",
        "chargingSchedule": {
            "startSchedule": "2026-03-14T08:20:00Z",
            "chargingRateUnit": "A",
            "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 20}, {"startPeriod": 7800, "limit": 12.5}],
        },
    },
}


def block(payload, title="SetChargingProfile.req"):
    return f'```json title="{title}"\n{json.dumps(payload, indent=2)}\n```\n'


def frame(payload):
    return f"```json\n{json.dumps([2, 'a', 'SetChargingProfile', payload])}\n```\n"


def page(*parts, folder="ocpp-1.6j"):
    text = "---\ntitle: T\ndescription: D\n---\n\n# T\n\n" + "\n".join(parts)
    return read_document(f"{folder}/smart-charging/x.md", f"docs/{folder}/smart-charging/x.md", text)


def fenced(body):
    return f"```schedule\n{body}```\n"


def findings(project, *parts, folder="ocpp-1.6j"):
    """Return the messages of the rule on one page."""
    lone = SimpleNamespace(catalog=project.catalog, documents=(page(*parts, folder=folder),))
    return [finding.message for finding in check(lone)]


def test_every_worked_example_of_the_reference_is_right(project):
    assert [str(finding) for finding in check(project)] == []


def test_right_schedule_passes(project):
    assert findings(project, block(CEILING), block(OWN), fenced(BODY)) == []


def test_profiles_in_frames_take_part(project):
    assert findings(project, frame(CEILING), frame(OWN), fenced(BODY)) == []


def test_wrong_schedule_is_told_with_the_right_periods_and_its_line(project):
    body = BODY.replace("limit: 12.5", "limit: 13")
    assert findings(project, block(CEILING), block(OWN), fenced(body)) == [
        "Composite schedule: the profiles give {startPeriod: 0, limit: 20}, {startPeriod: 1800, limit: 12.5}"
    ]
    document = page(fenced(body))
    (line,) = [line for line, _ in schedule_fences(document)]
    assert document.text.split("\n")[line - 1] == "```schedule"


def test_wrong_further_line_is_told(project):
    (message,) = findings(project, block(CEILING), block(OWN), fenced(BODY.replace("limit: 40", "limit: 32")))
    assert message == "ChargePointMaxProfile 5: the profiles give {startPeriod: 0, limit: 40}"


@pytest.mark.parametrize("at", ["10:31", "09:30", "10:30:01", "2026-03-15T10:30"])
def test_wrong_time_of_day_is_told(project, at):
    body = BODY.replace("at: 10:30", f"at: {at}")
    assert findings(project, block(CEILING), block(OWN), fenced(body)) == [
        f"Composite schedule: startPeriod 1800 is at 10:30, not {at}"
    ]


@pytest.mark.parametrize("at", ["10:30:00", "2026-03-14T10:30", "2026-03-14T10:30:00"])
def test_other_forms_of_the_time_pass(project, at):
    assert findings(project, block(CEILING), block(OWN), fenced(BODY.replace("at: 10:30", f"at: {at}"))) == []


def test_times_follow_the_offset_of_the_request(project):
    body = BODY.replace("start: 2026-03-14T10:00:00Z", "start: 2026-03-14T11:00:00+01:00")
    (first, second) = findings(project, block(CEILING), block(OWN), fenced(body))
    assert "is at 11:00, not 10:00" in first and "is at 11:30, not 10:30" in second


def test_phases_are_compared(project):
    one = json.loads(json.dumps(OWN))
    for period in one["csChargingProfiles"]["chargingSchedule"]["chargingSchedulePeriod"]:
        period["numberPhases"] = 1
    (message,) = findings(project, block(CEILING), block(one), fenced(BODY))
    assert "{startPeriod: 0, limit: 20, numberPhases: 1}" in message
    body = BODY.replace("limit: 20}", "limit: 20, numberPhases: 1}").replace("12.5}", "12.5, numberPhases: 1}")
    assert findings(project, block(CEILING), block(one), fenced(body)) == []


def test_only_profiles_above_the_fence_take_part(project):
    assert findings(project, block(CEILING), fenced(BODY), block(OWN)) == ["no JSON block above holds profile 21"]


def test_a_later_profile_of_the_same_id_replaces_the_earlier_one(project):
    lower = json.loads(json.dumps(OWN).replace('"limit": 20', '"limit": 16'))
    body = BODY.replace("limit: 20}", "limit: 16}")
    assert findings(project, block(CEILING), block(OWN), block(lower), fenced(body)) == []


def test_a_forbidden_profile_counts_only_where_it_is_named(project):
    wrong = json.loads(json.dumps(OWN).replace('"startPeriod": 0', '"startPeriod": 5').replace("21", "22"))
    assert findings(project, block(CEILING), block(OWN), block(wrong), fenced(BODY)) == []
    body = BODY.replace("[5, 21]", "[5, 22]")
    assert findings(project, block(CEILING), block(wrong), fenced(body)) == ["profile 22: the first period starts at 0"]


def test_a_block_that_is_no_json_is_left_to_its_own_rule(project):
    assert findings(project, "```json\n{\n```\n", block(CEILING), block(OWN), fenced(BODY)) == []


def test_a_request_that_nothing_can_be_computed_for_is_told(project):
    for old, new, words in (
        ("  connectorId: 1\n", "  evseId: 1\n", "connectorId is needed"),
        ("  duration", "  options: {sharing: fair}\n  duration", "option sharing is one of"),
        ("  duration", "  timeKnown: maybe\n  duration", "timeKnown is true or false"),
        ("1042", "tx-1", "is no transactionId of this version"),
        (
            "  duration",
            "  localLimits: [{connectorId: 1, periods: [{startPeriod: 0, limit: high}]}]\n  duration",
            "limit: 'high' is no number",
        ),
        ("  duration", "  localLimits: [{connectorId: 1}]\n  duration", "periods: the first startPeriod is 0"),
        (
            "  duration",
            "  localLimits: [{connectorId: 1, periods: [{startPeriod: 0, limit: none}]}]\n  duration",
            "localLimits: limit is a number",
        ),
        ("  chargingRateUnit: A", "  chargingRateUnit: A\n  station: {supply: DC}", "reported in W only"),
    ):
        assert old in BODY
        (message, *_) = findings(project, block(CEILING), block(OWN), fenced(BODY.replace(old, new, 1)))
        assert words in message


def test_fence_without_the_format_is_told(project):
    assert findings(project, fenced("title: x\n")) == ["start is needed"]


def test_schedule_outside_a_version_is_told(project):
    assert findings(project, fenced(BODY), folder="guides") == [
        "a schedule stands on a page of a version with charging profiles"
    ]


def test_everything_that_a_request_can_hold_takes_part(project):
    body = """\
title: All of it
profiles: [14, 5]
request:
  evseId: 1
  start: 2026-03-14T10:00:00Z
  duration: 3600
  chargingRateUnit: W
  transactions:
    - evseId: 1
      transactionId: AB-1
      start: 2026-03-14T09:00:00Z
      energyStart: 2026-03-14T09:30:00Z
      phasesInUse: 1
      chargingPriority: 2
  station: {ids: [1, 2], supply: AC, lineVoltage: 240, chargingRateUnits: [A, W], switchesPhases: true}
  localLimits:
    - {name: hardware, evseId: 1, chargingRateUnit: A, periods: [{startPeriod: 0, limit: 20, numberPhases: 3}]}
    - {name: EV, evseId: 1, chargingRateUnit: A, start: 2026-03-14T10:00:00Z, periods: [{startPeriod: 0, limit: 25}]}
  received: {5: 2026-03-14T09:59:00Z}
  scheduleNumber: 1
  timeKnown: true
  options: {relative_station: receipt, step: 1}
periods:
  - {startPeriod: 0, limit: 3840, numberPhases: 1}
  - {startPeriod: 1800, limit: 2400, numberPhases: 1}
  - {startPeriod: 3540, limit: 1200, numberPhases: 1}
"""
    relative = {
        "evseId": 0,
        "chargingProfile": {
            "id": 14,
            "stackLevel": 0,
            "chargingProfilePurpose": "TxDefaultProfile",
            "chargingProfileKind": "Relative",
            "chargingSchedule": [
                {
                    "id": 1,
                    "chargingRateUnit": "A",
                    "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 16}, {"startPeriod": 3600, "limit": 10}],
                }
            ],
        },
    }
    external = {
        "requestId": 1,
        "chargingLimitSource": "EMS",
        "evseId": 0,
        "chargingProfile": [
            {
                "id": 5,
                "stackLevel": 0,
                "chargingProfilePurpose": "ChargingStationExternalConstraints",
                "chargingProfileKind": "Relative",
                "chargingSchedule": [
                    {
                        "id": 1,
                        "chargingRateUnit": "A",
                        "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 32}, {"startPeriod": 3600, "limit": 5}],
                    }
                ],
            }
        ],
    }
    parts = (
        block(relative, "SetChargingProfileRequest"),
        block(external, "ReportChargingProfilesRequest"),
        fenced(body),
    )
    assert findings(project, *parts, folder="ocpp-2.0.1") == []


def test_rule_has_a_name():
    assert schedules.RULE == "schedules"
