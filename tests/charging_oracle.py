"""Composite schedules second by second, straight from the JSON payloads: the slow answer to compare with.

Shares no code with `generator.charging`. Reads the clauses anew, one moment at
a time, with the pragmatic default wherever they leave a choice. Every moment
is a whole second.
"""

from __future__ import annotations

import calendar
import re
from decimal import Decimal
from fractions import Fraction

_MOMENT = re.compile(r"(\d+)-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:Z|([+-])(\d\d):(\d\d))")
_STATION = {
    "1.6": ["ChargePointMaxProfile"],
    "2.0.1": ["ChargingStationMaxProfile", "ChargingStationExternalConstraints"],
}


def epoch(text: str) -> int:
    """Return seconds since 1970 of a date and time with an offset."""
    match = _MOMENT.fullmatch(text)
    seconds = calendar.timegm(tuple(int(part) for part in match.groups()[:6]))
    if match[7]:
        seconds -= int(f"{match[7]}1") * (int(match[8]) * 3600 + int(match[9]) * 60)
    return seconds


class Oracle:
    """One installed set, one request.

    Args:
        version: `1.6` or `2.0.1`.
        installed: Pairs of connector or EVSE and profile object.
        transactions: Dicts with `evse`, `start` (epoch), `id`, and maybe `energy` (epoch), `phases`, `priority`.
        evse: Requested connector or EVSE.
        receipt: Epoch second of the request.
        unit: `A` or `W`.
        volts: Line voltage.
    """

    def __init__(self, version, installed, transactions, evse, receipt, unit, volts=230):
        self.version, self.installed, self.transactions = version, installed, transactions
        self.evse, self.receipt, self.unit, self.volts = evse, receipt, unit, Fraction(volts)

    def at(self, second: int) -> tuple[Decimal, int] | None:
        """Return limit and phases at a number of seconds after receipt, None if nothing limits."""
        now = self.receipt + second
        ceilings = [self.highest(self.on(0, name), now, None) for name in _STATION[self.version]]
        ceilings = [found for found in ceilings if found]
        if self.evse == 0:
            return self.total(ceilings, now)
        limits = self.own(self.evse, now)
        in_use = self.transaction(self.evse).get("phases")
        # All connectors together stay below a station limit [1.6 §3.13.3] [K04.FR.05]: equal shares (16-SC-07).
        others = {t["evse"] for t in self.transactions} | {self.evse}
        if ceilings and len(others) > 1:
            available = self.lowest(ceilings, "A", None)[0]
            limits = [*limits, ("A", self.fair(available, others, now), 3)]
        found = self.lowest([*limits, *ceilings], self.unit, in_use)
        return found and (tenths_below(found[0]), found[1])

    def total(self, ceilings, now):
        """What is drawn from the grid [1.6 §5.7] [K08.FR.03]: the sum, below the station limits.

        2.0.1 counts idle EVSEs as if a transaction ran [K08.FR.06], 1.6 those in use (16-SC-18).
        """
        together, widest = Fraction(0), 1
        cap = self.lowest(ceilings, self.unit, None)
        counted = [1, 2] if self.version == "2.0.1" else [transaction["evse"] for transaction in self.transactions]
        for evse in counted:
            in_use = self.transaction(evse).get("phases")
            own = self.lowest([*self.own(evse, now), *ceilings], self.unit, in_use)
            if own is None:
                return None
            together, widest = together + own[0], max(widest, own[1])
        if not counted:
            widest = 3
        if cap:
            together, widest = min(together, cap[0]), min(widest, cap[1])
        return tenths_below(together), widest

    def fair(self, available, evses, now):
        """Hand out the station limit, higher priorities first [K03.FR.04]."""
        rest = available
        for priority in range(9, -10, -1):
            group = {evse for evse in evses if self.transaction(evse).get("priority", 0) == priority}
            given = self.rounds(rest, group, now)
            if self.evse in group:
                return given.get(self.evse, Fraction(0))
            rest -= sum(given.values())
        raise AssertionError("no priority")

    def rounds(self, available, evses, now):
        """Everyone the same, nobody more than it can use (16-SC-07)."""
        wants, least = {}, {}
        for evse in evses:
            limits = self.own(evse, now)
            found = self.lowest(limits, "A", self.transaction(evse).get("phases"))
            wants[evse] = found[0] if found else None
            least[evse] = self.minimum(evse, now)
        playing = sorted(evses, key=lambda evse: (self.transaction(evse)["start"], evse))
        while True:
            given, rest, open_ = dict.fromkeys(playing, Fraction(0)), available, set(playing)
            while open_ and rest > 0:
                slice_ = rest / len(open_)
                modest = {e for e in open_ if wants[e] is not None and wants[e] - given[e] <= slice_}
                for evse in modest or open_:
                    part = wants[evse] - given[evse] if modest else slice_
                    given[evse] += part
                    rest -= part
                open_ = open_ - modest if modest else set()
            starved = [e for e in playing if given[e] < least[e] and (wants[e] is None or given[e] < wants[e])]
            if not starved or len(playing) == 1:
                return given
            playing.pop()  # the newest pauses

    def minimum(self, evse, now):
        profile = self.leading(evse, now)
        if not profile or "minChargingRate" not in schedule_of(profile[0]):
            return Fraction(0)
        unit, _, phases = as_limit(profile)
        rate = Fraction(schedule_of(profile[0])["minChargingRate"])
        return rate if unit == "A" else rate / (self.volts * phases)

    def transaction(self, evse):
        """The transaction there, or one that began with the request [K08.FR.06] (16-SC-17)."""
        found = [transaction for transaction in self.transactions if transaction["evse"] == evse]
        return found[0] if found else {"evse": evse, "start": self.receipt, "imagined": True}

    def own(self, evse, now):
        found = self.leading(evse, now)
        limits = [as_limit(found)] if found else []
        external = self.highest(self.on(evse, "ChargingStationExternalConstraints"), now, None)  # 201-SC-23
        return [*limits, external] if external else limits

    def leading(self, evse, now):
        """TxProfile before TxDefaultProfile [1.6 §3.13.1] [2.0.1 §K 3.5]; a gap goes to the default (16-SC-05)."""
        transaction = self.transaction(evse)
        special = [] if transaction.get("imagined") else [
            (place, profile)
            for place, profile in self.of_purpose("TxProfile")
            if place == evse and self.names(profile, transaction)
        ]  # fmt: skip
        standing = [(place, profile) for place, profile in self.of_purpose("TxDefaultProfile") if place in (0, evse)]
        return self.highest(special, now, transaction, "raw") or self.highest(standing, now, transaction, "raw")

    def names(self, profile, transaction):
        wanted, actual = profile.get("transactionId"), transaction.get("id")
        if wanted is None:
            return True
        return wanted.upper() == actual.upper() if self.version == "2.0.1" else wanted == actual

    def of_purpose(self, purpose):
        return [(place, profile) for place, profile in self.installed if profile["chargingProfilePurpose"] == purpose]

    def on(self, evse, purpose):
        return [(place, profile) for place, profile in self.of_purpose(purpose) if place == evse]

    def highest(self, candidates, now, transaction, form="limit"):
        """Highest stackLevel that has a period now; on one level, a connector's own before connector 0 (16-SC-06)."""
        best = None
        for place, profile in candidates:
            period = self.period(profile, now, transaction)
            rank = (profile["stackLevel"], place)
            if period is not None and (best is None or rank > best[0]):
                best = rank, (profile, period)
        if best is None:
            return None
        return best[1] if form == "raw" else as_limit(best[1])

    def period(self, profile, now, transaction):
        if "validFrom" in profile and now < epoch(profile["validFrom"]):
            return None
        if "validTo" in profile and now >= epoch(profile["validTo"]):
            return None
        schedule, kind = schedule_of(profile), profile["chargingProfileKind"]
        if kind == "Relative":
            if transaction is None:
                return schedule["chargingSchedulePeriod"][0]  # a constant limit (16-SC-10)
            zero = transaction["start"]
            if self.version == "2.0.1":
                zero = transaction.get("energy", zero)  # ready to deliver energy [K01.FR.42]
        else:
            zero = epoch(schedule["startSchedule"])
        elapsed = now - zero
        if elapsed < 0:
            return None
        if kind == "Recurring":
            elapsed %= {"Daily": 86400, "Weekly": 604800}[profile["recurrencyKind"]]
        if elapsed >= schedule.get("duration", elapsed + 1):
            return None
        return [p for p in schedule["chargingSchedulePeriod"] if p["startPeriod"] <= elapsed][-1]

    def lowest(self, limits, unit, in_use):
        """The least current on the fewest phases [1.6 §3.13.3] [2.0.1 errata §2.36]; None without limits."""
        if not limits:
            return None
        phases = min(phases for _, _, phases in limits)
        used = phases if in_use is None else in_use
        currents = []
        for kind, value, own in limits:
            current = Fraction(value) if kind == "A" else Fraction(value) / self.volts / own
            # Fewer phases than the vehicle uses, no switching: the same power (16-SC-13).
            currents.append(current * own / used if own < used else current)
        current = min(currents)
        return (current if unit == "A" else current * self.volts * used), used


def schedule_of(profile):
    schedule = profile["chargingSchedule"]
    return schedule[0] if isinstance(schedule, list) else schedule


def as_limit(found):
    profile, period = found
    return schedule_of(profile)["chargingRateUnit"], period["limit"], period.get("numberPhases", 3)


def tenths_below(value: Fraction) -> Decimal:
    return Decimal(value.numerator * 10 // value.denominator) / 10
