"""Turns a `schedule` fence into a chart while the site is built.

Owns the format of the fence. Its body is YAML that reads well without a
build: it holds the result of a worked example, line by line, beside what it
was computed from. Profiles stand above it on the page, as titled JSON blocks
or OCPP-J frames. Lint recomputes every fence from them.

A full example; the fence line is three backticks and `schedule`:

    title: Composite schedule of connector 1
    profiles: [5, 21]                       # ids of the profiles on this page that take part
    request:
      connectorId: 1                        # 2.0.1: evseId; 0 is the grid connection
      start: 2026-03-14T10:00:00Z           # receipt of the request; its offset is that of the labels
      duration: 5400
      chargingRateUnit: A
      transactions:                         # optional, as is everything below
        - {connectorId: 1, transactionId: 1042, start: 2026-03-14T08:20:00Z, energyStart: 2026-03-14T08:21:00Z,
           phasesInUse: 3, chargingPriority: 0}
      station: {ids: [1, 2], supply: AC, lineVoltage: 230, chargingRateUnits: [A, W], switchesPhases: false}
      localLimits:
        - {name: hardware, connectorId: 0, chargingRateUnit: A, periods: [{startPeriod: 0, limit: 63}]}
        - {name: EV, connectorId: 1, chargingRateUnit: A, start: 2026-03-14T10:00:00Z, periods: [
             {startPeriod: 0, limit: 32}, {startPeriod: 2400, limit: 10}]}
      received: {5: 2026-03-14T00:00:00Z}   # when a profile was received, where an option asks for it
      scheduleNumber: 1                     # which of several schedules of a TxProfile
      timeKnown: true
      options: {sharing: equal}             # names and values as in `generator.charging.Options`
    label: Composite schedule               # name of the main line in the legend
    periods:
      - {at: 10:00, startPeriod: 0, limit: 20}
      - {at: 10:30, startPeriod: 1800, limit: 12.5, numberPhases: 3}
    lines:                                  # up to three more lines, computed from some of the profiles
      - label: ChargePointMaxProfile 5
        profiles: [5]
        periods:
          - {startPeriod: 0, limit: 40}

A period has the fields of the official answer. `numberPhases` absent means 3,
`limit: none` that nothing limits. `at` is the time of day of the period, or a
date and time, for readers; lint checks it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import yaml
from markdown import Markdown
from pymdownx.superfences import SuperFencesException

from generator.charging import ChargingError, read_moment
from generator.charts import WIDTH, Chart, Line, draw

LANGUAGE = "schedule"
EVSE = ("connectorId", "evseId")
NO_LIMIT = "none"

_KEYS = {
    "": ("title", "profiles", "request", "label", "periods", "lines"),
    "request": (
        *EVSE, "start", "duration", "chargingRateUnit", "transactions", "station", "localLimits", "received",
        "scheduleNumber", "timeKnown", "options",
    ),
    "transactions": (*EVSE, "transactionId", "start", "energyStart", "phasesInUse", "chargingPriority"),
    "station": ("ids", "supply", "lineVoltage", "chargingRateUnits", "switchesPhases"),
    "localLimits": (*EVSE, "name", "chargingRateUnit", "start", "periods"),
    "periods": ("at", "startPeriod", "limit", "numberPhases", "phaseToUse"),
    "lines": ("label", "profiles", "periods"),
}  # fmt: skip
_FORMS = {
    **dict.fromkeys(("profiles", "periods", "lines", "transactions", "localLimits", "ids", "chargingRateUnits"), list),
    **dict.fromkeys(("request", "station", "received", "options"), dict),
}
_WORDS = {list: "a list", dict: "a group of keys and values", str: "a text"}


class FenceError(ValueError):
    """A fence whose body does not have the format."""


@dataclass(frozen=True)
class ClaimedPeriod:
    """One period as the page states it.

    Attributes:
        at: Time of day, or date and time; empty where absent.
        start_period: Seconds after the start.
        limit: The limit; None where nothing limits.
        number_phases: `numberPhases`; None where absent.
        phase_to_use: `phaseToUse`; None where absent.
    """

    at: str
    start_period: int
    limit: Decimal | None
    number_phases: int | None
    phase_to_use: int | None


@dataclass(frozen=True)
class ClaimedLine:
    """One line of a fence: which profiles take part and what results."""

    label: str
    profiles: tuple[int, ...]
    periods: tuple[ClaimedPeriod, ...]


@dataclass(frozen=True)
class Fence:
    """The body of a fence.

    Attributes:
        title: Title of the chart.
        start: Receipt of the request, with the offset that the page uses.
        duration: Seconds that the chart covers.
        unit: `A` or `W`.
        lines: The main line, then the further ones.
        request: The request with all texts as written, keys checked.
    """

    title: str
    start: datetime
    duration: int
    unit: str
    lines: tuple[ClaimedLine, ...]
    request: Mapping[str, Any]


def read_fence(text: str) -> Fence:
    """Read the body of a fence.

    Raises:
        FenceError: It is not YAML, has an unknown key or lacks one.
    """
    try:
        # Every scalar stays text: 10:30 is no number of base 60, and 12.5 no binary fraction.
        node = yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise FenceError(f"not YAML: {' '.join(str(error).split())}") from error
    _check_keys(node, "")
    request = node.get("request", {})
    _check_keys(request, "request")
    for name in ("transactions", "localLimits"):
        for item in request.get(name, []):
            _check_keys(item, name)
    _check_keys(request.get("station", {}), "station")
    main = {
        "label": node.get("label", "Composite schedule"),
        **{key: node.get(key, []) for key in ("profiles", "periods")},
    }
    start = _required(request, "start")
    try:
        read_moment(start)
    except ChargingError as error:
        raise FenceError(f"start: {error}") from error
    fence = Fence(
        title=_required(node, "title"),
        start=datetime.fromisoformat(start),
        duration=whole(_required(request, "duration"), "duration"),
        unit=_required(request, "chargingRateUnit"),
        lines=tuple(_lines([main, *node.get("lines", [])])),
        request=request,
    )
    if fence.unit not in ("A", "W"):
        raise FenceError(f"chargingRateUnit is A or W, not {fence.unit!r}")
    if fence.duration <= max(period.start_period for line in fence.lines for period in line.periods):
        raise FenceError("duration is longer than the start of every period")
    return fence


def format_schedule(
    source: str, language: str, class_name: str, options: dict[str, Any], md: Markdown, **_: object
) -> str:
    """Draw the chart of a fence; a formatter for `pymdownx.superfences`.

    Args:
        source: Text between the fence lines.
        language: The fence's language, `schedule`.
        class_name: Class for the element around the chart, beside `diagram`.
        options: Options of the fence; none is known.
        md: The converter of the page, which tells what the page already holds.

    Raises:
        SuperFencesException: The body does not have the format. The builder names the page.
    """
    try:
        fence = read_fence(source)
        lines = tuple(
            Line(line.label, tuple((period.start_period, period.limit) for period in line.periods))
            for line in fence.lines
        )
        chart = Chart(fence.title, fence.start, fence.duration, fence.unit, lines)
        earlier = sum(f'id="{chart.identifier}' in str(block) for block in md.htmlStash.rawHtmlBlocks)
        svg = draw(chart, f"{chart.identifier}-{earlier + 1}" if earlier else None)
    except ValueError as error:
        first = source.strip().split("\n")[0]
        raise SuperFencesException(f"schedule `{first}`: {error}") from error
    # `diagram` is the site's class for drawings: they scroll sideways on a narrow screen, also by keyboard.
    classes = " ".join(dict.fromkeys(("diagram", class_name)))
    return f'<div class="{classes}" style="--diagram-width:{WIDTH}px">{svg}</div>'


def read_periods(node: Mapping[str, Any]) -> tuple[ClaimedPeriod, ...]:
    """Return the periods of a line or a local limit.

    Raises:
        FenceError: There is none, one lacks a key, or they are not in order.
    """
    periods = tuple(_period(item) for item in node.get("periods", []))
    starts = [period.start_period for period in periods]
    if not starts or starts[0] != 0 or starts != sorted(set(starts)):
        raise FenceError("periods: the first startPeriod is 0, and they grow")
    return periods


def whole(text: str, key: str) -> int:
    """Return a whole number.

    Raises:
        FenceError: The text is none.
    """
    try:
        return int(text)
    except (TypeError, ValueError) as error:
        raise FenceError(f"{key}: {text!r} is no whole number") from error


def exact(text: str, key: str) -> Decimal:
    """Return a number as it is written.

    Raises:
        FenceError: The text is none.
    """
    try:
        return Decimal(text)
    except (TypeError, InvalidOperation) as error:
        raise FenceError(f"{key}: {text!r} is no number") from error


def _lines(nodes: list) -> Iterator[ClaimedLine]:
    for node in nodes:
        _check_keys(node, "lines")
        periods = read_periods(node)
        profiles = tuple(whole(item, "profiles") for item in node.get("profiles", []))
        yield ClaimedLine(_required(node, "label"), profiles, periods)


def _period(node: Any) -> ClaimedPeriod:
    _check_keys(node, "periods")
    limit = _required(node, "limit")
    return ClaimedPeriod(
        at=node.get("at", ""),
        start_period=whole(_required(node, "startPeriod"), "startPeriod"),
        limit=None if limit == NO_LIMIT else exact(limit, "limit"),
        number_phases=whole(node["numberPhases"], "numberPhases") if "numberPhases" in node else None,
        phase_to_use=whole(node["phaseToUse"], "phaseToUse") if "phaseToUse" in node else None,
    )


def _check_keys(node: Any, kind: str) -> None:
    place = kind or "the body"
    if not isinstance(node, dict):
        raise FenceError(f"{place}: keys and values are needed here")
    for key, value in node.items():
        if key not in _KEYS[kind]:
            raise FenceError(f"{place}: unknown key {key!r}; known are {', '.join(_KEYS[kind])}")
        form = _FORMS.get(key, str)
        if not isinstance(value, form):
            raise FenceError(f"{place}: {key} is {_WORDS[form]}")
        if key in ("received", "options") and not all(isinstance(item, str) for item in value.values()):
            raise FenceError(f"{place}: {key} holds texts")


def _required(node: dict, key: str) -> str:
    value = node.get(key)
    if not isinstance(value, str) or not value:
        raise FenceError(f"{key} is needed")
    return value
