"""What differs between the versions: names in JSON, purposes, and what the text decides.

Owns the only places of the package that name a version. The rules themselves
are the same code for both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from generator.charging.options import Options
from generator.charging.profile import TX_PROFILE, ChargingError

Path = tuple[str, ...]


@dataclass(frozen=True)
class Carrier:
    """A payload that holds charging profiles.

    Attributes:
        evse: Field of the connector or EVSE.
        profiles: Field of the profile or the list of profiles.
        purposes: The only purposes that it may hold; empty for any.
        barred: Purposes that it may not hold.
        named: Whether a `TxProfile` in it has a `transactionId`; None where either is allowed.
        clauses: Where this is said.
    """

    evse: str
    profiles: str
    purposes: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()
    named: bool | None = None
    clauses: str = ""


@dataclass(frozen=True)
class Dialect:
    """One version as the computation sees it.

    Attributes:
        folder: Folder of the version below `schemas/` and `docs/`.
        evse: Word for what a limit is installed on.
        profile_id: Field with the number of a profile.
        carriers: Payload title → where its profiles stand.
        station_purposes: Purposes that limit the whole station; they stand on 0.
        evse_purposes: Those of them that may also stand on a single EVSE and limit only that.
        never_relative: Purposes that may not be `Relative`.
        several_schedules: Whether a profile holds a list of schedules.
        case_insensitive_transactions: Whether identifiers of transactions ignore case.
        overlap_needed: Whether profiles of one level only clash if their validity overlaps.
        gap_before_start_only: Whether `tx_profile_gap` is open only before `startSchedule`.
        answer: Attribute of the composite schedule → where it stands in the answer.
        defaults: Defaults of options that differ from the first value.
        decided: Option → the value that the text fixes, and the clause.
    """

    folder: str
    evse: str
    profile_id: str
    carriers: Mapping[str, Carrier]
    station_purposes: tuple[str, ...]
    evse_purposes: tuple[str, ...]
    never_relative: tuple[str, ...]
    several_schedules: bool
    case_insensitive_transactions: bool
    overlap_needed: bool
    gap_before_start_only: bool
    answer: Mapping[str, Path]
    defaults: Mapping[str, str]
    decided: Mapping[str, tuple[str, str]]

    def profile_ids(self, title: str, payload: object) -> set[object]:
        """Return the numbers of the profiles that a payload holds, whatever else is wrong with it."""
        carrier = self.carriers.get(title)
        found = payload.get(carrier.profiles) if carrier and isinstance(payload, Mapping) else None
        profiles = found if isinstance(found, list) else [found]
        return {profile.get(self.profile_id) for profile in profiles if isinstance(profile, Mapping)}

    def transaction_id(self, text: str) -> int | str:
        """Return the identifier of a transaction as payloads hold it: a number in 1.6, a text in 2.0.1.

        Raises:
            ChargingError: The text is no number, where one is needed.
        """
        if self.case_insensitive_transactions:
            return text
        if not text.lstrip("-").isdigit():
            raise ChargingError(f"{text!r} is no transactionId of this version")
        return int(text)

    def options(self, **choices: str | Decimal) -> Options:
        """Return the options of this version.

        Args:
            choices: Options that differ from the default.

        Raises:
            ChargingError: An option or value does not exist, or the version decides otherwise.
        """
        for option, (value, clause) in self.decided.items():
            if choices.get(option, value) != value:
                raise ChargingError(f"option {option} is {value!r} in this version: {clause}")
        unknown = choices.keys() - Options.__dataclass_fields__.keys()
        if unknown:
            raise ChargingError(f"there is no option {', '.join(sorted(unknown))}")
        decided = {option: value for option, (value, _) in self.decided.items()}
        return Options(**{**self.defaults, **choices, **decided})


_OCPP_16J = Dialect(
    folder="ocpp-1.6j",
    evse="connectorId",
    profile_id="chargingProfileId",
    carriers={
        "SetChargingProfile.req": Carrier("connectorId", "csChargingProfiles"),
        "RemoteStartTransaction.req": Carrier(
            "connectorId",
            "chargingProfile",
            purposes=(TX_PROFILE,),
            named=False,
            clauses="[1.6 §5.16.2]",
        ),
    },
    station_purposes=("ChargePointMaxProfile",),
    evse_purposes=(),
    never_relative=(),
    several_schedules=False,
    case_insensitive_transactions=False,
    overlap_needed=False,
    gap_before_start_only=False,
    # `startSchedule` is omitted in the answer [1.6 errata §3.57]; `minChargingRate` plays no part [1.6 §3.13.3].
    answer={
        "evse_id": ("connectorId",),
        "start": ("scheduleStart",),
        "duration": ("chargingSchedule", "duration"),
        "charging_rate_unit": ("chargingSchedule", "chargingRateUnit"),
        "periods": ("chargingSchedule", "chargingSchedulePeriod"),
    },
    defaults={},
    decided={},
)

_OCPP_201 = Dialect(
    folder="ocpp-2.0.1",
    evse="evseId",
    profile_id="id",
    carriers={
        "SetChargingProfileRequest": Carrier(
            "evseId",
            "chargingProfile",
            barred=("ChargingStationExternalConstraints",),
            named=True,
            clauses="[K01.FR.22] [K01.FR.03]",
        ),
        "RequestStartTransactionRequest": Carrier(
            "evseId",
            "chargingProfile",
            purposes=(TX_PROFILE,),
            named=False,
            clauses="[F01.FR.09] [F01.FR.11]",
        ),
        "ReportChargingProfilesRequest": Carrier("evseId", "chargingProfile"),
    },
    station_purposes=("ChargingStationMaxProfile", "ChargingStationExternalConstraints"),
    # Shown for one EVSE by the default of 201-SC-23.
    evse_purposes=("ChargingStationExternalConstraints",),
    never_relative=("ChargingStationMaxProfile",),
    several_schedules=True,
    case_insensitive_transactions=True,
    overlap_needed=True,
    gap_before_start_only=True,
    answer={
        "evse_id": ("schedule", "evseId"),
        "start": ("schedule", "scheduleStart"),
        "duration": ("schedule", "duration"),
        "charging_rate_unit": ("schedule", "chargingRateUnit"),
        "periods": ("schedule", "chargingSchedulePeriod"),
    },
    # Recommended, not required [K01.FR.42]; the note on K01.FR.41 speaks of activation.
    defaults={"relative_start": "energy"},
    decided={
        "same_level": ("connector", "EVSE [K01.FR.06], or transaction [K01.FR.39]"),
        "foreign_transaction": ("ignore", "a TxProfile goes to the transaction it names [K01.FR.04] [K01.FR.33]"),
        "connector_defaults": ("one-stack", "a default on EVSE 0 has effect on all EVSEs [K01.FR.14]"),
        "fewer_phases": ("refuse", "the profile is rejected [K01.FR.43]"),
        "watts_on_fewer_phases": ("per-phase", "limit and numberPhases of the period count [K01.FR.50]"),
        "no_limit": ("hardware", "the local limit of the station is reported [K02.FR.08] [K08.FR.02] [K08]"),
        "total": ("sum", "the total expected from the grid, not a limit, is asked for [K08.FR.03]"),
        "total_evses": ("all", "an EVSE without a transaction counts as if it had one [K08.FR.06]"),
        "idle": ("as-if", "as if a transaction were using the TxDefaultProfile [K08.FR.06]"),
    },
)

DIALECTS: Mapping[str, Dialect] = {dialect.folder: dialect for dialect in (_OCPP_16J, _OCPP_201)}
"""Folder of a version → its dialect."""
