"""Profiles that the specification forbids are refused, whatever payload they come in."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from charging_help import BOTH, OCPP_16, OCPP_201, STATION_PURPOSE, TEN, profile, schedule

from generator.charging import (
    ChargingError,
    read_payload,
    read_profile,
)

EVERY_VERSION = pytest.mark.parametrize("dialect", BOTH, ids=lambda dialect: dialect.folder)


@EVERY_VERSION
@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"purpose": "station", "on": 1}, "stands only on"),
        ({"purpose": "TxProfile", "evse": 0}, "above 0"),
        ({"purpose": "TxProfil"}, "no purpose"),
        ({"kind": "Hourly"}, "unknown chargingProfileKind"),
        ({"recurrencyKind": "Monthly"}, "unknown chargingProfileKind or recurrencyKind"),
        ({"transactionId": "1"}, "goes with TxProfile only"),
        ({"level": -1}, "0 or more"),
        ({"schedule": schedule((0, 10), unit="kW")}, "the unit is A or W"),
        ({"schedule": schedule((10, 10))}, "first period starts at 0"),
        ({"schedule": schedule()}, "first period starts at 0"),
        ({"schedule": schedule((0, 10), (60, 8), (60, 6))}, "grows from period to period"),
        ({"schedule": schedule((0, 10), duration=-1)}, "duration is 0 or more"),
        ({"schedule": schedule((0, 10), phases=4)}, "numberPhases is 1, 2 or 3"),
        ({"schedule": schedule((0, Decimal("12.75")))}, "with one decimal"),
        ({"schedule": schedule((0, -1))}, "0 or more"),
        ({"schedule": schedule((0, 1), start="2026-03-14T10:00:00")}, "has no time zone"),
        ({"schedule": schedule((0, 1), start="today")}, "no date and time"),
        ({"schedule": {"chargingRateUnit": "A"}}, "lacks 'chargingSchedulePeriod'"),
    ],
)  # fmt: skip
def test_forbidden_profile_is_refused(dialect, change, words):
    change = dict(change)
    item = change.pop("schedule", schedule((0, 10)))
    purpose = change.pop("purpose", "TxDefaultProfile")
    if change.pop("on", None):
        purpose = STATION_PURPOSE[dialect.folder]
    with pytest.raises(ChargingError, match=words):
        profile(dialect, 1, purpose, item, **change)


@pytest.mark.parametrize(
    ("items", "change", "words"),
    [
        ([schedule((0, 1)), schedule((0, 2))], {}, "one schedule is needed"),
        ([schedule((0, 1), start=None)], {"purpose": "station", "kind": "Relative"}, "is never Relative"),
        ([schedule((0, 1))], {"phase": 2}, "goes with numberPhases 1 only"),
        ([schedule((0, 1), phases=1)], {"phase": 4}, "phaseToUse is 1, 2 or 3"),
    ],
)
def test_profile_that_only_the_later_version_forbids_is_refused(items, change, words):
    items = json.loads(json.dumps(items, default=str), parse_float=Decimal)
    for item in items:
        for period in item["chargingSchedulePeriod"]:
            period["limit"] = Decimal(period["limit"])
            if "phase" in change:
                period["phaseToUse"] = change["phase"]
    purpose, kind = change.get("purpose", "TxDefaultProfile"), change.get("kind", "Absolute")
    with pytest.raises(ChargingError, match=words):
        profile(OCPP_201, 1, purpose, *items, kind=kind)


def test_binary_fraction_is_refused():
    with pytest.raises(ChargingError, match="parse JSON with parse_float=Decimal"):
        read_profile(
            OCPP_16,
            {
                "chargingProfileId": 1,
                "stackLevel": 0,
                "chargingProfilePurpose": "TxDefaultProfile",
                "chargingProfileKind": "Absolute",
                "chargingSchedule": {
                    "startSchedule": TEN,
                    "chargingRateUnit": "A",
                    "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 8.1}],
                },
            },
            1,
        )


def test_payload_without_a_connector_needs_the_one_that_was_chosen():
    item = {
        "chargingProfileId": 1,
        "stackLevel": 0,
        "chargingProfilePurpose": "TxProfile",
        "chargingProfileKind": "Relative",
        "chargingSchedule": schedule((0, 10), start=None),
    }
    payload = {"idTag": "x", "chargingProfile": item}
    with pytest.raises(ChargingError, match="leaves connectorId to the station"):
        read_payload(OCPP_16, "RemoteStartTransaction.req", payload)
    (found,) = read_payload(OCPP_16, "RemoteStartTransaction.req", payload, evse_id=2)
    assert found.evse_id == 2
    with pytest.raises(ChargingError, match="holds no charging profile"):
        read_payload(OCPP_16, "Reset.req", {"type": "Soft"})


@pytest.mark.parametrize(
    ("dialect", "title", "purpose", "transaction", "words"),
    [
        (OCPP_16, "RemoteStartTransaction.req", "TxDefaultProfile", None, r"holds no TxDefaultProfile \[1.6 §5.16.2\]"),
        (OCPP_16, "RemoteStartTransaction.req", "TxProfile", 7, "it has no transactionId"),
        (OCPP_16, "SetChargingProfile.req", "TxProfile", 7, ""),
        (OCPP_16, "SetChargingProfile.req", "TxProfile", None, ""),
        (OCPP_201, "RequestStartTransactionRequest", "TxDefaultProfile", None, "holds no TxDefaultProfile"),
        (OCPP_201, "RequestStartTransactionRequest", "TxProfile", "7", r"it has no transactionId .*\[F01.FR.11\]"),
        (OCPP_201, "RequestStartTransactionRequest", "TxProfile", None, ""),
        (OCPP_201, "SetChargingProfileRequest", "TxProfile", None, r"it needs a transactionId .*\[K01.FR.03\]"),
        (OCPP_201, "SetChargingProfileRequest", "ChargingStationExternalConstraints", None, "holds no ChargingStation"),
        (OCPP_201, "ReportChargingProfilesRequest", "TxProfile", None, ""),
    ],
)
def test_messages_hold_only_the_profiles_that_they_may(dialect, title, purpose, transaction, words):
    carrier = dialect.carriers[title]
    item = {
        dialect.profile_id: 1,
        "stackLevel": 0,
        "chargingProfilePurpose": purpose,
        "chargingProfileKind": "Absolute",
        "chargingSchedule": [schedule((0, 10))] if dialect.several_schedules else schedule((0, 10)),
    }
    if transaction is not None:
        item["transactionId"] = transaction
    payload = {carrier.evse: 0 if "External" in purpose else 1, carrier.profiles: item}
    if words:
        with pytest.raises(ChargingError, match=words):
            read_payload(dialect, title, payload)
    else:
        assert len(read_payload(dialect, title, payload)) == 1


def test_reported_external_limits_are_read():
    item = {
        "id": -1, "stackLevel": 0, "chargingProfilePurpose": "ChargingStationExternalConstraints",
        "chargingProfileKind": "Absolute", "chargingSchedule": [{"id": 1, **schedule((0, 10))}],
    }  # fmt: skip
    payload = {
        "requestId": 1,
        "chargingLimitSource": "EMS",
        "evseId": 0,
        "chargingProfile": [item, {**item, "id": -2, "stackLevel": 1}],
    }
    found = read_payload(OCPP_201, "ReportChargingProfilesRequest", payload)
    assert [one.charging_profile_id for one in found] == [-1, -2]
