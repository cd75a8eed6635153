"""Worked examples on hand-written pages: every schedule follows from the profiles on its page."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from generator.charging import (
    DIALECTS,
    ChargingError,
    ChargingProfile,
    ChargingSchedule,
    ChargingSchedulePeriod,
    CompositeSchedule,
    Dialect,
    LocalLimit,
    Request,
    Station,
    Transaction,
    compose,
    number,
    read_moment,
    read_payload,
)
from generator.document_reader import Document
from generator.lint.finding import Finding
from generator.lint.frames import CALL, json_blocks
from generator.markdown_ext.schedules import (
    LANGUAGE,
    NO_LIMIT,
    ClaimedLine,
    ClaimedPeriod,
    Fence,
    FenceError,
    exact,
    read_fence,
    read_periods,
    whole,
)
from generator.model import Version
from generator.project import Project
from generator.validation import parse_payload

RULE = "schedules"

_OPEN = re.compile(rf"^\s*```{LANGUAGE}\s*$")
_PHASES = 3


def check(project: Project) -> Iterable[Finding]:
    """Yield every schedule whose periods do not follow from the profiles above it on its page."""
    for document in project.documents:
        version = project.catalog.versions.get(document.page.split("/")[0])
        dialect = DIALECTS.get(version.folder) if version else None
        for line, text in schedule_fences(document):
            if version is None or dialect is None:
                yield Finding(
                    document.file, line, RULE, "a schedule stands on a page of a version with charging profiles"
                )
                continue
            for message in _check_fence(document, version, dialect, line, text):
                yield Finding(document.file, line, RULE, message)


def schedule_fences(document: Document) -> Iterator[tuple[int, str]]:
    """Yield line and body of each schedule fence of a page."""
    lines = document.text.split("\n")
    for index, line in enumerate(lines):
        if _OPEN.match(line):
            end = next((n for n in range(index + 1, len(lines)) if lines[n].strip() == "```"), len(lines))
            yield index + 1, textwrap.dedent("\n".join(lines[index + 1 : end]))


def recompute(
    dialect: Dialect, fence: Fence, line: ClaimedLine, profiles: Mapping[int, ChargingProfile]
) -> CompositeSchedule:
    """Return the composite schedule that a line of a fence claims.

    Args:
        dialect: The version.
        fence: The fence.
        line: One of its lines.
        profiles: The profiles above the fence, by id.

    Raises:
        ChargingError: A profile is missing, or nothing can be computed.
        FenceError: A number of the request is none.
    """
    wanted = fence.request
    missing = [item for item in line.profiles if item not in profiles]
    if missing:
        raise ChargingError(f"no JSON block above holds profile {', '.join(str(item) for item in missing)}")
    received = {whole(key, "received"): read_moment(value) for key, value in wanted.get("received", {}).items()}
    return compose(
        dialect,
        [replace(profiles[item], received=received.get(item)) for item in line.profiles],
        Request(
            evse_id=_evse(dialect, wanted),
            start=read_moment(wanted["start"]),
            duration=fence.duration,
            charging_rate_unit=fence.unit,
            schedule_number=whole(wanted["scheduleNumber"], "scheduleNumber") if "scheduleNumber" in wanted else None,
            time_known=_flag(wanted, "timeKnown", True),
        ),
        station=_station(dialect, wanted),
        transactions=[_transaction(dialect, item) for item in wanted.get("transactions", [])],
        options=dialect.options(**_choices(wanted)),
    )


def _check_fence(document: Document, version: Version, dialect: Dialect, line: int, text: str) -> Iterator[str]:
    try:
        fence = read_fence(text)
        wanted = {item for claimed in fence.lines for item in claimed.profiles}
        profiles = _profiles_above(document, version, dialect, line, wanted, _evse(dialect, fence.request))
        for claimed in fence.lines:
            composite = recompute(dialect, fence, claimed, profiles)
            yield from _differences(composite, claimed)
            yield from _wrong_times(fence, claimed)
    except (ChargingError, FenceError) as error:
        yield str(error)


def _profiles_above(
    document: Document, version: Version, dialect: Dialect, line: int, wanted: set[int], evse_id: int
) -> dict[int, ChargingProfile]:
    """Return the wanted profiles of the JSON blocks above a line; a later one replaces one of the same id."""
    titles = {name: message.request.title for name, message in version.messages.items()}
    profiles = {}
    for block_line, title, text in json_blocks(document):
        if block_line > line:
            break
        try:
            payload = parse_payload(text)
        except ValueError:
            continue  # the rule on frames reports it
        if isinstance(payload, list) and len(payload) == 4 and payload[0] == CALL:
            title, payload = titles.get(payload[2], ""), payload[3]
        if wanted & dialect.profile_ids(title, payload):
            for profile in read_payload(dialect, title, payload, evse_id or None):
                profiles[profile.charging_profile_id] = profile
    return profiles


def _differences(composite: CompositeSchedule, claimed: ClaimedLine) -> Iterator[str]:
    found = [
        (period.start, period.limit, period.number_phases or _PHASES, period.phase_to_use)
        for period in composite.periods
    ]
    stated = [_stated(period) for period in claimed.periods]
    if found != stated:
        computed = ", ".join(_shown(*period) for period in found)
        yield f"{claimed.label}: the profiles give {computed}"


def _stated(period: ClaimedPeriod) -> tuple:
    return period.start_period, period.limit, period.number_phases or _PHASES, period.phase_to_use


def _shown(start: int, limit: Any, phases: int, phase: int | None) -> str:
    parts = [f"startPeriod: {start}", f"limit: {NO_LIMIT if limit is None else number(limit)}"]
    parts += [f"numberPhases: {phases}"] if phases != _PHASES else []
    parts += [f"phaseToUse: {phase}"] if phase else []
    return f"{{{', '.join(parts)}}}"


def _wrong_times(fence: Fence, claimed: ClaimedLine) -> Iterator[str]:
    for period in claimed.periods:
        moment = fence.start + timedelta(seconds=period.start_period)
        right = (f"{moment:%H:%M:%S}", f"{moment:%Y-%m-%dT%H:%M:%S}") + (
            () if moment.second else (f"{moment:%H:%M}", f"{moment:%Y-%m-%dT%H:%M}")
        )
        if period.at and period.at not in right:
            yield f"{claimed.label}: startPeriod {period.start_period} is at {right[-2]}, not {period.at}"


def _evse(dialect: Dialect, node: Mapping[str, str]) -> int:
    if dialect.evse not in node:
        raise FenceError(f"{dialect.evse} is needed")
    return whole(node[dialect.evse], dialect.evse)


def _station(dialect: Dialect, wanted: Mapping[str, Any]) -> Station:
    node = wanted.get("station", {})
    places = [_evse(dialect, item) for item in wanted.get("transactions", [])]
    ids = [whole(item, "ids") for item in node.get("ids", [])]
    return Station(
        evse_ids=tuple(ids or sorted({*places, _evse(dialect, wanted), 1} - {0})),
        supply=node.get("supply", "AC"),
        line_voltage=exact(node.get("lineVoltage", "230"), "lineVoltage"),
        charging_rate_units=tuple(node.get("chargingRateUnits", ("A", "W"))),
        switches_phases=_flag(node, "switchesPhases", False),
        local_limits=tuple(_local_limit(dialect, item) for item in wanted.get("localLimits", [])),
    )


def _local_limit(dialect: Dialect, node: Mapping[str, Any]) -> LocalLimit:
    claimed = read_periods(node)
    if any(period.limit is None for period in claimed):
        raise FenceError(f"localLimits: limit is a number, not {NO_LIMIT}")
    periods = tuple(
        ChargingSchedulePeriod(period.start_period, period.limit, period.number_phases, period.phase_to_use)
        for period in claimed
    )
    start = read_moment(node["start"]) if "start" in node else None
    schedule = ChargingSchedule(node.get("chargingRateUnit", "A"), periods, start)
    return LocalLimit(node.get("name", "local limit"), schedule, _evse(dialect, node))


def _transaction(dialect: Dialect, node: Mapping[str, str]) -> Transaction:
    return Transaction(
        evse_id=_evse(dialect, node),
        start=read_moment(node.get("start", "")),
        transaction_id=dialect.transaction_id(node["transactionId"]) if "transactionId" in node else None,
        energy_start=read_moment(node["energyStart"]) if "energyStart" in node else None,
        phases_in_use=whole(node["phasesInUse"], "phasesInUse") if "phasesInUse" in node else None,
        charging_priority=whole(node.get("chargingPriority", "0"), "chargingPriority"),
    )


def _choices(wanted: Mapping[str, Any]) -> dict[str, Any]:
    return {
        option: exact(value, option) if option == "step" else value
        for option, value in wanted.get("options", {}).items()
    }


def _flag(node: Mapping[str, str], key: str, default: bool) -> bool:
    value = node.get(key, str(default).lower())
    if value not in ("true", "false"):
        raise FenceError(f"{key} is true or false, not {value!r}")
    return value == "true"
