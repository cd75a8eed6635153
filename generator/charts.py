"""Limits over time → a step chart as inline SVG.

Owns how a schedule is drawn: axes, step lines, legend, accessible name. It
loads nothing and runs no script. Colours are CSS variables with a fallback
that is legible on light and on dark ground; lines also differ by dash and
width. Knows nothing of profiles or pages.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement, tostring

from generator.charging import format_amount

WIDTH = 720
_LEFT, _RIGHT, _TOP, _PLOT = 58, 28, 64, 190
_AXIS_ROWS, _ROW = 58, 22
_TEXT = "fill:var(--diagram-text,currentColor);font-size:14px"
_HALO = ";paint-order:stroke;stroke:var(--diagram-ground,none);stroke-width:4px"
_RULE = "stroke:var(--diagram-line,currentColor);stroke-width:1;fill:none"
# Colour with contrast of 3 to 1 on white and on dark ground, width and dash of each line in turn.
_LINES = (
    ("var(--schedule-1,#0f8a7e)", 4, None),
    ("var(--schedule-2,#c2620a)", 2, "7 4"),
    ("var(--schedule-3,#3b82d6)", 2, "2 4"),
    ("var(--schedule-4,#8f63d2)", 2, "10 4 2 4"),
)
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_TIME_STEPS = (
    1, 2, 5, 10, 15, 30, _MINUTE, 2 * _MINUTE, 5 * _MINUTE, 10 * _MINUTE, 15 * _MINUTE, 30 * _MINUTE,
    _HOUR, 2 * _HOUR, 3 * _HOUR, 4 * _HOUR, 6 * _HOUR, 12 * _HOUR, _DAY, 2 * _DAY, 7 * _DAY, 14 * _DAY, 28 * _DAY,
)  # fmt: skip
_MOST_TIMES = 9
_LETTER = 7.5  # width of an average letter of 14px, to judge what fits


@dataclass(frozen=True)
class Line:
    """One step line.

    Attributes:
        label: Its name in the legend.
        steps: Pairs of second after the start and limit, in order, the first at 0; None where nothing limits.
    """

    label: str
    steps: tuple[tuple[int, Decimal | None], ...]


@dataclass(frozen=True)
class Chart:
    """What to draw.

    Attributes:
        title: What the chart shows.
        start: First moment; its offset is that of the labels.
        duration: Seconds that it covers.
        unit: `A` or `W`.
        lines: One to four lines; the first is the main one.
    """

    title: str
    start: datetime
    duration: int
    unit: str
    lines: tuple[Line, ...]

    @property
    def identifier(self) -> str:
        """Return an id that depends on the content only."""
        return "s" + hashlib.sha256(repr(self).encode("utf-8")).hexdigest()[:8]

    def x(self, second: int) -> float:
        """Return the place of a second."""
        return round(_LEFT + (WIDTH - _LEFT - _RIGHT) * second / self.duration, 1)

    def y(self, limit: Decimal, top: Decimal) -> float:
        """Return the place of a limit, where `top` is the highest on the axis."""
        return round(_TOP + _PLOT * (1 - float(limit / top)), 1)


def draw(chart: Chart, identifier: str | None = None) -> str:
    """Return a chart as inline SVG.

    Args:
        chart: What to draw.
        identifier: Id to use instead of the chart's own, where that is taken.

    Raises:
        ValueError: There is no line, or more than can be told apart.
    """
    if not 1 <= len(chart.lines) <= len(_LINES):
        raise ValueError(f"a chart has 1 to {len(_LINES)} lines, not {len(chart.lines)}")
    own = identifier or chart.identifier
    legend = len(chart.lines) if len(chart.lines) > 1 else 0
    height = _TOP + _PLOT + _AXIS_ROWS + _ROW * legend
    svg = Element("svg", {"id": own, "role": "img", "viewBox": f"0 0 {WIDTH} {height}", "width": str(WIDTH)})
    svg.set("aria-labelledby", f"{own}-title")
    svg.set("aria-describedby", f"{own}-desc")
    SubElement(svg, "title", {"id": f"{own}-title"}).text = chart.title
    SubElement(svg, "desc", {"id": f"{own}-desc"}).text = describe(chart)
    _text(svg, 0, 18, chart.title, style=";font-weight:600")
    top = _axis_of_limits(svg, chart)
    _axis_of_time(svg, chart)
    for index, line in enumerate(chart.lines):
        _line(svg, chart, line, index, top)
    _values(svg, chart, top)
    for index, line in enumerate(chart.lines[:legend]):
        _legend(svg, line, index, _TOP + _PLOT + _AXIS_ROWS + _ROW * index)
    return tostring(svg, encoding="unicode", method="html")


def describe(chart: Chart) -> str:
    """Return what the chart shows, in words."""
    return " ".join(_sentence(chart, line) for line in chart.lines)


def _sentence(chart: Chart, line: Line) -> str:
    steps = [
        f"{'no limit' if limit is None else format_amount(limit, chart.unit)} from {_moment(chart, second)}"
        for second, limit in line.steps
    ]
    return f"{line.label}: {', '.join(steps)}, until {_moment(chart, chart.duration)}."


def _moment(chart: Chart, second: int) -> str:
    moment = chart.start + timedelta(seconds=second)
    return f"{moment.day} {moment:%b %H:%M:%S}"


def _axis_of_limits(svg: Element, chart: Chart) -> Decimal:
    """Draw the axis of limits and return its highest value."""
    highest = max((limit for line in chart.lines for _, limit in line.steps if limit is not None), default=Decimal(0))
    step = _nice_step(highest)
    top = step * max(1, math.ceil(highest / step))
    for index in range(int(top / step) + 1):
        y = chart.y(index * step, top)
        style = _RULE if index == 0 else f"{_RULE};opacity:.25"
        SubElement(svg, "path", {"d": f"M{_LEFT} {y}H{WIDTH - _RIGHT}", "style": style})
        _text(svg, _LEFT - 8, y + 5, format_amount(index * step, "").strip(), anchor="end")
    _text(svg, _LEFT - 8, _TOP - 26, chart.unit, anchor="end")
    return top


def _nice_step(highest: Decimal) -> Decimal:
    """Return 1, 2 or 5 times a power of ten that divides the axis in at most five."""
    if highest <= 0:
        return Decimal(1)
    power = Decimal(10) ** (highest.adjusted() - 1)
    return next(power * factor for factor in (1, 2, 5, 10, 20, 50) if highest <= 5 * power * factor)


def _axis_of_time(svg: Element, chart: Chart) -> None:
    step = next((s for s in _TIME_STEPS if chart.duration / s < _MOST_TIMES), chart.duration)
    bottom = _TOP + _PLOT
    offset = chart.start.strftime("%z")
    zone = "UTC" if offset == "+0000" else f"UTC{offset[:3]}:{offset[3:]}"
    dated = None
    for second in _times(chart, step):
        moment, x = chart.start + timedelta(seconds=second), chart.x(second)
        SubElement(svg, "path", {"d": f"M{x} {bottom}v6", "style": _RULE})
        _text(svg, x, bottom + 22, f"{moment:%H:%M:%S}" if step % _MINUTE else f"{moment:%H:%M}", anchor="middle")
        if moment.date() != dated:
            dated = moment.date()
            _text(svg, x, bottom + 40, f"{moment.day} {moment:%b}", anchor="middle")
    _text(svg, WIDTH - _RIGHT, _TOP - 26, f"times in {zone}", anchor="end")


def _times(chart: Chart, step: int) -> Iterator[int]:
    """Yield the seconds of the labels: whole steps of the clock, counted from midnight of the first day."""
    midnight = chart.start.replace(hour=0, minute=0, second=0, microsecond=0)
    passed = int((chart.start - midnight).total_seconds())
    second = -passed % step
    while second <= chart.duration:
        yield second
        second += step


def _line(svg: Element, chart: Chart, line: Line, index: int, top: Decimal) -> None:
    colour, width, dash = _LINES[index]
    path, area, drawn = [], [], False
    for (start, limit), end in _stretches(chart, line):
        if limit is None:
            drawn = False
            continue
        x, y, until = chart.x(start), chart.y(limit, top), chart.x(end)
        path.append(f"{f'V{y}' if drawn else f'M{x} {y}'}H{until}")
        area.append(f"M{x} {_TOP + _PLOT}V{y}H{until}V{_TOP + _PLOT}z")
        drawn = True
    if index == 0:
        SubElement(svg, "path", {"d": "".join(area), "style": f"fill:{colour};opacity:.14"})
    SubElement(svg, "path", {"d": "".join(path), "style": _stroke(colour, width, dash)})


def _values(svg: Element, chart: Chart, top: Decimal) -> None:
    """Write the limits of the main line above its steps where there is room."""
    for (start, limit), end in _stretches(chart, chart.lines[0]):
        text = "no limit" if limit is None else format_amount(limit, chart.unit)
        middle, room = (chart.x(start) + chart.x(end)) / 2, chart.x(end) - chart.x(start)
        if len(text) * _LETTER <= room:
            y = _TOP + _PLOT - 8 if limit is None else chart.y(limit, top) - 7
            _text(svg, middle, y, text, anchor="middle", style=_HALO)


def _legend(svg: Element, line: Line, index: int, y: int) -> None:
    colour, width, dash = _LINES[index]
    SubElement(svg, "path", {"d": f"M{_LEFT} {y + 8}h36", "style": _stroke(colour, width, dash)})
    _text(svg, _LEFT + 46, y + 13, line.label)


def _stretches(chart: Chart, line: Line) -> Iterator[tuple[tuple[int, Decimal | None], int]]:
    ends = [second for second, _ in line.steps[1:]] + [chart.duration]
    return zip(line.steps, ends, strict=True)


def _stroke(colour: str, width: int, dash: str | None) -> str:
    return f"stroke:{colour};stroke-width:{width};fill:none" + (f";stroke-dasharray:{dash}" if dash else "")


def _text(svg: Element, x: float, y: float, text: str, *, anchor: str = "start", style: str = "") -> None:
    place = {"x": f"{round(x, 1):g}", "y": f"{round(y, 1):g}"}
    SubElement(svg, "text", {**place, "style": f"{_TEXT};text-anchor:{anchor}{style}"}).text = text
