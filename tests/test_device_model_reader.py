"""The device model is read, its names are linked, and broken files are told in one line."""

from __future__ import annotations

import pytest
from small_project import make_project, write

from generator import lint
from generator.errors import GeneratorError
from generator.links import Linker
from generator.model import Text
from generator.project import read_project
from generator.reference import build_texts

COMPONENT = """\
component: BellCtrlr
kind: controller
section: "9 §1"
summary: Rings.
description: Rings when asked to [Z01].
variables:
  - variable: Loudness
    instance: Night
    section: "9 §1.1"
    data_type: integer
    unit: dB
    mutability: ReadWrite
    required: required
    example: "30"
    summary: How loud it is at night.
    meaning: The bell is no louder than this after dark [Z01.FR.01].
  - variable: Tone
    instance: "<n>"
    section: "9 §1.1"
    data_type: OptionList
    required: conditional
    condition: If the bell has tones [Z01].
    summary: Which tone it has.
    meaning: The tone of the bell with number n [Z01].
    values: {High: A small bell.}
typical:
  Active: The bell rings.
"""
VARIABLES = "variables:\n  - {variable: Active, data_type: boolean, meaning: In action.}\n"


def make(root, component=COMPONENT):
    version = make_project(root)
    write(version / "components" / "BellCtrlr.yaml", component)
    write(version / "variables.yaml", VARIABLES)
    write(version / "units.yaml", "units:\n  - {unit: dB, meaning: Loudness.}\n")
    write(version / "reason-codes.yaml", "codes:\n  - {code: TooLoud, meaning: It hurts., used_for: '[[Ping]]'}\n")
    return version


def test_pages_are_made_and_named(tmp_path):
    make(tmp_path)
    project = read_project(tmp_path)
    texts = build_texts(project)
    text = texts["ocpp-9/device-model/BellCtrlr.md"]
    assert "## `Loudness[Night]` { #Loudness.Night }" in text
    assert "## `Tone[<n>]` { #Tone }" in text
    assert "| [`Active`](variables.md#Active) | The bell rings. |" in text
    assert "`BellCtrlr.Loudness[Night]`](device-model/BellCtrlr.md#Loudness.Night)" in texts["ocpp-9/names.md"]
    assert "[Ping](../schemas/zeta/Ping.md)" in texts["ocpp-9/device-model/reason-codes.md"]
    assert lint.run(project) == []


@pytest.mark.parametrize(
    ("address", "anchor"),
    [
        ("BellCtrlr.Loudness[Night]", "Loudness.Night"),
        ("BellCtrlr.Loudness", "Loudness.Night"),
        ("BellCtrlr.Tone", "Tone"),
        ("BellCtrlr.Tone[3]", "Tone"),
        ("BellCtrlr.Active", "further-variables"),
    ],
)
def test_variable_in_code_is_linked_where_it_is_named_first(tmp_path, address, anchor):
    make(tmp_path)
    project = read_project(tmp_path)
    linker = Linker(project.catalog, project.catalog.versions["ocpp-9"])
    text = Text(f"See `{address}`, and `{address}` again.", "a.yaml", 1)
    link = f"[`{address}`](device-model/BellCtrlr.md#{anchor})"
    assert linker.prose(text, "ocpp-9/index.md") == f"See {link}, and `{address}` again."
    assert linker.prose(text, "ocpp-9/device-model/BellCtrlr.md") == text


@pytest.mark.parametrize("address", ["BellCtrlr.Volume", "RingCtrlr.Loudness", "BellCtrlr.Loudness[Day]"])
def test_unknown_variable_is_found_in_annotations_and_pages(tmp_path, address):
    version = make(tmp_path)
    path = version / "annotations" / "Ping.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Sent now", f"See `{address}`. Sent now"), encoding="utf-8"
    )
    index = tmp_path / "docs" / "index.md"
    index.write_text(index.read_text(encoding="utf-8") + f"\nSee `{address}`.\n", encoding="utf-8")
    found = [finding for finding in lint.run(read_project(tmp_path)) if finding.rule == "variables"]
    assert [finding.file for finding in found] == ["docs/index.md", "schemas/ocpp-9/annotations/Ping.yaml"]
    assert all(f"there is no variable {address}" in finding.message for finding in found)


def test_variable_without_a_link_is_found_on_a_page(tmp_path):
    make(tmp_path)
    index = tmp_path / "docs" / "index.md"
    index.write_text(index.read_text(encoding="utf-8") + "\nSee `BellCtrlr.Tone`.\n", encoding="utf-8")
    found = [finding.message for finding in lint.run(read_project(tmp_path))]
    assert found == ["link the variable: [`BellCtrlr.Tone`](ocpp-9/device-model/BellCtrlr.md#Tone)"]
    index.write_text(
        index.read_text(encoding="utf-8").replace(
            "`BellCtrlr.Tone`", "[`BellCtrlr.Tone`](ocpp-9/device-model/BellCtrlr.md#Tone)"
        ),
        encoding="utf-8",
    )
    assert lint.run(read_project(tmp_path)) == []


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("component: BellCtrlr", "component: Bell", "must be 'BellCtrlr'"),
        ("kind: controller", "kind: thing", "must be one of controller, physical"),
        ("data_type: integer", "data_type: number", "data_type: must be one of string"),
        ("required: required", "required: maybe", "required: must be one of"),
        ("    condition: If the bell has tones [Z01].\n", "", "conditional and a condition go together"),
        ("    unit: dB\n", "    units: dB\n", "unknown key 'units'"),
        ('variable: Tone\n    instance: "<n>"', "variable: Loudness\n    instance: Night", "stands twice"),
        ("    summary: How loud it is at night.\n", "", "summary: a text is needed here"),
    ],
)
def test_broken_component_is_told_with_its_place(tmp_path, before, after, words):
    assert before in COMPONENT
    make(tmp_path, COMPONENT.replace(before, after))
    with pytest.raises(GeneratorError, match=r"schemas/ocpp-9/components/BellCtrlr\.yaml:\d+: ") as caught:
        read_project(tmp_path)
    assert words in str(caught.value)
