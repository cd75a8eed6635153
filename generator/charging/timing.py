"""When each period of a profile holds.

Owns kinds, recurrence, duration and validity. Moments become exact seconds
after the start of the request, so that nothing here knows of time zones: a
recurring schedule starts again after 24 hours or 7 days of elapsed time
[1.6 §7.37] [2.0.1 messages §3.68]. Daylight saving therefore has no influence
and there is no option for it: in local time the cycle moves by an hour, and a
special profile may be needed on these days [1.6 §3.13.7] [2.0.1 §K 3.6]. In
2.0.1, daylight saving only concerns the display [2.0.1 generic §3.1.1.1].
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from generator.charging.options import Options
from generator.charging.profile import (
    ABSOLUTE,
    CYCLES,
    RECURRING,
    RELATIVE,
    TX_DEFAULT_PROFILE,
    TX_PROFILE,
    ChargingError,
    ChargingProfile,
    ChargingSchedule,
    ChargingSchedulePeriod,
    LocalLimit,
    Request,
    Transaction,
)


@dataclass(frozen=True)
class Segment:
    """A stretch of the request in which one period of a profile holds.

    Attributes:
        start: First second after the start of the request, exact.
        end: First second after the stretch.
        period: The period that holds.
    """

    start: Fraction
    end: Fraction
    period: ChargingSchedulePeriod


@dataclass(frozen=True)
class Track:
    """One schedule laid over the time of the request.

    Attributes:
        name: Who sets the limits.
        profile: The profile; None for a local limit.
        schedule: The schedule that takes part.
        segments: Where its periods hold, in order.
        valid_from: Second from which the profile is valid; None: from the start on.
        valid_to: First second in which it is not valid any more; None: to the end.
        anchor: Second from which its periods count; None if its schedule does not run.
    """

    name: str
    profile: ChargingProfile | None
    schedule: ChargingSchedule
    segments: tuple[Segment, ...]
    valid_from: Fraction | None = None
    valid_to: Fraction | None = None
    anchor: Fraction | None = None

    def at(self, second: Fraction) -> ChargingSchedulePeriod | None:
        """Return the period that holds at a second of the request, None in a gap."""
        index = bisect.bisect_right(self.segments, second, key=lambda segment: segment.start) - 1
        if index >= 0 and second < self.segments[index].end:
            return self.segments[index].period
        return None

    def is_valid(self, second: Fraction) -> bool:
        """Tell whether the profile is valid: from `validFrom` on, before `validTo` [K01.FR.36] [K01.FR.37].

        1.6 says the same: validity starts at the one and stops at the other moment [1.6 §7.8].
        """
        return (self.valid_from is None or self.valid_from <= second) and (
            self.valid_to is None or second < self.valid_to
        )


def lay(
    profile: ChargingProfile, request: Request, transaction: Transaction | None, options: Options, number: int = 1
) -> Track | None:
    """Lay a profile over the time of a request.

    Args:
        profile: The profile.
        request: Its start and duration.
        transaction: Transaction that the profile limits; None for a station limit.
        options: The choices.
        number: Which of its schedules to lay.

    Returns:
        The track, or None if the profile has no schedule that takes part.

    Raises:
        ChargingError: The timing of the profile cannot be read.
    """
    if number > len(profile.schedules):
        return None
    schedule = profile.schedules[number - 1]
    name = f"{profile.name} schedule {number}" if len(profile.schedules) > 1 else profile.name
    if not request.time_known and _is_timed(profile, schedule):
        treatment = _unknown_time(profile, options)
        if treatment == "ignore":
            return None
        if treatment == "lowest":
            lowest = Segment(Fraction(0), Fraction(request.duration), _lowest_period(profile, schedule))
            return Track(name, profile, schedule, (lowest,), anchor=Fraction(0))
    start, cycle = _anchor(profile, schedule, transaction, options)
    valid_from, valid_to = _second(request, profile.valid_from), _second(request, profile.valid_to)
    anchor = _second(request, start)
    if start is None and profile.purpose not in (TX_PROFILE, TX_DEFAULT_PROFILE):
        anchor = Fraction(0)  # a single endless period holds wherever it counts from
    segments = tuple(_segments(schedule, anchor, cycle, request.duration)) if anchor is not None else ()
    clipped = tuple(_clip(segments, valid_from, valid_to))
    return Track(name, profile, schedule, clipped, valid_from, valid_to, anchor)


def lay_local(local: LocalLimit, request: Request) -> Track:
    """Lay a local limit over the time of a request.

    Raises:
        ChargingError: It has several periods or a duration, and no start.
    """
    schedule = local.schedule
    anchor = _second(request, schedule.start_schedule)
    if anchor is None:
        if len(schedule.periods) > 1 or schedule.duration is not None:
            raise ChargingError(f"local limit {local.name}: say with start_schedule when its periods start")
        anchor = Fraction(0)
    return Track(local.name, None, schedule, tuple(_segments(schedule, anchor, None, request.duration)), anchor=anchor)


def run_length(schedule: ChargingSchedule, cycle: int | None) -> int | None:
    """Return how many seconds one run of a schedule lasts; None: without end.

    It ends with `duration`; periods that start later are not executed [1.6 §5.16.4] [K01.FR.11] [K01.FR.12]. Without
    one, the last period goes on [1.6 §7.13] [2.0.1 messages §2.12]. A recurring schedule is cut off where the next
    cycle starts [1.6 §5.16.4]; in 2.0.1 this follows, as it starts again then [2.0.1 messages §3.12].
    """
    return min((length for length in (schedule.duration, cycle) if length is not None), default=None)


def _anchor(
    profile: ChargingProfile, schedule: ChargingSchedule, transaction: Transaction | None, options: Options
) -> tuple[datetime | None, int | None]:
    """Return the moment from which periods count and the cycle in seconds.

    Absolute and recurring ones count from `startSchedule` and limit nothing before it [1.6 §7.9] [1.6 §7.13]
    [K01.FR.30] [K01.FR.40]; relative ones have none [K01.FR.41]. `recurrencyKind` is for recurring ones only
    [1.6 errata §3.56]; 2.0.1 shows it with these [2.0.1 §K 3.3]. Fields that do not fit: 16-SC-11, 201-SC-13.
    """
    kind = profile.kind
    fits = (schedule.start_schedule is None) == (kind == RELATIVE) and (profile.recurrency_kind is None) == (
        kind != RECURRING
    )
    if not fits and options.timing_fields == "refuse":
        raise ChargingError(
            f"{profile.name}: {ABSOLUTE} needs startSchedule, {RECURRING} also recurrencyKind, {RELATIVE} neither; "
            "no other combination fits (16-SC-11, 201-SC-13)"
        )
    if kind == RELATIVE or schedule.start_schedule is None:
        return _relative_start(profile, schedule, transaction, options), None
    cycle = CYCLES[profile.recurrency_kind] if kind == RECURRING and profile.recurrency_kind else None
    return schedule.start_schedule, cycle


def _relative_start(
    profile: ChargingProfile, schedule: ChargingSchedule, transaction: Transaction | None, options: Options
) -> datetime | None:
    """Return the start of a relative schedule.

    The charge point determines it, the start of the transaction is an example [1.6 §7.9] (16-SC-09). 2.0.1
    recommends the moment in which the EVSE is ready to deliver energy [K01.FR.42] (201-SC-01). For a station limit:
    16-SC-10, 201-SC-03.
    """
    if transaction is not None:
        if options.relative_start == "energy":
            return transaction.energy_start or transaction.start
        if options.relative_start == "transaction":
            return transaction.start
    elif options.relative_station == "constant" and len(schedule.periods) == 1 and schedule.duration is None:
        return None
    elif options.relative_station != "receipt":
        raise ChargingError(f"{profile.name}: nothing says from when a relative limit runs here (16-SC-10, 201-SC-03)")
    if profile.received is None:
        raise ChargingError(f"{profile.name}: say when it was received, its periods count from then")
    return max(profile.received, transaction.start) if transaction else profile.received


def _is_timed(profile: ChargingProfile, schedule: ChargingSchedule) -> bool:
    return profile.kind != RELATIVE or profile.valid_from is not None or profile.valid_to is not None


def _unknown_time(profile: ChargingProfile, options: Options) -> str:
    """Return how a timed profile counts while the time is unknown: 16-SC-08, 201-SC-14."""
    for_transaction = profile.purpose in (TX_PROFILE, TX_DEFAULT_PROFILE)
    return options.unknown_time_transaction if for_transaction else options.unknown_time_station


def _lowest_period(profile: ChargingProfile, schedule: ChargingSchedule) -> ChargingSchedulePeriod:
    """Return the lowest limit that a profile has at any time; periods that are never executed do not count."""
    length = run_length(schedule, CYCLES.get(profile.recurrency_kind or ""))
    executed = [period for period in schedule.periods if length is None or period.start_period < length]
    return min(executed or schedule.periods, key=lambda period: period.limit)


def _second(request: Request, moment: datetime | None) -> Fraction | None:
    if moment is None:
        return None
    return Fraction((moment - request.start) // timedelta(microseconds=1), 1_000_000)


def _segments(schedule: ChargingSchedule, anchor: Fraction, cycle: int | None, duration: int) -> Iterator[Segment]:
    """Yield the periods of every run that touches the request, cut to its duration."""
    length = run_length(schedule, cycle)
    starts = [period.start_period for period in schedule.periods]
    for run in _runs(anchor, cycle, duration):
        for period, end in zip(schedule.periods, [*starts[1:], None], strict=True):
            last = min((second for second in (end, length) if second is not None), default=None)
            first = max(run + period.start_period, Fraction(0))
            until = Fraction(duration) if last is None else min(run + last, Fraction(duration))
            if first < until:
                yield Segment(first, until, period)


def _runs(anchor: Fraction, cycle: int | None, duration: int) -> Iterator[Fraction]:
    """Yield the start of each run: cycles follow one another from the anchor on, never before it [K01.FR.30]."""
    if cycle is None:
        yield anchor
        return
    number = max(0, math.floor(-anchor / cycle))
    while anchor + number * cycle < duration:
        yield anchor + number * cycle
        number += 1


def _clip(segments: tuple[Segment, ...], valid_from: Fraction | None, valid_to: Fraction | None) -> Iterator[Segment]:
    for segment in segments:
        start = segment.start if valid_from is None else max(segment.start, valid_from)
        end = segment.end if valid_to is None else min(segment.end, valid_to)
        if start < end:
            yield Segment(start, end, segment.period)
