"""Sets of charging profiles that can be installed together, drawn by Hypothesis as official payload objects."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

from hypothesis import strategies as st

FOLDERS = {"1.6": "ocpp-1.6j", "2.0.1": "ocpp-2.0.1"}
STATION_PURPOSES = {
    "1.6": ["ChargePointMaxProfile"],
    "2.0.1": ["ChargingStationMaxProfile", "ChargingStationExternalConstraints"],
}
# A plain moment, midnight, the change of a week, and both changes of daylight saving in Europe.
RECEIPTS = [
    int(datetime.fromisoformat(text).timestamp())
    for text in (
        "2026-03-14T10:00:00+00:00",
        "2026-03-14T23:59:30+00:00",
        "2026-03-15T23:59:40+00:00",
        "2026-03-29T00:59:40+00:00",
        "2026-10-25T00:59:40+00:00",
    )
]
DAY = 86400


@dataclass
class Case:
    """One drawn situation; times are epoch seconds.

    Attributes:
        version: `1.6` or `2.0.1`.
        installed: Pairs of connector or EVSE and profile object.
        transactions: Dicts with `evse`, `start`, `id`, and maybe `energy`, `phases`, `priority`.
        evse: Requested connector or EVSE.
        receipt: When the request arrives.
        duration: Seconds.
        unit: `A` or `W`.
    """

    version: str
    installed: list
    transactions: list
    evse: int
    receipt: int
    duration: int
    unit: str
    extra: dict = field(default_factory=dict)


def moment(second: int, hours: int = 0) -> str:
    """Return a date and time, written with an offset of some hours."""
    zone = timezone(timedelta(hours=hours)) if hours else UTC
    return datetime.fromtimestamp(second, zone).isoformat().replace("+00:00", "Z")


@st.composite
def schedules(draw, version: str, kind: str, recurrency: str | None, receipt: int, span: int, constant: bool):
    cycle = {"Daily": DAY, "Weekly": 7 * DAY}.get(recurrency or "", 0)
    unit = draw(st.sampled_from("AW"))
    count = 1 if constant else draw(st.integers(1, 4))
    near = st.integers(1, span) if not cycle else st.one_of(st.integers(1, span), st.integers(cycle - 40, cycle + 40))
    starts = [0, *sorted(draw(st.sets(near, min_size=count - 1, max_size=count - 1)))]
    periods = []
    for start in starts:
        top = 640 if unit == "A" else 220000
        period = {"startPeriod": start, "limit": Decimal(draw(st.integers(0, top))) / 10}
        phases = draw(st.sampled_from([None, None, 1, 2, 3]))
        if phases:
            period["numberPhases"] = phases
        if phases == 1 and version == "2.0.1" and draw(st.booleans()):
            period["phaseToUse"] = 2
        periods.append(period)
    schedule: dict = {"chargingRateUnit": unit, "chargingSchedulePeriod": periods}
    if not constant and draw(st.booleans()):
        lengths = st.integers(0, 2 * span)
        if cycle:
            lengths = st.one_of(lengths, st.integers(cycle - 40, cycle + 40))
        schedule["duration"] = draw(lengths)
    if kind != "Relative":
        before = draw(st.integers(0, 3)) * (cycle or 0)
        second = receipt - before + draw(st.integers(-span, span // 3))
        schedule["startSchedule"] = moment(second, draw(st.integers(-11, 12)))
    if draw(st.integers(0, 3)) == 0:
        schedule["minChargingRate"] = Decimal(draw(st.integers(0, 100))) / (10 if unit == "A" else Decimal("0.1"))
    if version == "2.0.1":
        schedule["id"] = 1
        return [schedule]
    return schedule


@st.composite
def profiles(draw, version: str, number: int, purpose: str, level: int, receipt: int, span: int, transaction):
    shared = purpose in STATION_PURPOSES[version]
    kinds = ["Absolute", "Recurring", "Relative"]
    if purpose == "ChargingStationMaxProfile":
        kinds.remove("Relative")
    kind = draw(st.sampled_from(kinds))
    recurrency = draw(st.sampled_from(["Daily", "Weekly"])) if kind == "Recurring" else None
    constant = shared and kind == "Relative"
    profile = {
        "chargingProfileId" if version == "1.6" else "id": number,
        "stackLevel": level,
        "chargingProfilePurpose": purpose,
        "chargingProfileKind": kind,
        "chargingSchedule": draw(schedules(version, kind, recurrency, receipt, span, constant)),
    }
    if recurrency:
        profile["recurrencyKind"] = recurrency
    for name in ("validFrom", "validTo"):
        if draw(st.integers(0, 3)) == 0:
            profile[name] = moment(
                receipt + draw(st.integers(-span // 3, span // 3) if name == "validFrom" else st.integers(0, span)),
                draw(st.integers(-11, 12)),
            )
    if purpose == "TxProfile" and draw(st.integers(0, 3)):
        profile["transactionId"] = transaction
    return profile


@st.composite
def cases(draw, version: str, span: int = 60, evses=(1, 0, 1, 2), running: bool | None = None):
    """Draw a case.

    Args:
        version: `1.6` or `2.0.1`.
        span: Longest duration in seconds.
        evses: What may be asked for.
        running: Whether transactions run on both; None draws it for each.
    """
    receipt = draw(st.sampled_from(RECEIPTS))
    transactions = []
    for evse in (1, 2):
        if running if running is not None else draw(st.sampled_from([True, True, False])):
            transaction = {"evse": evse, "start": receipt - draw(st.integers(0, span))}
            transaction["id"] = 1040 + evse if version == "1.6" else f"tx-{evse}"
            if version == "1.6":
                transaction |= draw(st.sampled_from([{}, {}, {"phases": 1}, {"phases": 2}, {"phases": 3}]))
            else:
                transaction["priority"] = draw(st.sampled_from([0, 0, 5, -9]))
            if version == "2.0.1" and draw(st.booleans()):
                transaction["energy"] = transaction["start"] + draw(st.integers(0, span))
            transactions.append(transaction)
    places = [(purpose, 0) for purpose in STATION_PURPOSES[version]]
    if version == "2.0.1":
        places.append(("ChargingStationExternalConstraints", 1))
    places += [
        ("TxProfile", 1),
        ("TxDefaultProfile", 0),
        ("TxDefaultProfile", 1),
        ("TxDefaultProfile", 2),
        ("TxProfile", 2),
    ]
    wanted = draw(st.lists(st.tuples(st.sampled_from(places), st.integers(0, 2)), unique=True, min_size=2, max_size=8))
    if version == "2.0.1":  # one level of TxDefaultProfile stands on EVSE 0 or on single EVSEs [K01.FR.52]
        common = {level for (purpose, place), level in wanted if purpose == "TxDefaultProfile" and place == 0}
        wanted = [
            (where, level)
            for where, level in wanted
            if not (where[0] == "TxDefaultProfile" and where[1] and level in common)
        ]
    installed = []
    for number, ((purpose, place), level) in enumerate(wanted, 1):
        names = {t["evse"]: t["id"] for t in transactions}
        own = names.get(place, 999 if version == "1.6" else "TX-0")
        transaction = draw(st.sampled_from([own, own, own, 998 if version == "1.6" else "tx-other"]))
        if version == "2.0.1" and draw(st.booleans()):
            transaction = transaction.upper()
        installed.append((place, draw(profiles(version, number, purpose, level, receipt, span, transaction))))
    return Case(
        version,
        installed,
        transactions,
        draw(st.sampled_from(evses)),
        receipt,
        draw(st.integers(span // 3, span)),
        draw(st.sampled_from("AW")),
    )
