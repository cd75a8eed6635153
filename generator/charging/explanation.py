"""A composite schedule told step by step: which profile leads in each interval, and why.

Owns the words; pages show them beside the arithmetic. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from generator.charging.composite import CompositeSchedule
from generator.charging.intervals import Interval, Layout, Part, Side
from generator.charging.leading import Leader, same_transaction
from generator.charging.profile import AMPERE, RECURRING, TX_DEFAULT_PROFILE, TX_PROFILE, ChargingProfile
from generator.charging.timing import Track


@dataclass(frozen=True)
class Step:
    """One interval in words.

    Attributes:
        start: Moment at which it begins.
        end: Moment at which it ends.
        result: What holds, such as `16 A` or `no limit`.
        takes_part: One line for each limit that takes part, with its arithmetic.
        passed_by: One line for each profile that does not, with the reason.
    """

    start: datetime
    end: datetime
    result: str
    takes_part: tuple[str, ...]
    passed_by: tuple[str, ...]


def explain(composite: CompositeSchedule) -> tuple[Step, ...]:
    """Return the steps of a composite schedule, one for each interval."""
    return tuple(_steps(composite))


def format_amount(value: Fraction | Decimal, unit: str) -> str:
    """Return an amount with at most three decimals, `≈` before it where that is not exact: `16 A`, `≈15.942 A`."""
    exact = Fraction(value)
    rounded = Decimal(round(exact * 1000)) / 1000
    text = f"{rounded:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{'' if Fraction(rounded) == exact else '≈'}{text} {unit}"


def _steps(composite: CompositeSchedule) -> Iterator[Step]:
    for interval in composite.intervals:
        unit = composite.charging_rate_unit
        yield Step(
            start=composite.start + timedelta(seconds=interval.start),
            end=composite.start + timedelta(seconds=interval.end),
            result="no limit"
            if interval.limit is None
            else f"{format_amount(interval.limit, unit)}{_phases(interval)}",
            takes_part=tuple(_line(part, interval, unit, interval.layout) for part in interval.parts),
            passed_by=tuple(_passed_by(interval.layout, interval)),
        )


def _phases(interval: Interval) -> str:
    if interval.number_phases is None:
        return ""
    phase = f" (phase {interval.phase_to_use})" if interval.phase_to_use else ""
    return f" on {interval.number_phases} phase{'s' if interval.number_phases > 1 else ''}{phase}"


def _line(part: Part, interval: Interval, unit: str, layout: Layout) -> str:
    """Return who sets a limit, the limit, and what it becomes in the unit of the answer."""
    limit = part.limit
    level = ""
    if part.leader and part.leader.track.profile:
        level = f", stackLevel {part.leader.track.profile.stack_level}"
    text = f"{limit.name}{level}: {format_amount(limit.value, limit.unit)}"
    if limit.unit == unit and part.converted == limit.value:
        return text
    result = format_amount(part.converted, unit)
    per_phase = layout.options.watts_on_fewer_phases == "per-phase"
    volts = f"{layout.station.line_voltage:f} V"
    if limit.unit != AMPERE and unit == AMPERE:
        return f"{text} ÷ ({volts} × {limit.phases if per_phase else interval.number_phases}) = {result}"
    if limit.unit == AMPERE and unit != AMPERE:
        return f"{text} × {volts} × {interval.number_phases} = {result}"
    return f"{text} for {limit.phases} phases, on {interval.number_phases}: {result}"


def _passed_by(layout: Layout, interval: Interval) -> Iterator[str]:
    second = Fraction(interval.start)
    asked = layout.sides.get(layout.request.evse_id)
    sides = [asked] if asked else list(layout.sides.values())
    leaders = [leader for part in interval.parts for leader in (part.leader, *part.summed) if leader]
    leading = {leader.track.profile.charging_profile_id for leader in leaders if leader.track.profile}
    for profile in sorted(layout.profiles, key=lambda profile: profile.charging_profile_id):
        track = next(_tracks(layout, sides, profile), None)
        if track is None:
            yield f"{profile.name}: {_absence(layout, sides, profile)}"
        elif profile.charging_profile_id not in leading:
            yield f"{profile.name}: {_reason(track, second, leaders)}"


def _tracks(layout: Layout, sides: Sequence[Side], profile: ChargingProfile) -> Iterator[Track]:
    stacks = [*layout.shared]
    for side in sides:
        stacks += side.others
        for stack in side.stacks:
            stacks += [stack.own, stack.default]
    for stack in stacks:
        yield from (track for track in stack.tracks if track.profile is profile)


def _absence(layout: Layout, sides: Sequence[Side], profile: ChargingProfile) -> str:
    """Return why a profile takes no part at all in the request."""
    running = {transaction.evse_id: transaction for transaction in layout.transactions}
    place = f"{layout.dialect.evse} {profile.evse_id}"
    if profile.purpose == TX_PROFILE and profile.evse_id not in running:
        return f"no transaction runs on {place}"
    if profile.evse_id and all(side.transaction.evse_id != profile.evse_id for side in sides):
        return f"limits {place}"
    if profile.purpose in (TX_PROFILE, TX_DEFAULT_PROFILE) and not sides:
        return "no transaction counts"
    if profile.purpose == TX_PROFILE and profile.transaction_id is not None:
        current = running[profile.evse_id].transaction_id
        if not same_transaction(layout.dialect, profile.transaction_id, current):
            return f"belongs to transaction {profile.transaction_id}"
    return "left out by an option" if layout.request.time_known else "left out while the time is unknown"


def _reason(track: Track, second: Fraction, leaders: Sequence[Leader]) -> str:
    """Return why a profile that takes part in the request does not lead at a second."""
    profile = track.profile
    if track.valid_from is not None and second < track.valid_from:
        return "not valid yet"
    if track.valid_to is not None and second >= track.valid_to:
        return "no longer valid"
    if track.anchor is None or second < track.anchor:
        return "its schedule has not started"
    if track.at(second) is None:
        return "between two runs" if profile.kind == RECURRING else "its schedule is over"
    rivals = [leader.track for leader in leaders if leader.track.profile]
    for rival in rivals:
        if rival.profile.purpose == profile.purpose:
            higher = rival.profile.stack_level > profile.stack_level
            why = "has the higher stackLevel" if higher else "has the same stackLevel and is the connector's own"
            return f"{rival.name} {why}"
    overruling = [rival.name for rival in rivals if rival.profile.purpose == TX_PROFILE]
    return f"overruled by {' and '.join(overruling) or f'a {TX_PROFILE} without a period at this time'}"
