"""One interval of a composite schedule: which limits take part and what results.

Owns connector or EVSE against station: a station limit holds for all of them
together, and 0 asks for the grid connection.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from generator.charging.dialects import Dialect
from generator.charging.leading import Leader, Stack, TransactionStack, stack_purpose, stack_transaction
from generator.charging.options import Options
from generator.charging.profile import (
    AMPERE,
    TX_DEFAULT_PROFILE,
    TX_PROFILE,
    WATT,
    ChargingProfile,
    Request,
    Station,
    Transaction,
)
from generator.charging.sharing import Demand, share
from generator.charging.timing import lay_local
from generator.charging.units import Combined, Limit, combine, limit_of, round_down

# Among the schedules that an EV can choose from: 201-SC-19.
_CHOOSE = {"lowest": min, "highest": max}


@dataclass(frozen=True)
class Part:
    """A limit that takes part in an interval, with its arithmetic.

    Attributes:
        limit: The limit as it was set, a share of it, or a sum.
        converted: Its value in the unit of the answer, exact.
        leader: The leading profile; None for a share or a sum.
        summed: The leaders whose limits a sum holds.
    """

    limit: Limit
    converted: Fraction = Fraction(0)
    leader: Leader | None = None
    summed: tuple[Leader, ...] = ()


@dataclass(frozen=True)
class Interval:
    """A stretch in which the same limits take part.

    Attributes:
        start: First second after the start of the composite schedule.
        end: First second after the stretch.
        limit: The resulting limit, rounded down; None if nothing limits.
        number_phases: Phases it is for; None on DC.
        phase_to_use: Phase to use; None if free.
        parts: The limits that take part.
        layout: What it was computed from.
    """

    start: int
    end: int
    limit: Decimal | None
    number_phases: int | None
    phase_to_use: int | None
    parts: tuple[Part, ...]
    layout: Layout = field(compare=False, repr=False)

    @property
    def result(self) -> tuple[Decimal | None, int | None, int | None]:
        """Return what the interval comes to: limit and phases."""
        return self.limit, self.number_phases, self.phase_to_use


@dataclass(frozen=True)
class Side:
    """One connector or EVSE with what limits it alone.

    Attributes:
        transaction: Its transaction, running or imagined.
        stacks: What limits the transaction, once for each schedule that it can choose.
        others: External and local limits for it alone.
    """

    transaction: Transaction
    stacks: tuple[TransactionStack, ...]
    others: tuple[Stack, ...]

    def choices(self, second: Fraction) -> list[tuple[Leader, ...]]:
        """Return the limits of this connector or EVSE alone, once for each schedule; that of the transaction first."""
        others = [leader for stack in self.others if (leader := stack.leader(second))]
        return [(*([leader] if (leader := stack.leader(second)) else []), *others) for stack in self.stacks]


@dataclass(frozen=True)
class Layout:
    """Everything that takes part, laid over the time of a request."""

    dialect: Dialect
    profiles: tuple[ChargingProfile, ...]
    request: Request
    station: Station
    transactions: tuple[Transaction, ...]
    options: Options

    @cached_property
    def sides(self) -> dict[int, Side]:
        """Return the connectors or EVSEs that take part.

        For one of them, these are itself and those that share station limits with it. One without a transaction is
        taken as if one began with the request: an option in 1.6 (16-SC-17), required in 2.0.1 [K08.FR.06]; its
        start is 201-SC-02. For 0, see the options `total` and `total_evses`.
        """
        running = {transaction.evse_id: transaction for transaction in self.transactions}
        wanted = set(running)
        if self.request.evse_id:
            wanted.add(self.request.evse_id)
            if self.request.evse_id not in running and self.options.idle != "as-if":
                return {}
        elif self.options.total == "station-limits":
            return {}
        elif self.options.total_evses == "all":
            wanted |= set(self.station.evse_ids)
        return {evse_id: self._side(evse_id, running.get(evse_id)) for evse_id in sorted(wanted)}

    @cached_property
    def shared(self) -> tuple[Stack, ...]:
        """Return the stacks of the limits that hold for the whole station."""
        purposes = (
            stack_purpose(self.profiles, purpose, 0, self.request, self.options)
            for purpose in self.dialect.station_purposes
        )
        return (*purposes, *self._local(0))

    def boundaries(self) -> Iterator[Fraction]:
        """Yield every second of the request at which something can change."""
        stacks = [*self.shared]
        for side in self.sides.values():
            stacks += [*side.stacks, *side.others]
        for stack in stacks:
            yield from (second for second in stack.boundaries() if 0 <= second < self.request.duration)

    def evaluate(self, second: Fraction, start: int, end: int, unit: str) -> Interval:
        """Return what holds at a second, as an interval with the given ends and unit.

        Raises:
            ChargingError: The limits cannot be combined.
        """
        parts = self._shared_parts(second)
        side = self.sides.get(self.request.evse_id)
        if side:
            own = self._parts(side, second, unit)
            parts = [*own, *self._share(second, parts, unit)]
            return self._interval(start, end, parts, self._combine(parts, unit, side.transaction.phases_in_use))
        if self.sides:
            return self._total(second, start, end, unit, parts)
        if self._expects_nothing:
            parts.append(Part(Limit("no transaction", Fraction(0), unit)))
        return self._interval(start, end, parts, self._combine(parts, unit, None))

    def lowest_unit(self) -> str | None:
        """Return the unit of the lowest limit at the start of the request, None if nothing limits."""
        unit = self._sharing_unit(WATT)
        parts = [part for part in self.evaluate(Fraction(0), 0, 1, unit).parts if part.leader]
        return min(parts, key=lambda part: part.converted).limit.unit if parts else None

    def _side(self, evse_id: int, transaction: Transaction | None) -> Side:
        imagined = transaction is None
        transaction = transaction or Transaction(evse_id, self.request.start)
        stacks = stack_transaction(
            self.dialect, self.profiles, self.request, transaction, self.options, imagined=imagined
        )
        external = (
            stack_purpose(self.profiles, purpose, evse_id, self.request, self.options)
            for purpose in self.dialect.evse_purposes
        )
        return Side(transaction, stacks, (*external, *self._local(evse_id)))

    def _local(self, evse_id: int) -> tuple[Stack, ...]:
        limits = (local for local in self.station.local_limits if local.evse_id == evse_id)
        return tuple(Stack((lay_local(local, self.request),)) for local in limits)

    @property
    def _expects_nothing(self) -> bool:
        """Tell whether nobody charges, and the answer says so."""
        return self.options.idle == "zero" if self.request.evse_id else self.options.total == "sum"

    def _parts(self, side: Side, second: Fraction, unit: str) -> list[Part]:
        """Return the limits of one connector or EVSE alone, with the schedule that the options choose."""
        choices = [[_part(leader) for leader in leaders] for leaders in side.choices(second)]

        def height(parts: list[Part]) -> tuple[bool, Fraction]:
            value = self._combine(parts, unit, side.transaction.phases_in_use).value
            return value is None, value or Fraction(0)

        return choices[0] if len(choices) == 1 else _CHOOSE[self.options.several_schedules](choices, key=height)

    def _shared_parts(self, second: Fraction) -> list[Part]:
        found = (stack.leader(second) for stack in self.shared)
        return [_part(leader) for leader in found if leader]

    def _sharing_unit(self, unit: str) -> str:
        """Return the unit in which limits are shared: per phase on AC, so that no phase carries too much."""
        if self.station.supply != "AC" and self.options.direct_current != "grid":
            return unit
        return AMPERE if self.options.watts_on_fewer_phases == "per-phase" else WATT

    def _combine(self, parts: Sequence[Part], unit: str, phases_in_use: int | None) -> Combined:
        return combine([part.limit for part in parts], unit, self.station, self.options, phases_in_use)

    def _interval(self, start: int, end: int, parts: Sequence[Part], combined: Combined) -> Interval:
        return Interval(
            start=start,
            end=end,
            limit=None if combined.value is None else round_down(combined.value, self.options.step),
            number_phases=combined.number_phases,
            phase_to_use=combined.phase_to_use,
            parts=tuple(
                replace(part, converted=converted) for part, converted in zip(parts, combined.converted, strict=True)
            ),
            layout=self,
        )

    def _share(self, second: Fraction, parts: list[Part], unit: str) -> list[Part]:
        """Return the station limits, and the share of the requested connector or EVSE if it is not alone."""
        if not parts or len(self.sides) == 1 or self.options.sharing == "whole":
            return parts
        unit = self._sharing_unit(unit)
        station = self._combine(parts, unit, None)
        demands = {evse_id: self._demand(side, second, unit) for evse_id, side in self.sides.items()}
        own = share(station.value, demands.values(), self.options.sharing)[self.request.evse_id]
        wanted = demands[self.request.evse_id].wanted
        if own == station.value or (wanted is not None and own >= wanted):
            return parts  # it gets all that it could use
        names = " and ".join(dict.fromkeys(part.limit.name for part in parts))
        # The share is a current on whatever phases are used; their number follows from the limits themselves.
        return [*parts, Part(Limit(f"share of {names}", own, unit))]

    def _demand(self, side: Side, second: Fraction, unit: str) -> Demand:
        """Return what a side could use; its least is the `minChargingRate` of what limits its transaction."""
        transaction, parts = side.transaction, self._parts(side, second, unit)
        wanted = self._combine(parts, unit, transaction.phases_in_use).value
        least = Fraction(0)
        leader = parts[0].leader if parts else None
        if leader and leader.track.profile and leader.track.profile.purpose in (TX_PROFILE, TX_DEFAULT_PROFILE):
            rate = Fraction(leader.track.schedule.min_charging_rate or 0)
            (least,) = self._combine([Part(replace(parts[0].limit, value=rate))], unit, None).converted
        return Demand(transaction.evse_id, transaction.start, wanted, least, transaction.charging_priority)

    def _total(self, second: Fraction, start: int, end: int, unit: str, shared: list[Part]) -> Interval:
        """Return the sum of what the connectors or EVSEs may draw, capped by the station limits.

        Amperes are those of the most loaded phase, as if all single-phase vehicles were on it.
        """
        station = self._combine(shared, unit, None)
        total, phases, names, leaders = Fraction(0), 1, [], []
        for evse_id, side in self.sides.items():
            own = self._parts(side, second, unit)
            leaders += [part.leader for part in own]
            combined = self._combine([*own, *shared], unit, side.transaction.phases_in_use)
            if combined.value is None:
                return self._interval(start, end, (), combined)
            total += combined.value
            phases = max(phases, combined.number_phases or 1)
            names.append(f"{evse_id} ({', '.join(part.limit.name for part in own or shared)})")
        parts = (Part(Limit(f"sum of {' and '.join(names)}", total, unit, phases), summed=tuple(leaders)), *shared)
        value = total if station.value is None else min(total, station.value)
        number = None if station.number_phases is None else min(phases, station.number_phases)
        return self._interval(start, end, parts, Combined(value, number, None, (total, *station.converted)))


def _part(leader: Leader) -> Part:
    unit = leader.track.schedule.charging_rate_unit
    return Part(limit_of(leader.track.name, unit, leader.period), leader=leader)
