"""Every number that the official documents give for a composite schedule, recomputed."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from charging_help import BOTH, OCPP_16, OCPP_201, TEN, limits, profile, schedule

from generator.charging import (
    Request,
    Station,
    Transaction,
    answer,
    compose,
    read_moment,
    read_payload,
)

EVERY_VERSION = pytest.mark.parametrize("dialect", BOTH, ids=lambda dialect: dialect.folder)


def daily(dialect):
    """The example of [1.6 §3.13.7] and [2.0.1 §K 3.6]: 6 kW from 08:00 to 20:00, else 11 kW."""
    day = ((0, 11000), (28800, 6000), (72000, 11000))
    item = schedule(*day, start="2013-01-01T00:00:00Z", duration=86400, unit="W", phases=3)
    return profile(dialect, 100, "TxDefaultProfile", item, kind="Recurring", recurrencyKind="Daily")


@EVERY_VERSION
def test_daily_example_limits_the_day_to_6_kw(dialect):
    found = limits(dialect, [daily(dialect)], start="2026-03-14T00:00:00Z", duration=2 * 86400, unit="W")
    day = [(0, 11000), (28800, 6000), (72000, 11000)]
    # The last limit of a day is the first of the next.
    assert found == [*day, (86400 + 28800, 6000), (86400 + 72000, 11000)]


@EVERY_VERSION
def test_daily_example_in_amperes_is_divided_by_the_line_voltage_and_three_phases(dialect):
    # 11000 / (230 × 3) = 15.942…, 6000 / (230 × 3) = 8.695… [1.6 §7.12] [K01.FR.50], rounded down.
    found = limits(dialect, [daily(dialect)], start="2026-03-14T07:59:00Z", duration=120, unit="A")
    assert found == [(0, Decimal("15.9")), (60, Decimal("8.6"))]
    station = Station((1,), line_voltage=Decimal(110))
    found = limits(dialect, [daily(dialect)], start="2026-03-14T12:00:00Z", unit="A", station=station)
    assert found == [(0, Decimal("18.1"))]


def peak_profiles(duration):
    """The example of [2.0.1 §K 3.6.1]: 2 kW in the peak hours, not on Sundays, not on Christmas Day 2020."""
    return [
        profile(
            OCPP_201, 10, "TxDefaultProfile",
            schedule((0, 2000), start="2020-01-09T17:00:00Z", duration=duration, unit="W"),
            level=1, kind="Recurring", recurrencyKind="Daily",
        ),
        profile(
            OCPP_201, 11, "TxDefaultProfile",
            schedule((0, 999999), start="2020-01-05T00:00:00Z", duration=86400, unit="W"),
            level=2, kind="Recurring", recurrencyKind="Weekly",
        ),
        profile(
            OCPP_201, 12, "TxDefaultProfile",
            schedule((0, 999999), start="2020-12-25T00:00:00Z", duration=86400, unit="W"),
            level=3, validFrom="2020-01-01T00:00:00Z", validTo="2021-01-01T00:00:00Z",
        ),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2020-01-13T16:00:00Z", [(0, None), (3600, 2000), (14400, None)]),  # a Monday
        ("2020-01-12T16:00:00Z", [(0, 999999)]),  # a Sunday
        ("2020-01-08T16:00:00Z", [(0, None)]),  # before the first run
        ("2020-12-25T16:00:00Z", [(0, 999999)]),  # Christmas Day 2020, a Friday
        ("2021-12-25T16:00:00Z", [(0, None), (3600, 2000), (14400, None)]),  # a year later the exception is not valid
    ],
)
def test_stacked_example_lifts_the_peak_limit_on_sundays_and_christmas_day(start, expected):
    # The prose says 17:00 to 20:00, which is 10800 s; the JSON of the example prints 1080.
    assert limits(OCPP_201, peak_profiles(10800), start=start, duration=18000, unit="W") == expected


def test_stacked_example_as_printed_ends_after_18_minutes():
    found = limits(OCPP_201, peak_profiles(1080), start="2020-01-13T16:00:00Z", duration=18000, unit="W")
    assert found == [(0, None), (3600, 2000), (4680, None)]


def test_situations_of_the_figures_take_the_lowest_of_the_leading_profiles():
    # Figures 99 and 100 of [2.0.1 §K 3.5]: which profiles lead, with limits that tell them apart.
    ceiling = profile(OCPP_201, 1, "station", schedule((0, 30)))
    external = profile(OCPP_201, -2, "ChargingStationExternalConstraints", schedule((0, 28)), evse=0, level=1)
    lower_external = profile(OCPP_201, -3, "ChargingStationExternalConstraints", schedule((0, 1)), evse=0, level=0)
    defaults = [profile(OCPP_201, 10 + n, "TxDefaultProfile", schedule((0, 10 + n)), level=n) for n in (0, 1, 2)]
    own = [profile(OCPP_201, 20 + n, "TxProfile", schedule((0, 20 + n)), level=n, transactionId="t") for n in (0, 1)]
    first = [ceiling, external, lower_external, *defaults]
    running = [Transaction(1, read_moment(TEN), "t")]
    assert limits(OCPP_201, first, transactions=running) == [(0, 12)]
    assert limits(OCPP_201, [*first, *own], transactions=running) == [(0, 21)]


@pytest.mark.parametrize("late", [0, 30])
@pytest.mark.parametrize(("unit", "phases", "factor"), [("A", 3, 1), ("W", 1, 230), ("W", 2, 460), ("W", 3, 690)])
def test_official_test_case_of_stacking_gives_its_numbers(late, unit, phases, factor):
    # TC_K_40_CS with [2.0.1 errata §6.2.69] [2.0.1 errata §6.2.72] and no time deviation.
    low = schedule(*[(s, n * factor) for s, n in ((0, 6), (100, 8), (200, 10))], duration=400, unit=unit, phases=phases)
    high = schedule((0, 7 * factor), (100, 9 * factor), duration=150, unit=unit, phases=phases)
    validity = {"validFrom": TEN, "validTo": "2026-03-14T10:06:41Z"}
    installed = [
        profile(OCPP_201, 1, "TxDefaultProfile", low, level=0, **validity),
        profile(OCPP_201, 2, "TxDefaultProfile", high, level=1, **validity),
    ]
    start = f"2026-03-14T10:00:{late:02}Z"
    found = limits(OCPP_201, installed, start=start, duration=350, unit=unit)
    assert found == [(0, 7 * factor), (100 - late, 9 * factor), (150 - late, 8 * factor), (200 - late, 10 * factor)]


@pytest.mark.parametrize("late", [0, 30])
def test_official_test_case_of_combining_purposes_gives_its_numbers(late):
    # TC_K_41_CS with [2.0.1 errata §6.2.73] and no time deviation.
    validity = {"validFrom": TEN, "validTo": "2026-03-14T10:06:41Z"}
    installed = [
        profile(OCPP_201, 1, "station", schedule((0, 10), duration=86400)),
        profile(
            OCPP_201, 2, "TxDefaultProfile",
            schedule((0, 6), (60, 10), (120, 8), (180, 15), (260, 8), duration=300), **validity,
        ),
        profile(
            OCPP_201, 3, "TxProfile",
            schedule((0, 8), (50, 11), (140, 16), (200, 6), (240, 12), duration=260), transactionId="t", **validity,
        ),
    ]  # fmt: skip
    start = f"2026-03-14T10:00:{late:02}Z"
    running = [Transaction(1, read_moment(TEN), "t")]
    found = limits(OCPP_201, installed, start=start, duration=400, transactions=running)
    expected = [(0, 8), (50, 10), (200, 6), (240, 10), (260, 8), (300, 10)]
    assert found == [(max(0, second - late), limit) for second, limit in expected]


@pytest.mark.parametrize("late", [0, 30])
@pytest.mark.parametrize("count", [1, 3])
def test_official_test_case_of_valid_to_gives_its_numbers(late, count):
    # TC_K_22_CS: an idle station, a default on EVSE 0; EVSE 0 reports it times the number of EVSEs, then a local limit.
    item = profile(OCPP_201, 1, "TxDefaultProfile", schedule((0, 6)), evse=0, validTo="2026-03-14T10:05:00Z")
    station = Station(tuple(range(1, count + 1)))
    start = f"2026-03-14T10:00:{late:02}Z"
    for evse in range(count + 1):
        found = limits(OCPP_201, [item], evse=evse, start=start, duration=400, station=station)
        assert found == [(0, 6 if evse else 6 * count), (300 - late, None)]


def test_official_test_cases_of_valid_from_and_start_schedule_give_their_numbers():
    # TC_K_21_CS, relative, and TC_K_23_CS with [2.0.1 errata §6.2.67].
    relative = profile(
        OCPP_201, 1, "TxDefaultProfile", schedule((0, 6), start=None), kind="Relative", validFrom="2026-03-14T10:05:00Z"
    )
    assert limits(OCPP_201, [relative], duration=400) == [(0, None), (300, 6)]
    absolute = profile(OCPP_201, 1, "TxDefaultProfile", schedule((0, 6), start="2026-03-14T10:01:00Z"))
    assert limits(OCPP_201, [absolute], duration=300) == [(0, None), (60, 6)]


def test_official_conversion_of_2760_watts_on_two_phases_is_6_amperes():
    # Example 1 of [2.0.1 errata §6.2.69].
    item = profile(OCPP_201, 1, "TxDefaultProfile", schedule((0, 2760), unit="W", phases=2))
    assert limits(OCPP_201, [item], unit="A") == [(0, 6)]


def test_local_controller_example_gives_94_then_47_amperes():
    # K03 in [2.0.1 errata §2.46]: a default of 6 A, a TxProfile that the controller replaces.
    default = profile(OCPP_201, 1, "TxDefaultProfile", schedule((0, 6), start=None), kind="Relative", evse=0)
    running = [Transaction(1, read_moment(TEN), "TX1")]
    for limit in (94, 47):
        own = profile(OCPP_201, 2, "TxProfile", schedule((0, limit), start=None), kind="Relative", transactionId="TX1")
        assert limits(OCPP_201, [default, own], transactions=running) == [(0, limit)]
    assert limits(OCPP_201, [default]) == [(0, 6)]


def test_examples_of_this_reference_follow_from_its_profiles(root):
    folder = root / "schemas/ocpp-1.6j/examples"

    def load(path):
        return json.loads((folder / path).read_text(encoding="utf-8"), parse_float=Decimal)

    names = ("minimal", "full", "night-default", "charge-point-maximum")
    installed = [
        item
        for name in names
        for item in read_payload(OCPP_16, "SetChargingProfile.req", load(f"SetChargingProfile/{name}.json"))
    ]
    running = [
        Transaction(1, read_moment("2026-03-14T08:20:00Z"), 1042),
        Transaction(2, read_moment("2026-03-14T09:00:00Z"), 1043),
    ]
    for name in ("accepted-connector", "accepted-station"):
        payload = load(f"GetCompositeScheduleResponse/{name}.json")
        request = Request(
            payload["connectorId"],
            read_moment(payload["scheduleStart"]),
            payload["chargingSchedule"]["duration"],
            payload["chargingSchedule"]["chargingRateUnit"],
        )
        assert (
            answer(OCPP_16, compose(OCPP_16, installed, request, station=Station((1, 2)), transactions=running))
            == payload
        )
