"""`reference.json` follows its published schema, and every entry leads to a page and anchor that exist."""

from __future__ import annotations

import json
from collections import Counter

import jsonschema
import pytest

from generator.reference import build_texts
from generator.reference_index import sentence, uncited


@pytest.fixture(scope="module")
def texts(project):
    return build_texts(project)


@pytest.fixture(scope="module")
def entries(texts):
    return json.loads(texts["reference.json"])["entries"]


def test_index_follows_its_schema(texts, root):
    schema = json.loads((root / "docs" / "reference.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.Draft7Validator(schema).validate(json.loads(texts["reference.json"]))


def test_every_entry_leads_to_a_page_and_anchor(texts, entries, root):
    for entry in entries:
        page = texts.get(entry["page"]) or (root / "docs" / entry["page"]).read_text(encoding="utf-8")
        if entry["kind"].endswith(("-silent", "-dependent")):
            assert f" {entry['name']}: " in page, entry
        elif "anchor" in entry:
            assert f"{{ #{entry['anchor']} }}" in page, entry


def test_every_entry_has_a_meaning_of_one_line(entries):
    for entry in entries:
        assert entry["meaning"], entry
        assert "\n" not in entry["meaning"]
        assert "[[" not in entry["meaning"], entry


def test_page_that_tells_a_use_case_comes_first(entries):
    found = next(entry for entry in entries if entry["name"] == "E04.FR.01")
    assert "/sequences/" in found["explained_by"][0]


def test_nothing_is_missing(project, entries):
    """Counted anew from the catalog, kind by kind."""
    found = Counter((entry["version"], entry["kind"]) for entry in entries)
    for version in project.catalog.versions.values():
        label = version.label
        assert found[label, "message"] == len(version.messages)
        assert found[label, "type"] == len(version.types)
        assert found[label, "key"] == len(version.keys)
        assert found[label, "component"] == len(version.device_model.components)
        ids = sum(len(use_case.requirements) for block in version.blocks for use_case in block.use_cases)
        assert found[label, "requirement"] == ids
        fields = sum(len(payload.fields) for message in version.messages.values() for payload in message.payloads)
        assert found[label, "field"] > fields


def test_each_entry_stands_on_one_line(texts, entries):
    lines = [line for line in texts["reference.json"].splitlines() if line.lstrip().startswith('{"kind"')]
    assert [json.loads(line.rstrip(",")) for line in lines] == entries


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Holds a [[2.0.1/Reset|reset]]. More.", "Holds a reset."),
        ("See [[ReserveNow#16-RE-01]] and `[]` [K01.FR.39] [1.6 §4.2].", "See ReserveNow and `[]`."),
        ("At 0.5 A it stops [guidance]. Then more", "At 0.5 A it stops."),
    ],
)
def test_first_sentence_is_plain(text, expected):
    assert sentence(text) == expected


def test_plain_text_keeps_every_sentence():
    assert uncited("One [A01]. Two [1.6 §4.1].") == "One. Two."
