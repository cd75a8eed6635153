"""The engine gives the limit that a brute-force reading gives, second by second."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from charging_oracle import Oracle
from charging_sets import FOLDERS, Case, cases
from hypothesis import HealthCheck, given, settings

from generator.charging import DIALECTS, Request, Station, Transaction, compose, read_profile

BOUNDED = settings(
    max_examples=400,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def at(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC)


def run(case: Case, **changes):
    """Return the composite schedule of a case."""
    dialect = DIALECTS[FOLDERS[case.version]]
    transactions = [
        Transaction(
            t["evse"],
            at(t["start"]),
            t["id"],
            at(t["energy"]) if "energy" in t else None,
            t.get("phases"),
            t.get("priority", 0),
        )
        for t in case.transactions
    ]
    request = {
        "evse_id": case.evse,
        "start": at(case.receipt),
        "duration": case.duration,
        "charging_rate_unit": case.unit,
    }
    return compose(
        dialect,
        [read_profile(dialect, profile, place) for place, profile in case.installed],
        Request(**{**request, **changes}),
        station=Station((1, 2)),
        transactions=transactions,
    )


@pytest.mark.parametrize("version", FOLDERS)
def test_every_second_agrees_with_the_oracle(version):
    @BOUNDED
    @given(cases(version))
    def check(case):
        oracle = Oracle(version, case.installed, case.transactions, case.evse, case.receipt, case.unit)
        found = [
            None if period.limit is None else (period.limit, period.number_phases)
            for period in run(case).periods
            for _ in range(period.start, period.end)
        ]
        assert found == [oracle.at(second) for second in range(case.duration)]

    check()
