"""Which profile leads, purpose by purpose, at any second of the request.

Owns stack levels, the precedence of `TxProfile`, and what stands on connector
or EVSE 0. Knows nothing of limits in other units.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from fractions import Fraction
from itertools import combinations

from generator.charging.dialects import Dialect
from generator.charging.options import Options
from generator.charging.profile import (
    TX_DEFAULT_PROFILE,
    TX_PROFILE,
    ChargingError,
    ChargingProfile,
    ChargingSchedulePeriod,
    Request,
    Transaction,
)
from generator.charging.timing import Track, lay

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Leader:
    """A profile that leads its purpose, with the period that holds."""

    track: Track
    period: ChargingSchedulePeriod


@dataclass(frozen=True)
class Stack:
    """The profiles of one purpose, or of a transaction, laid over the request.

    Attributes:
        tracks: The profiles that can lead, highest rank first.
    """

    tracks: tuple[Track, ...]

    def leader(self, second: Fraction) -> Leader | None:
        """Return the leading profile at a second: the highest level with a period defined then.

        2.0.1 says so [2.0.1 §K 3.5] [K01.FR.17]. In 1.6 the highest level among the valid profiles prevails
        [1.6 §3.13.2]; one whose schedule is over gives way to a lower level, demanded for recurring profiles
        [1.6 §5.16.4] and presumed for all by the warning about stacking without a duration [1.6 errata §3.7].
        """
        for track in self.tracks:
            period = track.at(second)
            if period is not None:
                return Leader(track, period)
        return None

    def boundaries(self) -> Iterator[Fraction]:
        """Yield every second at which the leading period can change."""
        for track in self.tracks:
            for segment in track.segments:
                yield segment.start
                yield segment.end


@dataclass(frozen=True)
class TransactionStack:
    """What limits a transaction: `TxProfile`, or else `TxDefaultProfile`.

    Attributes:
        own: Its `TxProfile`s.
        default: The `TxDefaultProfile`s of its connector or EVSE and of 0.
        gap: `default`, `none` or `none before start`: see `overrules`.
    """

    own: Stack
    default: Stack
    gap: str

    def leader(self, second: Fraction) -> Leader | None:
        """Return what limits the transaction at a second.

        A `TxProfile` overrules the `TxDefaultProfile` [1.6 §3.13.1] [2.0.1 §K 3.5] [K02.FR.04].
        """
        leader = self.own.leader(second)
        return leader if leader or self.overrules(second) else self.default.leader(second)

    def overrules(self, second: Fraction) -> bool:
        """Tell whether a `TxProfile` without a period at a second still keeps the default out.

        1.6 leaves it open at any time (16-SC-05). In 2.0.1 the default takes over once the schedule or the validity
        of the `TxProfile` is over [K02.FR.08], or a run of a recurring one [K01.FR.13]; before `validFrom` only the
        default is valid [2.0.1 §K 3.5]. Open is a valid `TxProfile` whose schedule has yet to start (201-SC-05).
        """
        if self.gap == "none":
            return bool(self.own.tracks)
        return self.gap == "none before start" and any(
            track.is_valid(second) and track.anchor is not None and second < track.anchor for track in self.own.tracks
        )

    def boundaries(self) -> Iterator[Fraction]:
        """Yield every second at which the leading period can change."""
        yield from self.own.boundaries()
        yield from self.default.boundaries()
        if self.gap == "none before start":
            for track in self.own.tracks:
                yield from (second for second in (track.valid_from, track.valid_to, track.anchor) if second is not None)


def stack_purpose(
    profiles: Iterable[ChargingProfile], purpose: str, evse_id: int, request: Request, options: Options
) -> Stack:
    """Return the stack of one purpose that limits the whole station (0) or an EVSE whatever happens on it.

    Raises:
        ChargingError: The timing of a profile cannot be read.
    """
    found = [profile for profile in profiles if (profile.purpose, profile.evse_id) == (purpose, evse_id)]
    return _stack(found, request, None, options)


def stack_transaction(
    dialect: Dialect,
    profiles: Sequence[ChargingProfile],
    request: Request,
    transaction: Transaction,
    options: Options,
    *,
    imagined: bool = False,
) -> tuple[TransactionStack, ...]:
    """Return what limits a transaction on its connector or EVSE, once for each schedule that it can choose.

    Args:
        dialect: The version.
        profiles: Every installed profile.
        request: The request.
        transaction: The transaction.
        options: The choices.
        imagined: Whether nobody charges and the transaction is only assumed: then there is no `TxProfile`
            [K08.FR.06], and `idle_relative` says since when relative schedules run.

    Raises:
        ChargingError: The timing of a profile cannot be read.
    """
    own = [] if imagined else [profile for profile in profiles if _belongs(dialect, profile, transaction, options)]
    defaults = [
        profile
        for profile in profiles
        if profile.purpose == TX_DEFAULT_PROFILE and profile.evse_id in (0, transaction.evse_id)
    ]
    if options.connector_defaults == "own-only" and any(profile.evse_id for profile in defaults):
        defaults = [profile for profile in defaults if profile.evse_id]
    if imagined and options.idle_relative == "last-period":
        transaction = replace(transaction, start=_LONG_AGO)
    gap = options.tx_profile_gap
    if gap == "none" and dialect.gap_before_start_only:
        gap = "none before start"
    default = _stack(defaults, request, transaction, options)
    return tuple(
        TransactionStack(_stack(own, request, transaction, options, number), default, gap)
        for number in _numbers(own, request, options)
    )


def check_installed(dialect: Dialect, profiles: Sequence[ChargingProfile], options: Options) -> None:
    """Refuse profiles that cannot be installed together.

    Numbers are unique [1.6 §7.8] [K01.FR.05]. In 1.6, level and purpose occur once [1.6 §3.13.2], a
    `TxDefaultProfile` for connector 0 beside one for a connector excepted [1.6 §3.13.1]; how far "once" reaches is
    16-SC-01. In 2.0.1, level, purpose and EVSE occur once among profiles of overlapping validity [K01.FR.06], level
    and transaction once among `TxProfile`s [K01.FR.39], and a level of `TxDefaultProfile` stands on EVSE 0 or on
    single EVSEs [K01.FR.52] [K01.FR.53].

    Raises:
        ChargingError: Names the two profiles.
    """
    for one, other in combinations(profiles, 2):
        if one.charging_profile_id == other.charging_profile_id:
            raise ChargingError(f"two profiles have the id {one.charging_profile_id}; the later replaces the former")
        if (one.purpose, one.stack_level) == (other.purpose, other.stack_level) and _clash(
            dialect, one, other, options
        ):
            raise ChargingError(f"{one.name} and {other.name} share stackLevel {one.stack_level}; only one can stay")


def same_transaction(dialect: Dialect, one: int | str | None, other: int | str | None) -> bool:
    """Tell whether two identifiers name one transaction; those of 2.0.1 ignore case [2.0.1 generic §2.1.4]."""
    if dialect.case_insensitive_transactions:
        return str(one).lower() == str(other).lower()
    return one == other


def _belongs(dialect: Dialect, profile: ChargingProfile, transaction: Transaction, options: Options) -> bool:
    """Tell whether a `TxProfile` limits a transaction.

    One without `transactionId` came with the request that started the transaction [1.6 §5.16.2] [F01.FR.11]. One
    with it belongs to that transaction [1.6 §5.16] [K01.FR.04]; for another one: 16-SC-04.
    """
    if profile.purpose != TX_PROFILE or profile.evse_id != transaction.evse_id:
        return False
    return (
        profile.transaction_id is None
        or options.foreign_transaction == "apply"
        or same_transaction(dialect, profile.transaction_id, transaction.transaction_id)
    )


def _numbers(own: Sequence[ChargingProfile], request: Request, options: Options) -> Sequence[int]:
    """Return the numbers of the schedules to combine in a transaction.

    First schedules go with first ones, second with second ones where they exist, and so on [K15.FR.22]. The answer
    holds one composite schedule, whatever the EV can choose from: 201-SC-19.
    """
    most = max((len(profile.schedules) for profile in own), default=1)
    if most > 1 and request.schedule_number is not None:
        return [request.schedule_number]
    return range(1, most + 1) if options.several_schedules != "first" else [1]


def _stack(
    profiles: Iterable[ChargingProfile],
    request: Request,
    transaction: Transaction | None,
    options: Options,
    number: int = 1,
) -> Stack:
    """Lay profiles over the request, highest level first; on one level, the connector's own before that of 0."""
    tracks = [lay(profile, request, transaction, options, number) for profile in profiles]
    found = [track for track in tracks if track is not None]
    return Stack(tuple(sorted(found, key=_rank)))


def _rank(track: Track) -> tuple[int, int, int]:
    profile = track.profile
    return -profile.stack_level, profile.evse_id == 0, profile.charging_profile_id


def _clash(dialect: Dialect, one: ChargingProfile, other: ChargingProfile, options: Options) -> bool:
    places = one.evse_id, other.evse_id
    if one.purpose == TX_DEFAULT_PROFILE and 0 in places and places[0] != places[1]:
        return dialect.overlap_needed  # 2.0.1: refused in any case; 1.6: both stay
    if options.same_level == "connector" and places[0] != places[1]:
        return False
    if one.purpose == TX_PROFILE and dialect.overlap_needed:
        # Without a number, a profile belongs to whatever transaction runs there.
        identifiers = one.transaction_id, other.transaction_id
        return None in identifiers or same_transaction(dialect, *identifiers)
    return not dialect.overlap_needed or _overlap(one, other)


def _overlap(one: ChargingProfile, other: ChargingProfile) -> bool:
    return all(
        earlier.valid_to is None or later.valid_from is None or later.valid_from < earlier.valid_to
        for earlier, later in ((one, other), (other, one))
    )
