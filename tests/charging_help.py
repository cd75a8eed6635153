"""Short ways to write profiles and requests in tests; no expectations."""

from __future__ import annotations

from decimal import Decimal

from generator.charging import DIALECTS, Request, Station, compose, read_moment, read_profile

OCPP_16, OCPP_201 = DIALECTS["ocpp-1.6j"], DIALECTS["ocpp-2.0.1"]
BOTH = (OCPP_16, OCPP_201)
TEN = "2026-03-14T10:00:00Z"
STATION_PURPOSE = {OCPP_16.folder: "ChargePointMaxProfile", OCPP_201.folder: "ChargingStationMaxProfile"}


def periods(*pairs, phases=None):
    """Return period objects from pairs of start and limit."""
    extra = {"numberPhases": phases} if phases else {}
    return [{"startPeriod": start, "limit": Decimal(str(limit)), **extra} for start, limit in pairs]


def schedule(*pairs, start=TEN, duration=None, unit="A", phases=None, **fields):
    """Return a schedule object; without a start for `start=None`."""
    result = {"chargingRateUnit": unit, "chargingSchedulePeriod": periods(*pairs, phases=phases), **fields}
    if start is not None:
        result["startSchedule"] = start
    if duration is not None:
        result["duration"] = duration
    return result


def profile(dialect, number, purpose, *schedules, evse=1, level=0, kind="Absolute", received=None, **fields):
    """Read a profile that is written with the field names of a version."""
    if purpose == "station":
        purpose, evse = STATION_PURPOSE[dialect.folder], 0
    several = [{"id": index, **item} for index, item in enumerate(schedules, 1)]
    payload = {
        dialect.profile_id: number,
        "stackLevel": level,
        "chargingProfilePurpose": purpose,
        "chargingProfileKind": kind,
        "chargingSchedule": several if dialect.several_schedules else schedules[0],
        **fields,
    }
    return read_profile(dialect, payload, evse, received and read_moment(received))


def limits(dialect, profiles, *, evse=1, start=TEN, duration=600, unit="A", transactions=(), station=None, **choices):
    """Return start and limit of each period of the composite schedule; a limit of None says that nothing limits."""
    composite = compose(
        dialect,
        profiles,
        Request(evse, read_moment(start), duration, unit),
        station=station or Station((1, 2)),
        transactions=transactions,
        options=dialect.options(**choices),
    )
    return [(period.start, period.limit) for period in composite.periods]
