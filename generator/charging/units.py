"""Limits in amperes and watts, on one, two or three phases → the lowest of them.

Owns conversion and phases. All arithmetic is exact; rounding is not done here.

Watts are the total, amperes are per phase [1.6 §7.12] [K01.FR.51]. On AC, the
current of a phase is watts / (line voltage × number of phases), with the
nominal voltage and the `numberPhases` of the period, 3 where it is absent
[1.6 §7.12] [K01.FR.49] [K01.FR.50] [2.0.1 errata §2.40].
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from generator.charging.options import Options
from generator.charging.profile import (
    AMPERE,
    DEFAULT_PHASES,
    WATT,
    ChargingError,
    ChargingSchedulePeriod,
    RequestRejectedError,
    Station,
)


@dataclass(frozen=True)
class Limit:
    """One limit that takes part in an interval.

    Attributes:
        name: Who sets it.
        value: Its value, exact.
        unit: `A` or `W`.
        number_phases: Its `numberPhases`; None where absent.
        phase_to_use: Its `phaseToUse`; None where absent.
    """

    name: str
    value: Fraction
    unit: str
    number_phases: int | None = None
    phase_to_use: int | None = None

    @property
    def phases(self) -> int:
        """Return the number of phases, 3 where the field is absent [1.6 §7.14] [K01.FR.49]."""
        return self.number_phases or DEFAULT_PHASES


@dataclass(frozen=True)
class Combined:
    """The lowest of several limits.

    Attributes:
        value: The result in the wanted unit, exact; None if nothing limits.
        number_phases: Phases that the result is for; None on DC.
        phase_to_use: Phase to use; None if free.
        converted: Each limit in the wanted unit, in the order given.
    """

    value: Fraction | None
    number_phases: int | None
    phase_to_use: int | None
    converted: tuple[Fraction, ...]


def limit_of(name: str, unit: str, period: ChargingSchedulePeriod) -> Limit:
    """Return the limit that a period sets."""
    return Limit(name, Fraction(period.limit), unit, period.number_phases, period.phase_to_use)


def combine(
    limits: Sequence[Limit], unit: str, station: Station, options: Options, phases_in_use: int | None = None
) -> Combined:
    """Return the lowest limit [1.6 §3.13.3] [2.0.1 §K 3.5] [K08.FR.04].

    Args:
        limits: The limits that take part; none if nothing limits.
        unit: Wanted unit.
        station: Voltage, supply and whether phases can be switched.
        options: The choices.
        phases_in_use: Phases that the vehicle uses; None where unknown.

    Raises:
        ChargingError: The limits cannot be combined.
        RequestRejectedError: The station cannot report in the wanted unit.
    """
    if station.supply != "AC" and options.direct_current != "grid":
        return _combine_direct(limits, unit, options)
    phases = _phases(limits, station, options, phases_in_use)
    volts = Fraction(station.line_voltage)
    currents = [_current(limit, phases, volts, options) for limit in limits]
    factor = Fraction(1) if unit == AMPERE else volts * phases
    converted = tuple(current * factor for current in currents)
    return Combined(min(converted, default=None), phases, _phase_to_use(limits), converted)


def round_down(value: Fraction, step: Decimal) -> Decimal:
    """Return the highest multiple of a step that is not above a value.

    Down, because the result may not exceed any limit that was merged [1.6 §3.13.3] [K08.FR.04]; to which step:
    16-SC-15, 201-SC-04.
    """
    return (value // Fraction(step)) * step


def _combine_direct(limits: Sequence[Limit], unit: str, options: Options) -> Combined:
    """Combine limits of direct current, where no conversion is given: 16-SC-21, 201-SC-11."""
    watts_only = options.direct_current == "watts-only"
    if watts_only and unit == AMPERE:
        raise RequestRejectedError("a limit of direct current is reported in W only (16-SC-21, 201-SC-11)")
    for limit in limits:
        if limit.unit != unit:
            raise ChargingError(f"{limit.name}: {limit.unit} cannot become {unit} on DC (16-SC-21, 201-SC-11)")
    values = tuple(limit.value for limit in limits)
    return Combined(min(values, default=None), None, None, values)


def _phases(limits: Sequence[Limit], station: Station, options: Options, in_use: int | None) -> int:
    """Return the phases of the merged interval.

    2.0.1 takes the lowest number of all that are merged [2.0.1 errata §2.36]. 1.6 has no sentence of its own; with
    more phases, the power of the result would exceed that of a merged schedule [1.6 §3.13.3]. A vehicle that uses
    fewer gets the limit on these [1.6 errata §3.34] [K01.FR.45]; one that uses more, where the station cannot
    switch, is 16-SC-13, and a reason to reject the profile in 2.0.1 [K01.FR.43].
    """
    phases = min((limit.phases for limit in limits), default=DEFAULT_PHASES)
    if in_use is None or in_use == phases:
        return phases
    if in_use > phases and station.switches_phases:
        return phases
    if in_use > phases and options.fewer_phases == "refuse":
        names = ", ".join(limit.name for limit in limits if limit.phases < in_use)
        raise ChargingError(f"{names}: {phases} of {in_use} phases, but no switching (16-SC-13) [K01.FR.43]")
    return in_use


def _current(limit: Limit, phases: int, volts: Fraction, options: Options) -> Fraction:
    """Return the current per phase that a limit allows on the phases of the interval.

    Amperes stay as they are, whatever the phases [1.6 errata §3.34] [K01.FR.51]. Watts are divided by the limit's
    own phases, or by those of the interval: 16-SC-14; 2.0.1 has its own phases [K01.FR.50]. A limit for fewer phases
    than are used may keep its power: 16-SC-13.
    """
    if limit.unit == WATT and options.watts_on_fewer_phases == "total":
        return limit.value / (volts * phases)
    current = limit.value if limit.unit == AMPERE else limit.value / (volts * limit.phases)
    if limit.phases < phases and options.fewer_phases == "same-power":
        return current * limit.phases / phases
    return current


def _phase_to_use(limits: Sequence[Limit]) -> int | None:
    """Return the common `phaseToUse`; a limit that names one is for one phase, and so is the result [K01.FR.19].

    Raises:
        ChargingError: Two limits name different phases, so that no composite period exists [2.0.1 errata §2.36].
    """
    wanted = {limit.phase_to_use: limit.name for limit in limits if limit.phase_to_use is not None}
    if len(wanted) > 1:
        raise ChargingError(f"{' and '.join(wanted.values())} name different phases [2.0.1 errata §2.36]")
    return next(iter(wanted), None)
