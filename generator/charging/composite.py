"""Profiles and a request → the composite schedule.

Owns the result and the way to it: validity and stack levels first, then the
lowest limit of the purposes at each moment [1.6 §3.13.3] [2.0.1 §K 3.5].
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from itertools import pairwise

from generator.charging.dialects import Dialect
from generator.charging.intervals import Interval, Layout
from generator.charging.leading import check_installed
from generator.charging.options import Options
from generator.charging.profile import (
    AMPERE,
    WATT,
    ChargingError,
    ChargingProfile,
    Request,
    RequestRejectedError,
    Station,
    Transaction,
)


@dataclass(frozen=True)
class CompositeSchedule:
    """The limits that result for one connector or EVSE, or for the grid connection with 0.

    Attributes:
        evse_id: Connector or EVSE, 0 for the grid connection.
        start: Moment from which it counts.
        duration: Seconds that it covers.
        charging_rate_unit: Unit of every limit.
        intervals: Stretches in which the same limits take part, in order, without gaps.
    """

    evse_id: int
    start: datetime
    duration: int
    charging_rate_unit: str
    intervals: tuple[Interval, ...]

    @property
    def periods(self) -> tuple[Interval, ...]:
        """Return the intervals with equal neighbours joined; a limit of None says that nothing limits."""
        joined: list[Interval] = []
        for interval in self.intervals:
            if joined and joined[-1].result == interval.result:
                joined[-1] = replace(joined[-1], end=interval.end)
            else:
                joined.append(interval)
        return tuple(joined)


def compose(
    dialect: Dialect,
    profiles: Sequence[ChargingProfile],
    request: Request,
    *,
    station: Station | None = None,
    transactions: Sequence[Transaction] = (),
    options: Options | None = None,
) -> CompositeSchedule:
    """Return the composite schedule from the receipt of a request [1.6 §5.7] [1.6 errata §3.29] [K08.FR.02].

    Args:
        dialect: The version.
        profiles: Every installed profile, in any order.
        request: What is asked for.
        station: The station; by default one with a single connector or EVSE on AC at 230 V.
        transactions: Running transactions.
        options: The choices, from `Dialect.options`; by default the pragmatic ones.

    Raises:
        RequestRejectedError: The specification answers the request with `Rejected`.
        ChargingError: The profiles cannot be installed together or combined, or a needed value is missing.
    """
    station = station or Station((max(1, request.evse_id),))
    options = options or dialect.options()
    _check(request, station, transactions)
    check_installed(dialect, profiles, options)
    layout = Layout(dialect, tuple(profiles), request, station, tuple(transactions), options)
    unit = request.charging_rate_unit or _free_unit(layout)
    return CompositeSchedule(
        evse_id=request.evse_id,
        start=request.start,
        duration=request.duration,
        charging_rate_unit=unit,
        intervals=tuple(_whole_seconds(layout, unit)),
    )


def _check(request: Request, station: Station, transactions: Sequence[Transaction]) -> None:
    """Refuse what cannot be answered.

    An unknown connector or EVSE is `Rejected` [1.6 §5.7] [K08.FR.05]. So is a unit that the station does not report:
    2.0.1 says so [K08.FR.07], in 1.6 it cannot report the schedule [1.6 §5.7].
    """
    if request.evse_id != 0 and request.evse_id not in station.evse_ids:
        raise RequestRejectedError(f"{request.evse_id} is unknown [1.6 §5.7] [K08.FR.05]")
    if request.charging_rate_unit not in (None, *station.charging_rate_units):
        raise RequestRejectedError(
            f"the station does not report in {request.charging_rate_unit} [1.6 §5.7] [K08.FR.07]"
        )
    if request.duration < 1 or request.schedule_number not in (None, 1, 2, 3):
        raise ChargingError("duration is at least 1 s, schedule_number 1, 2 or 3")
    places = [transaction.evse_id for transaction in transactions]
    if len(set(places)) != len(places) or not set(places) <= set(station.evse_ids):
        raise ChargingError("each transaction stands on a connector or EVSE of the station of its own")


def _free_unit(layout: Layout) -> str:
    """Return the unit of an answer for which none was requested: 16-SC-19, 201-SC-10."""
    by_supply = AMPERE if layout.station.supply == "AC" else WATT
    lowest = layout.lowest_unit() if layout.options.unit_without_request == "lowest" else None
    for unit in (lowest, by_supply, *layout.station.charging_rate_units):
        if unit in layout.station.charging_rate_units:
            return unit
    raise ChargingError("the station reports in no unit")


def _whole_seconds(layout: Layout, unit: str) -> Iterator[Interval]:
    """Yield the intervals; a boundary within a second gives this second the lowest limit of its parts.

    `startPeriod` is a whole number, and at no point in time may the result exceed a merged limit [1.6 §3.13.3]
    [K08.FR.04].
    """
    exact = sorted({Fraction(0), *layout.boundaries()})
    grid = sorted({whole for second in exact for whole in (math.floor(second), math.ceil(second))})
    grid.append(layout.request.duration)
    inner: dict[int, list[Fraction]] = {}
    for second in exact:
        if second.denominator != 1:
            inner.setdefault(math.floor(second), []).append(second)
    for start, end in pairwise(grid):
        if start < end:
            parts = [layout.evaluate(second, start, end, unit) for second in (Fraction(start), *inner.get(start, ()))]
            yield min(parts, key=lambda part: (part.limit is None, part.limit or 0))
