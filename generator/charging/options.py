"""The choices that the specification leaves open, one option for each.

Owns the options, their values and their defaults. A default is the pragmatic
default of the marker. Knows nothing of how an option is carried out.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from decimal import Decimal

from generator.charging.profile import ChargingError


def _choice(*values: str) -> str:
    """Return a field whose first value is the default."""
    return field(default=values[0], metadata={"values": values})


@dataclass(frozen=True)
class Options:
    """How the computation decides where the specification does not.

    A marker of the other version is left out where that version decides; the dialect then fixes the value.

    Attributes:
        same_level: Where two profiles of one purpose may not share a stack level: on one `connector` (for
            `TxProfile`: of one transaction), or anywhere on the `station`. 16-SC-01.
        foreign_transaction: A `TxProfile` that names another transaction than the one on its connector is left out
            (`ignore`) or used (`apply`). 16-SC-04.
        tx_profile_gap: While a `TxProfile` of the running transaction has no period, the `TxDefaultProfile` limits
            (`default`) or stays overruled (`none`). 16-SC-05 at any time; 201-SC-05 only before `startSchedule`.
        connector_defaults: `TxDefaultProfile`s of the station and of one connector form `one-stack`, or the
            connector has its `own-only` as long as it has one. 16-SC-06; its third option differs only after
            clearing, then leave the profile of connector 0 out of the input.
        sharing: Division of a station limit among connectors in use: `equal` shares, rest to the others;
            `first-come`; or `whole`, each as if alone. 16-SC-07, 201-SC-06.
        unknown_time_station: While the time is unknown, a timed station limit counts with its `lowest` limit, is
            left out (`ignore`), or continues from the `stored` time. 16-SC-08, 201-SC-14.
        unknown_time_transaction: The same for `TxProfile` and `TxDefaultProfile`. 16-SC-08, 201-SC-14.
        relative_start: A relative schedule of a transaction counts from the start of the `transaction`, from the
            moment the EVSE is ready to deliver `energy`, or from `arrival` of the profile if that is later than the
            start of the transaction. 16-SC-09, 201-SC-01.
        relative_station: A relative station limit is accepted if it is `constant` (one period, no duration), counts
            from its `receipt`, or is refused (`refuse`). 16-SC-10, 201-SC-03.
        timing_fields: Timing fields that do not fit the kind: `refuse` the profile, or `read` it by what is there.
            16-SC-11, 201-SC-13.
        fewer_phases: `numberPhases` is below the phases in use and the station cannot switch: keep the power by a
            lower current (`same-power`), `refuse` the profile, or apply the limit `per-phase` to all. 16-SC-13.
        watts_on_fewer_phases: A limit in watts bounds the current of each phase by its own `numberPhases`
            (`per-phase`), or the `total` of the phases in use. 16-SC-14.
        step: Step to which the result is rounded down; a multiple of 0.1. 16-SC-15, 201-SC-04.
        no_limit: Intervals without any limit: report the `hardware` maximum, `shorten` the schedule to the part
            before, or `reject` the request. Used only for the payload of the answer. 16-SC-16.
        idle: Schedule of a connector without a transaction: `as-if` one began with the request, only
            `station-limits`, or `zero`. 16-SC-17.
        idle_relative: For such a connector, a relative schedule begins with the `request`, or has run for so long
            that its `last-period` holds. 201-SC-02; 16-SC-17 names the former.
        total: For connector or EVSE 0, the `sum` of the limits, capped by the station's limits, or these
            `station-limits` alone. 16-SC-18. Amperes are added as if all were on one phase: the first option of
            201-SC-07; its other two need the wiring or a meter.
        total_evses: What the sum counts: only what is `in-use`, or `all`. 16-SC-18 names the former.
        unit_without_request: Unit of the answer if none is requested: by `supply` (A on AC, W on DC), or that of
            the `lowest` limit at the start. 16-SC-19, 201-SC-10.
        direct_current: On DC, take `watts-only`; measure at the `grid` side as on AC; or at the `vehicle`, where no
            conversion is possible. 16-SC-21, 201-SC-11.
        several_schedules: While a `TxProfile` offers several schedules and the request names none: report the
            `lowest`, the `first` or the `highest` of the composite schedules at each moment. 201-SC-19.
    """

    same_level: str = _choice("connector", "station")
    foreign_transaction: str = _choice("ignore", "apply")
    tx_profile_gap: str = _choice("default", "none")
    connector_defaults: str = _choice("one-stack", "own-only")
    sharing: str = _choice("equal", "first-come", "whole")
    unknown_time_station: str = _choice("lowest", "ignore", "stored")
    unknown_time_transaction: str = _choice("stored", "lowest", "ignore")
    relative_start: str = _choice("transaction", "energy", "arrival")
    relative_station: str = _choice("constant", "receipt", "refuse")
    timing_fields: str = _choice("refuse", "read")
    fewer_phases: str = _choice("same-power", "refuse", "per-phase")
    watts_on_fewer_phases: str = _choice("per-phase", "total")
    step: Decimal = Decimal("0.1")
    no_limit: str = _choice("hardware", "shorten", "reject")
    idle: str = _choice("as-if", "station-limits", "zero")
    idle_relative: str = _choice("request", "last-period")
    total: str = _choice("sum", "station-limits")
    total_evses: str = _choice("in-use", "all")
    unit_without_request: str = _choice("supply", "lowest")
    direct_current: str = _choice("watts-only", "grid", "vehicle")
    several_schedules: str = _choice("lowest", "first", "highest")

    def __post_init__(self) -> None:
        """Refuse a value that an option does not have.

        Raises:
            ChargingError: Names the option and its values.
        """
        for option, values in VALUES.items():
            if getattr(self, option) not in values:
                raise ChargingError(f"option {option} is one of {', '.join(values)}, not {getattr(self, option)!r}")
        if self.step <= 0 or self.step % Decimal("0.1"):
            raise ChargingError(
                f"option step is a positive multiple of 0.1, not {self.step}: a limit has at most one "
                "decimal [1.6 §7.14] [2.0.1 messages §2.11]"
            )


VALUES: dict[str, tuple[str, ...]] = {
    option.name: option.metadata["values"] for option in fields(Options) if "values" in option.metadata
}
"""Values of each option except `step`; the first is the default, unless the version has its own."""
