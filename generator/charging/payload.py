"""A composite schedule → the official payload of the answer.

Owns where each value stands in `GetCompositeSchedule.conf` and
`GetCompositeScheduleResponse`; the dialect names the fields.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal

from generator.charging.composite import CompositeSchedule
from generator.charging.dialects import Dialect
from generator.charging.intervals import Interval
from generator.charging.options import Options
from generator.charging.profile import ChargingError

REJECTED = {"status": "Rejected"}
"""The answer to a request that raised `RequestRejectedError` [1.6 §5.7] [K08.FR.05]."""


def answer(dialect: Dialect, composite: CompositeSchedule, options: Options | None = None) -> dict:
    """Return the payload that reports a composite schedule.

    Limits are `int` where they are whole, else `Decimal`, so that nothing is lost.

    Args:
        dialect: The version.
        composite: The schedule.
        options: The choices; `no_limit` says what becomes of intervals without a limit (16-SC-16).

    Raises:
        ChargingError: Such an interval is to show the maximum of the hardware, and no local limit gives it.
    """
    periods, duration = _reported(composite, options or dialect.options())
    if not periods:
        return dict(REJECTED)
    values = {
        "evse_id": composite.evse_id,
        "start": format_moment(composite.start),
        "duration": duration,
        "charging_rate_unit": composite.charging_rate_unit,
        "periods": [_period(period) for period in periods],
    }
    result: dict = {"status": "Accepted"}
    for attribute, path in dialect.answer.items():
        node = result
        for name in path[:-1]:
            node = node.setdefault(name, {})
        node[path[-1]] = values[attribute]
    return result


def format_moment(moment: datetime) -> str:
    """Return a moment in UTC with `Z`, with three decimals at most and only if needed [2.0.1 generic §2.1.4]."""
    utc = moment.astimezone(UTC)
    text = utc.isoformat(timespec="milliseconds" if utc.microsecond else "seconds")
    return text.replace("+00:00", "Z")


def number(value: Decimal) -> int | Decimal:
    """Return a limit as it stands in JSON: whole numbers without a decimal point."""
    return int(value) if value == value.to_integral_value() else value


def _reported(composite: CompositeSchedule, options: Options) -> tuple[Sequence[Interval], int]:
    periods = composite.periods
    free = next((index for index, period in enumerate(periods) if period.limit is None), None)
    if free is None:
        return periods, composite.duration
    if options.no_limit == "reject":
        return (), 0
    if options.no_limit == "shorten":
        return periods[:free], periods[free].start
    raise ChargingError("some interval has no limit: give the hardware maximum as a local limit (16-SC-16)")


def _period(period: Interval) -> dict:
    result: dict = {"startPeriod": period.start, "limit": number(period.limit)}
    if period.number_phases is not None:
        result["numberPhases"] = period.number_phases
    if period.phase_to_use is not None:
        result["phaseToUse"] = period.phase_to_use
    return result
