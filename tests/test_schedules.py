"""Tests of the `schedule` fence on the site."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from markdown import Markdown
from pymdownx.superfences import SuperFencesException

from generator.markdown_ext import schedules
from generator.markdown_ext.schedules import FenceError, format_schedule, read_fence

BODY = """\
title: Composite schedule of connector 1
profiles: [5, 21]
request:
  connectorId: 1
  start: 2026-03-14T10:00:00Z
  duration: 5400
  chargingRateUnit: A
  transactions:
    - {connectorId: 1, transactionId: 1042, start: 2026-03-14T08:20:00Z}
periods:
  - {at: 10:00, startPeriod: 0, limit: 20}
  - {at: 10:30, startPeriod: 1800, limit: 12.5}
lines:
  - label: ChargePointMaxProfile 5
    profiles: [5]
    periods:
      - {startPeriod: 0, limit: 40}
"""


def convert(text):
    fence = {"name": "schedule", "class": "schedule", "format": format_schedule}
    extensions = ["pymdownx.superfences", "pymdownx.details"]
    return Markdown(extensions=extensions, extension_configs={extensions[0]: {"custom_fences": [fence]}}).convert(text)


def fenced(body):
    return f"```schedule\n{body}```\n"


def test_fence_becomes_a_chart():
    html = convert(fenced(BODY))
    assert html.startswith('<div class="diagram schedule" style="--diagram-width:720px"><svg ')
    assert "<title" in html and "ChargePointMaxProfile 5: 40 A from 14 Mar 10:00:00" in html


def test_fence_in_a_folded_block_becomes_a_chart():
    inner = "".join(f"    {line}\n" for line in fenced(BODY).splitlines())
    assert "<svg " in convert(f'??? note "Result"\n\n{inner}')


def test_fence_that_stands_twice_on_a_page_keeps_ids_unique():
    found = re.findall(r'\sid="([^"]*)"', convert(fenced(BODY) + "\nAgain:\n\n" + fenced(BODY)))
    assert len(found) == 6 and len(set(found)) == 6


def test_values_are_kept_as_they_are_written():
    fence = read_fence(BODY)
    first, second = fence.lines[0].periods
    assert (first.at, second.limit) == ("10:00", Decimal("12.5"))
    assert fence.start.isoformat() == "2026-03-14T10:00:00+00:00"
    assert fence.lines[0].profiles == (5, 21)


def test_example_of_the_documentation_has_the_format():
    body = re.search(r"\n\n((?:    .*\n)+)", schedules.__doc__)[1]
    fence = read_fence("".join(line[4:] + "\n" for line in body.splitlines()))
    assert len(fence.lines) == 2 and fence.lines[0].periods[1].number_phases == 3


def test_open_time_is_written_as_none():
    fence = read_fence(BODY.replace("limit: 12.5", "limit: none"))
    assert fence.lines[0].periods[1].limit is None


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("title: Comp", "titel: Comp", "the body: unknown key 'titel'"),
        ("title: Composite schedule of connector 1\n", "", "title is needed"),
        ("request:\n", "request: now\n  #", "not YAML|request is a group"),
        ("  connectorId: 1", "  connector: 1", "request: unknown key 'connector'"),
        ("2026-03-14T10:00:00Z\n", "2026-03-14T10:00:00\n", "start: .*has no time zone"),
        ("duration: 5400", "duration: 90 min", "duration: '90 min' is no whole number"),
        ("duration: 5400", "duration: 1800", "duration is longer"),
        ("chargingRateUnit: A", "chargingRateUnit: kW", "chargingRateUnit is A or W"),
        ("[5, 21]", "[5, max]", "profiles: 'max' is no whole number"),
        ("[5, 21]", "5", "the body: profiles is a list"),
        ("startPeriod: 1800", "startPeriod: 0", "the first startPeriod is 0, and they grow"),
        ("startPeriod: 1800, limit", "limit", "startPeriod is needed"),
        ("limit: 12.5", "limit: much", "limit: 'much' is no number"),
        ("limit: 12.5", "limit: [12.5]", "periods: limit is a text"),
        ("  - label: ChargePointMaxProfile 5\n    profiles", "  - profiles", "label is needed"),
        ("{connectorId: 1, trans", "{connectorId: 1, when: now, trans", "transactions: unknown key 'when'"),
        ("- {connectorId: 1, transactionId: 1042, start: 2026-03-14T08:20:00Z}", "- now", "transactions: keys and"),
        ("periods:\n  -", "periods: {\n  -", "not YAML"),
    ],
)  # fmt: skip
def test_body_without_the_format_is_refused(old, new, words):
    assert old in BODY
    with pytest.raises(FenceError, match=words):
        read_fence(BODY.replace(old, new, 1))


def test_options_hold_texts():
    with pytest.raises(FenceError, match="request: options holds texts"):
        read_fence(BODY.replace("  duration", "  options: {sharing: [equal]}\n  duration"))


@pytest.mark.parametrize("body", ["", "title", "- a\n"])
def test_body_that_is_no_mapping_is_refused(body):
    with pytest.raises(FenceError, match="keys and values are needed"):
        read_fence(body)


def test_page_with_a_faulty_fence_is_refused_with_its_first_line():
    with pytest.raises(SuperFencesException, match=r"schedule `title: Composite schedule of connector 1`: limit: 'x'"):
        convert(fenced(BODY.replace("limit: 20", "limit: x")))
