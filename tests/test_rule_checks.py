"""Rules across fields are read, applied to every instance, and named where they break."""

from __future__ import annotations

import pytest
from small_project import make_project, write

from generator import lint
from generator.errors import GeneratorError
from generator.project import read_project
from generator.rule_checks import breaches, values_at
from generator.validation import parse_payload


def broken(tmp_path, rule, text):
    """Return the places at which a rule breaks on a Ping request."""
    version = make_project(tmp_path)
    write(version / "checks.yaml", f"checks:\n  - {{on: PingRequest, {rule}, says: 'So it is [Z01].'}}\n")
    loaded = read_project(tmp_path).catalog.versions["ocpp-9"]
    found = breaches(loaded.messages["Ping"].request, parse_payload(text), loaded.checks)
    return [".".join(map(str, breach.path)) for breach in found]


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        ("must: {number: '> 0'}", '{"number": 0}', ["number"]),
        ("must: {number: '> 0'}", '{"number": 0.1}', []),
        ("must: {number: '> 0'}", "{}", []),
        ("must: {number: present}", "{}", ["number"]),
        ("must: {number: absent}", '{"number": 1}', ["number"]),
        ("must: {part.colour: [Red]}", '{"part": [{"colour": "Red"}, {"colour": "Green"}]}', ["part"]),
        ("must: {part.colour: [Red]}", '{"part": [{"colour": "Green"}]}', ["part.0.colour"]),
        ("must: {part.colour: [Red]}", '{"part": [{}]}', ["part.0.colour"]),
        ("must: {part.colour: 'not Red, Blue'}", '{"part": [{"colour": "Green"}]}', []),
        ("must: {part.colour: unique}", '{"part": [{"colour": "Red"}, {"colour": "Red"}]}', ["part"]),
        ("must: {'part[0].colour': [Red]}", '{"part": [{"colour": "Red"}, {"colour": "Green"}]}', []),
        ("must: {'part[-1].colour': [Red]}", '{"part": [{"colour": "Red"}, {"colour": "Green"}]}', ["part"]),
        ("when: {part.colour: [Green]}, must: {number: '= 2'}", '{"part": [{"colour": "Red"}], "number": 1}', []),
        ("when: {part.colour: [Red]}, must: {number: '= 2'}", '{"part": [{"colour": "Red"}], "number": 1}', ["number"]),
        ("must: {number: '> 0'}", '{"number": "many"}', []),
        ("must: {number: '> 0'}", '{"number": true}', []),
        ("must: {number: '> 0'}", "[]", []),
    ],
)  # fmt: skip
def test_rule_is_applied(tmp_path, rule, text, expected):
    assert broken(tmp_path, rule, text) == expected


def test_rule_of_a_type_is_applied_to_each_instance(tmp_path):
    version = make_project(tmp_path)
    write(version / "checks.yaml", "checks:\n  - {on: PartType, must: {colour: [Red]}, says: 'Red [Z01].'}\n")
    loaded = read_project(tmp_path).catalog.versions["ocpp-9"]
    value = {"part": [{"colour": "Red"}, {"colour": "Green"}, {"colour": "Green"}]}
    found = breaches(loaded.messages["Ping"].request, value, loaded.checks)
    assert [breach.path for breach in found] == [("part", 1, "colour"), ("part", 2, "colour")]


@pytest.mark.parametrize(
    ("numbers", "rule", "holds"),
    [
        (["2026-03-14T08:00:00Z", "2026-03-14T10:00:00+02:00"], "ascending", False),
        (["2026-03-14T08:00:00Z", "2026-03-14T10:00:00+01:00"], "ascending", True),
        ([1, 2, 2], "ascending", False),
        ([1, 2, 3], "ascending", True),
        ([], "ascending", True),
    ],
)
def test_order_of_numbers_and_moments(tmp_path, numbers, rule, holds):
    version = make_project(tmp_path)
    write(version / "checks.yaml", f"checks:\n  - {{on: PingResponse, must: {{text: {rule}}}, says: 'So [Z01].'}}\n")
    loaded = read_project(tmp_path).catalog.versions["ocpp-9"]
    assert (breaches(loaded.messages["Ping"].response, {"text": numbers}, loaded.checks) == []) == holds


def test_values_at_a_path():
    value = {"a": [{"b": 1}, {"b": [2, 3]}, {}]}
    assert values_at(value, "a.b") == [1, 2, 3]
    assert values_at(value, "a[1].b") == [2, 3]
    assert values_at(value, "a[7].b") == []
    assert values_at(value, "c") == []


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("{on: Pong, must: {x: present}, says: 'S [Z01].'}", "there is no payload or object type Pong"),
        ("{on: PingRequest, must: {x: present}, says: 'S [Z01].'}", "PingRequest has no x"),
        ("{on: PingRequest, must: {part.size: present}, says: 'S [Z01].'}", "PingRequest has no part.size"),
        ("{on: PingRequest, must: {number: '> size'}, says: 'S [Z01].'}", "PingRequest has no size"),
        ("{on: PingRequest, must: {}, says: 'S [Z01].'}", "must demand something"),
        ("{on: PingRequest, must: {number: '> 5'}, says: 'S [Z01].'}", "is shown as valid, but"),
        ("{on: PingRequest, must: {number: '> 0'}, says: 'S [Z09].'}", "there is no clause [Z09]"),
    ],
)
def test_wrong_rule_is_found(tmp_path, entry, words):
    version = make_project(tmp_path)
    write(version / "checks.yaml", f"checks:\n  - {entry}\n")
    found = [str(finding) for finding in lint.run(read_project(tmp_path))]
    assert any(words in finding for finding in found), found


@pytest.mark.parametrize("constraint", ["'>= much'x", "maybe", "'> '", "[]", "{a: b}"])
def test_constraint_that_is_not_understood_is_refused(tmp_path, constraint):
    version = make_project(tmp_path)
    write(version / "checks.yaml", f"checks:\n  - {{on: PingRequest, must: {{number: {constraint}}}, says: 'S.'}}\n")
    with pytest.raises(GeneratorError, match=r"checks\.yaml:\d+"):
        read_project(tmp_path)
