"""What holds for every set of profiles that can be installed together."""

from __future__ import annotations

import copy
import json
import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest
from charging_oracle import epoch
from charging_sets import FOLDERS, STATION_PURPOSES, cases, moment
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_charging_oracle import run

from generator.charging import DIALECTS, answer

BOUNDED = settings(
    max_examples=80,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
EVERY_VERSION = pytest.mark.parametrize("version", FOLDERS)
ROOT = Path(__file__).resolve().parents[1]
ANSWERS = {"1.6": "GetCompositeScheduleResponse", "2.0.1": "GetCompositeScheduleResponse"}


def results(composite):
    return [(p.start, p.end, *p.result) for p in composite.periods]


def by_second(composite):
    return [p.result for p in composite.periods for _ in range(p.start, p.end)]


def alone(case):
    """Return the case without transactions on other connectors, so that nothing is shared."""
    case.transactions = [t for t in case.transactions if t["evse"] == case.evse]
    return case


@EVERY_VERSION
def test_periods_cover_the_request_and_neighbours_differ(version):
    @BOUNDED
    @given(cases(version))
    def check(case):
        found = results(run(case))
        assert (found[0][0], found[-1][1]) == (0, case.duration)
        assert all(left[1] == right[0] and left[2:] != right[2:] for left, right in pairwise(found))

    check()


@EVERY_VERSION
def test_result_is_never_above_a_limit_that_leads_its_purpose(version):
    @BOUNDED
    @given(cases(version, evses=(1,)))
    def check(case):
        case = alone(case)
        whole = by_second(run(case))
        purposes = [*STATION_PURPOSES[version], "TxProfile"]
        for purpose in purposes:
            part = copy.copy(case)
            part.installed = [item for item in case.installed if item[1]["chargingProfilePurpose"] == purpose]
            for (limit, _, _), (ceiling, _, _) in zip(whole, by_second(run(part)), strict=True):
                assert ceiling is None or (limit is not None and limit <= ceiling), purpose

    check()


@EVERY_VERSION
def test_connectors_together_stay_below_every_station_limit(version):
    @BOUNDED
    @given(cases(version, running=True))
    def check(case):
        for transaction in case.transactions:
            transaction.pop("phases", None)
        case.unit = "A"
        each = [by_second(run(case, evse_id=t["evse"])) for t in case.transactions]
        total = by_second(run(case, evse_id=0))
        shared = copy.copy(case)
        shared.installed = [
            item for item in case.installed if item[1]["chargingProfilePurpose"] in STATION_PURPOSES[version]
        ]
        ceilings = by_second(run(shared, evse_id=0))
        for index, (ceiling, _, _) in enumerate(ceilings):
            if ceiling is not None:
                assert sum(limits[index][0] for limits in each) <= ceiling
                assert total[index][0] <= ceiling

    check()


@EVERY_VERSION
def test_order_of_profiles_plays_no_part(version):
    @BOUNDED
    @given(cases(version), st.randoms(use_true_random=False))
    def check(case, random):
        other = copy.copy(case)
        other.installed = list(case.installed)
        random.shuffle(other.installed)
        other.transactions = case.transactions[::-1]
        assert results(run(other)) == results(run(case))

    check()


@EVERY_VERSION
def test_a_period_split_in_two_equal_ones_changes_nothing(version):
    @BOUNDED
    @given(cases(version), st.integers(1, 30))
    def check(case, gap):
        other = copy.deepcopy(case)
        for _, profile in other.installed:
            if (
                profile["chargingProfileKind"] == "Relative"
                and profile["chargingProfilePurpose"] in STATION_PURPOSES[version]
            ):
                continue  # accepted because it has a single period
            schedules = profile["chargingSchedule"]
            for schedule in schedules if isinstance(schedules, list) else [schedules]:
                found = schedule["chargingSchedulePeriod"]
                halves = [{**period, "startPeriod": period["startPeriod"] + gap} for period in found]
                taken = {period["startPeriod"] for period in found}
                ends = [period["startPeriod"] for period in found[1:]] + [10**9]
                found += [
                    half
                    for half, end in zip(halves, ends, strict=True)
                    if half["startPeriod"] not in taken and half["startPeriod"] < end
                ]
                found.sort(key=lambda period: period["startPeriod"])
        assert results(run(other)) == results(run(case))

    check()


@EVERY_VERSION
def test_a_later_window_agrees_with_the_whole(version):
    # With running transactions: an imagined one would begin with the request.
    @BOUNDED
    @given(cases(version, evses=(0, 1), running=True), st.integers(0, 59))
    def check(case, skipped):
        skipped = min(skipped, case.duration - 1)
        later = copy.copy(case)
        later.receipt, later.duration = case.receipt + skipped, case.duration - skipped
        assert by_second(run(later)) == by_second(run(case))[skipped:]

    check()


@EVERY_VERSION
def test_another_notation_of_the_same_moments_changes_nothing(version):
    @BOUNDED
    @given(cases(version), st.integers(-12, 14))
    def check(case, hours):
        text = json.dumps(case.installed, default=lambda value: {"$": str(value)})
        moved = re.sub(r'"(\d{4}-[^"]*T[^"]+)"', lambda match: f'"{moment(epoch(match[1]), hours)}"', text)
        other = copy.copy(case)
        other.installed = json.loads(moved, object_hook=lambda node: Decimal(node["$"]) if "$" in node else node)
        assert results(run(other)) == results(run(case))

    check()


@EVERY_VERSION
def test_answer_is_a_valid_payload_that_says_the_same(version, root):
    folder = FOLDERS[version]
    structure = json.loads((root / f"schemas/{folder}/structure/{ANSWERS[version]}.json").read_text(encoding="utf-8"))
    for name in ("$schema", "$id", "id"):
        structure.pop(name, None)
    structure = json.loads(json.dumps(structure), parse_float=Decimal)

    @BOUNDED
    @given(cases(version))
    def check(case):
        composite = run(case)
        if any(period.limit is None for period in composite.periods):
            return
        payload = answer(DIALECTS[folder], composite)
        jsonschema.validate(payload, structure)
        body = payload["chargingSchedule"] if version == "1.6" else payload["schedule"]
        said = [(p["startPeriod"], p["limit"], p["numberPhases"]) for p in body["chargingSchedulePeriod"]]
        assert said == [(p.start, p.limit, p.number_phases) for p in composite.periods]
        assert body["duration"] == case.duration and body["chargingRateUnit"] == case.unit

    check()
