"""Each option of the engine, with each of its values."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from charging_help import BOTH, OCPP_16, OCPP_201, TEN, limits, profile, schedule

from generator.charging import (
    VALUES,
    ChargingError,
    ChargingSchedule,
    ChargingSchedulePeriod,
    LocalLimit,
    Options,
    Request,
    Station,
    Transaction,
    compose,
    explain,
    read_moment,
)

EVERY_VERSION = pytest.mark.parametrize("dialect", BOTH, ids=lambda dialect: dialect.folder)
START = read_moment(TEN)
LATER = "2026-03-14T10:01:00Z"
RUNNING = [Transaction(1, START, "t")]
TWO = [Transaction(1, START, "t"), Transaction(2, read_moment(LATER), "u")]


def own(dialect, number, *schedules, **fields):
    return profile(dialect, number, "TxProfile", *schedules, transactionId="t", **fields)


def default(dialect, number, *pairs, **fields):
    return profile(dialect, number, "TxDefaultProfile", schedule(*pairs), **fields)


def test_every_value_of_every_option_is_tried_here():
    text = Path(__file__).read_text(encoding="utf-8")
    for option, values in VALUES.items():
        for value in values:
            assert f'{option}="{value}"' in text or f'("{option}", "{value}")' in text, f"{option}={value}"


def test_unknown_option_or_value_is_refused():
    with pytest.raises(ChargingError, match="no option colour"):
        OCPP_16.options(colour="red")
    with pytest.raises(ChargingError, match="option sharing is one of equal, first-come, whole"):
        OCPP_16.options(sharing="fair")
    for step in ("0", "0.25", "-1"):
        with pytest.raises(ChargingError, match="a positive multiple of"):
            Options(step=Decimal(step))


@pytest.mark.parametrize("option", OCPP_201.decided)
def test_what_the_later_version_decides_is_no_choice_there(option):
    value, _ = OCPP_201.decided[option]
    assert getattr(OCPP_201.options(**{option: value}), option) == value
    for other in set(VALUES[option]) - {value}:
        with pytest.raises(ChargingError, match=f"option {option} is '{value}' in this version: .*\\[K"):
            OCPP_201.options(**{option: other})
        OCPP_16.options(**{option: other})


# Which profiles take part.


def test_same_level():
    pair = [own(OCPP_16, 1, schedule((0, 10))), profile(OCPP_16, 2, "TxProfile", schedule((0, 8)), evse=2)]
    assert limits(OCPP_16, pair, transactions=RUNNING, same_level="connector") == [(0, 10)]
    with pytest.raises(ChargingError, match="TxProfile 1 and TxProfile 2 share stackLevel 0"):
        limits(OCPP_16, pair, transactions=RUNNING, same_level="station")
    # On connector 0 and on one connector, both stay installed in any case [1.6 §3.13.1].
    mixed = [default(OCPP_16, 1, (0, 10), evse=0), default(OCPP_16, 2, (0, 8), evse=1)]
    assert limits(OCPP_16, mixed, same_level="station") == [(0, 8)]


@pytest.mark.parametrize(
    ("dialect", "first", "second", "clash"),
    [
        (OCPP_16, {}, {}, True),
        (OCPP_16, {"validTo": TEN}, {"validFrom": LATER}, True),
        (OCPP_16, {"evse": 0}, {"evse": 1}, False),
        (OCPP_16, {"evse": 1}, {"evse": 2}, False),
        (OCPP_201, {}, {}, True),
        (OCPP_201, {"validTo": TEN}, {"validFrom": LATER}, False),
        (OCPP_201, {"validTo": LATER}, {"validFrom": TEN}, True),
        (OCPP_201, {"validTo": LATER}, {"validFrom": LATER}, False),
        (OCPP_201, {"evse": 0}, {"evse": 1}, True),
        (OCPP_201, {"evse": 0, "validTo": TEN}, {"evse": 1, "validFrom": LATER}, True),
        (OCPP_201, {"evse": 1}, {"evse": 2}, False),
    ],
)
def test_defaults_of_one_level_can_be_installed_together_or_not(dialect, first, second, clash):
    pair = [default(dialect, 1, (0, 10), **first), default(dialect, 2, (0, 8), **second)]
    if clash:
        with pytest.raises(ChargingError, match="only one can stay"):
            limits(dialect, pair)
    else:
        limits(dialect, pair)


def test_profiles_of_one_transaction_and_level_or_of_one_number_cannot_be_installed_together():
    pair = [own(OCPP_201, 1, schedule((0, 10))), profile(OCPP_201, 2, "TxProfile", schedule((0, 8)), transactionId="T")]
    with pytest.raises(ChargingError, match="only one can stay"):
        limits(OCPP_201, pair)
    unnamed = [own(OCPP_201, 1, schedule((0, 10))), profile(OCPP_201, 2, "TxProfile", schedule((0, 8)))]
    with pytest.raises(ChargingError, match="only one can stay"):
        limits(OCPP_201, unnamed)
    other = [
        own(OCPP_201, 1, schedule((0, 10))),
        profile(OCPP_201, 2, "TxProfile", schedule((0, 8)), transactionId="x"),
    ]
    assert limits(OCPP_201, other, transactions=RUNNING) == [(0, 10)]
    with pytest.raises(ChargingError, match="two profiles have the id 1"):
        limits(OCPP_16, [default(OCPP_16, 1, (0, 10)), default(OCPP_16, 1, (0, 8), level=1)])


def test_foreign_transaction():
    items = [
        default(OCPP_16, 1, (0, 10)),
        profile(OCPP_16, 2, "TxProfile", schedule((0, 8)), transactionId=7),
    ]
    for number in (8, None):
        running = [Transaction(1, START, number)]
        assert limits(OCPP_16, items, transactions=running, foreign_transaction="ignore") == [(0, 10)]
        assert limits(OCPP_16, items, transactions=running, foreign_transaction="apply") == [(0, 8)]


def test_identifiers_of_transactions_ignore_case_in_the_later_version_only():
    for dialect, expected in ((OCPP_16, 10), (OCPP_201, 8)):
        items = [default(dialect, 1, (0, 10)), own(dialect, 2, schedule((0, 8)))]
        assert limits(dialect, items, transactions=[Transaction(1, START, "T")]) == [(0, expected)]


def test_tx_profile_gap():
    items = [
        default(OCPP_16, 1, (0, 10)),
        own(OCPP_16, 2, schedule((0, 8), start=LATER, duration=60), validTo="2026-03-14T10:05:00Z"),
    ]
    found = limits(OCPP_16, items, transactions=RUNNING, tx_profile_gap="default")
    assert found == [(0, 10), (60, 8), (120, 10)]
    found = limits(OCPP_16, items, transactions=RUNNING, tx_profile_gap="none")
    assert found == [(0, None), (60, 8), (120, None)]


def test_tx_profile_gap_is_open_only_before_the_start_in_the_later_version():
    later = schedule((0, 8), start=LATER, duration=60)
    items = [default(OCPP_201, 1, (0, 10)), own(OCPP_201, 2, later)]
    assert limits(OCPP_201, items, transactions=RUNNING) == [(0, 10), (60, 8), (120, 10)]
    found = limits(OCPP_201, items, transactions=RUNNING, tx_profile_gap="none")
    assert found == [(0, None), (60, 8), (120, 10)]
    # Before validFrom only the default is valid.
    items = [default(OCPP_201, 1, (0, 10)), own(OCPP_201, 2, later, validFrom="2026-03-14T10:00:30Z")]
    found = limits(OCPP_201, items, transactions=RUNNING, tx_profile_gap="none")
    assert found == [(0, 10), (30, None), (60, 8), (120, 10)]
    # A schedule without length is over when it starts.
    items = [default(OCPP_201, 1, (0, 10)), own(OCPP_201, 2, schedule((0, 8), start=LATER, duration=0))]
    assert limits(OCPP_201, items, transactions=RUNNING, tx_profile_gap="none") == [(0, None), (60, 10)]
    # Once it is no longer valid, the default is back, even before the start.
    items = [default(OCPP_201, 1, (0, 10)), own(OCPP_201, 2, later, validTo="2026-03-14T10:00:30Z")]
    assert limits(OCPP_201, items, transactions=RUNNING, tx_profile_gap="none") == [(0, None), (30, 10)]


def test_connector_defaults():
    items = [
        default(OCPP_16, 1, (0, 10), evse=0, level=2),
        default(OCPP_16, 2, (0, 8), evse=1, level=1),
        default(OCPP_16, 3, (0, 12), evse=0, level=1),
    ]
    assert limits(OCPP_16, items, connector_defaults="one-stack") == [(0, 10)]
    assert limits(OCPP_16, items, connector_defaults="own-only") == [(0, 8)]
    assert limits(OCPP_16, items, evse=2, connector_defaults="own-only") == [(0, 10)]
    assert limits(OCPP_16, items[1:], connector_defaults="one-stack") == [(0, 8)]


def test_second_schedules_combine_with_second_ones():
    # [K15.FR.22]
    low = own(OCPP_201, 1, schedule((0, 10)), schedule((0, 9)), level=0)
    high = own(OCPP_201, 2, schedule((0, 20), duration=60), schedule((0, 19), duration=120), level=1)
    ceiling = profile(OCPP_201, 3, "station", schedule((0, 18)))
    for number, expected in ((1, [(0, 18), (60, 10)]), (2, [(0, 18), (120, 9)]), (3, [(0, 18)])):
        request = Request(1, START, 600, "A", schedule_number=number)
        found = compose(OCPP_201, [low, high, ceiling], request, transactions=RUNNING).periods
        assert [(period.start, period.limit) for period in found] == expected


# Timing.


def test_relative_start():
    for dialect in BOTH:
        relative = own(dialect, 1, schedule((0, 10), (100, 8), start=None), kind="Relative", received=LATER)
        running = [Transaction(1, START, "t", energy_start=read_moment("2026-03-14T10:00:30Z"))]
        found = limits(dialect, [relative], transactions=running, relative_start="transaction")
        assert found == [(0, 10), (100, 8)]
        found = limits(dialect, [relative], transactions=running, relative_start="energy")
        assert found == [(0, None), (30, 10), (130, 8)]
        found = limits(dialect, [relative], transactions=running, relative_start="arrival")
        assert found == [(0, None), (60, 10), (160, 8)]
    assert (OCPP_16.options().relative_start, OCPP_201.options().relative_start) == ("transaction", "energy")


def test_arrival_before_the_transaction_counts_from_its_start_and_needs_a_moment():
    running = [Transaction(1, read_moment(LATER), "t")]
    early = own(OCPP_16, 1, schedule((0, 10), start=None), kind="Relative", received=TEN)
    assert limits(OCPP_16, [early], transactions=running, relative_start="arrival") == [(0, None), (60, 10)]
    unknown = own(OCPP_16, 1, schedule((0, 10), start=None), kind="Relative")
    with pytest.raises(ChargingError, match="TxProfile 1: say when it was received"):
        limits(OCPP_16, [unknown], transactions=running, relative_start="arrival")


def test_relative_station():
    constant = profile(OCPP_16, 1, "station", schedule((0, 10), start=None), kind="Relative")
    stepped = profile(OCPP_16, 1, "station", schedule((0, 10), (100, 8), start=None), kind="Relative", received=TEN)
    assert limits(OCPP_16, [constant], relative_station="constant") == [(0, 10)]
    with pytest.raises(ChargingError, match="16-SC-10"):
        limits(OCPP_16, [stepped], relative_station="constant")
    assert limits(OCPP_16, [stepped], relative_station="receipt") == [(0, 10), (100, 8)]
    with pytest.raises(ChargingError, match="16-SC-10"):
        limits(OCPP_16, [constant], relative_station="refuse")
    external = profile(
        OCPP_201, 1, "ChargingStationExternalConstraints", schedule((0, 10), start=None), kind="Relative", evse=0
    )
    assert limits(OCPP_201, [external]) == [(0, 10)]


@EVERY_VERSION
def test_timing_fields(dialect):
    absolute = own(dialect, 1, schedule((0, 10), (60, 8), start=None))
    relative = own(dialect, 1, schedule((0, 10), (60, 8), start=LATER), kind="Relative")
    once = own(dialect, 1, schedule((0, 10), duration=60), kind="Recurring")
    cyclic = own(dialect, 1, schedule((0, 10), duration=60), recurrencyKind="Daily")
    for item in (absolute, relative, once, cyclic):
        with pytest.raises(ChargingError, match="16-SC-11"):
            limits(dialect, [item], transactions=RUNNING, timing_fields="refuse")
    assert limits(dialect, [absolute], transactions=RUNNING, timing_fields="read") == [(0, 10), (60, 8)]
    assert limits(dialect, [relative], transactions=RUNNING, timing_fields="read") == [(0, 10), (60, 8)]
    for item in (once, cyclic):
        found = limits(dialect, [item], transactions=RUNNING, timing_fields="read", duration=90000)
        assert found == [(0, 10), (60, None)]
    ceiling = profile(dialect, 1, "station", schedule((0, 10), start=None))
    assert limits(dialect, [ceiling], timing_fields="read") == [(0, 10)]


@EVERY_VERSION
def test_unknown_time(dialect):
    ceiling = profile(dialect, 1, "station", schedule((0, 20), (60, 8), (90, 2), duration=90))
    standing = default(dialect, 2, (0, 10), (60, 6), validTo="2026-03-14T10:02:00Z")
    relative = profile(dialect, 3, "TxDefaultProfile", schedule((0, 16), start=None), kind="Relative", level=1, evse=2)
    request = Request(1, START, 600, "A", time_known=False)

    def found(items, evse=1, **choices):
        wanted = Request(evse, START, 600, "A", time_known=False)
        composite = compose(dialect, items, wanted, station=Station((1, 2)), options=dialect.options(**choices))
        return [(period.start, period.limit) for period in composite.periods]

    assert found([ceiling], unknown_time_station="lowest") == [(0, 8)]  # the last period is never executed
    assert found([ceiling], unknown_time_station="ignore") == [(0, None)]
    assert found([ceiling], unknown_time_station="stored") == [(0, 20), (60, 8), (90, None)]
    assert found([standing], unknown_time_transaction="stored") == [(0, 10), (60, 6), (120, None)]
    assert found([standing], unknown_time_transaction="lowest") == [(0, 6)]
    assert found([standing], unknown_time_transaction="ignore") == [(0, None)]
    assert found([relative], evse=2, unknown_time_transaction="ignore") == [(0, 16)]
    until = profile(
        dialect, 3, "TxDefaultProfile", schedule((0, 16), start=None), kind="Relative", validTo="2026-03-14T10:02:00Z"
    )
    assert found([until], unknown_time_transaction="ignore") == [(0, None)]
    options = dialect.options(unknown_time_station="ignore")
    (step,) = explain(compose(dialect, [ceiling], request, options=options))
    assert "left out while the time is unknown" in step.passed_by[0]


# Phases, units and rounding.


def test_fewer_phases():
    items = [profile(OCPP_16, 1, "TxDefaultProfile", schedule((0, 30), phases=1))]
    running = [Transaction(1, START, "t", phases_in_use=3)]
    assert limits(OCPP_16, items, transactions=running, fewer_phases="same-power") == [(0, 10)]
    assert limits(OCPP_16, items, transactions=running, fewer_phases="per-phase") == [(0, 30)]
    assert limits(OCPP_16, items, transactions=running, unit="W", fewer_phases="same-power") == [(0, 6900)]
    with pytest.raises(ChargingError, match="TxDefaultProfile 1: 1 of 3 phases"):
        limits(OCPP_16, items, transactions=running, fewer_phases="refuse")
    switching = Station((1, 2), switches_phases=True)
    assert limits(OCPP_16, items, transactions=running, station=switching) == [(0, 30)]


def test_watts_on_fewer_phases():
    items = [profile(OCPP_16, 1, "TxDefaultProfile", schedule((0, 11040), unit="W", phases=3))]
    running = [Transaction(1, START, "t", phases_in_use=1)]
    for unit, third, whole in (("A", 16, 48), ("W", 3680, 11040)):
        assert limits(OCPP_16, items, unit=unit, transactions=running, watts_on_fewer_phases="per-phase") == [
            (0, third)
        ]
        assert limits(OCPP_16, items, unit=unit, transactions=running, watts_on_fewer_phases="total") == [(0, whole)]


@EVERY_VERSION
def test_step(dialect):
    items = [profile(dialect, 1, "TxDefaultProfile", schedule((0, 11000), unit="W"))]
    assert limits(dialect, items) == [(0, Decimal("15.9"))]
    assert limits(dialect, items, step=Decimal(1)) == [(0, 15)]
    assert limits(dialect, items, unit="W", step=Decimal("0.1")) == [(0, 11000)]


@EVERY_VERSION
def test_unit_without_request(dialect):
    items = [
        profile(dialect, 1, "TxDefaultProfile", schedule((0, 16))),
        profile(dialect, 2, "station", schedule((0, 3000), unit="W")),
    ]
    assert limits(dialect, items, unit=None, unit_without_request="supply") == [(0, Decimal("4.3"))]
    assert limits(dialect, items, unit=None, unit_without_request="lowest") == [(0, 3000)]
    assert limits(dialect, items[:1], unit=None, unit_without_request="lowest") == [(0, 16)]
    assert limits(dialect, [], unit=None, unit_without_request="lowest") == [(0, None)]
    only_watts = Station((1,), charging_rate_units=("W",))
    assert limits(dialect, items, unit=None, station=only_watts) == [(0, 3000)]
    direct = Station((1,), supply="DC")
    assert limits(dialect, items[1:], unit=None, station=direct) == [(0, 3000)]


@EVERY_VERSION
def test_direct_current(dialect):
    station = Station((1,), supply="DC")
    watts = [profile(dialect, 1, "TxDefaultProfile", schedule((0, 50000), unit="W"))]
    amperes = [profile(dialect, 1, "TxDefaultProfile", schedule((0, 100)))]
    assert limits(dialect, watts, unit="W", station=station, direct_current="watts-only") == [(0, 50000)]
    with pytest.raises(ChargingError, match="A cannot become W on DC"):
        limits(dialect, amperes, unit="W", station=station, direct_current="watts-only")
    assert limits(dialect, amperes, unit="A", station=station, direct_current="vehicle") == [(0, 100)]
    assert limits(dialect, amperes, unit="W", station=station, direct_current="grid") == [(0, 69000)]
    (period,) = compose(dialect, watts, Request(1, START, 60, "W"), station=station).periods
    assert period.number_phases is None


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (("several_schedules", "lowest"), [(0, 8), (60, 25)]),
        (("several_schedules", "first"), [(0, 8), (60, 30)]),
        (("several_schedules", "highest"), [(0, 20), (60, 30)]),
    ],
)
def test_several_schedules(choice, expected):
    item = own(OCPP_201, 1, schedule((0, 8), (60, 30)), schedule((0, 20), (60, 25)))
    assert limits(OCPP_201, [item], transactions=RUNNING, **dict([choice])) == expected


def test_a_shorter_schedule_among_several_ends_in_what_is_left():
    item = own(OCPP_201, 1, schedule((0, 8)), schedule((0, 20), duration=60))
    assert limits(OCPP_201, [item], transactions=RUNNING, several_schedules="lowest") == [(0, 8)]
    assert limits(OCPP_201, [item], transactions=RUNNING, several_schedules="highest") == [(0, 20), (60, None)]


def test_several_schedules_of_one_transaction_leave_the_others_alone():
    several = own(OCPP_201, 1, schedule((0, 8)), schedule((0, 20)))
    single = profile(OCPP_201, 2, "TxProfile", schedule((0, 16)), transactionId="u", evse=2)
    items = [several, single, default(OCPP_201, 3, (0, 6), evse=0)]
    for value, first in (("lowest", 8), ("highest", 20)):
        assert limits(OCPP_201, items, transactions=TWO, several_schedules=value) == [(0, first)]
        assert limits(OCPP_201, items, evse=2, transactions=TWO, several_schedules=value) == [(0, 16)]
        assert limits(OCPP_201, items, evse=0, transactions=TWO, several_schedules=value) == [(0, first + 16)]
    request = Request(1, START, 60, "A", schedule_number=2)
    (step,) = explain(compose(OCPP_201, items, request, station=Station((1, 2)), transactions=TWO))
    assert step.takes_part == ("TxProfile 1 schedule 2, stackLevel 0: 20 A",)
    assert step.passed_by == (
        "TxProfile 2: limits evseId 2",
        "TxDefaultProfile 3: overruled by TxProfile 1 schedule 2",
    )


def test_no_limit():
    for choice in (("no_limit", "hardware"), ("no_limit", "shorten"), ("no_limit", "reject")):
        options = OCPP_16.options(**dict([choice]))
        assert options.no_limit == choice[1]  # the payloads are compared in test_charging


# No transaction, several connectors, the whole station.


def test_idle():
    items = [default(OCPP_16, 1, (0, 10)), profile(OCPP_16, 2, "station", schedule((0, 20)))]
    assert limits(OCPP_16, items, idle="as-if") == [(0, 10)]
    assert limits(OCPP_16, items, idle="station-limits") == [(0, 20)]
    assert limits(OCPP_16, items, idle="zero") == [(0, 0)]
    for value in ("as-if", "station-limits", "zero"):
        assert limits(OCPP_16, items, transactions=RUNNING, idle=value) == [(0, 10)]


@EVERY_VERSION
def test_idle_relative(dialect):
    items = [
        profile(dialect, 1, "TxDefaultProfile", schedule((0, 10), (60, 8), start=None), kind="Relative", level=1),
        profile(
            dialect, 2, "TxDefaultProfile", schedule((0, 12), start=None, duration=90), kind="Relative", level=2, evse=0
        ),
    ]
    assert limits(dialect, items, idle_relative="request") == [(0, 12), (90, 8)]
    assert limits(dialect, items, idle_relative="last-period") == [(0, 8)]
    assert limits(dialect, items, transactions=RUNNING, idle_relative="last-period") == [(0, 12), (90, 8)]


@EVERY_VERSION
def test_a_connector_without_a_transaction_has_no_tx_profile(dialect):
    items = [default(dialect, 1, (0, 10)), profile(dialect, 2, "TxProfile", schedule((0, 8)))]
    assert limits(dialect, items) == [(0, 10)]


@EVERY_VERSION
def test_sharing(dialect):
    ceiling = profile(dialect, 1, "station", schedule((0, 30)))
    first = profile(dialect, 2, "TxProfile", schedule((0, 32)), transactionId="t")
    second = profile(dialect, 3, "TxProfile", schedule((0, 10)), transactionId="u", evse=2)
    items = [ceiling, first, second]
    for evse, equal, early, alone in ((1, 20, 30, 30), (2, 10, 0, 10)):
        assert limits(dialect, items, evse=evse, transactions=TWO, sharing="equal") == [(0, equal)]
        assert limits(dialect, items, evse=evse, transactions=TWO, sharing="first-come") == [(0, early)]
        assert limits(dialect, items, evse=evse, transactions=TWO, sharing="whole") == [(0, alone)]
    # Without a limit of their own, both get half.
    assert limits(dialect, [ceiling], transactions=TWO) == [(0, 15)]
    # A connector that nobody uses is shown what a driver would get.
    assert limits(dialect, [ceiling], evse=2, transactions=RUNNING) == [(0, 15)]


def test_a_higher_charging_priority_is_served_first():
    # [K03.FR.04]
    ceiling = profile(OCPP_201, 1, "station", schedule((0, 20)))
    default_ = default(OCPP_201, 2, (0, 16), evse=0)
    running = [Transaction(1, START, "t"), Transaction(2, read_moment(LATER), "u", charging_priority=3)]
    for sharing in ("equal", "first-come"):
        for evse, expected in ((1, 4), (2, 16)):
            found = limits(OCPP_201, [ceiling, default_], evse=evse, transactions=running, sharing=sharing)
            assert found == [(0, expected)]


@EVERY_VERSION
def test_the_newest_transaction_pauses_when_shares_fall_below_the_minimum(dialect):
    ceiling = profile(dialect, 1, "station", schedule((0, 10)))
    first = profile(dialect, 2, "TxProfile", schedule((0, 16), minChargingRate=Decimal(6)), transactionId="t")
    second = profile(dialect, 3, "TxProfile", schedule((0, 16), minChargingRate=Decimal(6)), transactionId="u", evse=2)
    assert limits(dialect, [ceiling, first, second], evse=1, transactions=TWO) == [(0, 10)]
    assert limits(dialect, [ceiling, first, second], evse=2, transactions=TWO) == [(0, 0)]


@EVERY_VERSION
def test_total(dialect):
    items = [
        default(dialect, 1, (0, 16), (60, 6), evse=0),
        profile(dialect, 2, "station", schedule((0, 20), (120, 10))),
    ]
    assert limits(dialect, items, evse=0, transactions=TWO, total="sum") == [(0, 20), (60, 12), (120, 10)]
    assert limits(dialect, items[1:], evse=0, transactions=RUNNING) == [(0, 20), (120, 10)]
    assert limits(dialect, [], evse=0, transactions=RUNNING) == [(0, None)]
    assert limits(dialect, items, evse=0, transactions=TWO, unit="W") == [(0, 13800), (60, 8280), (120, 6900)]


def test_total_of_station_limits_alone():
    items = [default(OCPP_16, 1, (0, 16), evse=0), profile(OCPP_16, 2, "station", schedule((0, 20), (120, 10)))]
    assert limits(OCPP_16, items, evse=0, transactions=TWO, total="station-limits") == [(0, 20), (120, 10)]
    assert limits(OCPP_16, items, evse=0, total="sum") == [(0, 0)]


def test_total_evses():
    items = [default(OCPP_16, 1, (0, 16), evse=0)]
    assert limits(OCPP_16, items, evse=0, transactions=RUNNING, total_evses="in-use") == [(0, 16)]
    assert limits(OCPP_16, items, evse=0, transactions=RUNNING, total_evses="all") == [(0, 32)]


def test_an_external_limit_of_one_evse_limits_that_alone():
    external = profile(OCPP_201, -1, "ChargingStationExternalConstraints", schedule((0, 10)), evse=1)
    items = [default(OCPP_201, 1, (0, 16), evse=0), external]
    for evse, expected in ((1, 10), (2, 16), (0, 26)):
        assert limits(OCPP_201, items, evse=evse) == [(0, expected)]
    shared = profile(OCPP_201, -2, "ChargingStationExternalConstraints", schedule((0, 8)), evse=0)
    assert limits(OCPP_201, [*items, shared]) == [(0, 8)]
    (step,) = explain(compose(OCPP_201, items, Request(2, START, 60, "A"), station=Station((1, 2))))
    assert step.passed_by == ("ChargingStationExternalConstraints -1: limits evseId 1",)


def test_total_adds_watts_of_different_phases():
    items = [
        profile(OCPP_16, 1, "TxDefaultProfile", schedule((0, 16), phases=1), evse=1),
        profile(OCPP_16, 2, "TxDefaultProfile", schedule((0, 16), phases=3), evse=2),
    ]
    request = Request(0, START, 60, "W")
    (period,) = compose(OCPP_16, items, request, station=Station((1, 2)), transactions=TWO).periods
    assert period.result == (3680 + 11040, 3, None)


def test_a_station_limit_of_a_single_phase_binds_the_sum():
    items = [
        profile(OCPP_16, 1, "station", schedule((0, 40), phases=1)),
        profile(OCPP_16, 2, "TxDefaultProfile", schedule((0, 16), phases=3), evse=0),
    ]
    request = Request(0, START, 60, "W")
    (period,) = compose(OCPP_16, items, request, station=Station((1, 2)), transactions=TWO).periods
    assert period.result == (2 * 3680, 1, None)


def test_local_limits_of_the_station_are_shared_too():
    fuse = LocalLimit("fuse", ChargingSchedule("A", (ChargingSchedulePeriod(0, Decimal(20)),)))
    assert limits(OCPP_16, [], transactions=TWO, station=Station((1, 2), local_limits=(fuse,))) == [(0, 10)]


def test_two_transactions_on_one_connector_are_refused():
    with pytest.raises(ChargingError, match="of its own"):
        limits(OCPP_16, [], transactions=[RUNNING[0], RUNNING[0]])


@pytest.mark.parametrize("change", [{"duration": 0}, {"schedule_number": 4}])
def test_request_without_a_length_or_with_a_fourth_schedule_is_refused(change):
    with pytest.raises(ChargingError, match="duration is at least 1 s"):
        compose(OCPP_16, [], Request(1, START, **{"duration": 60, **change}))
