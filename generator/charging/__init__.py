"""Composite schedules of charging profiles, for OCPP 1.6 and 2.0.1, in exact arithmetic.

    dialect = DIALECTS["ocpp-1.6j"]
    profiles = read_payload(dialect, "SetChargingProfile.req", payload)
    request = Request(evse_id=1, start=read_moment("2026-03-14T10:00:00Z"), duration=5400, charging_rate_unit="A")
    composite = compose(dialect, profiles, request, transactions=[Transaction(1, started, 1042)])
    answer(dialect, composite)      # GetCompositeSchedule.conf
    explain(composite)              # which profile leads when, and why

Where the specification decides, the docstring of the function cites it. Where
it does not, `Options` has an option that names the marker. All of them:

| 1.6 | 2.0.1 | Topic | Option |
| --- | --- | --- | --- |
| 16-SC-01 | decided [K01.FR.06] [K01.FR.39] | reach of "same stackLevel and purpose" | same_level |
| 16-SC-02, 16-SC-03, 16-SC-23 | 201-SC-15, 201-SC-16, 201-SC-26 | profile that breaks a rule | none: refused |
| 16-SC-04 | decided [K01.FR.04] [K01.FR.33] | TxProfile of another transaction | foreign_transaction |
| 16-SC-05 | 201-SC-05, in part decided [K02.FR.08] | TxProfile without a period | tx_profile_gap |
| 16-SC-06 | decided [K01.FR.14] | TxDefaultProfile of station and connector | connector_defaults |
| 16-SC-07 | 201-SC-06, in part decided [K03.FR.04] | sharing a station limit | sharing |
| 16-SC-08 | 201-SC-14 | time unknown | unknown_time_station, unknown_time_transaction |
| 16-SC-09 | 201-SC-01 | start of a relative schedule | relative_start |
| 16-SC-10 | 201-SC-03 | relative limit of the station | relative_station |
| 16-SC-11 | 201-SC-13 | timing fields that do not fit the kind | timing_fields |
| 16-SC-12, 16-SC-20 | 201-SC-18, 201-SC-20, 201-SC-21 | deleting and clearing | none: pass what is installed |
| 16-SC-13 | decided [K01.FR.43] | numberPhases below the phases in use | fewer_phases |
| 16-SC-14 | decided [K01.FR.50] | watts for three phases, fewer used | watts_on_fewer_phases |
| 16-SC-15 | 201-SC-04 | step of rounding | step |
| 16-SC-16 | decided [K02.FR.08] [K08] | time without any limit | no_limit |
| 16-SC-17 | decided [K08.FR.06]; its start is 201-SC-02 | no transaction | idle, idle_relative |
| 16-SC-18 | 201-SC-07, in part decided [K08.FR.03] [K08.FR.06] | total of the grid connection | total, total_evses |
| 16-SC-19 | 201-SC-10 | unit if none is requested | unit_without_request |
| 16-SC-21 | 201-SC-11 | direct current | direct_current |
| 16-SC-22 | 201-SC-17 | time until a limit is in force | none: limits hold at once |
| | 201-SC-19 | which of several composite schedules is reported | several_schedules |
| | 201-SC-23 | external limit of one EVSE | none: it limits what it stands on |
"""

from generator.charging.composite import CompositeSchedule, compose
from generator.charging.dialects import DIALECTS, Dialect
from generator.charging.explanation import Step, explain, format_amount
from generator.charging.intervals import Interval, Part
from generator.charging.options import VALUES, Options
from generator.charging.payload import REJECTED, answer, format_moment, number
from generator.charging.profile import (
    ChargingError,
    ChargingProfile,
    ChargingSchedule,
    ChargingSchedulePeriod,
    LocalLimit,
    Request,
    RequestRejectedError,
    Station,
    Transaction,
)
from generator.charging.reader import read_limit, read_moment, read_payload, read_profile

__all__ = [
    "DIALECTS",
    "REJECTED",
    "VALUES",
    "ChargingError",
    "ChargingProfile",
    "ChargingSchedule",
    "ChargingSchedulePeriod",
    "CompositeSchedule",
    "Dialect",
    "Interval",
    "LocalLimit",
    "Options",
    "Part",
    "Request",
    "RequestRejectedError",
    "Station",
    "Step",
    "Transaction",
    "answer",
    "compose",
    "explain",
    "format_amount",
    "format_moment",
    "number",
    "read_limit",
    "read_moment",
    "read_payload",
    "read_profile",
]
