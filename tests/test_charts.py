"""Tests of the step charts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from generator.charts import Chart, Line, describe, draw

START = datetime.fromisoformat("2026-03-14T10:00:00+00:00")
MAIN = Line("Composite schedule", ((0, Decimal(20)), (1800, Decimal("12.5")), (3600, None)))
CEILING = Line("ChargePointMaxProfile 5", ((0, Decimal(40)),))
CHART = Chart("Connector 1", START, 5400, "A", (MAIN, CEILING))


def parse(chart):
    return ElementTree.fromstring(draw(chart))


def texts(chart):
    return [element.text for element in parse(chart).iter("text")]


def paths(chart):
    return [element.attrib for element in parse(chart).iter("path")]


def test_chart_is_an_image_with_title_and_description():
    svg = parse(CHART)
    assert svg.get("role") == "img"
    named = {element.get("id"): element.text for element in svg if element.tag in ("title", "desc")}
    assert named[svg.get("aria-labelledby")] == "Connector 1"
    assert named[svg.get("aria-describedby")] == describe(CHART)


def test_description_tells_every_step_of_every_line():
    assert describe(CHART) == (
        "Composite schedule: 20 A from 14 Mar 10:00:00, 12.5 A from 14 Mar 10:30:00, no limit from 14 Mar 11:00:00, "
        "until 14 Mar 11:30:00. ChargePointMaxProfile 5: 40 A from 14 Mar 10:00:00, until 14 Mar 11:30:00."
    )


def test_ids_follow_from_the_content():
    assert draw(CHART) == draw(replace(CHART))
    assert CHART.identifier != replace(CHART, title="Connector 2").identifier
    own = CHART.identifier
    assert re.findall(r' id="([^"]+)"', draw(CHART)) == [own, f"{own}-title", f"{own}-desc"]
    assert re.findall(r' id="([^"]+)"', draw(CHART, "other")) == ["other", "other-title", "other-desc"]


def test_main_line_steps_and_breaks_where_nothing_limits():
    (main,) = [path["d"] for path in paths(replace(CHART, lines=(MAIN,))) if "stroke:var(--schedule-1" in path["style"]]
    start, first, second, last = (CHART.x(s) for s in (0, 1800, 3600, 5400))
    top = Decimal(20)
    assert main == f"M{start} {CHART.y(Decimal(20), top)}H{first}V{CHART.y(Decimal('12.5'), top)}H{second}"
    assert last == 692


def test_limits_stand_on_the_steps_and_open_time_says_so():
    found = texts(CHART)
    assert {"20 A", "12.5 A", "no limit"} <= set(found)


@pytest.mark.parametrize(
    ("highest", "labels"),
    [
        ("20", ["0", "5", "10", "15", "20"]),
        ("63", ["0", "20", "40", "60", "80"]),
        ("0", ["0", "1"]),
        ("0.4", ["0", "0.1", "0.2", "0.3", "0.4"]),
        ("11000", ["0", "5000", "10000", "15000"]),
    ],
)
def test_axis_of_limits_has_round_numbers(highest, labels):
    chart = Chart("x", START, 60, "A", (Line("x", ((0, Decimal(highest)),)),))
    found = [e.text for e in parse(chart).iter("text") if "text-anchor:end" in e.get("style")]
    assert found[: len(labels)] == labels


@pytest.mark.parametrize(
    ("start", "duration", "labels"),
    [
        ("2026-03-14T10:00:00+00:00", 5400, ["10:00", "14 Mar", "10:15", "10:30", "10:45", "11:00", "11:15", "11:30"]),
        ("2026-03-14T22:30:00+00:00", 10800, ["22:30", "14 Mar", "23:00", "23:30", "00:00", "15 Mar", "00:30"]),
        ("2026-03-14T10:00:05+00:00", 60, ["10:00:10", "14 Mar", "10:00:20", "10:00:30"]),
    ],
)
def test_axis_of_time_has_round_moments_and_names_each_day(start, duration, labels):
    chart = Chart("x", datetime.fromisoformat(start), duration, "A", (Line("x", ((0, Decimal(1)),)),))
    found = [e.text for e in parse(chart).iter("text") if "text-anchor:middle" in e.get("style")]
    assert found[: len(labels)] == labels


@pytest.mark.parametrize(("offset", "words"), [("+00:00", "times in UTC"), ("+01:00", "times in UTC+01:00")])
def test_axis_names_unit_and_offset(offset, words):
    chart = replace(CHART, start=datetime.fromisoformat(f"2026-03-14T10:00:00{offset}"), unit="W")
    assert words in texts(chart) and "W" in texts(chart)


def test_lines_differ_in_more_than_colour_and_every_colour_has_a_fallback():
    styles = [path["style"] for path in paths(CHART) if "--schedule-" in path["style"] and "dasharray" in path["style"]]
    assert styles and all("schedule-2" in style for style in styles)
    for style in re.findall(r'style="([^"]+)"', draw(CHART)):
        assert not re.search(r"var\([^,)]+\)", style)


def test_legend_names_the_lines_where_there_are_several():
    assert {"Composite schedule", "ChargePointMaxProfile 5"} <= set(texts(CHART))
    assert "Composite schedule" not in texts(replace(CHART, lines=(MAIN,)))


def test_chart_runs_no_script_loads_nothing_and_escapes_words():
    html = draw(replace(CHART, title="<script>a & b"))
    assert "<script" not in html and "http" not in html and "url(" not in html
    assert "&lt;script&gt;a &amp; b" in html


@pytest.mark.parametrize("count", [0, 5])
def test_more_lines_than_can_be_told_apart_are_refused(count):
    with pytest.raises(ValueError, match="1 to 4 lines"):
        draw(replace(CHART, lines=(CEILING,) * count))
