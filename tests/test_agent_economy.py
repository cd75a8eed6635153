"""An agent that follows the skill reads little until the answer is on screen."""

from __future__ import annotations

import statistics

from agent.economy import measure, percentile


def test_median_lookup_stays_small():
    found = [value for values in measure().values() for value in values]
    assert len(found) == 100
    assert statistics.median(found) < 8000
    assert percentile(found, 0.95) < 40000
