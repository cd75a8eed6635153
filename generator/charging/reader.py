"""Official JSON payloads → charging profiles.

Owns which profiles the specification allows at all; one that it forbids is
refused, so that nothing is computed from it. How the station answers such a
profile is not decided here (16-SC-02, 16-SC-03, 201-SC-15).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from itertools import pairwise

from generator.charging.dialects import Dialect
from generator.charging.profile import (
    ABSOLUTE,
    AMPERE,
    CYCLES,
    DEFAULT_PHASES,
    RECURRING,
    RELATIVE,
    TX_DEFAULT_PROFILE,
    TX_PROFILE,
    WATT,
    ChargingError,
    ChargingProfile,
    ChargingSchedule,
    ChargingSchedulePeriod,
)


def read_payload(
    dialect: Dialect, title: str, payload: Mapping, evse_id: int | None = None, received: datetime | None = None
) -> tuple[ChargingProfile, ...]:
    """Return the profiles of a payload.

    Args:
        dialect: The version.
        title: Title of the payload, such as `SetChargingProfile.req`.
        payload: The payload, with numbers parsed as `Decimal` or `int`.
        evse_id: Connector or EVSE for a payload that leaves it to the station.
        received: When the station received it.

    Raises:
        ChargingError: The payload holds no profile, or one that the specification forbids.
    """
    carrier = dialect.carriers.get(title)
    if carrier is None or carrier.profiles not in payload:
        raise ChargingError(f"{title} holds no charging profile")
    found = payload[carrier.profiles]
    evse_id = payload.get(carrier.evse, evse_id)
    if evse_id is None:
        raise ChargingError(f"{title} leaves {carrier.evse} to the station; say which one it chose")
    profiles = tuple(
        read_profile(dialect, profile, evse_id, received)
        for profile in (found if isinstance(found, list | tuple) else [found])
    )
    for profile in profiles:
        if (carrier.purposes and profile.purpose not in carrier.purposes) or profile.purpose in carrier.barred:
            raise ChargingError(
                f"profile {profile.charging_profile_id}: {title} holds no {profile.purpose} {carrier.clauses}"
            )
        if profile.purpose == TX_PROFILE and carrier.named not in (None, profile.transaction_id is not None):
            needed = "needs a" if carrier.named else "has no"
            raise ChargingError(f"profile {profile.charging_profile_id}: it {needed} transactionId {carrier.clauses}")
    return profiles


def read_profile(dialect: Dialect, profile: Mapping, evse_id: int, received: datetime | None = None) -> ChargingProfile:
    """Return one profile, the object inside a payload.

    Args:
        dialect: The version.
        profile: The object, with numbers parsed as `Decimal` or `int`.
        evse_id: Connector or EVSE it is installed on.
        received: When the station received it.

    Raises:
        ChargingError: The specification forbids the profile, or a number or a moment cannot be read.
    """
    try:
        result = _profile(dialect, profile, evse_id, received)
    except KeyError as error:
        raise ChargingError(f"a charging profile lacks {error}") from error
    for problem in (_purpose_problem(dialect, result), _schedule_problem(result)):
        if problem:
            raise ChargingError(f"profile {result.charging_profile_id}: {problem}")
    return result


def _profile(dialect: Dialect, profile: Mapping, evse_id: int, received: datetime | None) -> ChargingProfile:
    schedules = profile["chargingSchedule"]
    return ChargingProfile(
        charging_profile_id=profile[dialect.profile_id],
        evse_id=evse_id,
        stack_level=profile["stackLevel"],
        purpose=profile["chargingProfilePurpose"],
        kind=profile["chargingProfileKind"],
        schedules=tuple(_schedule(item) for item in (schedules if dialect.several_schedules else [schedules])),
        recurrency_kind=profile.get("recurrencyKind"),
        valid_from=_optional_moment(profile, "validFrom"),
        valid_to=_optional_moment(profile, "validTo"),
        transaction_id=profile.get("transactionId"),
        received=received,
    )


def read_moment(text: str) -> datetime:
    """Return a moment in UTC; which offset it was written with plays no part.

    Raises:
        ChargingError: The text is no date and time with an offset, which both schemas ask for.
    """
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise ChargingError(f"{text!r} has no time zone; add Z or an offset [2.0.1 generic §2.1.4]")
        return moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ChargingError(f"{text!r} is no date and time: {error}") from error


def read_limit(value: object) -> Decimal:
    """Return an exact rate with at most one decimal [1.6 §7.14] [2.0.1 messages §2.11].

    A rate below 0 has no defined meaning (16-SC-23, 201-SC-26) and is refused.

    Raises:
        ChargingError: The value is a binary fraction, has two decimals or is below 0.
    """
    if not isinstance(value, int | Decimal) or isinstance(value, bool):
        raise ChargingError(f"{value!r} is not exact; parse JSON with parse_float=Decimal")
    limit = Decimal(value)
    if not limit.is_finite() or limit < 0 or limit % Decimal("0.1"):
        raise ChargingError(f"{value} is not a rate of 0 or more with one decimal [1.6 §7.14] [2.0.1 messages §2.11]")
    return limit


def _schedule(schedule: Mapping) -> ChargingSchedule:
    rate = schedule.get("minChargingRate")
    return ChargingSchedule(
        charging_rate_unit=schedule["chargingRateUnit"],
        periods=tuple(
            ChargingSchedulePeriod(
                start_period=period["startPeriod"],
                limit=read_limit(period["limit"]),
                number_phases=period.get("numberPhases"),
                phase_to_use=period.get("phaseToUse"),
            )
            for period in schedule["chargingSchedulePeriod"]
        ),
        start_schedule=_optional_moment(schedule, "startSchedule"),
        duration=schedule.get("duration"),
        min_charging_rate=None if rate is None else read_limit(rate),
    )


def _optional_moment(node: Mapping, name: str) -> datetime | None:
    return read_moment(node[name]) if name in node else None


def _purpose_problem(dialect: Dialect, profile: ChargingProfile) -> str:
    """Return what is wrong with purpose, place, level or kind; empty if nothing is.

    A station limit stands only on 0 [1.6 §3.13.1] [K04.FR.03]; for external limits that is said of one message only
    [2.0.1 messages §3.13] (201-SC-23). A `TxProfile` stands only above 0 [1.6 §3.13.1] [K01.FR.16]. `transactionId`
    goes with `TxProfile` only [1.6 §7.8] [2.0.1 messages §2.10]. The lowest level is 0 [1.6 §7.8]
    [2.0.1 messages §2.10]. A `ChargingStationMaxProfile` is never relative [K01.FR.38]. Several schedules are for a
    `TxProfile` only, three at most [2.0.1 messages §2.10].
    """
    purpose = profile.purpose
    if purpose not in (*dialect.station_purposes, TX_DEFAULT_PROFILE, TX_PROFILE):
        return f"{purpose!r} is no purpose of this version"
    if profile.kind not in (ABSOLUTE, RECURRING, RELATIVE) or profile.recurrency_kind not in (None, *CYCLES):
        return "unknown chargingProfileKind or recurrencyKind"
    if purpose in dialect.station_purposes and profile.evse_id != 0 and purpose not in dialect.evse_purposes:
        return f"{purpose} stands only on {dialect.evse} 0"
    if purpose == TX_PROFILE and profile.evse_id == 0:
        return f"{TX_PROFILE} needs a {dialect.evse} above 0"
    if profile.transaction_id is not None and purpose != TX_PROFILE:
        return f"transactionId goes with {TX_PROFILE} only"
    if profile.stack_level < 0 or profile.evse_id < 0:
        return f"stackLevel and {dialect.evse} are 0 or more"
    if purpose in dialect.never_relative and profile.kind == RELATIVE:
        return f"{purpose} is never {RELATIVE}"
    if not 1 <= len(profile.schedules) <= (3 if purpose == TX_PROFILE else 1):
        return "one schedule is needed; up to three only in a TxProfile of an ISO 15118 session"
    return ""


def _schedule_problem(profile: ChargingProfile) -> str:
    """Return what is wrong with a schedule; empty if nothing is.

    There is at least one period, the first starts at 0 [1.6 errata §4.17] [K01.FR.31], and starts increase, as each
    ends the period before [1.6 §7.14] [K01.FR.35]. `phaseToUse` goes with one phase only [K01.FR.19] and is 1, 2 or
    3 [2.0.1 messages §2.11].
    """
    for schedule in profile.schedules:
        starts = [period.start_period for period in schedule.periods]
        if schedule.charging_rate_unit not in (AMPERE, WATT):
            return f"the unit is {AMPERE} or {WATT}, not {schedule.charging_rate_unit!r}"
        if not starts or starts[0] != 0:
            return "the first period starts at 0"
        if any(later <= earlier for earlier, later in pairwise(starts)):
            return "startPeriod grows from period to period"
        if schedule.duration is not None and schedule.duration < 0:
            return "duration is 0 or more"
        for period in schedule.periods:
            if period.number_phases not in (None, 1, 2, 3):
                return "numberPhases is 1, 2 or 3"
            if period.phase_to_use not in (None, 1, 2, 3):
                return "phaseToUse is 1, 2 or 3"
            if period.phase_to_use is not None and (period.number_phases or DEFAULT_PHASES) != 1:
                return "phaseToUse goes with numberPhases 1 only"
    return ""
