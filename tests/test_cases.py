"""One small schema a feature: input, and the page that it becomes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from generator.examples import smallest
from generator.links import Linker
from generator.model import NO_TEXT, Catalog, Group, Message, TypeEntry, Variant, Version
from generator.pages.message_page import MessagePages
from generator.render import make_environment, render_page
from generator.schema_reader import read_payload
from generator.validation import parse_payload, violations

CASES = sorted(Path(__file__).parent.glob("cases/*.json"))


def title_case(path: tuple[str, ...]) -> str:
    return path[-1][0].upper() + path[-1][1:] + "Type"


def read_case(path: Path):
    text = path.read_text(encoding="utf-8")
    return read_payload(path.name, text, "PingRequest", "PingRequest", title_case)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case_becomes_the_page(case, golden):
    request = read_case(case)
    empty = '{"$schema": "x", "type": "object", "additionalProperties": false}'
    response = read_payload("empty", empty, "PingResponse", "PingResponse", title_case)
    message = Message("Ping", "zeta", "Z Zeta", "both", (), request, response)
    types = {name: TypeEntry(name, (Variant(kind, ("PingRequest",)),)) for name, kind in request.types.items()}
    version = Version(
        "ocpp-9",
        "9",
        "OCPP 9",
        "Station",
        "Back End",
        "block",
        (Group("zeta", "Zeta", NO_TEXT),),
        {"Ping": message},
        types,
    )
    catalog = Catalog({"ocpp-9": version})
    page = MessagePages(catalog, version, Linker(catalog, version), {}).page(message)
    text = render_page(page, make_environment())
    body = re.search(r"(## PingRequest\n.*?)\n## PingResponse", text, flags=re.S)[1]
    golden(f"{case.stem}.md", body)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_smallest_example_of_the_case_is_valid(case):
    example = smallest(read_case(case))
    assert violations(case, parse_payload(example)) == []
    assert set(json.loads(example)) == set(json.loads(case.read_text(encoding="utf-8")).get("required", []))


def test_every_golden_file_belongs_to_a_case_or_the_small_project():
    golden = Path(__file__).parent / "golden"
    assert {path.stem for path in golden.glob("*.md")} == {case.stem for case in CASES}
