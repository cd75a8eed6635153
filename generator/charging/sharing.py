"""A station limit divided among the connectors or EVSEs in use.

All of them together must not exceed it [1.6 §3.13.3] [K04.FR.05] [K12.FR.01].
In 2.0.1, a higher `chargingPriority` is served first, even if others have to
be suspended [K03.FR.04]. Everything else is left to the station: 16-SC-07,
201-SC-06.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from itertools import groupby


@dataclass(frozen=True)
class Demand:
    """What one connector or EVSE could use.

    Attributes:
        evse_id: Its number.
        start: When its transaction started.
        wanted: Its own limit; None without one.
        least: Its `minChargingRate`, below which charging is inefficient [1.6 §7.13] [K01.FR.21]; 0 if unknown.
        priority: Its `chargingPriority`.
    """

    evse_id: int
    start: datetime
    wanted: Fraction | None
    least: Fraction = Fraction(0)
    priority: int = 0

    @property
    def age(self) -> tuple[datetime, int]:
        """Return a key that sorts older transactions first."""
        return self.start, self.evse_id


def share(total: Fraction, demands: Iterable[Demand], method: str) -> dict[int, Fraction]:
    """Return the share of each connector or EVSE.

    Args:
        total: The station limit.
        demands: What they could use, in the unit of the limit; amperes as if all on the most loaded phase.
        method: `equal`, `first-come` or `whole`.
    """
    if method == "whole":
        return {demand.evse_id: total for demand in demands}
    shares: dict[int, Fraction] = {}
    ordered = sorted(demands, key=lambda demand: (-demand.priority, demand.age))
    for _, equals in groupby(ordered, key=lambda demand: demand.priority):
        group = list(equals)
        part = _first_come(total, group) if method == "first-come" else _equal_or_paused(total, group)
        shares |= part
        total -= sum(part.values())
    return shares


def _equal_or_paused(total: Fraction, demands: Sequence[Demand]) -> dict[int, Fraction]:
    """Return equal shares, where the newest transactions pause as long as a share is too low to be useful."""
    active = demands
    while True:
        shares = _equal(total, active)
        short = any(shares[demand.evse_id] < _useful(demand) for demand in active)
        if not short or len(active) == 1:
            return {**{demand.evse_id: Fraction(0) for demand in demands}, **shares}
        active = active[:-1]


def _useful(demand: Demand) -> Fraction:
    return demand.least if demand.wanted is None else min(demand.least, demand.wanted)


def _first_come(total: Fraction, demands: Iterable[Demand]) -> dict[int, Fraction]:
    shares = {}
    for demand in demands:
        shares[demand.evse_id] = total if demand.wanted is None else min(total, demand.wanted)
        total -= shares[demand.evse_id]
    return shares


def _equal(total: Fraction, demands: Iterable[Demand]) -> dict[int, Fraction]:
    """Return equal shares; what one cannot use goes to the others."""
    shares = {}
    waiting = sorted(demands, key=lambda demand: (demand.wanted is None, demand.wanted or 0, demand.age))
    while waiting:
        demand = waiting.pop(0)
        fair = total / (len(waiting) + 1)
        shares[demand.evse_id] = fair if demand.wanted is None else min(fair, demand.wanted)
        total -= shares[demand.evse_id]
    return shares
