"""Composite schedules: timing, phases, answers, explanations, and what is written about the options."""

from __future__ import annotations

import ast
import re
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from charging_help import BOTH, OCPP_16, OCPP_201, TEN, limits, profile, schedule

from generator.charging import (
    REJECTED,
    ChargingError,
    ChargingSchedule,
    ChargingSchedulePeriod,
    LocalLimit,
    Request,
    RequestRejectedError,
    Station,
    Transaction,
    answer,
    compose,
    explain,
    format_amount,
    format_moment,
    read_moment,
)
from generator.citations import BRACKET, CitationIndex

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "generator/charging"
EVERY_VERSION = pytest.mark.parametrize("dialect", BOTH, ids=lambda dialect: dialect.folder)


# Timing that both versions fix.


@EVERY_VERSION
def test_schedule_ends_with_its_duration_and_holds_its_last_limit_until_then(dialect):
    item = profile(dialect, 1, "TxDefaultProfile", schedule((0, 10), (60, 8), (300, 6), duration=200))
    assert limits(dialect, [item], duration=300) == [(0, 10), (60, 8), (200, None)]


@EVERY_VERSION
def test_schedule_without_duration_goes_on(dialect):
    item = profile(dialect, 1, "TxDefaultProfile", schedule((0, 10), (60, 8)))
    assert limits(dialect, [item], start="2036-03-14T10:00:00Z") == [(0, 8)]


@EVERY_VERSION
def test_nothing_holds_before_the_start(dialect):
    for kind in ({"kind": "Absolute"}, {"kind": "Recurring", "recurrencyKind": "Daily"}):
        item = profile(dialect, 1, "TxDefaultProfile", schedule((0, 10), start="2026-03-14T10:01:00Z"), **kind)
        assert limits(dialect, [item], duration=120) == [(0, None), (60, 10)]


@EVERY_VERSION
@pytest.mark.parametrize("length", [None, 90000])
def test_recurring_schedule_is_cut_off_where_the_next_run_starts(dialect, length):
    item = profile(
        dialect, 1, "TxDefaultProfile", schedule((0, 10), (86395, 8), (86410, 6), duration=length),
        kind="Recurring", recurrencyKind="Daily",
    )  # fmt: skip
    found = limits(dialect, [item], start="2026-03-15T09:59:50Z", duration=60)
    assert found == [(0, 10), (5, 8), (10, 10)]


@EVERY_VERSION
def test_weekly_schedule_recurs_on_its_day_across_midnight(dialect):
    item = profile(
        dialect, 1, "TxDefaultProfile", schedule((0, 10), start="2026-03-15T23:00:00Z", duration=7200),
        kind="Recurring", recurrencyKind="Weekly",
    )  # fmt: skip
    found = limits(dialect, [item], start="2026-03-22T22:00:00Z", duration=4 * 3600)
    assert found == [(0, None), (3600, 10), (10800, None)]
    assert limits(dialect, [item], start="2026-03-21T22:00:00Z", duration=4 * 3600) == [(0, None)]


@EVERY_VERSION
def test_daily_schedule_recurs_every_24_hours_through_a_change_of_daylight_saving(dialect):
    item = profile(
        dialect, 1, "TxDefaultProfile", schedule((0, 10), start="2026-03-28T22:00:00+01:00", duration=3600),
        kind="Recurring", recurrencyKind="Daily",
    )  # fmt: skip
    # Central European clocks go forward in the night: 22:00 of winter is 23:00 of summer.
    found = limits(dialect, [item], start="2026-03-29T22:30:00+02:00", duration=3600)
    assert found == [(0, None), (1800, 10)]


@EVERY_VERSION
def test_validity_ends_exactly_at_valid_to(dialect):
    item = profile(
        dialect, 1, "TxDefaultProfile", schedule((0, 10)),
        validFrom="2026-03-14T10:01:00Z", validTo="2026-03-14T10:02:00Z",
    )  # fmt: skip
    assert limits(dialect, [item]) == [(0, None), (60, 10), (120, None)]


@EVERY_VERSION
def test_a_higher_level_gives_way_when_its_schedule_is_over(dialect):
    low = profile(dialect, 1, "TxDefaultProfile", schedule((0, 10)), level=0)
    high = profile(
        dialect, 2, "TxDefaultProfile", schedule((0, 20), start="2026-03-14T10:01:00Z", duration=60), level=1
    )
    assert limits(dialect, [high, low]) == [(0, 10), (60, 20), (120, 10)]


@EVERY_VERSION
def test_a_boundary_within_a_second_gives_that_second_the_lower_limit(dialect):
    item = profile(
        dialect, 1, "TxDefaultProfile", schedule((0, 10), (20, 16), (40, 6), start="2026-03-14T09:59:50.500Z")
    )
    # The limit changes 10.5 s and 30.5 s after the request.
    assert limits(dialect, [item], duration=60) == [(0, 10), (11, 16), (30, 6)]
    assert limits(dialect, [item], start="2026-03-14T10:00:00.250Z", duration=60) == [(0, 10), (11, 16), (30, 6)]


# Phases.


def test_lowest_number_of_phases_counts_and_a_free_phase_to_use_is_kept():
    # [2.0.1 errata §2.36]
    ceiling = profile(OCPP_201, 1, "station", schedule((0, 11040), unit="W", phases=3))
    own = schedule((0, 32), phases=1)
    own["chargingSchedulePeriod"][0]["phaseToUse"] = 2
    default = profile(OCPP_201, 2, "TxDefaultProfile", own)
    request = Request(1, read_moment(TEN), 60, "W")
    (period,) = compose(OCPP_201, [ceiling, default], request).periods
    # 11040 W on three phases are 16 A for each of them; one phase is left.
    assert period.result == (3680, 1, 2)


def test_two_leading_profiles_with_different_phases_cannot_be_combined():
    def one_phase(number, purpose, phase):
        item = schedule((0, 32), phases=1)
        item["chargingSchedulePeriod"][0]["phaseToUse"] = phase
        return profile(OCPP_201, number, purpose, item)

    with pytest.raises(ChargingError, match=r"ChargingStationMaxProfile 2 name different phases"):
        limits(OCPP_201, [one_phase(1, "TxDefaultProfile", 1), one_phase(2, "station", 3)])


def test_periods_that_differ_only_in_phases_stay_apart():
    item = schedule((0, 16))
    item["chargingSchedulePeriod"].append({"startPeriod": 60, "limit": 16, "numberPhases": 1})
    request = Request(1, read_moment(TEN), 120, "A")
    found = compose(OCPP_16, [profile(OCPP_16, 1, "TxDefaultProfile", item)], request).periods
    assert [period.result for period in found] == [(16, 3, None), (16, 1, None)]


@EVERY_VERSION
def test_amperes_stay_as_they_are_when_the_vehicle_uses_fewer_phases(dialect):
    # [1.6 errata §3.34] [K01.FR.45] [K01.FR.51]
    item = profile(dialect, 1, "TxDefaultProfile", schedule((0, 16), phases=3))
    running = [Transaction(1, read_moment(TEN), None, phases_in_use=1)]
    assert limits(dialect, [item], transactions=running) == [(0, 16)]
    assert limits(dialect, [item], transactions=running, unit="W") == [(0, 3680)]


# The answer.

HARDWARE = LocalLimit("hardware", ChargingSchedule("A", (ChargingSchedulePeriod(0, Decimal(32)),)))


def test_answers_have_the_form_of_their_version():
    station = Station((1,), local_limits=(HARDWARE,))
    request = Request(1, read_moment("2026-03-14T11:00:00.5+01:00"), 60, "A")
    items = [profile(dialect, 1, "TxDefaultProfile", schedule((0, Decimal("8.5")))) for dialect in BOTH]
    found = [
        answer(dialect, compose(dialect, [item], request, station=station))
        for dialect, item in zip(BOTH, items, strict=True)
    ]
    periods = [{"startPeriod": 0, "limit": Decimal("8.5"), "numberPhases": 3}]
    start = "2026-03-14T10:00:00.500Z"
    assert found[0] == {
        "status": "Accepted",
        "connectorId": 1,
        "scheduleStart": start,
        "chargingSchedule": {"duration": 60, "chargingRateUnit": "A", "chargingSchedulePeriod": periods},
    }
    assert found[1] == {
        "status": "Accepted",
        "schedule": {
            "evseId": 1,
            "duration": 60,
            "scheduleStart": start,
            "chargingRateUnit": "A",
            "chargingSchedulePeriod": periods,
        },
    }


@EVERY_VERSION
def test_time_without_a_limit_shows_the_maximum_of_the_hardware(dialect):
    item = profile(dialect, 1, "TxDefaultProfile", schedule((0, 10), duration=30))
    request = Request(1, read_moment(TEN), 60, "A")
    with pytest.raises(ChargingError, match="give the hardware maximum"):
        answer(dialect, compose(dialect, [item], request))
    filled = compose(dialect, [item], request, station=Station(local_limits=(HARDWARE,)))
    assert [(period.start, period.limit) for period in filled.periods] == [(0, 10), (30, 32)]
    assert answer(dialect, filled)["status"] == "Accepted"


def test_time_without_a_limit_is_reported_as_the_option_says():
    item = profile(OCPP_16, 1, "TxDefaultProfile", schedule((0, 10), duration=30))
    request = Request(1, read_moment(TEN), 60, "A")
    open_end = compose(OCPP_16, [item], request)
    assert answer(OCPP_16, open_end, OCPP_16.options(no_limit="reject")) == REJECTED
    shortened = answer(OCPP_16, open_end, OCPP_16.options(no_limit="shorten"))
    assert shortened["chargingSchedule"]["duration"] == 30
    assert answer(OCPP_16, compose(OCPP_16, [], request), OCPP_16.options(no_limit="shorten")) == REJECTED


@pytest.mark.parametrize(
    ("request_", "station"),
    [
        (Request(7, read_moment(TEN), 60, "A"), Station((1, 2))),
        (Request(1, read_moment(TEN), 60, "W"), Station((1, 2), charging_rate_units=("A",))),
        (Request(1, read_moment(TEN), 60, "A"), Station((1,), supply="DC")),
    ],
    ids=["unknown connector", "unit not supported", "amperes on DC"],
)
def test_requests_that_the_specification_rejects(request_, station):
    for dialect in BOTH:
        with pytest.raises(RequestRejectedError):
            compose(dialect, [], request_, station=station)


@EVERY_VERSION
def test_local_limit_with_a_schedule_lowers_the_result(dialect):
    # What the EV asks for, if it is less than the limit [2.0.1 §K 4].
    wish = ChargingSchedule(
        "A", (ChargingSchedulePeriod(0, Decimal(20)), ChargingSchedulePeriod(60, Decimal(8))), read_moment(TEN)
    )
    item = profile(dialect, 1, "TxDefaultProfile", schedule((0, 16)))
    station = Station((1, 2), local_limits=(LocalLimit("EV", wish, 1), LocalLimit("other EV", wish, 2)))
    assert limits(dialect, [item], station=station) == [(0, 16), (60, 8)]
    loose = LocalLimit("EV", ChargingSchedule("A", wish.periods), 1)
    with pytest.raises(ChargingError, match="local limit EV: say with start_schedule"):
        limits(dialect, [item], station=Station((1,), local_limits=(loose,)))


def test_moments_are_written_in_utc_with_as_many_decimals_as_needed():
    assert format_moment(read_moment("2026-03-14T11:00:00+01:00")) == "2026-03-14T10:00:00Z"
    assert format_moment(datetime(2026, 3, 14, 10, 0, 0, 250000, UTC)) == "2026-03-14T10:00:00.250Z"


# The explanation.


def test_explanation_names_who_leads_and_why_the_others_do_not():
    installed = [
        profile(OCPP_16, 5, "station", schedule((0, 11000), unit="W", phases=3)),
        profile(OCPP_16, 14, "TxDefaultProfile", schedule((0, 10), start=None), kind="Relative", evse=0),
        profile(OCPP_16, 15, "TxDefaultProfile", schedule((0, 8)), level=1, evse=0, validTo="2026-03-14T09:00:00Z"),
        profile(OCPP_16, 21, "TxProfile", schedule((0, 20), duration=60), transactionId=1042),
        profile(OCPP_16, 22, "TxProfile", schedule((0, 6)), level=1, transactionId=7, evse=2),
        profile(OCPP_16, 23, "TxProfile", schedule((0, 4)), level=1, transactionId=7),
    ]
    running = [Transaction(1, read_moment(TEN), 1042)]
    request = Request(1, read_moment(TEN), 120, "A")
    first, second = explain(compose(OCPP_16, installed, request, station=Station((1, 2)), transactions=running))
    assert first.result == "15.9 A on 3 phases"
    assert first.takes_part == (
        "TxProfile 21, stackLevel 0: 20 A",
        "ChargePointMaxProfile 5, stackLevel 0: 11000 W ÷ (230 V × 3) = ≈15.942 A",
    )
    assert first.passed_by == (
        "TxDefaultProfile 14: overruled by TxProfile 21",
        "TxDefaultProfile 15: no longer valid",
        "TxProfile 22: no transaction runs on connectorId 2",
        "TxProfile 23: belongs to transaction 7",
    )
    assert (second.start, second.result) == (read_moment("2026-03-14T10:01:00Z"), "10 A on 3 phases")
    assert second.passed_by[1] == "TxProfile 21: its schedule is over"


def test_explanation_shows_conversion_to_watts_levels_and_open_time():
    installed = [
        profile(OCPP_201, 1, "TxDefaultProfile", schedule((0, 16), duration=60), level=2),
        profile(OCPP_201, 2, "TxDefaultProfile", schedule((0, 6), duration=60), level=1),
        profile(OCPP_201, 3, "TxDefaultProfile", schedule((0, 6), start="2026-03-14T10:02:00Z"), level=0),
    ]
    first, second, _ = explain(compose(OCPP_201, installed, Request(1, read_moment(TEN), 180, "W")))
    assert first.takes_part == ("TxDefaultProfile 1, stackLevel 2: 16 A × 230 V × 3 = 11040 W",)
    assert first.passed_by[0] == "TxDefaultProfile 2: TxDefaultProfile 1 has the higher stackLevel"
    assert second.result == "no limit"
    assert second.passed_by[2] == "TxDefaultProfile 3: its schedule has not started"


def test_explanation_tells_a_connectors_own_default_from_that_of_the_station():
    installed = [
        profile(OCPP_16, 1, "TxDefaultProfile", schedule((0, 10)), evse=0),
        profile(OCPP_16, 2, "TxDefaultProfile", schedule((0, 12)), evse=1),
    ]
    (step,) = explain(compose(OCPP_16, installed, Request(1, read_moment(TEN), 60, "A")))
    assert step.passed_by == (
        "TxDefaultProfile 1: TxDefaultProfile 2 has the same stackLevel and is the connector's own",
    )


def test_explanation_shows_a_share_only_where_it_limits():
    running = [Transaction(1, read_moment(TEN)), Transaction(2, read_moment(TEN))]

    def names(other):
        installed = [
            profile(OCPP_16, 1, "station", schedule((0, 20))),
            profile(OCPP_16, 2, "TxDefaultProfile", schedule((0, other)), evse=2),
        ]
        request = Request(1, read_moment(TEN), 60, "A")
        (step,) = explain(compose(OCPP_16, installed, request, station=Station((1, 2)), transactions=running))
        assert step.passed_by == ("TxDefaultProfile 2: limits connectorId 2",)
        return step.takes_part

    whole = "ChargePointMaxProfile 1, stackLevel 0: 20 A"
    assert names(8) == (whole, "share of ChargePointMaxProfile 1: 12 A")
    assert names(0) == (whole,)


def test_explanation_of_watts_follows_the_option_for_fewer_phases():
    installed = [profile(OCPP_16, 1, "TxDefaultProfile", schedule((0, 6900), unit="W", phases=3))]
    running = [Transaction(1, read_moment(TEN), phases_in_use=1)]
    for value, line in (("per-phase", "(230 V × 3) = 10 A"), ("total", "(230 V × 1) = 30 A")):
        options = OCPP_16.options(watts_on_fewer_phases=value)
        request = Request(1, read_moment(TEN), 60, "A")
        (step,) = explain(compose(OCPP_16, installed, request, transactions=running, options=options))
        assert step.takes_part == (f"TxDefaultProfile 1, stackLevel 0: 6900 W ÷ {line}",)
    (step,) = explain(compose(OCPP_16, installed, Request(1, read_moment(TEN), 60, "W"), transactions=running))
    assert step.takes_part == ("TxDefaultProfile 1, stackLevel 0: 6900 W for 3 phases, on 1: 2300 W",)


@pytest.mark.parametrize(
    ("value", "text"),
    [(Fraction(16), "16 A"), (Fraction(25, 2), "12.5 A"), (Fraction(40, 3), "≈13.333 A"), (Fraction(400), "400 A")],
)
def test_amounts_show_when_they_are_not_exact(value, text):
    assert format_amount(value, "A") == text


# What is written about the options.


def docstrings():
    for path in sorted(PACKAGE.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and (text := ast.get_docstring(node)):
                yield path.name, text


def test_every_citation_in_the_package_exists(project):
    index = CitationIndex(project.catalog)
    found = 0
    for path in sorted(PACKAGE.glob("*.py")):
        for match in BRACKET.finditer(path.read_text(encoding="utf-8")):
            if index.looks_like_citation(match[1]):
                found += 1
                assert index.resolve(match[1]), f"{path.name}: [{match[1]}]; nearest are {index.nearest(match[1])}"
    assert found > 100


def decisions(version):
    """Return the IDs of the open decisions on smart charging in the annotations of a version."""
    words = [message.words for message in version.messages.values()] + [entry.words for entry in version.types.values()]
    return {str(decision.id) for item in words for decision in item.decisions if "-SC-" in decision.id}


def test_every_open_decision_of_the_first_version_stands_in_the_table(project):
    (table,) = [text for name, text in docstrings() if name == "__init__.py"]
    written = decisions(project.catalog.versions["ocpp-1.6j"])
    assert written and written <= set(re.findall(r"16-SC-\d\d", table))


def test_every_marker_that_the_package_names_exists(project):
    named = {marker for _, text in docstrings() for marker in re.findall(r"(?:16|201)-SC-\d\d", text)}
    written = {marker for version in project.catalog.versions.values() for marker in decisions(version)}
    assert named - written == set()


def test_every_option_stands_in_the_table_with_its_markers():
    texts = dict(docstrings_of_interest())
    for option, described in re.findall(r"^    (\w+): (.+?)(?=^    \w+: |\Z)", texts["Options"], re.S | re.M):
        row = next(line for line in texts["table"].splitlines() if re.search(rf"\b{option}\b", line))
        for marker in re.findall(r"(?:16|201)-SC-\d\d", described):
            assert marker in row, f"{option}: {marker}"


def docstrings_of_interest():
    tree = ast.parse((PACKAGE / "options.py").read_text(encoding="utf-8"))
    (options,) = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    yield "Options", ast.get_docstring(options).split("Attributes:")[1]
    yield "table", ast.get_docstring(ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8")))
