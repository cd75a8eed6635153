"""What takes part in a composite schedule: profiles, the station, transactions, the request.

Owns the vocabulary of the package. Both versions share it; field names are
OCPP's, `evse_id` also stands for the `connectorId` of 1.6. Every moment has a
time zone, every limit is exact. Knows nothing of JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

AMPERE, WATT = "A", "W"
ABSOLUTE, RECURRING, RELATIVE = "Absolute", "Recurring", "Relative"
TX_PROFILE, TX_DEFAULT_PROFILE = "TxProfile", "TxDefaultProfile"

DEFAULT_PHASES = 3
"""Phases assumed where `numberPhases` is absent [1.6 §7.14] [K01.FR.49]."""

CYCLES = {"Daily": 24 * 3600, "Weekly": 7 * 24 * 3600}
"""Seconds after which a recurring schedule starts again [1.6 §7.37] [2.0.1 messages §3.68]."""


class ChargingError(ValueError):
    """A profile, an option or a state that the specification does not allow or that leaves a needed value out."""


class RequestRejectedError(ChargingError):
    """A request that the specification answers with status `Rejected` [1.6 §5.7] [K08.FR.05]."""


@dataclass(frozen=True)
class ChargingSchedulePeriod:
    """One limit and the moment from which it holds [1.6 §7.14] [2.0.1 messages §2.11].

    Attributes:
        start_period: Seconds after the start of the schedule; ends the period before.
        limit: Highest rate, amperes per phase or watts in total.
        number_phases: Phases that can be used; None where the field is absent.
        phase_to_use: Phase to use with one phase; None where absent, always in 1.6.
    """

    start_period: int
    limit: Decimal
    number_phases: int | None = None
    phase_to_use: int | None = None


@dataclass(frozen=True)
class ChargingSchedule:
    """A list of limits over time with one unit [1.6 §7.13] [2.0.1 messages §2.12].

    Attributes:
        charging_rate_unit: `A` or `W`.
        periods: At least one; the first starts at 0, starts increase.
        start_schedule: Moment from which periods count; None where absent.
        duration: Seconds after which the schedule ends; None where absent.
        min_charging_rate: Lowest useful rate in the same unit; None where absent.
    """

    charging_rate_unit: str
    periods: tuple[ChargingSchedulePeriod, ...]
    start_schedule: datetime | None = None
    duration: int | None = None
    min_charging_rate: Decimal | None = None


@dataclass(frozen=True)
class ChargingProfile:
    """An installed profile [1.6 §7.8] [2.0.1 messages §2.10].

    Attributes:
        charging_profile_id: Number of the profile.
        evse_id: Connector or EVSE it is installed on, 0 for the whole station.
        stack_level: Rank within its purpose; the higher one wins.
        purpose: `chargingProfilePurpose`.
        kind: `Absolute`, `Recurring` or `Relative`.
        schedules: One schedule; up to three in an ISO 15118 session of 2.0.1.
        recurrency_kind: `Daily` or `Weekly`; None where absent.
        valid_from: First moment of validity; None: as soon as it is received.
        valid_to: First moment without validity; None: until it is replaced.
        transaction_id: Transaction it belongs to; None where absent.
        received: When the station received it; needed only by options that say so.
    """

    charging_profile_id: int
    evse_id: int
    stack_level: int
    purpose: str
    kind: str
    schedules: tuple[ChargingSchedule, ...]
    recurrency_kind: str | None = None
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    transaction_id: int | str | None = None
    received: datetime | None = None

    @property
    def name(self) -> str:
        """Return purpose and number, as explanations name the profile."""
        return f"{self.purpose} {self.charging_profile_id}"


@dataclass(frozen=True)
class LocalLimit:
    """A limit that is no profile: hardware, what an EV asks for, a fuse.

    The composite schedule takes possible local limits into account [1.6 §5.7] [K08], and reports what an EV
    asks for if that is less than its limit [2.0.1 §K 4].

    Attributes:
        name: What sets the limit, for explanations.
        schedule: Its periods; without `start_schedule` it has a single one that always holds.
        evse_id: Connector or EVSE it limits, 0 for the whole station.
    """

    name: str
    schedule: ChargingSchedule
    evse_id: int = 0


@dataclass(frozen=True)
class Station:
    """What the computation must know of the charge point or charging station.

    Attributes:
        evse_ids: Its connectors or EVSEs, without 0.
        supply: `AC` or `DC`.
        line_voltage: Nominal volts between phase and neutral, as set for the area, never measured
            [1.6 §7.12] [K01.FR.50].
        charging_rate_units: Units that it takes and reports [1.6 §9.4.2] [2.0.1 variables §2.9.5].
        switches_phases: Whether it can use fewer phases during a transaction [1.6 §9.4.4]
            [2.0.1 variables §2.9.9]; absent counts as false.
        local_limits: Limits that are no profiles.
    """

    evse_ids: tuple[int, ...] = (1,)
    supply: str = "AC"
    line_voltage: Decimal = Decimal(230)
    charging_rate_units: tuple[str, ...] = (AMPERE, WATT)
    switches_phases: bool = False
    local_limits: tuple[LocalLimit, ...] = ()


@dataclass(frozen=True)
class Transaction:
    """A running transaction.

    Attributes:
        evse_id: Its connector or EVSE.
        start: When it started.
        transaction_id: Its number (1.6) or identifier (2.0.1); None while the charge point waits for it.
        energy_start: When the EVSE was ready to deliver energy; None: at the start.
        phases_in_use: Phases that station, cable and EV use; None where unknown.
        charging_priority: Its `chargingPriority`, 0 where none is known [K03.FR.06]; always 0 in 1.6.
    """

    evse_id: int
    start: datetime
    transaction_id: int | str | None = None
    energy_start: datetime | None = None
    phases_in_use: int | None = None
    charging_priority: int = 0


@dataclass(frozen=True)
class Request:
    """A request for a composite schedule [1.6 §6.21] [2.0.1 messages §1.20].

    Attributes:
        evse_id: Connector or EVSE, 0 for the grid connection.
        start: Moment of receipt, from which the schedule counts [1.6 errata §3.29] [K08.FR.02].
        duration: Seconds to cover, at least 1.
        charging_rate_unit: Unit of the answer; None where absent.
        schedule_number: Which of several schedules of each `TxProfile` to combine, 1 to 3 [K15.FR.22]; None: see
            the option `several_schedules`.
        time_known: Whether the station knows the time. If not, `start` is the last time it stored.
    """

    evse_id: int
    start: datetime
    duration: int
    charging_rate_unit: str | None = None
    schedule_number: int | None = None
    time_known: bool = True
